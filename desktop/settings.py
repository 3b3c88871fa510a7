"""What the window remembers from one day to the next. Every setting is declared here, with its type and what holds without it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 8
SEPARATOR = "\n"


class Settings:
    """The user's own file of settings. ``path`` overrides where it lies (tests, screenshots)."""

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            self._kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "fuping", "fuping")
        else:
            self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        return str(self._kept.value(key, default))

    def put(self, key: str, value: str) -> None:
        self._kept.setValue(key, value)

    def state(self, key: str) -> QByteArray:
        """Geometry and header states, as Qt packs them; empty if never kept."""
        found = self._kept.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()

    def put_state(self, key: str, state: QByteArray) -> None:
        self._kept.setValue(key, state)

    @property
    def language(self) -> str:
        """zh or en."""
        return "en" if self.text("language", "zh") == "en" else "zh"

    @language.setter
    def language(self, language: str) -> None:
        self.put("language", language)

    @property
    def look(self) -> str:
        """system, light or dark."""
        return self.text("look", "system")

    @look.setter
    def look(self, look: str) -> None:
        self.put("look", look)

    @property
    def actor(self) -> str:
        """Who is at the desk; named in the journal."""
        return self.text("actor")

    @actor.setter
    def actor(self, actor: str) -> None:
        self.put("actor", actor.strip())

    @property
    def recent(self) -> tuple[Path, ...]:
        """Workspaces, the last opened first; those that are gone are left out."""
        known = (Path(line) for line in self.text("recent").split(SEPARATOR) if line)
        return tuple(path for path in known if path.is_file())

    def opened(self, path: Path) -> None:
        """Put a workspace at the head of the recent ones."""
        others = [one for one in self.recent if one != path.resolve()]
        self.put("recent", SEPARATOR.join(str(one) for one in [path.resolve(), *others][:MOST_RECENT]))

    def folder(self, purpose: str) -> str:
        """The folder last used for a purpose, empty if none."""
        return self.text(f"folders/{purpose}")

    def put_folder(self, purpose: str, folder: Path) -> None:
        self.put(f"folders/{purpose}", str(folder))

    def sync(self) -> None:
        self._kept.sync()

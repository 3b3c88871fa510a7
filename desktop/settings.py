"""What the window remembers from one day to the next. Every setting is declared here, with its type and what holds without it."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from scoring.services.days import minute_of

MOST_RECENT = 8
SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Recent:
    """A workspace that was opened before; ``at`` is local time in words, empty where it was not kept."""

    path: Path
    at: str


class Settings:
    """The user's own file of settings. ``path`` overrides where it lies (tests, screenshots)."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
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
        """Who is at the desk, named in the journal; until a person has said so, the name they logged in with."""
        return self.text("actor") or _login()

    @actor.setter
    def actor(self, actor: str) -> None:
        self.put("actor", actor.strip())

    @property
    def knows_actor(self) -> bool:
        """Whether a person has said who they are."""
        return bool(self.text("actor"))

    @property
    def recent(self) -> tuple[Recent, ...]:
        """Workspaces, the last opened first; those that are gone are left out."""
        return tuple(one for one in self._known() if one.path.is_file())

    def opened(self, path: Path, now: datetime) -> None:
        """Put a workspace at the head of the recent ones."""
        head = Recent(path.resolve(), minute_of(now))
        self._keep([head, *(one for one in self._known() if one.path != head.path)])

    def forget(self, path: Path) -> None:
        """Leave a workspace out of the recent ones; the file stays."""
        self._keep([one for one in self._known() if one.path != path])

    def _known(self) -> list[Recent]:
        lines = [line.partition("\t") for line in self.text("recent").split(SEPARATOR) if line]
        return [Recent(Path(path), at) for path, _, at in lines]

    def _keep(self, recent: list[Recent]) -> None:
        self.put("recent", SEPARATOR.join(f"{one.path}\t{one.at}" for one in recent[:MOST_RECENT]))

    @property
    def sample_folder(self) -> Path:
        """Where the sample district is kept: the user's own data, or beside a settings file of a test."""
        own = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
        return (self._path.parent / "data" if self._path else Path(own)) / "sample"

    @property
    def guided(self) -> bool:
        """Whether the strip of first steps is shown."""
        return self.text("guided", "yes") == "yes"

    @guided.setter
    def guided(self, guided: bool) -> None:
        self.put("guided", "yes" if guided else "no")

    def folder(self, purpose: str) -> str:
        """The folder last used for a purpose, empty if none."""
        return self.text(f"folders/{purpose}")

    def put_folder(self, purpose: str, folder: Path) -> None:
        self.put(f"folders/{purpose}", str(folder))

    def sync(self) -> None:
        self._kept.sync()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "-"

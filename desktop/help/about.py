"""What this program is: its version, and whose work it stands on, with their licences."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, metadata, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.widgets.picture import Picture
from desktop.widgets.text import label

SIZE = (600, 480)
LIBRARIES = (
    "PySide6-Essentials", "openpyxl", "sqlite-utils", "reportlab", "lark", "pydantic", "python-calamine", "defusedxml", "XlsxWriter",
    "python-stdnum", "uharfbuzz", "justmytype-intl-cjk", "pypdfium2", "click", "pypinyin", "tomli-w", "cryptography",
    "python-docx",
)  # fmt: skip
"""What pyproject.toml asks for; a test compares."""


def library_lines() -> tuple[str, ...]:
    """``name version — licence``, as each says it of itself."""
    return tuple(f"{name} {version(name)} — {_licence(name)}" for name in LIBRARIES)


def _licence(name: str) -> str:
    """A long text in the field is the licence itself: its first line names it."""
    said = metadata(name)
    known = said.json
    short = known.get("license_expression") or known.get("license") or ""
    classified = [one.rpartition(" :: ")[2] for one in known.get("classifier", ()) if one.startswith("License")]
    return str(short).strip().partition("\n")[0] or ", ".join(classified) or "?"


def program_version() -> str:
    try:
        return version("fuping")
    except PackageNotFoundError:
        return "?"


class AboutDialog(QDialog):
    """Read, copy, close."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Fuping"))
        self.resize(*SIZE)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Fonts and libraries"))
        self.text.setPlainText("\n".join(self._lines()))
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(label(self.tr("Fuping"), "title"))
        names.addWidget(label(self.tr("Version {0}").format(program_version()), "faint"))
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Picture("fuping", "accent", 48))
        head.addLayout(names, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(
            label(
                self.tr("Works on this computer alone: nothing is sent anywhere, nothing is fetched from a network."), wrap=True
            )
        )
        column.addWidget(label(self.tr("Fonts and libraries"), "heading"))
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def _lines(self) -> tuple[str, ...]:
        return ("Noto Sans SC, Noto Sans JP — SIL Open Font License 1.1", "", *library_lines())

"""A file is about to be adopted: what it is, what is wrong with it, and what follows; then yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.widgets import leaf
from desktop.widgets.text import label
from scoring.services.looking import LookedFinding

SIZE = (720, 520)


class AdoptDialog(QDialog):
    """``accepted`` where the person wants it. What may not be adopted only shows its findings.

    Without ``findings`` the file was not looked through: it was adopted before, or is ours.
    """

    def __init__(
        self,
        title: str,
        consequence: str,
        findings: Sequence[LookedFinding] | None,
        parts: Iterable[str] = (),
        *,
        may: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("adopt")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Adopt"))
        self.resize(*SIZE)
        self.text = leaf.Leaf(self.tr("What was found in the file"))
        self.text.show_parts((*(() if findings is None else self._findings(findings)), *parts))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(
            label(consequence if may else self.tr("This file cannot be adopted as it is."), "" if may else "error", wrap=True)
        )
        column.addWidget(self.text, 1)
        column.addWidget(self.buttons)
        if may:
            self.yes = self.buttons.addButton(self.tr("Adopt"), QDialogButtonBox.ButtonRole.AcceptRole)
            self.yes.setObjectName("yes")
            self.yes.setProperty("primary", True)
            self.yes.setDefault(True)
            self.yes.style().polish(self.yes)
            self.buttons.accepted.connect(self.accept)

    def _findings(self, findings: Sequence[LookedFinding]) -> Iterable[str]:
        if not findings:
            yield leaf.paragraph(self.tr("Nothing was found that is wrong or suspicious."), shade="good")
            return
        titles = (self.tr("Level"), self.tr("Place"), self.tr("Finding"))
        rows = [(leaf.strong(one.level), leaf.plain(one.place), leaf.plain(one.sentence)) for one in findings]
        yield leaf.cells(titles, rows, (12, 34, 54))

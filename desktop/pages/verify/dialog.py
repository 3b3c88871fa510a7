"""What the page's dialogs have in common: a heading, a place for a refusal in the service's words, OK and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.widgets.notice import Notice
from desktop.widgets.text import label
from scoring.errors import Refusal
from scoring.messages import tell

WIDTH = 560


class ActDialog(QDialog):
    """Window-modal and never waited for; ``agreed`` when OK is pressed: then it is up to whoever opened it to close it.

    Signals: ``agreed``.
    """

    agreed = Signal()

    def __init__(self, desk: Desk, name: str, title: str, ok: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._was_shown = False
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.notice = Notice()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.heading = label(title, "heading", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(ok)
        self.ok.setObjectName("ok")
        self.ok.setProperty("primary", True)
        self.ok.setDefault(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self.buttons.accepted.connect(self.agreed)
        self.buttons.rejected.connect(self.reject)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self.heading)
        whole.addLayout(self.body, 1)
        whole.addWidget(self.notice)
        whole.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Folded words ask for another height at the width they get than the first guess has for them, and a small screen cuts that."""
        super().showEvent(event)
        if event.spontaneous() or self._was_shown:
            return  # restored by the desktop: the size is the one a person gave it
        self._was_shown = True
        needed = self._whole.totalHeightForWidth(self.width())
        if needed > 0:
            self.resize(self.width(), min(needed, self.screen().availableGeometry().height()))

    def failed(self, error: BaseException) -> None:
        """A refusal is said here and the dialog stays; anything else goes where it always goes."""
        if isinstance(error, Refusal):
            self.notice.tell(tell(error.said, self.desk.language))
        else:
            self.desk.failed(error)

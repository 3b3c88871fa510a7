"""The strip of first steps: what to do from an empty desk to printed reports. It can be put away, and comes back from the help menu."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.theme import colours, icon
from desktop.widgets.text import label


class Guide(QFrame):
    """Signals: ``went`` with the page a step is done on. On the start page (``begun`` false) only the first step leads anywhere."""

    went = Signal(str)

    def __init__(self, settings: Settings, *, begun: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setProperty("role", "card")
        self._settings, self._begun = settings, begun
        self.steps = QLabel()
        self.steps.setObjectName("guide_steps")
        self.steps.setTextFormat(Qt.TextFormat.RichText)
        self.steps.setWordWrap(True)
        self.steps.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.steps.linkActivated.connect(self.went)
        self.away = QToolButton()
        self.away.setObjectName("guide_away")
        self.away.setIcon(icon("close", "faint"))
        self.away.setIconSize(QSize(16, 16))
        self.away.setAccessibleName(self.tr("Put the first steps away"))
        self.away.setToolTip(self.tr("Put the first steps away; the help menu brings them back"))
        self.away.clicked.connect(self._put_away)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(self.tr("First steps"), "strong"))
        words.addWidget(self.steps)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 8, 10)
        row.addLayout(words, 1)
        row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self.refresh()

    def refresh(self) -> None:
        self.setVisible(self._settings.guided)
        shades = colours()
        told = [self._told(number, page, text) for number, (page, text) in enumerate(self._wanted(), 1)]
        self.steps.setText(f'<span style="color:{shades.faint}"> › </span>'.join(told))
        self.steps.setAccessibleName(" › ".join(text for _, text in self._wanted()))

    def _told(self, number: int, page: str, text: str) -> str:
        words = f"{number}&nbsp;{escape(text).replace(' ', '&nbsp;')}"
        leads = bool(page) if self._begun else number == 1
        shades = colours()
        if leads:
            return f'<a href="{page or "new"}" style="color:{shades.accent};text-decoration:none">{words}</a>'
        return f'<span style="color:{shades.faint}">{words}</span>'

    def _wanted(self) -> tuple[tuple[str, str], ...]:
        return (
            ("", self.tr("Make or open a round")),
            ("roster", self.tr("Fill the roster")),
            ("collect", self.tr("Hand out blank workbooks")),
            ("collect", self.tr("Drop the returns here")),
            ("verify", self.tr("Verify")),
            ("score", self.tr("Score and seal")),
            ("publish", self.tr("Print the reports")),
        )

    def _put_away(self) -> None:
        self._settings.guided = False
        self.refresh()

"""The findings of the chosen carrier, or of all: filtered while one types, in the order of the form or by what is at stake."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.verify.cause_words import CauseWords
from desktop.pages.verify.causes_model import CausesModel
from desktop.pages.verify.causes_view import CausesView
from desktop.theme import icon
from desktop.widgets.empty import Empty
from desktop.widgets.text import label
from scoring.findings import Level
from scoring.services.verifying import CauseState, ShownCause

EVERY_STATE = frozenset(CauseState)


class CausesPanel(QWidget):
    """Signals: ``acted`` with the name of an act (explain, withdraw, amend, strike)."""

    acted = Signal(str)

    def __init__(self, words: CauseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.model = CausesModel(words, self)
        self.view = CausesView(self.model, self.tr("Findings by cause"))
        self.filter = QLineEdit()
        self.filter.setObjectName("filter")
        self.filter.setPlaceholderText(self.tr("Filter findings"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setToolTip(self.tr("Words of the sentence, a firm, a place (Ctrl+Shift+F)"))
        self.filter.setClearButtonEnabled(True)
        self.states = self._choices("states", self.tr("State of the findings"))
        for text, states in (
            (self.tr("Any state"), EVERY_STATE),
            (self.tr("Open"), frozenset({CauseState.OPEN})),
            (self.tr("Explained"), frozenset({CauseState.EXPLAINED})),
            (self.tr("Settled"), frozenset({CauseState.SETTLED})),
        ):
            self.states.addItem(text, states)
        self.levels = self._choices("levels", self.tr("Level of the findings"))
        self.levels.addItem(self.tr("Any level"), frozenset(Level))
        for level in (Level.ERROR, Level.WARNING):
            self.levels.addItem(words.level(level), frozenset({level}))
        self.order = self._choices("order", self.tr("Order of the findings"))
        self.order.addItem(self.tr("In form order"), False)
        self.order.addItem(self.tr("By effect"), True)
        self.count = label("", "faint")
        self.count.setObjectName("count")
        self.acts = {
            "explain": self._act("explain", self.tr("Explain…"), "review", "Ctrl+E"),
            "withdraw": self._act("withdraw", self.tr("Withdraw"), "undo", "Ctrl+Shift+E"),
            "amend": self._act("amend", self.tr("Amend…"), "amend", "F2"),
            "strike": self._act("strike", self.tr("Strike…"), "strike", "Ctrl+D"),
        }
        self.empty = Empty("good", self.tr("Nothing to look at"), self.tr("No finding stands on this return."))
        self._lay_out()
        self.filter.textChanged.connect(self.model.find)
        self.states.currentIndexChanged.connect(self._keep)
        self.levels.currentIndexChanged.connect(self._keep)
        self.order.currentIndexChanged.connect(lambda _: self.model.order(by_stake=bool(self.order.currentData())))
        self.model.modelReset.connect(self._counted)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        shortcut.activated.connect(self.filter.setFocus)

    def show_causes(self, causes: tuple[ShownCause, ...], *, everybody: bool) -> None:
        self.model.show(causes, everybody=everybody)
        self.stack.setCurrentWidget(self.view if causes else self.empty)

    def forget_filter(self) -> None:
        """Everything is to be seen again: a person was sent to a finding."""
        self.filter.clear()
        self.states.setCurrentIndex(0)
        self.levels.setCurrentIndex(0)

    def _keep(self) -> None:
        self.model.keep(self.states.currentData(), self.levels.currentData())

    def _counted(self) -> None:
        shown, all_ = len(self.model.shown), len(self.model.causes)
        self.count.setText(
            self.tr("Causes: {0}").format(all_) if shown == all_ else self.tr("Causes: {0} of {1}").format(shown, all_)
        )

    def _choices(self, name: str, said: str) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        made.setAccessibleName(said)
        made.setToolTip(said)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _act(self, name: str, text: str, picture: str, keys: str) -> QPushButton:
        button = QPushButton(icon(picture), f" {text}")
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.setToolTip(f"{text.rstrip(' …')} ({keys})")
        button.setProperty("hint", button.toolTip())
        button.clicked.connect(lambda: self.acted.emit(name))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(button.click)
        return button

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(self.filter, 1)
        for one in (self.states, self.levels, self.order):
            above.addWidget(one)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.count)
        below.addStretch(1)
        for button in self.acts.values():
            below.addWidget(button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(above)
        whole.addWidget(self.stack, 1)
        whole.addLayout(below)

"""The strip above the scores: whether the sealed result still holds, how far the live score is, and the button that seals."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.theme import icon
from desktop.widgets.remaining import Remaining
from desktop.widgets.text import label

PICTURE = 18


class SealBar(QFrame):
    """Signals: ``wanted`` when a person has said twice that the scores are to be sealed, ``stop_wanted`` and ``again_wanted`` for
    what is being worked out.
    """

    wanted = Signal()
    stop_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seal_bar")
        self.setProperty("role", "bar")
        self._picture = label()
        self.words = label(wrap=True)
        self.words.setObjectName("stale")
        self.where = label("", "faint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(160)
        self.bar.setAccessibleName(self.tr("How far the live score is"))
        self.stop = _button("score_stop", self.tr("Stop"))
        self.again = _button("score_again", self.tr("Work out"))
        self._remaining = Remaining()
        self._total = 0
        self.seal = _button("seal", self.tr("Score and seal…"))
        self.sure = _button("seal_now", self.tr("Seal now"), primary=True)
        self.not_now = _button("seal_not", self.tr("Not now"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.where)
        row.addWidget(self.bar)
        for one in (self.stop, self.again, self.seal, self.sure, self.not_now):
            row.addWidget(one)
        self.stop.clicked.connect(self.stop_wanted)
        self.again.clicked.connect(self.again_wanted)
        self._said = ("", "score", "faint")
        self.seal.clicked.connect(lambda: self._ask(asking=True))
        self.not_now.clicked.connect(lambda: self._ask(asking=False))
        self.sure.clicked.connect(self._go)
        self._ask(asking=False)
        self.at_rest()

    def tell(self, words: str, picture: str = "score", shade: str = "faint") -> None:
        """The state in words, with an icon of its own."""
        self._said = (words, picture, shade)
        if not self.is_asking:
            self._show(*self._said)

    def compute(self, words: str, done: int = 0, total: int = 0) -> None:
        """Something is being worked out; without a total nobody knows how long."""
        if total != self._total or not done:
            self._remaining, self._total = Remaining(), total
        self.where.setText("　".join(filter(None, (words, self._remaining.words(done, total)))))
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
        self.stop.show()
        self.again.hide()
        self._appear()

    def at_rest(self) -> None:
        """Nothing is being worked out."""
        self._rest()

    def stopped(self) -> None:
        """Somebody did not want to wait: it can be worked out again."""
        self._rest(self.tr("not worked out: stopped"))
        self.again.show()

    def _rest(self, words: str = "") -> None:
        self.where.setText(words)
        for one in (self.bar, self.stop, self.again):
            one.hide()
        self._appear()

    def allow(self, *, sealing: bool) -> None:
        """Whether there is anything to seal and a file to write to."""
        self.seal.setEnabled(sealing)
        if not sealing:
            self._ask(asking=False)

    @property
    def is_asking(self) -> bool:
        return not self.sure.isHidden()

    def _ask(self, *, asking: bool) -> None:
        for one in (self.sure, self.not_now):
            one.setVisible(asking)
        self.seal.setVisible(not asking)
        if asking:
            self._show(
                self.tr("A sealed result is kept for good and cannot be undone. Seal the scores as they are now?"),
                "warning",
                "warning",
            )
            self.sure.setFocus()
        else:
            self._show(*self._said)

    def _go(self) -> None:
        self._ask(asking=False)
        self.wanted.emit()

    def _show(self, words: str, picture: str, shade: str) -> None:
        self.words.setText(words)
        self._picture.setPixmap(icon(picture, shade).pixmap(PICTURE, PICTURE))
        self._appear()

    def _appear(self) -> None:
        """A strip that has nothing to say is not there."""
        self.setVisible(bool(self.words.text() or self.where.text()) or not self.bar.isHidden())


def _button(name: str, text: str, *, primary: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setProperty("primary", primary)
    made.setAutoDefault(True)
    return made

"""The head of the page: whose return it is, where it stands, its points now and in the sealed run, and the two last words on it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.pages.verify.cause_words import CARRIER_ICONS, CauseWords
from desktop.pages.verify.elided import Elided
from desktop.theme import figures_font, icon
from desktop.widgets.text import label
from scoring.services.status import CarrierState
from scoring.services.verifying import CarrierView


class Head(QWidget):
    def __init__(self, title: str, words: CauseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._title = title
        self.title = Elided(title, "title")
        self.title.setObjectName("title")
        self._picture = label()
        self.state = label()
        self.state.setObjectName("state")
        self.points = label("", "faint")
        self.points.setObjectName("points")
        self.points.setFont(figures_font(self.points.font()))
        self.accept = QPushButton(self.tr("Accept"))
        self.accept.setObjectName("accept")
        self.send_back = QPushButton(self.tr("Send back…"))
        self.send_back.setObjectName("send_back")
        below = QHBoxLayout()
        below.setSpacing(6)
        for one in (self._picture, self.state):
            below.addWidget(one)
        below.addSpacing(12)
        below.addWidget(self.points)
        below.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self.title)
        left.addLayout(below)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(left, 1)
        whole.addWidget(self.accept)
        whole.addWidget(self.send_back)

    def show_nobody(self, said: str = "") -> None:
        """Without a carrier: the page's own name."""
        self.title.setText(self._title)
        self._picture.hide()
        self.state.setText(said)
        self.points.clear()

    def show_carrier(self, view: CarrierView) -> None:
        status = view.status
        self.title.setText(status.carrier.name)
        name, shade = CARRIER_ICONS[status.state]
        self._picture.show()
        self._picture.setPixmap(icon(name, shade).pixmap(16, 16))
        version = self.tr("return no. {0}").format(status.version)
        self.state.setText(f"{self._words.carrier_state(status.state)}　{version}")
        self.state.setToolTip(status.handled.reason if status.handled else "")
        now = self._words.points(view.live)
        if view.sealed is None:
            self.points.setText(self.tr("Now {0}　nothing sealed yet").format(now))
        elif view.sealed == view.live:
            words = (
                self.tr("Now {0}　as in the sealed results")
                if view.alike
                else self.tr("Now {0}　points as sealed, data or rank changed since")
            )
            self.points.setText(words.format(now))
        else:
            self.points.setText(self.tr("Now {0}　sealed {1}").format(now, self._words.points(view.sealed)))
        self.accept.setText(self.tr("Withdraw acceptance") if status.state is CarrierState.ACCEPTED else self.tr("Accept"))
        self.send_back.setText(
            self.tr("Cancel the sending back") if status.state is CarrierState.RETURNED else self.tr("Send back…")
        )

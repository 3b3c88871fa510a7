"""The dialog that asks for the day a result was announced: of the page about decisions and of the one about support."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.pages.decide.deeds import deed
from desktop.pages.decide.forms import Answers, Ask, Deed, FormDialog, Kind
from scoring.messages import tell
from scoring.services.announcing import Announcing, announce
from scoring.services.rounds import OpenRound


def ask_announcement(desk: Desk, known: Announcing, parent: QWidget) -> None:
    """Open it. What is known is proposed and said; nothing is entered before somebody agrees."""
    entered, offer = known.entered, known.offer
    day = entered.day if entered else offer.day if offer else known.today
    document = entered.document if entered else offer.document if offer else ""
    asks = (
        Ask("day", QCoreApplication.translate("Announcing", "Announced on"), Kind.DAY, day),
        Ask(
            "document",
            QCoreApplication.translate("Announcing", "By which notice or where"),
            value=document,
            help=QCoreApplication.translate("Announcing", "For example the number of the notice."),
        ),
    )

    def made(answers: Answers) -> Deed:
        def verb(opened: OpenRound, **facts: Any) -> object:
            return announce(opened, **facts)

        title = QCoreApplication.translate("Announcing", "entering the day of the announcement")
        return deed(title, desk.kind, verb, **answers)

    advice = QCoreApplication.translate(
        "Announcing",
        "Clauses of policies that go by the day a result is announced are judged by it; sealing again does not move it.",
    )
    if entered is None and offer is not None:
        advice += "\n" + tell(offer.why, desk.language)
    title = QCoreApplication.translate("Announcing", "Day of the announcement")
    ok = QCoreApplication.translate("Announcing", "Enter")
    FormDialog(desk, "announced_dialog", title, ok, asks, made, parent, advice=advice).open()

"""The pages in the order of the rail: the evaluator's year, then what it rests on. A page is loaded when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.desk import Desk
from desktop.pages.page import Page

Maker = Callable[[Desk], Page]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the rail. ``counts``: a step of the year, with a state of its own; ``load`` imports the page and answers its maker."""

    key: str
    english: str
    icon: str
    counts: bool
    load: Callable[[], Maker]

    def name(self) -> str:
        """In the window's language."""
        return QCoreApplication.translate("Rail", self.english)


def _roster() -> Maker:
    from desktop.pages.roster.page import RosterPage

    return RosterPage


def _collect() -> Maker:
    from desktop.pages.collect.page import CollectPage

    return CollectPage


def _entry() -> Maker:
    from desktop.pages.entry.page import EntryPage

    return EntryPage


def _verify() -> Maker:
    from desktop.pages.verify.page import VerifyPage

    return VerifyPage


def _review() -> Maker:
    from desktop.pages.review.page import ReviewPage

    return ReviewPage


def _score() -> Maker:
    from desktop.pages.score.page import ScorePage

    return ScorePage


def _decide() -> Maker:
    from desktop.pages.decide.page import DecidePage

    return DecidePage


def _support() -> Maker:
    from desktop.pages.support.page import SupportPage

    return SupportPage


def _publish() -> Maker:
    from desktop.pages.publish.page import PublishPage

    return PublishPage


def _certify() -> Maker:
    from desktop.pages.certify.page import CertifyPage

    return CertifyPage


def _rubric() -> Maker:
    from desktop.pages.rubric.page import RubricPage

    return RubricPage


def _policy() -> Maker:
    from desktop.pages.policy.page import PolicyPage

    return PolicyPage


def _drafts() -> Maker:
    from desktop.pages.drafts.page import DraftsPage

    return DraftsPage


def _journal() -> Maker:
    from desktop.pages.journal.page import JournalPage

    return JournalPage


PAGES: tuple[Place, ...] = (
    Place("roster", str(QT_TRANSLATE_NOOP("Rail", "Roster")), "roster", True, _roster),
    Place("collect", str(QT_TRANSLATE_NOOP("Rail", "Returns")), "collect", True, _collect),
    Place("verify", str(QT_TRANSLATE_NOOP("Rail", "Verification")), "verify", True, _verify),
    Place("review", str(QT_TRANSLATE_NOOP("Rail", "Expert review")), "review", True, _review),
    Place("score", str(QT_TRANSLATE_NOOP("Rail", "Scores and grades")), "score", True, _score),
    Place("decide", str(QT_TRANSLATE_NOOP("Rail", "Decisions")), "decide", True, _decide),
    Place("support", str(QT_TRANSLATE_NOOP("Rail", "Support")), "support", True, _support),
    Place("publish", str(QT_TRANSLATE_NOOP("Rail", "Publication")), "publish", True, _publish),
    Place("certify", str(QT_TRANSLATE_NOOP("Rail", "Certificates")), "certify", True, _certify),
    Place("rubric", str(QT_TRANSLATE_NOOP("Rail", "Rubric")), "rubric", False, _rubric),
    Place("policy", str(QT_TRANSLATE_NOOP("Rail", "Policies")), "policy", False, _policy),
    Place("drafts", str(QT_TRANSLATE_NOOP("Rail", "Drafts")), "amend", False, _drafts),
    Place("journal", str(QT_TRANSLATE_NOOP("Rail", "Journal")), "journal", False, _journal),
)

BESIDE: tuple[Place, ...] = (Place("entry", str(QT_TRANSLATE_NOOP("Rail", "Entry on screen")), "amend", False, _entry),)
"""Pages that have no line in the rail: they are gone to from another."""
BELOW: Mapping[str, str] = {"entry": "collect"}
"""Such a page, and the line of the rail that it belongs to."""


def place_of(key: str) -> Place:
    """Raises StopIteration for a page there is none of."""
    return next(place for place in (*PAGES, *BESIDE) if place.key == key)

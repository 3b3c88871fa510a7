"""The words a district puts into its papers: asked for by the templates, entered once, kept with their history, never invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from scoring.definitions.calendars import day_in
from scoring.definitions.documents import DocumentFile, Scope, WordFile, WordType
from scoring.definitions.form import Words
from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.paper_lending import WINDOW, lent
from scoring.services.rounds import OpenRound
from scoring.store import paper_words
from scoring.store.paper_words import Where

MOST = 2000
"""Characters of one word."""


@dataclass(frozen=True, slots=True)
class Field:
    """A word as a form shows it. ``value`` as it was entered; ``lent`` what the round's decisions say in its place; both empty:
    still missing.
    """

    key: str
    label: str
    help: str
    scope: Scope
    type: WordType
    required: bool
    value: str
    lent: str
    shown: str

    @property
    def used(self) -> str:
        """What the paper goes by: the window of publication is the one that was set, else what was entered goes first."""
        return self.lent or self.value if self.key in WINDOW else self.value or self.lent


def fields(opened: OpenRound, document: DocumentFile, uscc: str = "", language: str = "zh") -> tuple[Field, ...]:
    """Every word a template asks for; ``uscc`` for a paper about one carrier."""
    known = paper_words.words(opened.store)
    given = lent(opened, document.kind, uscc).words
    found = []
    for one in document.words:
        value = known.get(where(opened, document, one, uscc), "")
        label, told, other = one.label[language], one.help[language], given.get(one.key, "")
        field = Field(one.key, label, told, one.scope, one.type, one.required, value, other, "")
        found.append(replace(field, shown=shown_word(one, field.used, language)))
    return tuple(found)


def where(opened: OpenRound, document: DocumentFile, word: WordFile, uscc: str = "") -> Where:
    """Where a word is kept."""
    match word.scope:
        case Scope.WORKSPACE:
            return Where(word.key)
        case Scope.ROUND:
            return Where(word.key, opened.round.id)
        case Scope.PAPER:
            return Where(word.key, opened.round.id, document.kind.value)
        case Scope.CARRIER:
            return Where(word.key, opened.round.id, document.kind.value, uscc)


def put_words(
    opened: OpenRound, document: DocumentFile, values: Mapping[str, str], *, uscc: str = "", actor: str, now: datetime
) -> tuple[str, ...]:
    """Write words, all or none; an empty one is withdrawn. Gives back the keys of those that changed.

    Raises Refusal: a word the template does not ask for, no day, no number, too long, or one that is a carrier's without a carrier.
    """
    read = {key: _read(document, key, value, uscc) for key, value in values.items()}
    before = paper_words.words(opened.store)
    changed = []
    with opened.store.writing():
        for key, (word, value) in read.items():
            place = where(opened, document, word, uscc)
            if before.get(place, "") != value:
                paper_words.put(opened.store, place, value, actor=actor, now=now)
                changed.append(key)
    return tuple(changed)


def _read(document: DocumentFile, key: str, value: str, uscc: str) -> tuple[WordFile, str]:
    word = document.asked_for(key)
    if word is None:
        raise Refusal("documents.unknown_word", key=key, known=tuple(one.key for one in document.words))
    text = "\n".join(line.strip() for line in value.strip().splitlines() if line.strip())
    if word.type is not WordType.LINES:
        text = text.replace("\n", " ")
    if word.scope is Scope.CARRIER and not uscc:
        raise Refusal("documents.word_of_a_carrier", label=both(word.label))
    if len(text) > MOST:
        raise Refusal("documents.word_too_long", label=both(word.label), most=MOST)
    if text and word.type is WordType.DATE and day_in(text) is None:
        raise Refusal("documents.no_day", label=both(word.label), seen=text)
    if text and word.type is WordType.NUMBER and not (text.isascii() and text.isdigit() and 0 < int(text) < 10_000):
        raise Refusal("documents.no_number", label=both(word.label), seen=text)
    return word, text


def both(words: Words) -> dict[str, str]:
    """As a fact of a sentence."""
    return {"zh": words.zh, "en": words.en}


def shown_word(word: WordFile, value: str, language: str) -> str:
    """As the paper prints it."""
    day = day_in(value) if word.type is WordType.DATE else None
    return day_words(day, language) if day else value


def day_words(day: date, language: str) -> str:
    """2026年3月5日; 5 March 2026."""
    month = say("documents.months", {}, language).split()[day.month - 1]
    return say("documents.day", {"year": day.year, "month": month, "day": day.day}, language)


def blank(word: WordFile, language: str) -> str:
    """The visible gap where a word is missing."""
    match word.type:
        case WordType.DATE:
            return say("documents.blank_day", {}, language)
        case WordType.NUMBER:
            return say("documents.blank_number", {}, language)
        case WordType.TEXT | WordType.LINES:
            return say("documents.blank", {}, language)

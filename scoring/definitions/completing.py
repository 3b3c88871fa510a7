"""An expression while it is typed: what may stand at the cursor, what it says in words, and where it goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.definitions.expression import FUNCTIONS, read_condition, read_number
from scoring.definitions.form import MONEY_DECIMALS
from scoring.definitions.offers import Offered, codes_offered, fields_offered
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.definitions.tree import KEYWORDS, PARAMETERS, Kind, Scope, Tree
from scoring.errors import Said
from scoring.findings import Finding
from scoring.messages import say
from scoring.places import Place


@dataclass(frozen=True, slots=True)
class Mistake:
    """The first thing wrong, from one character to before another (from 0)."""

    start: int
    end: int
    said: Said


@dataclass(frozen=True, slots=True)
class Judged:
    """``reading`` in words, or the ``mistake``; neither where nothing is written."""

    text: str
    tree: Tree | None = None
    reading: str = ""
    mistake: Mistake | None = None


def judged(text: str, scope: Scope, wanted: Kind, language: str) -> Judged:
    """What an expression says. ``wanted``: a condition, or a number."""
    if not text.strip():
        return Judged(text)
    if wanted is Kind.CONDITION:
        tree, findings = read_condition(text, scope, Place())
    else:
        read_, findings = read_number(text, scope, Place())
        tree = read_[0] if read_ else None
    if tree is None:
        return Judged(text, mistake=_mistake(text, findings[0]))
    return Judged(text, tree, read(tree, TONGUES[language]))


_TOKEN = re.compile(r"'[^']*'?|[A-Za-z_]\w*|\d+-\d+-\d+|\d[\d.]*[^\W\dA-Za-z_]*|<=|>=|<>|\S")


def _mistake(text: str, finding: Finding) -> Mistake:
    """From the place of the finding to the end of the word there; of what ends too early the last word."""
    start = max((finding.places[0].column or 1) - 1, 0)
    word = _TOKEN.match(text, start)
    if word is None:
        words = list(_TOKEN.finditer(text, 0, min(start, len(text))))
        start, end = words[-1].span() if words else (0, len(text))
        return Mistake(start, end, Said(finding.code, finding.facts))
    return Mistake(start, word.end(), Said(finding.code, finding.facts))


# What may stand at the cursor -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Completion:
    """What may take the place of the text from ``start`` to before ``end``; ``key`` of each is the text to put there."""

    start: int
    end: int
    offered: tuple[Offered, ...]


_WORD = re.compile(r"[A-Za-z_\u3400-\u9fff][\w\u3400-\u9fff]*$")
_AMOUNT = re.compile(r"\d([亿万千元]+)$")
_ANSWERED = re.compile(r"([A-Za-z_]\w*)\s*(?:=|<>|in\s*\((?:\s*'[^']*'\s*,)*)\s*$")


def completion(text: str, position: int, scope: Scope, language: str) -> Completion:
    """What fits the word the cursor stands behind, by key or by label; everything where it stands behind none."""
    before = text[:position]
    if before.count("'") % 2:
        return _codes(text, position, scope, language)
    if amount := _AMOUNT.search(before):
        units = (Offered(unit, unit) for unit in reversed(MONEY_DECIMALS) if unit.startswith(amount[1]) and unit != amount[1])
        return Completion(amount.start(1), position, tuple(units))
    word = _WORD.search(before)
    typed = word.group().casefold() if word else ""
    return Completion(position - len(typed), position, tuple(_fitting(typed, _everything(scope, language))))


def _codes(text: str, position: int, scope: Scope, language: str) -> Completion:
    """Inside quotation marks: the answers of the choice field before them."""
    start = text.rindex("'", 0, position) + 1
    name = _ANSWERED.search(text[: start - 1])
    binding = scope.get(name[1]) if name else None
    close = "" if text[position : position + 1] == "'" else "'"
    codes = codes_offered(binding, language) if binding is not None and binding.choices else ()
    ended = (Offered(f"{one.key}{close}", one.label, one.note) for one in codes)
    return Completion(start, position, tuple(_fitting(text[start:position].casefold(), ended)))


def _everything(scope: Scope, language: str) -> Iterator[Offered]:
    """Fields, what the round lends, functions, and the words between conditions."""
    yield from fields_offered(scope, language)
    for key in PARAMETERS:
        yield Offered(key, TONGUES[language].parameters[key])
    for name in FUNCTIONS:
        yield Offered(f"{name}(", say(f"builder.function.{name}", {}, language))
    for word in sorted(KEYWORDS):
        yield Offered(word, say(f"builder.keyword.{word}", {}, language))


def _fitting(typed: str, offered: Iterable[Offered]) -> Iterator[Offered]:
    """First what begins so, then what has it anywhere; not what is typed already."""
    ranked = [(0 if one.key.casefold().startswith(typed) else 1, one) for one in offered if typed in one.found_by]
    return (one for _, one in sorted(ranked, key=lambda pair: pair[0]) if one.key.casefold() != typed)

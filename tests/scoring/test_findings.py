"""Findings as plain JSON and back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from scoring.errors import Said
from scoring.findings import Finding, Level, from_document, stops, to_document
from scoring.messages import LANGUAGES, sentence
from scoring.places import Place

PLACES = (Place("甲.xlsx", "在孵企业", 14, 3), Place("细则.toml", key="indicators[A1].scale", column=7), Place())


def back(finding: Finding) -> Finding:
    return from_document(json.loads(json.dumps(to_document(finding))))


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"seen": "约500", "count": 3, "yes": True, "none": None},
        {"parts": ("a", ("b", 1), ())},
        {"rule": {"zh": "规则", "en": "rule"}},
        {"hint": Said("definitions.hint.among", {"names": ("a", "b")})},
        {"both": {"zh": Said("values.yes"), "en": Said("values.no")}, "many": (Said("values.yes"), {"zh": ("a",)})},
        {"said": Said("a.b", {"inner": Said("c.d", {"deep": ({"zh": "x"},)})})},
    ],
)
@pytest.mark.parametrize("level", Level)
def test_a_finding_comes_back_as_it_was(facts: dict[str, object], level: Level) -> None:
    finding = Finding("a.b", level, PLACES, facts)
    assert back(finding) == finding


def test_decimals_and_dates_become_their_texts_and_lists_tuples() -> None:
    facts = {"points": Decimal("3.50"), "day": date(2025, 3, 1), "list": ["a", Decimal(1)]}
    assert back(Finding("a.b", Level.STOP, (), facts)).facts == {"points": "3.50", "day": "2025-03-01", "list": ("a", "1")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_back_says_the_same(language: str) -> None:
    hint = Said("definitions.hint.among", {"names": ["a", Decimal("1.50")]})
    for finding in (
        Finding("definitions.unknown_reference", Level.STOP, PLACES, {"seen": Decimal("0.10"), "hint": hint}),
        Finding("form.check", Level.ERROR, (), {"rule": {"zh": Said("values.yes"), "en": Said("values.yes")}}),
    ):
        assert sentence(back(finding), language) == sentence(finding, language)


def test_only_a_stop_stops() -> None:
    error, warning, stop = (Finding("a.b", level) for level in (Level.ERROR, Level.WARNING, Level.STOP))
    assert not stops(())
    assert not stops((error, warning))
    assert stops((error, stop, warning))

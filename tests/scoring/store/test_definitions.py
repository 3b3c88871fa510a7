"""Adopted definitions never change under their name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.definitions.canonical import sha256
from scoring.errors import Refusal
from scoring.store import definitions
from scoring.store.definitions import Kind
from tests.scoring.store.builders import ACTOR, NOW, Desk

OTHER = '{"key":"small","title":"x"}'


def adopt(desk: Desk, text: str, version: str, kind: Kind = Kind.RUBRIC) -> str:
    return definitions.adopt(
        desk.store, kind=kind, key="small", version=version, text=text, source="new.toml", actor=ACTOR, now=NOW
    )


def test_another_text_under_an_adopted_version_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    before = list(definitions.adopted(desk.store))
    with pytest.raises(Refusal, match="2025") as refused:
        adopt(desk, OTHER, "2025")
    assert refused.value.said.code == "store.version_taken"
    assert list(definitions.adopted(desk.store)) == before


def test_the_same_text_again_another_version_and_another_kind_are_taken(desk: Desk) -> None:
    rubric = next(found for found in definitions.adopted(desk.store) if found.kind is Kind.RUBRIC)
    before = list(definitions.adopted(desk.store))
    assert adopt(desk, rubric.text, "2025") == rubric.hash
    assert list(definitions.adopted(desk.store)) == before
    newer = replace(rubric, hash=sha256(OTHER), version="2026", text=OTHER, source="new.toml")
    adopt(desk, OTHER, "2026")
    adopt(desk, OTHER + " ", "2025", Kind.CONDITIONS)
    assert list(definitions.adopted(desk.store))[len(before) :][0] == newer

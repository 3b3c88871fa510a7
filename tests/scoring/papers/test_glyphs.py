"""Whatever the program itself may put on a paper has a glyph in the bundled faces: no paper is refused for our own words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest

from scoring.definitions.spoken_reader import TONGUES, read
from scoring.definitions.tree import Tree
from scoring.messages import LANGUAGES, catalogue
from scoring.papers.faces import bundled, coverage
from scoring.papers.fonts import clean
from scoring.services.rubric_show import show
from tests.scoring.rubrics.builders import RUBRICS, compiled_form, rubric


@cache
def drawn() -> frozenset[int]:
    return frozenset().union(*map(coverage, bundled()))


def strange(text: str) -> str:
    """The characters of a text that no bundled face has."""
    return "".join(sorted({letter for letter in clean(text) if letter != "\n" and ord(letter) not in drawn()}))


def test_some_signs_have_none() -> None:
    """The yardstick can fail: these look fit for a rule, and cannot be printed."""
    assert set(strange("向下取整 ⌊12.5⌋ ✗")) == {"⌊", "⌋", "✗"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_printed(language: str) -> None:
    assert {code: strange(text) for code, text in catalogue(language).items() if strange(text)} == {}


def texts(here: object) -> Iterator[str]:
    match here:
        case str():
            yield here
        case list():
            for part in here:
                yield from texts(part)
        case dict():
            for part in here.values():
                yield from texts(part)


@pytest.mark.parametrize("folder", ["forms", "rubrics", "conditions", "samples"])
def test_every_word_of_the_shipped_definitions_can_be_printed(folder: str) -> None:
    seen = 0
    for file in files("resources").joinpath(folder).iterdir():
        for text in texts(tomllib.loads(file.read_text("utf-8"))):
            seen += 1
            assert strange(text) == "", (file.name, text)
    assert seen > 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RUBRICS)
def test_every_reading_of_a_shipped_rubric_can_be_printed(name: str, language: str) -> None:
    lines = list(show(rubric(name), language).lines())
    assert len(lines) > 30
    assert {line: strange(line) for line in lines if strange(line)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", sorted(set(RUBRICS.values())))
def test_every_check_of_a_shipped_form_can_be_read_out_on_paper(form: str, language: str) -> None:
    trees: list[Tree | None] = [tree for check in compiled_form(form).checks for tree in (check.when, check.holds)]
    trees += [tree for _, _, tree in compiled_form(form).requirements]
    assert [strange(read(tree, TONGUES[language])) for tree in trees if tree and strange(read(tree, TONGUES[language]))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_a_reading_can_be_printed(language: str) -> None:
    tongue = TONGUES[language]
    said = [getattr(tongue, name) for name in tongue.__dataclass_fields__]
    assert strange("".join(word if isinstance(word, str) else "".join(word.values()) for word in said)) == ""

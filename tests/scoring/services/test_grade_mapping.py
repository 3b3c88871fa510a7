"""Which grades meet a document's words: as the district wrote them down, shown in either language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.services.grade_mapping import GradeMapping, mappings
from scoring.services.policies import adopt_policy
from scoring.services.rounds import OpenRound
from scoring.services.settling import settle
from tests.journeys.aid_cases import POLICIES
from tests.journeys.districts import NOW, district

BAY = "dalinghaowan-2024-7"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    """A district that has adopted the shipped policies."""
    found = district(tmp_path / "made.fuping", 1)
    with found.store:
        for path in sorted(POLICIES.glob("*.toml")):
            adopt_policy(found, path, actor="测", now=NOW)
        yield found


def of(opened: OpenRound, figure: str, language: str) -> GradeMapping:
    return next(one for one in mappings(opened, language) if one.figure == figure)


@pytest.mark.parametrize("typed", ["优秀、优良", "优秀，优良", "优秀,优良", "优秀；优良", "优秀 ; 优良", " 优秀 、 优良 "])
def test_grades_are_read_as_the_support_reads_them_whatever_stands_between(opened: OpenRound, typed: str) -> None:
    settle(opened, None, policy=BAY, matter="figure", key="service_grades", value=typed, basis="纪要", actor="测", now=NOW)
    assert of(opened, "service_grades", "zh").settled_grades == ("优秀", "优良")


def test_grades_are_listed_as_the_language_does(opened: OpenRound) -> None:
    settle(opened, None, policy=BAY, matter="figure", key="service_grades", value="优秀，优良", basis="纪要", actor="测", now=NOW)
    shown = {one: of(opened, "service_grades", one) for one in ("zh", "en")}
    assert {language: one.shown(one.settled_grades) for language, one in shown.items()} == {
        "zh": "优秀、优良",
        "en": "excellent, good",
    }


def test_the_answers_of_a_field_are_called_what_the_form_calls_them(opened: OpenRound) -> None:
    """The rubric has a word for four of the five alone."""
    one = of(opened, "b_or_above", "en")
    assert one.called == ("excellent", "good", "pass", "fail", "not assessed")
    assert one.grades == ("优秀", "优良", "合格", "不合格", "未参评")
    assert one.reason.endswith("number 2 of the grades from the top: excellent, good")

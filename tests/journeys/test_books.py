"""What the pages below the steps show: the rubric with its measures and versions, the form, the conditions, the policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scoring.definitions.periods import Period
from scoring.errors import Cancelled, Refusal
from scoring.messages import LANGUAGES, tell
from scoring.services.conditions_book import conditions_book
from scoring.services.form_book import form_book
from scoring.services.looking import look_through
from scoring.services.policy_book import Standing, adopt_for, adopt_shipped, policy_book, standing_on, standing_said
from scoring.services.rounds import OpenRound, open_round, open_workspace
from scoring.services.rubric_book import RubricBook, rubric_book
from scoring.services.rubric_compare import compare_rubrics
from scoring.services.rubric_examples import run_all_examples
from scoring.services.rubric_versions import Origin, choice_rubric, file_choice, rubric_choices, use_adopted, use_choice
from scoring.services.rubrics import adopt_rubric
from scoring.store import rounds
from tests.desktop.workspaces import worked

ROOT = Path(__file__).parents[2]
SKELETON = ROOT / "resources" / "rubrics" / "quality_mix_skeleton.toml"
PERSON = {"actor": "李评审", "now": datetime(2026, 5, 1, 9, 0, tzinfo=UTC)}
TODAY = date(2026, 5, 1)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRound]:
    made = open_workspace(worked(tmp_path))
    with made.store:
        yield made


@pytest.fixture
def book(opened: OpenRound) -> RubricBook:
    return rubric_book(opened)


# The rubric -----------------------------------------------------------------------------------------------------------


def test_a_measure_leads_to_its_fields_sets_and_indicators(book: RubricBook) -> None:
    card = book.cards[book.measures["A3-2"]]
    assert card.label == "证书有效的高新技术企业 ÷ 在孵企业"
    assert ("A3-2", "高新技术企业占比") in card.used_by
    assert [name for name, _ in card.expressions][:3] == ["kind", "over", "where"]
    assert {one.table for one in card.fields} == {"tenants"}
    assert "截止日高新技术企业证书有效" in {one.label for one in card.fields}
    assert card.sets
    formula = book.cards[book.measures["A4-1"]]
    assert formula.measures
    assert formula.fields == ()


def test_search_looks_into_everything(book: RubricBook) -> None:
    assert "A3-2" in book.find("高新技术企业 占比")
    assert "A3-2" in book.find(book.cards[book.measures["A3-2"]].fields[0].key)
    assert book.find("四不像") == frozenset()
    assert len(book.find("")) == len(book.shown.indicators) + len(book.shown.branches)


def test_the_text_is_the_file_where_we_ship_it_and_the_kept_text_where_not(opened: OpenRound, tmp_path: Path) -> None:
    shipped = rubric_book(opened).definition
    assert shipped.is_file
    assert shipped.text.lstrip().startswith("#") or "schema" in shipped.text
    assert (shipped.adopted_by, shipped.adopted_on) == ("王评审", "2026-04-01")
    own = tmp_path / "own.toml"
    own.write_text(SKELETON.read_text("utf-8").replace('version = "2026"', 'version = "2027"', 1), "utf-8")
    adopt_rubric(opened, own, **PERSON)
    again = open_round(opened.store, rounds.find(opened.store, opened.round.id))
    kept = rubric_book(again).definition
    assert not kept.is_file
    assert kept.text.startswith("{")
    assert (kept.version, kept.adopted_by, kept.adopted_on) == ("2027", "李评审", "2026-05-01")
    assert [one.origin for one in rubric_choices(again)][:2] == [Origin.CURRENT, Origin.ADOPTED]


def test_versions_are_compared_wherever_they_come_from(opened: OpenRound, tmp_path: Path) -> None:
    choices = rubric_choices(opened)
    assert [one.origin for one in choices] == [Origin.CURRENT, Origin.SHIPPED]
    own = tmp_path / "own.toml"
    own.write_text(
        (ROOT / "resources" / "rubrics" / "quality_mix.toml").read_text("utf-8").replace("at_least = 80", "at_least = 82"),
        "utf-8",
    )
    file = file_choice(own, opened)
    assert "own.toml" in file.label
    (one,) = compare_rubrics(choice_rubric(opened, choices[0]), choice_rubric(opened, file)).differences
    assert (one.title, one.old, one.new) == ("优秀", "80", "82")
    assert compare_rubrics(choice_rubric(opened, choices[0]), choice_rubric(opened, choices[1])).differences
    with pytest.raises(Refusal, match="other_form"):
        file_choice(ROOT / "resources" / "rubrics" / "maker_space_incubation.toml", opened)


def test_a_version_is_used_from_then_on_and_the_former_one_again(opened: OpenRound) -> None:
    before = opened.round.rubric
    current, shipped = rubric_choices(opened)
    use_choice(opened, shipped, **PERSON)
    again = open_round(opened.store, rounds.find(opened.store, opened.round.id))
    assert again.round.rubric == shipped.hash
    assert again.rubric.rubric.title.zh == shipped.title
    use_adopted(again, before, **PERSON)
    assert rounds.find(opened.store, opened.round.id).rubric == before
    use_choice(again, current, **PERSON)
    assert rounds.find(opened.store, opened.round.id).rubric == before


class Counting:
    def __init__(self, patience: int = 99) -> None:
        self.steps: list[int] = []
        self.patience = patience

    def step(self, done: int, total: int, label: str = "") -> None:
        self.steps.append(done)
        if len(self.steps) > self.patience:
            raise Cancelled


def test_every_example_is_run_and_a_wrong_one_is_located(opened: OpenRound) -> None:
    progress = Counting()
    found = run_all_examples(opened, progress=progress)
    assert progress.steps == [0, 1, 2, 3]
    assert len(found) > 60
    assert all(one.holds and one.expected == one.found for one in found)
    assert {one.kind for one in found} == {"计分算例", "定级算例", "载体算例"}
    document = opened.rubric.rubric
    first, *rest = document.worked
    wrong = replace(document, worked=(replace(first, total=first.total + 1), *rest))
    told = run_all_examples(replace(opened, rubric=replace(opened.rubric, rubric=wrong)))
    assert [(one.key, one.expected, one.found) for one in told if not one.holds] == [
        (f"worked[{first.sample}].total", f"{first.total + 1}", f"{first.total}")
    ]
    with pytest.raises(Cancelled):
        run_all_examples(opened, progress=Counting(1))


# The form and the conditions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_form_is_told(opened: OpenRound, language: str) -> None:
    form = form_book(opened, rubric_book(opened, language).cards, language)
    fields = [one for table in form.tables for one in table.fields]
    assert len(fields) == len(list(opened.form.form.all_fields()))
    hnte = next(one for one in fields if one.label in ("截止日高新技术企业证书有效", "") or one.key == "hnte")
    assert "A3-2" in hnte.used_by
    assert sum(len(table.checks) for table in form.tables) == len(opened.form.form.checks)


def test_conditions_are_told_without_figures(opened: OpenRound) -> None:
    standard = conditions_book(opened.form.form)
    assert len(standard) == 3
    conditions = [one for document in standard for group in document.groups for one in group.conditions]
    assert any(one.is_open for one in conditions)
    assert any(one.asked.startswith("不低于") for one in conditions)
    assert all(one.asked for one in conditions)
    assert conditions_book(replace(opened.form.form, key="another-form")) == ()


# Policies -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "standing", "words"),
    [
        (date(2023, 12, 31), Standing.NOT_YET, "尚未生效，自 2024-01-01 起"),
        (date(2024, 1, 1), Standing.IN_FORCE, "有效"),
        (date(2026, 10, 1), Standing.IN_FORCE, "有效"),
        (date(2026, 10, 2), Standing.ENDS_SOON, "有效，90 天后到期（2026-12-31）"),
        (date(2026, 12, 31), Standing.ENDS_SOON, "有效，0 天后到期（2026-12-31）"),
        (date(2027, 1, 1), Standing.ENDED, "已失效（2026-12-31 到期）"),
    ],
)
def test_a_policy_ends_and_says_so_in_time(day: date, standing: Standing, words: str) -> None:
    period = Period(date(2024, 1, 1), date(2026, 12, 31))
    assert standing_on(period, day) is standing
    assert tell(standing_said(period, day)) == words
    assert standing_on(Period(date(2024, 1, 1), None), date(2099, 1, 1)) is Standing.IN_FORCE


@pytest.mark.parametrize("language", LANGUAGES)
def test_ours_are_shown_until_they_are_adopted(opened: OpenRound, language: str) -> None:
    before = policy_book((opened,), today=TODAY, language=language)
    assert len(before.policies) == 3
    assert not any(one.is_adopted for one in before.policies)
    yangpu = next(one for one in before.policies if one.name == "yangpu_2024_1.toml")
    assert any(one.is_open for one in yangpu.clauses)
    assert yangpu.figures
    adopt_shipped((opened,), yangpu.name, **PERSON)
    after = policy_book((opened,), today=TODAY, language=language)
    assert len(after.policies) == 3
    first = after.policies[0]
    assert (first.name, first.is_adopted, first.adopted_by, first.adopted_on) == (yangpu.name, True, "李评审", "2026-05-01")
    assert first.clauses == yangpu.clauses


def test_a_policy_out_of_force_at_the_cut_off_says_so(opened: OpenRound) -> None:
    late = replace(opened, round=replace(opened.round, cutoff=date(2035, 12, 31)))
    early = replace(opened, round=replace(opened.round, cutoff=date(2019, 12, 31)))
    assert any("2035-12-31 时已经失效" in words for one in policy_book((late,), today=TODAY).policies for words in one.warnings)
    assert all("2019-12-31 时尚未生效" in one.warnings[0] for one in policy_book((early,), today=TODAY).policies)


def test_a_file_is_looked_through_before_it_is_adopted(opened: OpenRound, tmp_path: Path) -> None:
    text = (ROOT / "resources" / "policies" / "yangpu_2024_1.toml").read_text("utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace("in_force_from", "in_force_form", 1), "utf-8")
    looked = look_through(bad)
    assert (looked.kind, looked.may_be_adopted) == ("policy", False)
    assert looked.findings[0].stops
    with pytest.raises(Refusal, match="has_mistakes"):
        adopt_for((opened,), bad, **PERSON)
    assert look_through(SKELETON).may_be_adopted

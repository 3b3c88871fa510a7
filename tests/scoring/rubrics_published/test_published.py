"""Two published composite indices, stated as definition files and nothing else, against the figures their publishers printed.

Sources of the figures and what each of them proves: tests/data/indices/README.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest

from scoring.definitions.rubric import RoundingMode
from scoring.engine.exact import rounded
from scoring.engine.grade import Grade
from scoring.engine.score import CarrierScore
from tests.scoring.rubrics_published.reckoning import Reckoned, read_csv, read_form, read_rubric, reckon, row

INPUTS = ("life_expectancy", "expected_years", "mean_years", "gni_per_capita")
CHINA_2018 = ("CHN", "2018", "0.766", "0.767")


def group(grade: Grade | None) -> str:
    return grade.level.name.en if grade else ""


# Human Development Index ------------------------------------------------------------------------------------------------


@cache
def series() -> tuple[tuple[Mapping[str, str], CarrierScore, Grade | None], ...]:
    """The 66 country-years whose inputs are published with three decimals."""
    return together("data", "rubric")


@cache
def table_1() -> tuple[tuple[Mapping[str, str], CarrierScore, Grade | None], ...]:
    """Table 1 of the report of 2020 from its own inputs, printed there with one decimal."""
    return together("table1", "rubric")


@cache
def table_1_as_printed() -> tuple[tuple[Mapping[str, str], CarrierScore, Grade | None], ...]:
    """The same table, taking the printed index itself: what ranks and groups are made from."""
    return together("table1", "published")


def together(data: str, rubric: str) -> tuple[tuple[Mapping[str, str], CarrierScore, Grade | None], ...]:
    form, lines = read_form("hdi"), read_csv("hdi", data)
    found = reckon(read_rubric("hdi", rubric), [row(form, line | {"published": line["hdi_published"]}) for line in lines])
    return tuple(zip(lines, found.scores, found.grades, strict=True))


def test_hdi_agrees_to_the_printed_digit_but_for_one_which_is_named() -> None:
    """China 2018: 0.7665005 by the inputs as downloaded, half a millionth beyond the tie; UNDP works with longer inputs."""
    assert len(series()) == 66
    differ = [
        (line["iso3"], line["year"], line["hdi_published"], str(score.total))
        for line, score, _ in series()
        if score.total != Decimal(line["hdi_published"])
    ]
    assert differ == [CHINA_2018]


def test_the_one_that_differs_stands_just_beyond_the_tie() -> None:
    score = next(score for line, score, _ in series() if (line["iso3"], line["year"]) == CHINA_2018[:2])
    exact = score.values["HDI"]
    assert exact is not None
    assert rounded(exact, 7, RoundingMode.HALF_AWAY) == Decimal("0.7665005")


def test_every_cap_bites_somewhere_and_holds() -> None:
    codes = {"health": "85", "expected_index": "18", "income_index": "75000"}
    fields = dict(zip(codes, ("life_expectancy", "expected_years", "gni_per_capita"), strict=True))
    for code, most in codes.items():
        capped = [score for line, score, _ in series() if Decimal(line[fields[code]]) > Decimal(most)]
        assert capped, code
        assert {score.indicator(code).points for score in capped} == {Decimal("1.000")}


def test_groups_of_2022_by_the_cut_offs() -> None:
    """The whole way from inputs to group. The download has no group column: the expected ones are the published value's."""
    of_2022 = [(line, grade) for line, _, grade in series() if line["year"] == "2022"]
    assert len(of_2022) == 24
    assert [group(grade) for _, grade in of_2022] == [line["group_by_cutoffs"] for line, _ in of_2022]


def test_the_worked_example_of_the_technical_note() -> None:
    """Sudan: income 3,829 → 0.5506; and the row of Table 1 with that income is printed 0.510."""
    line, score, grade = next(one for one in table_1() if one[0]["gni_per_capita"] == "3829")
    income = score.indicator("income_index").exact
    assert income is not None
    assert rounded(income, 4, RoundingMode.HALF_AWAY) == Decimal("0.5506")
    assert (line["country"], str(score.total), group(grade)) == ("Sudan", "0.510", "low")


def test_table_1_from_inputs_of_one_decimal() -> None:
    """126 of 189 agree; the rest differ by one unit of the last digit, because UNDP did not round its inputs."""
    scored = [(line, score) for line, score, _ in table_1() if score.scored]
    gaps = Counter(abs(score.total - Decimal(line["hdi_published"])) for line, score in scored)
    assert gaps == {Decimal(0): 126, Decimal("0.001"): 63}


def test_groups_from_the_inputs_where_the_digits_agree() -> None:
    agreeing = [(line, grade) for line, score, grade in table_1() if str(score.total) == line["hdi_published"] and score.scored]
    assert len(agreeing) == 126
    assert [group(grade) for _, grade in agreeing] == [line["group_published"] for line, _ in agreeing]


def test_ranks_and_groups_of_the_printed_index() -> None:
    """189 of 189, from the index as printed (not from the inputs): equal three decimals share a rank and the next is skipped."""
    graded = [(line, grade) for line, _, grade in table_1_as_printed() if grade is not None]
    assert len(graded) == 189
    assert [str(grade.rank) for _, grade in graded] == [line["rank_published"] for line, _ in graded]
    assert [group(grade) for _, grade in graded] == [line["group_published"] for line, _ in graded]
    assert Counter(group(grade) for _, grade in graded) == {"very high": 66, "high": 53, "medium": 37, "low": 33}
    assert len({grade.rank for _, grade in graded}) < len(graded)


def test_ranks_and_groups_follow_the_same_rule_in_both_files() -> None:
    whole, short = read_rubric("hdi", "rubric").rubric, read_rubric("hdi", "published").rubric
    assert (whole.rounding, whole.grades) == (short.rounding, short.grades)


def test_a_missing_input_leaves_no_index_no_rank_and_no_group() -> None:
    lacking = [(line, score, grade) for line, score, grade in table_1() if ".." in [line[key] for key in INPUTS]]
    assert len(lacking) == 6
    assert {(line["hdi_published"], line["rank_published"]) for line, *_ in lacking} == {("..", "")}
    assert not any(score.scored or grade for _, score, grade in lacking)
    assert all(score.scored for line, score, _ in table_1() if line["hdi_published"] != "..")


# Air Quality Index ------------------------------------------------------------------------------------------------------


def sub_indices(edition: str, breakpoints: str) -> list[tuple[Mapping[str, str], str]]:
    """(published line, computed sub-index): the pollutants of one place and day are one record."""
    form = read_form("aqi")
    lines = [line for line in read_csv("aqi", "data") if line["edition"] == edition]
    days: dict[str, dict[str, str]] = {}
    for line in lines:
        days.setdefault(f"{line['place']} {line['date']}", {})[line["pollutant"]] = line["concentration"]
    found = reckon(
        read_rubric("aqi", f"rubric_{breakpoints}"), [row(form, {"place": day} | given) for day, given in days.items()]
    )
    scores = dict(zip(days, found.scores, strict=True))
    return [(line, str(scores[f"{line['place']} {line['date']}"].indicator(f"{line['pollutant']}_sub").points)) for line in lines]


@pytest.mark.parametrize(("edition", "rows"), [("2018", 202), ("2024", 18)])
def test_sub_indices_agree_to_the_digit(edition: str, rows: int) -> None:
    found = sub_indices(edition, edition)
    assert len(found) == rows
    assert [computed for _, computed in found] == [line["aqi_published"] for line, _ in found]


def test_the_edition_matters() -> None:
    """None of the figures published after May 2024 comes out of the table of 2018."""
    assert [line for line, computed in sub_indices("2024", "2018") if computed == line["aqi_published"]] == []


def test_all_six_pollutants_and_the_documents_worked_example_are_among_them() -> None:
    found = sub_indices("2018", "2018")
    counts = Counter(line["pollutant"] for line, _ in found)
    assert counts == {"o3": 33, "co": 32, "no2": 32, "so2": 32, "pm25": 41, "pm10": 32}
    assert [(line["concentration"], computed) for line, computed in found if line["place"] == "worked example"] == [
        ("0.07853333", "126")
    ]


@cache
def overall() -> tuple[tuple[Mapping[str, str], ...], Reckoned]:
    """57 days of Los Angeles from their published sub-indices."""
    form, lines = read_form("aqi"), read_csv("aqi", "overall")
    rows = [
        row(form, {"place": line["date"]} | {f"{key}_index": line["ozone" if key == "o3" else key] for key in KEYS})
        for line in lines
    ]
    return tuple(lines), reckon(read_rubric("aqi", "overall"), rows)


KEYS = {"o3": "Ozone", "pm25": "PM2.5", "pm10": "PM10", "no2": "NO2", "co": "CO"}


def test_the_index_of_a_day_is_its_greatest_sub_index() -> None:
    lines, found = overall()
    assert len(lines) == 57
    assert [str(score.total) for score in found.scores] == [line["aqi_published"] for line in lines]


def test_the_main_pollutant_is_among_those_that_reach_the_index() -> None:
    """On five days two pollutants tie; no written rule says which of them is named."""
    lines, found = overall()
    leaders = [
        {KEYS[one.code.removesuffix("_sub")] for one in score.indicators if one.points == score.total} for score in found.scores
    ]
    assert all(line["main_pollutant_published"] in names for line, names in zip(lines, leaders, strict=True))
    assert sum(len(names) > 1 for names in leaders) == 5


BANDS = ((50, "Good"), (100, "Moderate"), (150, "Unhealthy for sensitive groups"), (200, "Unhealthy"), (300, "Very unhealthy"))
"""Greatest index of each band, from the publisher's table: the other way round than the rubric says it."""


def test_bands_by_the_rule_and_the_worst_day_first() -> None:
    """The download has no band column; the rubric names bands from Hazardous downwards, so the first rank is the worst air."""
    lines, found = overall()
    expected = [next(name for most, name in BANDS if int(line["aqi_published"]) <= most) for line in lines]
    assert [group(grade) for grade in found.grades] == expected
    assert Counter(expected) == dict(zip((name for _, name in BANDS), (7, 19, 9, 11, 11), strict=True))
    worst = max(range(len(lines)), key=lambda at: int(lines[at]["aqi_published"]))
    assert [at for at, grade in enumerate(found.grades) if grade and grade.rank == 1] == [worst]


@pytest.mark.parametrize(
    ("index", "band"),
    [(0, "Good"), (50, "Good"), (51, "Moderate"), (150, "Unhealthy for sensitive groups"), (151, "Unhealthy"),
     (200, "Unhealthy"), (201, "Very unhealthy"), (300, "Very unhealthy"), (301, "Hazardous"), (500, "Hazardous")],
)  # fmt: skip
def test_the_edges_of_the_bands(index: int, band: str) -> None:
    found = reckon(read_rubric("aqi", "overall"), [row(read_form("aqi"), {"place": "edge", "co_index": str(index)})])
    assert group(found.grades[0]) == band


def test_bands_and_the_greatest_follow_the_same_rule_in_all_files() -> None:
    rubrics = [read_rubric("aqi", name).rubric for name in ("rubric_2018", "rubric_2024", "overall")]
    assert all(
        (one.rounding, one.branches, one.grades) == (rubrics[0].rounding, rubrics[0].branches, rubrics[0].grades)
        for one in rubrics
    )


def test_a_day_on_which_nothing_was_measured_has_no_index() -> None:
    """Missing is not clean air."""
    found = reckon(read_rubric("aqi", "rubric_2018"), [row(read_form("aqi"), {"place": "nothing"})])
    assert not found.scores[0].scored
    assert found.grades == (None,)


@pytest.mark.parametrize(
    ("pollutant", "concentration", "computed"),
    [
        ("no2", "9.5", "8"),  # truncated to 9: 50 × 9 ÷ 53 = 8.49; rounded to 10 it would be 9
        ("no2", "53.1", "50"),  # truncated into the first segment; as it stands it would lie between two
        ("pm25", "3.0", "13"),  # 50 × 3 ÷ 12 = 12.5: halves go up
        ("so2", "0.6", "0"),
        ("o3", "0.201", "300"),  # beyond the 8-hour table: its last figure stands
    ],
)
def test_truncation_and_halves(pollutant: str, concentration: str, computed: str) -> None:
    found = reckon(read_rubric("aqi", "rubric_2018"), [row(read_form("aqi"), {"place": "one", pollutant: concentration})])
    assert str(found.scores[0].total) == computed

"""Lint: every seeded mistake comes back with its code, file and key path, all in one pass, and nothing beside them."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level
from scoring.messages import LANGUAGES, catalogue, sentence
from scoring.services.definitions import lint_file

DATA = Path(__file__).parents[2] / "data" / "lint"
REMEDY = {"zh": "请", "en": "please"}
"""Every sentence of lint asks for something that mends the matter."""

# level, code behind "definitions.", every place (the first is where to mend it; :n is the character in an expression)

SEEDED_FORM = """
warning lint.status_unclear              status
warning lint.source_missing              source
warning lint.english_missing             tables[site].fields[opened].label
warning lint.list_unused                 choice_lists[nobody_asks]
warning lint.list_short                  choice_lists[only_one]
error   lint.choices_alike               choice_lists[stage].choices[ 初 创]
error   lint.record_tables               tables
warning lint.shown_beyond_kept           tables[site].fields[area].shown
warning lint.two_bounds                  tables[site].fields[years].more_than
warning lint.default_not_used            tables[site].fields[late].default
warning lint.rows_without_name           tables[firms].named_by
error   lint.labels_alike                tables[firms].fields[prior].label + tables[firms].fields[revenue].label
warning lint.choices_not_used            tables[firms].fields[phone].choices
error   lint.decimals_not_used           tables[firms].fields[phone].decimals
warning lint.field_without_purpose       tables[firms].fields[phone].use
warning lint.condition_always            tables[firms].fields[staff].required_when
warning lint.check_never_fails           checks[never_fails].holds
error   lint.check_without_message       checks[silent].message
warning lint.let_unused                  checks[counts].let[listed]
error   lint.condition_contradicts       checks[counts].let[listed].where
warning lint.small_amount                checks[counts].let[rich].where
error   lint.divides_by_zero             checks[counts].holds
error   lint.condition_unknown           checks[no_staff].holds
error   lint.condition_never             checks[always_fails].holds
"""

SEEDED_RUBRIC = """
warning lint.status_unclear              status
warning lint.source_missing              source
warning lint.english_missing             sets[idle].label
warning lint.measure_unused              measures[Y]
error   lint.name_reserved               measures[Y].key
warning lint.set_unused                  sets[idle]
warning lint.scale_not_monotone          indicators[A1-2].scale
warning lint.same_points                 indicators[A1-2].scale.steps
error   lint.anchor_off_step             measures[opinion].anchors[2].mark
error   lint.anchor_out_of_reach         measures[opinion].anchors[3].mark
error   lint.anchors_out_of_order        measures[opinion].anchors
warning lint.anchors_missing             measures[feeling].anchors
error   lint.total_not_maximum           maximum
warning lint.cap_never_bites             branches[A1].cap
warning lint.weights_not_used            branches[A1].combine
warning lint.weights_not_whole           branches[B].combine
error   lint.weight_not_positive         branches[C].combine
error   lint.branch_empty                branches[Z]
warning lint.basis_missing               indicators[A1-1].basis
warning lint.receiver_elsewhere          indicators[A1-2].missing.to
error   lint.points_over_maximum         indicators[A1-1].missing.numerator_positive
warning lint.never_a_zero_denominator    indicators[A1-1].missing.numerator_positive
warning lint.never_missing               indicators[B-1].missing.rule
error   lint.grade_out_of_reach          grades[优].at_least
warning lint.grade_never_given           grades[另列].at_least
error   lint.twice                       ties[A]
error   lint.tie_without_points          ties[Z]
error   lint.quota_over_whole            quotas[优].share
error   lint.quota_without_places        quotas[良].share
warning lint.quota_on_lowest             quotas[差].grade
error   lint.quota_shrinks               quotas[良].share + quotas[优].share
warning lint.rule_without_effect         limits[struck_too].best
warning lint.rule_without_effect         lifts[lucky].grade
warning lint.years_rule_foreign          over_years[elsewhere].grades
warning lint.basis_missing               limits[one_sided].basis
error   lint.twice                       lifts[lucky]
warning lint.fields_not_read             form
warning lint.use_lacks_r                 form
warning lint.small_amount                sets[idle].where
error   lint.condition_contradicts       measures[big_among_small].where
error   lint.divides_by_zero             measures[per_head].numerator
error   lint.condition_never             measures[B].where
warning lint.condition_always            takes_part
error   lint.bound_out_of_reach          indicators[A1-1].scale.nodes[3]
error   lint.cap_out_of_reach            indicators[A1-3].scale.cap
warning lint.bound_out_of_reach          indicators[B-1].scale.nodes[1]
warning lint.small_amount                indicators[B-2].scale.nodes[1]
warning lint.segment_gap                 indicators[C-1].scale.segments[2]
error   lint.name_hides                  measures[B].key
warning lint.same_condition              limits[struck_too].when + vetoes[struck].when
error   lint.condition_never             limits[one_sided].when
error   lint.example_fails               examples[1]
error   lint.grade_case_fails            grade_cases[a]
"""

# Mistakes that keep a file from being used come first, and what else is wrong comes with them.

BROKEN_FORM = """
stop    twice                            checks[half_read]
stop    no_choices                       choice_lists[stage].choices
stop    twice                            choice_lists[trade].choices[制造]
stop    twice                            tables[site].fields[staff]
stop    unknown_reference                tables[site].fields[stage].choices
stop    money_decimals                   tables[site].fields[income].decimals
stop    bad_key                          tables[site].fields[Grant].key
stop    money_unit                       tables[site].fields[Grant].unit
stop    reserved_key                     tables[site].fields[cutoff].key
stop    whole_has_no_decimals            tables[site].fields[rooms].decimals
stop    number_not_between               tables[site].fields[area].digits
stop    default_does_not_fit             tables[site].fields[struck].default
stop    required_twice                   tables[site].fields[trade].required_when
stop    unknown_reference                record
stop    expression.unknown_name          tables[site].fields[income].required_when:1
stop    check_needs_one_rule             checks[two_rules]
stop    expression.money_without_unit    checks[two_rules].holds:10
stop    expression.ends_early            checks[half_read].holds:8
stop    unknown_reference                checks[half_read].unique
stop    let_hides_field                  checks[hidden].let[rooms].key
stop    unknown_reference                checks[hidden].let[rooms].field
error   lint.condition_contradicts       checks[half_read].when
warning lint.check_never_fails           checks[settled].holds
"""

BROKEN_RUBRIC = """
stop    unknown_reference                sets[T].table
stop    expression.unknown_name          measures[share].where:1
stop    measure_needs                    measures[sum].value
stop    measure_has_no                   measures[sum].step
stop    not_positive                     measures[marks].step
stop    not_positive                     measures[marks].spread
stop    unknown_reference                indicators[A-2].measure
stop    leave_out_needs_to               indicators[A-2].missing.to
stop    bounds_out_of_order              indicators[A-1].scale
stop    expression.unknown_name          indicators[A-2].scale.nodes[2]:1
stop    scale_misses_maximum             indicators[A-2].scale
stop    grades_leave_a_gap               grades
stop    unknown_reference                vetoes[late].grade
stop    unknown_reference                ties
stop    expression.ends_early            vetoes[late].when:9
warning lint.measure_unused              measures[marks]
warning lint.set_unused                  sets[T]
warning lint.scale_not_monotone          indicators[A-1].scale
error   lint.total_not_maximum           maximum
error   lint.grade_out_of_reach          grades[优].at_least
warning lint.fields_not_read             form
warning lint.use_lacks_r                 form
warning lint.fields_not_read             form
error   lint.condition_contradicts       sets[F].where
error   lint.bound_out_of_reach          indicators[A-1].scale.nodes[2]
"""

SEEDED_POLICY = """
warning lint.source_missing              source
warning lint.english_missing             clauses[a].label
warning lint.policy_is_draft             status
warning lint.measure_unused              measures[spare]
warning lint.set_unused                  sets[idle]
warning lint.figure_unused               figures[forgotten]
warning lint.overlap_unused              overlaps[empty]
warning lint.overlap_of_one              overlaps[lonely]
warning lint.dates_narrow_nothing        clauses[a]
error   lint.condition_never             clauses[a].who
error   lint.condition_contradicts       clauses[a].required[s].holds
warning lint.small_amount                clauses[a].cap
warning lint.small_amount                clauses[b].amount.steps[2]
warning lint.amounts_do_not_fall         clauses[b].amount
warning lint.small_amount                clauses[c].amount.amounts[3]
warning lint.amounts_do_not_fall         clauses[c].amount
error   lint.condition_never             measures[many].where
"""

BROKEN_POLICY = """
stop    policy.no_day                    issued
stop    policy.dates_out_of_order        in_force_until
stop    twice                            figures[amount]
stop    policy.figure_bounds             figures[amount].at_most
stop    policy.figure_prints_nothing     figures[amount].value
stop    bad_key                          figures[Big].key
stop    policy.nowhere                   territory[1].names
stop    unknown_reference                territory[1].field
stop    twice                            measures[crew]
stop    policy.shares_not_whole          shares
stop    policy.cap_of_fixed              clauses[a].cap
stop    policy.years_need_yearly         clauses[a].years
stop    policy.coefficient_needs_ceiling clauses[a].coefficient
stop    policy.not_on_record             clauses[a].beneficiary
stop    condition.basis_missing          clauses[a].basis
stop    unknown_reference                clauses[a].overlap
stop    expression.unknown_name          clauses[a].who:1
stop    policy.requirement_one_kind      clauses[a].required[r]
stop    policy.not_of_type               clauses[a].amount.amount
stop    policy.figure_of_other_type      clauses[a].coefficient
stop    policy.nothing                   clauses[b].amount.steps[2]
stop    policy.steps_out_of_order        clauses[b].amount.steps
stop    unknown_reference                clauses[c].grade.field
stop    unknown_reference                clauses[c].grade.mapping
stop    policy.base_of_other_type        clauses[c].amount.of
warning lint.figure_unused               figures[Big]
error   lint.condition_never             clauses[b].who
"""


# What a word that is not defined may have meant: the nearest that is, or those there are.

HINTS = """
form    tables[site].fields[stage].choices              stage
form    tables[site].fields[Grant].unit                 元
form    record                                          site
form    tables[site].fields[income].required_when       staff
form    checks[half_read].unique                        site_name
form    checks[hidden].let[rooms].field                 income
rubric  sets[T].table                                   firms
rubric  measures[share].where                           staff
rubric  indicators[A-2].measure                         sum
rubric  indicators[A-2].scale.nodes[2]                  Y cutoff
rubric  vetoes[late].grade                              优 差
rubric  ties                                            A
"""


def expected(table: str) -> list[tuple[str, str, list[str]]]:
    rows = (line.split(maxsplit=2) for line in table.strip().splitlines())
    return [(level, f"definitions.{code}", places.split(" + ")) for level, code, places in rows]


def found(findings: tuple[Finding, ...]) -> list[tuple[str, str, list[str]]]:
    """As the tables above; the file is looked at elsewhere."""
    return [
        (one.level.value, one.code, [f"{place.key}:{place.column}" if place.column else place.key for place in one.places])
        for one in findings
    ]


@pytest.mark.parametrize(
    ("name", "kind", "table"),
    [
        ("seeded_form.toml", "form", SEEDED_FORM),
        ("seeded_rubric.toml", "rubric", SEEDED_RUBRIC),
        ("broken_form.toml", "form", BROKEN_FORM),
        ("broken_rubric.toml", "rubric", BROKEN_RUBRIC),
        ("seeded_policy.toml", "policy", SEEDED_POLICY),
        ("broken_policy.toml", "policy", BROKEN_POLICY),
    ],
)
def test_lint_finds_every_seeded_mistake_in_one_pass(name: str, kind: str, table: str) -> None:
    told, findings = lint_file(DATA / name)
    assert told == kind
    assert found(findings) == expected(table)
    assert {place.document for one in findings for place in one.places} == {name}


def test_one_pass_over_a_form_and_its_rubric_tells_more_than_25_kinds_each_with_file_key_and_remedy() -> None:
    """Two files that carry all their mistakes at once: nothing is mended between one finding and the next."""
    findings = [one for name in ("seeded_form.toml", "seeded_rubric.toml") for one in lint_file(DATA / name)[1]]
    assert found(tuple(findings)) == expected(SEEDED_FORM) + expected(SEEDED_RUBRIC)
    assert len(findings) > 70
    assert len({one.code for one in findings}) > 50
    for one in findings:
        assert all(place.document.startswith("seeded_") and place.key for place in one.places), one
        for language in LANGUAGES:
            assert REMEDY[language] in sentence(one, language), one


def test_what_was_perhaps_meant_is_said() -> None:
    told = [
        (kind, one.places[0].key, _hinted(hint))
        for kind in ("form", "rubric")
        for one in lint_file(DATA / f"broken_{kind}.toml")[1]
        if isinstance(hint := one.facts.get("hint"), Said)
    ]
    rows = (line.split(maxsplit=2) for line in HINTS.strip().splitlines())
    assert told == [(kind, key, tuple(words.split())) for kind, key, words in rows]


def _hinted(hint: Said) -> tuple[object, ...]:
    match hint.facts:
        case {"name": name}:
            return (name,)
        case {"names": tuple(names)}:
            return names
    raise AssertionError(hint)


def test_the_seeded_files_compile_and_with_the_broken_ones_show_more_than_25_kinds_of_mistakes() -> None:
    for kind in ("form", "rubric", "policy"):
        _, seeded = lint_file(DATA / f"seeded_{kind}.toml")
        _, broken = lint_file(DATA / f"broken_{kind}.toml")
        assert all(one.code.startswith("definitions.lint.") for one in seeded)
        assert not [one for one in seeded if one.level is Level.STOP]
        assert len({one.code for one in (*seeded, *broken)}) > 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_lint_names_a_remedy(language: str) -> None:
    texts = {code: text for code, text in catalogue(language).items() if code.startswith("definitions.lint.")}
    assert [code for code, text in texts.items() if REMEDY[language] not in text] == []
    for name in (f"{state}_{kind}.toml" for state in ("seeded", "broken") for kind in ("form", "rubric", "policy")):
        for one in lint_file(DATA / name)[1]:
            words = sentence(one, language)
            assert "{" not in words
            assert one.code not in texts or REMEDY[language] in words


def test_every_rule_of_lint_is_seeded_somewhere() -> None:
    """A rule without a seeded mistake is a rule nobody has seen work."""
    tables = (SEEDED_FORM, SEEDED_RUBRIC, BROKEN_FORM, BROKEN_RUBRIC, SEEDED_POLICY, BROKEN_POLICY)
    seeded = {code for table in tables for _, code, _ in expected(table)}
    rules = {code for code in catalogue("zh") if code.startswith("definitions.lint.")}
    assert rules - seeded == {"definitions.lint.form_not_found", "definitions.lint.not_utf8"}  # tested below


@pytest.mark.parametrize(
    "name",
    [
        f"{folder}/{one.name}"
        for folder in ("forms", "rubrics", "conditions", "policies")
        for one in files("resources").joinpath(folder).iterdir()
        if one.name.endswith(".toml")
    ],
)
def test_what_we_ship_has_no_errors(name: str) -> None:
    with_path = Path(str(files("resources").joinpath(*name.split("/"))))
    _, findings = lint_file(with_path)
    assert [(one.code, one.places) for one in findings if one.level is not Level.WARNING] == []


def test_the_form_is_looked_for_beside_the_file_and_then_among_ours(tmp_path: Path) -> None:
    rubric = Path(shutil.copy(DATA / "seeded_rubric.toml", tmp_path))
    assert found(lint_file(rubric)[1])[0] == ("stop", "definitions.lint.form_not_found", ["form"])
    shutil.copy(DATA / "seeded_form.toml", tmp_path)
    assert found(lint_file(rubric)[1]) == expected(SEEDED_RUBRIC)
    ours = Path(str(files("resources").joinpath("rubrics", "quality_mix_skeleton.toml")))
    alone = Path(shutil.copy(ours, tmp_path / "ours.toml"))
    assert found(lint_file(alone)[1]) == found(lint_file(ours)[1])


def test_without_its_form_a_rubric_is_still_looked_through(tmp_path: Path) -> None:
    """A form that has mistakes of its own is as good as none."""
    rubric = tmp_path / "rubric.toml"
    rubric.write_text((DATA / "seeded_rubric.toml").read_text("utf-8").replace("seeded-form", "broken-form"), "utf-8")
    shutil.copy(DATA / "broken_form.toml", tmp_path)
    codes = {code for _, code, _ in found(lint_file(rubric)[1])}
    assert {f"definitions.lint.{code}" for code in ("form_not_found", "grade_out_of_reach", "branch_empty", "twice")} <= codes


def test_a_value_no_definition_holds_hides_only_its_entry(tmp_path: Path) -> None:
    """A date where a text belongs, a number that would fill the memory, and a mistake of shape beside them."""
    path = changed(
        tmp_path,
        "broken_form.toml",
        ("digits = 900000000", "digits = 900000000000000000"),
        ('use = "K" }', "use = 07:30:00 }"),
        ("required = false, required_when", "requird = false, required_when"),
    )
    stops = [one[1:] for one in found(lint_file(path)[1]) if one[0] == "stop"]
    assert stops[:3] == [
        ("definitions.wrong_type", ["tables[site].fields[cutoff].use"]),
        ("definitions.number_out_of_bounds", ["tables[site].fields[area].digits"]),
        ("definitions.unknown_key", ["tables[site].fields[income].requird"]),
    ]
    hidden = {"tables[site].fields[cutoff].key", "tables[site].fields[area].digits"}
    rest = [(code, keys) for level, code, keys in expected(BROKEN_FORM) if level == "stop" and keys[0] not in hidden]
    told = stops[3:]
    told.remove(("definitions.required_twice", ["tables[site].fields[income].required_when"]))  # requird was meant to say
    assert told == rest


@pytest.mark.parametrize(
    ("before", "after", "code", "key"),
    [
        ('mode = "half_away"\nindicator_decimals = 2', 'mode = "half_away"\nindicator_decimals = 99999999',
         "number_not_between", "rounding.indicator_decimals"),
        ('kind = "value"', 'kind = "value"\nround_to = 99999999', "number_not_between", "measures[level].round_to"),
        ('mode = "half_away"\nindicator_decimals = 2', 'mode = "half_away"\nrank_decimals = 4\nindicator_decimals = 2',
         "rank_decimals_of_printed", "rounding.rank_decimals"),
        ('code = "A1-2"', 'code = "A1-1"', "twice", "indicators[A1-1]"),
        ('per = "20%"', 'per = ""', "missing_key", "indicators[A1-3].scale.per"),
    ],
)  # fmt: skip
def test_what_cannot_be_reckoned_with_is_said_and_the_rest_linted(
    tmp_path: Path, before: str, after: str, code: str, key: str
) -> None:
    findings = found(lint_file(changed(tmp_path, "seeded_rubric.toml", (before, after)))[1])
    assert findings[0] == ("stop", f"definitions.{code}", [key])
    assert {"definitions.lint.total_not_maximum", "definitions.lint.condition_contradicts"} <= {one[1] for one in findings}


def test_the_way_up_the_tree_is_never_walked_in_circles(tmp_path: Path) -> None:
    text = (DATA / "seeded_rubric.toml").read_text("utf-8")
    rubric = tmp_path / "rubric.toml"
    shutil.copy(DATA / "seeded_form.toml", tmp_path)
    rubric.write_text(text.replace('code = "A"\n', 'code = "A"\nparent = "A1"\n', 1), "utf-8")
    assert ("stop", "definitions.unknown_reference", ["branches[A].parent"]) in found(lint_file(rubric)[1])


def test_a_conditions_file_is_linted_too(tmp_path: Path) -> None:
    ours = files("resources").joinpath("conditions", "national_2018_300.toml").read_text("utf-8")
    path = tmp_path / "conditions.toml"
    assert ours.count('holds = "legal_person"') == 1
    path.write_text(ours.replace('holds = "legal_person"', 'holds = "legal_person and not legal_person"'), "utf-8")
    kind, findings = lint_file(path)
    assert kind == "conditions"
    errors = [(one.code, one.places[0].key) for one in findings if one.level is Level.ERROR]
    assert [code for code, _ in errors] == ["definitions.lint.condition_contradicts"]
    assert errors[0][1].endswith(".holds")


def changed(path: Path, name: str, *pairs: tuple[str, str]) -> Path:
    """A copy of a broken file with something else wrong in it, its form beside it."""
    shutil.copy(DATA / "seeded_form.toml", path)
    text = (DATA / name).read_text("utf-8")
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (path / name).write_text(text, "utf-8")
    return path / name


def test_a_key_that_does_not_exist_hides_nothing(tmp_path: Path) -> None:
    path = changed(tmp_path, "broken_rubric.toml", ('measure = "share"', 'measure = "share"\nwieght = 2'))
    strange = ("stop", "definitions.unknown_key", ["indicators[A-1].wieght"])
    assert found(lint_file(path)[1]) == [strange, *expected(BROKEN_RUBRIC)]


def test_an_entry_of_the_wrong_shape_hides_only_itself_and_has_no_echo(tmp_path: Path) -> None:
    """Set F goes with what is read against it; that measures name it is no mistake. What is added up waits."""
    path = changed(tmp_path, "broken_rubric.toml", ('key = "F"', 'key = "F"\nof = 7'))
    stops = [one for one in expected(BROKEN_RUBRIC) if one[0] == "stop" and one[2] != ["measures[share].where:1"]]
    assert found(lint_file(path)[1]) == [("stop", "definitions.wrong_type", ["sets[F].of"]), *stops]


def test_a_clause_of_the_wrong_shape_hides_only_itself_and_its_names_have_no_echo(tmp_path: Path) -> None:
    """A group whose rule does not exist goes, and that a clause is in it is no mistake of the clause's."""
    path = changed(tmp_path, "seeded_policy.toml", ('key = "lonely"', 'key = "lonely"\nreech = "x"'))
    assert found(lint_file(path)[1])[0] == ("stop", "definitions.unknown_key", ["overlaps[lonely].reech"])
    path = changed(
        tmp_path, "seeded_policy.toml", ('{ kind = "rate", rate = "50%", of = "income" }', '{ kind = "rat", rate = "50%" }')
    )
    assert found(lint_file(path)[1]) == [("stop", "definitions.not_allowed", ["clauses[a].amount.kind"])]
    lonely = ('key = "lonely"\nlabel = { zh = "只有一条", en = "one clause" }', 'key = "lonely"\nlabel = 7')
    path = changed(tmp_path, "seeded_policy.toml", lonely)
    assert found(lint_file(path)[1]) == [("stop", "definitions.wrong_type", ["overlaps[lonely].label"])]


@pytest.mark.parametrize("kind", ["form", "rubric", "policy"])
def test_a_wrong_schema_is_said_alone_and_the_kind_guessed(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "definition.toml"
    path.write_text((DATA / f"seeded_{kind}.toml").read_text("utf-8").replace(f"fuping/{kind}/1", "fuping/form/9"), "utf-8")
    assert lint_file(path)[0] == kind
    assert found(lint_file(path)[1]) == [("stop", "definitions.wrong_schema", ["schema"])]
    assert sentence(lint_file(path)[1][0], "en").count(f"fuping/{kind}/1") == 1


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"services\.no_such_file"):
        lint_file(tmp_path / "nowhere.toml")
    path = tmp_path / "gbk.toml"
    path.write_bytes("key = '表式'".encode("gbk"))
    with pytest.raises(Refusal, match=r"definitions\.lint\.not_utf8"):
        lint_file(path)

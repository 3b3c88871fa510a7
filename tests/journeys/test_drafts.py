"""The core of the year's rubric: copied, edited, tried on the sample, adopted, scored by, compared, every step in the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.journeys.driving import WORKSPACE, Answer, fuping

NEW = {
    "title.zh": "当年首次认定高新技术企业",
    "title.en": "First recognised as high-tech this year",
    "measure": "hnte_first_tenants",
    "maximum": "2",
    "basis": "示例",
    "missing.rule": "记零分",
}


def totals(workspace: Path) -> dict[str, str]:
    """Carrier → total."""
    return {one["carrier"]: one["total"] for one in fuping("score", workspace, "--json").json["results"]}


def indicator_on_nothing(outline: dict[str, Any]) -> str:
    """The place of the indicator that hangs on no branch yet."""
    tree = next(one for one in outline["children"] if any(each["sort"] == "Branch" for each in one["children"]))
    return str(next(each["place"] for each in tree["children"] if each["sort"] == "Indicator"))


def test_next_years_rubric_is_made_without_leaving_the_program(own: Path) -> None:
    workspace = own / WORKSPACE
    begun = fuping("draft", "begin", workspace, "rubric", "--json")
    assert (begun.code, begun.json["key"]) == (0, "quality-mix")
    draft = begun.json["draft"]

    def done(verb: str, *words: str) -> Answer:
        return fuping("draft", verb, workspace, draft, *words)

    def edit(*words: str) -> None:
        answer = done("edit", *words)
        assert answer.code == 0, (words, answer)

    def errors() -> list[dict[str, str]]:
        return [one for one in done("lint", "--json").json["findings"] if one["level"] != "warning"]

    before = totals(workspace)
    assert fuping("score", workspace, "--seal").code == 0

    # the weight of an indicator: its maximum, its scale, its missing rule
    edit("indicators[A1-1].maximum", "6")
    assert any("满分 6" in one["sentence"] for one in errors())
    edit("indicators[A1-1].scale.nodes[4][2]", "6")
    edit("indicators[A1-1].missing.numerator_positive", "6")

    # an indicator of its own
    edit("indicators", "--add")
    new = indicator_on_nothing(done("show", "--json").json["outline"])
    for name, text in {"parent": "A1", **NEW}.items():
        edit(f"{new}.{name}", text)
    for name, text in {"": "逐份：每份多少", ".points": "0.5", ".cap": "2"}.items():
        edit(f"{new}.scale{name}", text)

    # a set with another meaning becomes another set, and says why
    renewed = done("edit", "sets[P].where", "founded_on <= date(Y - 2, 1, 1)", "--json").json["renewed"]
    assert "P → P_2" in renewed
    assert done("undo").code == 0

    # the examples, run in place: the worked carriers no longer come to what they came to
    tried = done("test", "--json")
    assert (tried.code, any(one["what"] == "total" or one["what"] == "总分" for one in tried.json["disagreements"])) == (1, True)
    impact = done("impact", "--json")
    assert impact.code == 0, impact
    moved = {one["uscc"]: one for one in impact.json["moved"]}
    assert moved
    assert {uscc: one["total_before"] for uscc, one in moved.items()}.items() <= before.items()

    # what no longer holds is put right or taken out, then the draft is adopted
    while found := errors():
        edit(found[0]["place"], "--remove")
    while done("edit", "worked[1]", "--remove").code == 0:
        pass
    assert done("test").code == 0
    adopted = done("adopt", "--version=2027", "--title=2027 年评分细则（示例）", "--date=2026-12-01", "--json")
    assert (adopted.code, adopted.json["used"]) == (0, True), adopted
    after = totals(workspace)
    assert after == before | {uscc: one["total_after"] for uscc, one in moved.items()}

    # both versions side by side, the sealed result as it was, the whole story in the journal
    compared = fuping("draft", "compare", workspace, "quality_mix.toml", "rubric")
    assert compared.code == 0, compared
    assert "当年首次认定高新技术企业" in compared.out
    assert fuping("replay", workspace).code == 0
    told = fuping("journal", workspace, "--most=500").out
    for words in ("开始评分细则的草稿", "满分：5 → 6", "新增指标", "P → P_2", "撤销", "删去", "采用评分细则", "换用评分细则"):
        assert words in told, words
    assert fuping("doctor", workspace).code == 0

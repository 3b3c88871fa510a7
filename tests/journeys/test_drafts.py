"""The core of the year's rubric: copied, edited, tried on the sample, adopted, scored by, compared, every step in the journal."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.driving import WORKSPACE, fuping

DRAFT = "quality-mix"
NEW = {
    "title.zh": "当年首次认定高新技术企业",
    "title.en": "First recognised as high-tech this year",
    "measure": "hnte_first_tenants",
    "maximum": "2",
    "basis": "示例",
    "missing.rule": "记零分",
}


def edit(workspace: Path, *words: str) -> str:
    answer = fuping("draft", "edit", workspace, DRAFT, *words)
    assert answer.code == 0, (words, answer)
    return answer.out


def totals(workspace: Path, kind: str) -> dict[str, str]:
    answer = fuping("score", workspace, f"--kind={kind}", "--json")
    return {one["carrier"]: one["total"] for one in answer.json["results"]}


def test_next_years_rubric_is_made_without_leaving_the_program(district: Path, tmp_path: Path) -> None:
    workspace = tmp_path / WORKSPACE
    workspace.write_bytes((district / WORKSPACE).read_bytes())
    kind = "--kind=孵化器"
    begun = fuping("draft", "begin", workspace, "rubric", kind, "--json")
    assert (begun.code, begun.json["key"]) == (0, DRAFT)
    before = totals(workspace, "孵化器")
    sealed = fuping("score", workspace, "--seal", kind, "--json").json["run"]

    # a weight: the points of an indicator, its scale and its examples with it
    edit(workspace, "indicators[A1-1].maximum", "6", kind)
    assert any("满分 6" in one for one in findings_of(workspace, kind))
    edit(workspace, "indicators[A1-1].scale.nodes[4][2]", "6", kind)
    edit(workspace, "indicators[A1-1].missing.numerator_positive", "6", kind)
    # an indicator of its own
    added = fuping("draft", "edit", workspace, DRAFT, "indicators", "--add", kind, "--json")
    assert added.code == 0
    code = fuping("draft", "show", workspace, DRAFT, kind, "--json").json["outline"]
    new = last_indicator(code)
    edit(workspace, f"{new}.parent", "A1", kind)
    for name, text in NEW.items():
        edit(workspace, f"{new}.{name}", text, kind)
    edit(workspace, f"{new}.scale", "逐份：每份多少", kind)
    for name, text in {"points": "0.5", "cap": "2"}.items():
        edit(workspace, f"{new}.scale.{name}", text, kind)
    assert "新增" in fuping("journal", workspace, "--most=60").out

    # the worked carriers no longer come to what they came to: they are told, and taken out by the author
    tried = fuping("draft", "test", workspace, DRAFT, kind, "--json")
    assert (tried.code, bool(tried.json["disagreements"])) == (1, True)
    impact = fuping("draft", "impact", workspace, DRAFT, kind, "--json")
    assert impact.code == 0, impact
    moved = {one["uscc"]: one for one in impact.json["moved"]}
    assert moved
    assert {name: one["total_before"] for name, one in moved.items()}.items() <= before.items()

    # what the draft gets wrong is put right, then it is adopted
    for _ in range(400):
        wrong = fuping("draft", "lint", workspace, DRAFT, kind, "--json").json["findings"]
        places = [one["place"] for one in wrong if one["level"] != "warning"]
        if not places:
            break
        edit(workspace, places[0].split(".")[0], "--remove", kind)
    for section in ("worked",):
        while fuping("draft", "edit", workspace, DRAFT, f"{section}[1]", "--remove", kind).code == 0:
            pass
    assert fuping("draft", "test", workspace, DRAFT, kind).code == 0
    adopted = fuping(
        "draft",
        "adopt",
        workspace,
        DRAFT,
        "--version=2027",
        "--title=2027 年评分细则（示例）",
        "--date=2026-12-01",
        kind,
        "--json",
    )
    assert adopted.code == 0, adopted
    assert adopted.json["used"] is True
    after = totals(workspace, "孵化器")
    assert {name: one["total_after"] for name, one in moved.items()}.items() <= after.items()
    assert {name: total for name, total in after.items() if name not in moved} == {
        name: total for name, total in before.items() if name not in moved
    }

    # both versions side by side, the sealed result as it was, the whole story in the journal
    compared = fuping("draft", "compare", workspace, "quality_mix.toml", "rubric", kind)
    assert compared.code == 0, compared
    assert "当年首次认定高新技术企业" in compared.out
    assert fuping("replay", workspace).code == 0
    assert sealed
    told = fuping("journal", workspace, "--most=100").out
    for words in ("开始评分细则的草稿", "满分：5 → 6", "采用", "改用评分细则", "删去"):
        assert words in told, words
    assert fuping("doctor", workspace).code == 0


def findings_of(workspace: Path, kind: str) -> list[str]:
    found = fuping("draft", "lint", workspace, DRAFT, kind, "--json").json["findings"]
    return [one["sentence"] for one in found if one["level"] != "warning"]


def last_indicator(outline: dict[str, object]) -> str:
    """The place of the indicator that hangs on nothing yet."""
    children = outline["children"]
    assert isinstance(children, list)
    tree = next(one for one in children if any(each["sort"] == "Branch" for each in one["children"]))
    return str(next(each["place"] for each in tree["children"] if each["sort"] == "Indicator"))

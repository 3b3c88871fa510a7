"""The live-formula workbook of several rounds, what LibreOffice made of it, and what the engine says.

The last answers are kept in ``tests/data/recalculated/workbook.json``, so that they are tested where there is no LibreOffice as
well. ``python -m tests.journeys.workbook_evidence`` asks again: after a change of the workbook, the shipped rubric or its words.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import openpyxl

from scoring.definitions.policy import Beneficiary
from scoring.engine.capitals import capitals
from scoring.engine.grade import Grade, Group
from scoring.engine.sharing import SharingRule
from scoring.engine.support import Eligibility
from scoring.engine.support_words import outcome_words
from scoring.papers.workbook import workbook_bytes
from scoring.papers.workbook_aid_facts import AidFacts
from scoring.papers.workbook_facts import BookFacts, Unit, UnitMark
from scoring.papers.workbook_figures import number
from scoring.services.workbooks import book_facts
from tests.journeys import aid_cases, kinds
from tests.journeys.districts import NOW, district
from tests.recalculation import made_by, recalculated_all
from tests.scoring.rubrics.builders import compiled_form, rubric, samples

EVIDENCE = Path(__file__).parents[1] / "data" / "recalculated" / "workbook.json"
CARRIERS = 36

Figure: TypeAlias = int | float | str
Figures: TypeAlias = Mapping[str, Mapping[str, Figure]]
"""Carrier → what the sheets call it → figure ("" where there is none)."""


# The rounds -----------------------------------------------------------------------------------------------------------------


def worked() -> BookFacts:
    """The three worked carriers by the whole example rubric."""
    from scoring.services.sample import worked_carriers

    marks = {one.key: one.marks for one in worked_carriers(compiled_form("incubator_annual.toml").form)}
    compiled = rubric("quality_mix.toml")
    given: list[kinds.Returned] = []
    for key, tables in samples().items():
        listed = tuple(
            UnitMark(compiled.rubric.indicator(code).measure, f"专家{at}", value)
            for code, values in marks[key].items()
            for at, value in enumerate(values, start=1)
        )
        given.append((key, tables, listed))
    return kinds.book(compiled, given)


def large() -> BookFacts:
    """A district of 36 carriers in a real workspace."""
    with tempfile.TemporaryDirectory() as folder:
        opened = district(Path(folder) / "district.fuping", CARRIERS)
        with opened.store:
            return book_facts(opened, None, "zh", now=NOW)


def supported() -> BookFacts:
    """Three policies over a sealed round, with decided grades."""
    with tempfile.TemporaryDirectory() as folder:
        return aid_cases.district_with_support(Path(folder), 9)


CASES = {
    "worked": worked,
    "support, three policies": supported,
    "support, every rule": lambda: aid_cases.random_policies(2, units=16),
    "support, budgets by every rule and none": lambda: aid_cases.random_policies(3, units=16),
    "support, a budget pro rata": lambda: aid_cases.random_policies(11, units=20, rules=(SharingRule.PRO_RATA,)),
    "support, a budget by rank": lambda: aid_cases.random_policies(34, units=16, rules=(SharingRule.BY_RANK,)),
    "support, a budget by score": lambda: aid_cases.random_policies(33, units=16, rules=(SharingRule.BY_SCORE,)),
    "every kind, printed points rank": lambda: kinds.facts(kinds.PRINTED, seed=9),
    "every kind, exact points rank": lambda: kinds.facts(kinds.EXACT, seed=18),
    "groups, ranks, minimum and border": lambda: kinds.facts(kinds.PRINTED, seed=3, units=33, made=kinds.grouped),
    "groups, ranks and border by exact points": lambda: kinds.facts(kinds.EXACT, seed=37, units=33, made=kinds.grouped),
    "36 carriers": large,
}


# What the engine says -------------------------------------------------------------------------------------------------------


def of_engine(facts: BookFacts) -> Figures:
    return {unit.name: _of_unit(facts, unit) | _standing(facts, at) | _support(facts, at) for at, unit in enumerate(facts.units)}


def _standing(facts: BookFacts, at: int) -> dict[str, Figure]:
    if not facts.rubric.rubric.grades:
        return {}
    grade = facts.units[at].grade
    return {"审定等级": facts.decided[at].grade if at in facts.decided else grade.level.name.zh if grade else ""}


def _support(facts: BookFacts, at: int) -> dict[str, Figure]:
    """The total, and of every clause for carriers what it asks, allows and gives in the end."""
    if facts.aid is None:
        return {}
    support = facts.aid.found[at]
    found: dict[str, Figure] = {
        "合计（分）": support.total,
        "合计 大写": capitals(support.total),
        "另有待定": "另有待定" if support.open else "",
        **_budget(facts.aid, facts.units[at].uscc, at),
    }
    taken = {each.name for choice in support.choices for each in choice.taken}
    left = {each.name for choice in support.choices for each in choice.left}
    alone = {(policy, one.key) for policy, one in support.alone}
    results = [
        (policy.key, one)
        for policy in sorted(support.policies, key=lambda policy: policy.key)
        for one in policy.clauses
        if one.compiled.clause.beneficiary is Beneficiary.CARRIER
    ]
    for place, (policy, one) in enumerate(results):
        name, refused = (policy, one.key), one.outcome is Eligibility.NOT_ELIGIBLE
        given = "不累计" if name in left else "待定"
        if name in taken or (name in alone and one.sure is not None):
            given = ""
        final: Figure = "" if refused else given or _yuan(one.sure)
        found[f"最终 {one.compiled.clause.label.zh}"] = final
        found[f"条款{place} 能否享受"] = outcome_words(one.outcome, "zh")
        if one.compiled.clause.ceiling:
            found |= _amount(f"条款{place} 扶持上限", one.award.ceiling if one.award else None, refused)
        found |= _amount(f"条款{place} 拟扶持金额", one.award.amount if one.award else None, refused)
        for at_share, (share, _) in enumerate(one.compiled.shares):
            found |= _amount(f"条款{place} {share.payer.zh}", one.borne[at_share].amount if one.borne else None, refused)
    return found


def _budget(aid: AidFacts, uscc: str, at: int) -> dict[str, Figure]:
    """What each pot gives the carrier, and what is left of its total after all of them."""
    if not aid.pots:
        return {}
    after = aid.after[at]
    found: dict[str, Figure] = {"预算后（分）": "待定" if after is None else after}
    found["预算分配后 大写"] = "待定" if after is None else capitals(after)
    for pot in aid.pots:
        sharing, amount = pot.outcome.sharing, pot.outcome.pot.amount
        given, left = (sharing.given, amount - sharing.given) if sharing else (None, None)
        for part, fen in (("预算金额", amount), ("分配合计", given), ("结余", left)):
            found[f"扶持预算 {pot.outcome.pot.key} {part}（大写）"] = "待定" if fen is None else capitals(fen)
        name, claims = f"预算 {pot.outcome.pot.key}", uscc in {one.key for one in pot.outcome.claimed}
        shares = {one.claim.key: one.amount for one in pot.outcome.sharing.shares} if pot.outcome.sharing else {}
        share = shares.get(uscc)
        found[f"{name} 分配额"] = _yuan(share) if claims else ""
        found[f"{name} 分配额大写"] = "" if not claims else "待定" if share is None else capitals(share)
    return found


def _amount(name: str, fen: int | None, refused: bool) -> dict[str, Figure]:
    """An amount of a clause in 元 and in 大写; nothing for who is surely without it."""
    if refused:
        return {name: "", f"{name}（大写）": ""}
    return {name: _yuan(fen), f"{name}（大写）": "待定" if fen is None else capitals(fen)}


def _yuan(fen: int | None) -> Figure:
    return "待定" if fen is None else fen / 100


def _of_unit(facts: BookFacts, unit: Unit) -> dict[str, Figure]:
    found: dict[str, Figure] = {f"口径 {key}": _figure(number(one.value)) for key, one in unit.measured.items()}
    for indicator in unit.score.indicators:
        found[f"计分 {indicator.code}"] = _figure(number(indicator.value))
    found |= {f"总分 {code}": _figure(number(value)) for code, value in unit.score.values.items()}
    found["总分"] = float(unit.score.total) if unit.score.scored else ""
    found["是否评分"] = int(unit.score.scored)
    found["是否参评"] = int(unit.score.scored and not unit.watched)
    if facts.rubric.rubric.grades:
        found["名次"] = _rank(unit.grade)
        found["等级"] = unit.grade.level.name.zh if unit.grade else ""
    if facts.rubric.rubric.quotas:
        found["临界名单"] = "临界" if unit.grade and unit.grade.border else ""
    if facts.rubric.rubric.border_within is not None:
        found["接近"] = "临界" if unit.grade and unit.grade.near else ""
    if facts.rubric.rubric.quotas_by:
        group = unit.grade.group if unit.grade else None
        found["组内名次"] = _rank(group)
    return found


def _rank(of: Grade | Group | None) -> Figure:
    """Nothing for one that is exempt, nor without a grade."""
    return "" if of is None or of.rank is None else of.rank


def _figure(value: object) -> Figure:
    assert isinstance(value, int | float | str)
    return value


# What the workbook says -----------------------------------------------------------------------------------------------------


def of_workbook(path: Path, facts: BookFacts) -> Figures:
    """Found by the headings a reader sees."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    try:
        clauses = [name for name in book.sheetnames if name.startswith("扶持 ")]
        wanted = [name for name in book.sheetnames if name in (*RESULTS, *clauses) or name.startswith("预算 ")]
        sheets = {name: list(book[name].iter_rows(values_only=True)) for name in wanted}
    finally:
        book.close()
    found: dict[str, dict[str, Figure]] = {unit.name: {} for unit in facts.units}
    budgets = dict(_budgets(sheets.pop(BUDGETS, ()), facts))
    for name, rows in sheets.items():
        number = clauses.index(name) if name in clauses else -1
        for at, key in _headed(name, rows, number):
            for row in rows[5 : 5 + len(facts.units)]:
                value = row[at]
                found[str(row[1])][key] = value if isinstance(value, int | float | str) else "" if value is None else str(value)
    return {name: figures | budgets for name, figures in found.items()}


def _budgets(rows: Sequence[tuple[object, ...]], facts: BookFacts) -> Iterator[tuple[str, Figure]]:
    """The amounts of every pot in 大写, under the line that has them in figures."""
    names = {pot.outcome.pot.key for pot in facts.aid.pots} if facts.aid else set()
    pot, last = "", ""
    for head, value, *_ in rows:
        if str(head) in names:
            pot = str(head)
        elif head == "大写":
            yield f"扶持预算 {pot} {last}（大写）", str(value)
        elif head != "各位数字":
            last = str(head).partition("（")[0]


BUDGETS = "扶持预算"
RESULTS = ("口径", "计分", "总分", "定级", "审定等级", "扶持合计", BUDGETS)


def _headed(sheet: str, rows: Sequence[tuple[object, ...]], number: int) -> Iterator[tuple[int, str]]:
    """Columns of results with the name ``of_engine`` gives them."""
    group = ""
    for at, (above, title) in enumerate(zip(_padded(rows[2], rows[3]), rows[3], strict=True)):
        group, words = str(above or group), str(title or "")
        match sheet:
            case "口径" if words.startswith("口径值"):
                yield at, f"口径 {group.splitlines()[-1]}"
            case "计分" if words == "得分":
                yield at, f"计分 {group.partition('　')[0]}"
            case "总分" if "　" in words:
                yield at, f"总分 {words.partition('　')[0]}"
            case "总分" if words in ("总分", "是否评分", "是否参评"):
                yield at, words
            case "定级" if words in ("名次", "等级", "临界名单", "组内名次"):
                yield at, words
            case "定级" if words.startswith("接近"):
                yield at, "接近"
            case "审定等级" if words == "审定等级":
                yield at, words
            case "扶持合计" if words in ("合计（分）", "另有待定", "预算后（分）"):
                yield at, words
            case "扶持合计" if words == "大写":
                yield at, f"{group} 大写"
            case "扶持合计" if at > 5 and words not in ("有待定", "各位数字") and group != "预算分配后":
                yield at, f"最终 {words}"
            case _ if sheet.startswith("预算 ") and words.startswith("分配额") and group == "结果":
                yield at, f"{sheet} {words.partition(chr(10))[0]}"
            case _ if number >= 0 and group == "结果":
                yield at, f"条款{number} {words.partition(chr(10))[0]}"


def _padded(short: tuple[object, ...], long: tuple[object, ...]) -> tuple[object, ...]:
    return (*short, *[None] * (len(long) - len(short)))


def disagreements(due: Figures, told: Figures) -> list[str]:
    """Texts and whole figures to the letter, others to 12 digits; what one of them does not know disagrees."""
    wrong = []
    for carrier, figures in due.items():
        found = told.get(carrier, {})
        for key in figures.keys() | found.keys():
            mine, theirs = figures.get(key), found.get(key)
            if not same(mine, theirs):
                wrong.append(f"{carrier} {key}: {theirs!r}, not {mine!r}")
    return sorted(wrong)


def same(mine: object, theirs: object) -> bool:
    if isinstance(mine, int | float) and isinstance(theirs, int | float):
        return abs(mine - theirs) <= 1e-12 * max(1.0, abs(mine))
    return mine == theirs


# The file itself ------------------------------------------------------------------------------------------------------------

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(content: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Sheet part, cell, formula ("" for none) and cached value of every cell that has a formula, straight from the XML."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in sorted(parts.namelist()):
            if name.startswith("xl/worksheets/sheet"):
                with parts.open(name) as part:
                    yield from _cells(name, part)


def _cells(name: str, part: object) -> Iterator[tuple[str, str, str, str]]:
    for _, node in ET.iterparse(part):  # type: ignore[arg-type]  # a file of the archive
        if node.tag == f"{CELL}c":
            formula = node.find(f"{CELL}f")
            if formula is not None:
                value = node.find(f"{CELL}v")
                yield name, node.attrib["r"], formula.text or "", (value.text or "") if value is not None else ""
            node.clear()


def fingerprint(content: bytes) -> str:
    """Changes whenever a formula does."""
    text = "\n".join(f"{sheet} {cell} {formula}" for sheet, cell, formula, _ in cells(content))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# Asking LibreOffice ---------------------------------------------------------------------------------------------------------


CACHED = re.compile(rb'(<c r="[A-Z]+[0-9]+"[^>]*?)(?: t="[a-z]+")?>(<f[^>]*>[^<]*</f>)<v>[^<]*</v>')
"""A cell with a formula and the value written beside it."""
WRONG = rb"\1>\2<v>-777.25</v>"
"""No figure of any round, and no text."""


def spoilt(content: bytes) -> bytes:
    """The same workbook, every cached value wrong."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for name in parts.namelist():
            part = parts.read(name)
            copy.writestr(name, CACHED.sub(WRONG, part) if name.startswith("xl/worksheets/sheet") else part)
    return target.getvalue()


def ask(books: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """All workbooks anew, by one LibreOffice; every cached value is spoilt first."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = {name: folder / f"asked{at}.xlsx" for at, name in enumerate(books)}
    for name, content in books.items():
        asked[name].write_bytes(spoilt(content))
    return dict(zip(asked, recalculated_all(list(asked.values()), folder / "answered"), strict=True))


def renew() -> None:
    """Raises AssertionError rather than keep an answer that is wrong."""
    held: dict[str, object] = {}
    rounds = {name: make() for name, make in CASES.items()}
    books = {name: workbook_bytes(facts) for name, facts in rounds.items()}
    with tempfile.TemporaryDirectory() as folder:
        answers = ask(books, Path(folder))
        for name, facts in rounds.items():
            told = of_workbook(answers[name], facts)
            wrong = disagreements(of_engine(facts), told)
            assert not wrong, (name, wrong[:20])
            held[name] = {"formulas": fingerprint(books[name]), "figures": told}
        version = made_by(answers["worked"])
    lines = [f'"{name}": {json.dumps(one, ensure_ascii=False)}' for name, one in held.items()]
    EVIDENCE.write_text(f'{{"libreoffice": "{version}",\n' + ",\n".join(lines) + "}\n", "utf-8")


if __name__ == "__main__":
    renew()

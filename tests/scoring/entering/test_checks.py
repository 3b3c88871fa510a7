"""What an entry comes to while it is typed, and that it is what the stored return will have."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from benchmarks.district import NOW, workbooks, workspace
from scoring.errors import Refusal
from scoring.findings import Level
from scoring.services import entering, entering_finish
from scoring.services.collecting import collecting
from scoring.services.days import day_of
from scoring.services.entering import Origin
from scoring.services.entering_checks import Spot, check_cell, check_entry
from scoring.services.entering_form import entry_form
from scoring.services.entering_start import starts
from scoring.services.entry_desk import findings_shown
from scoring.services.originals import versions
from scoring.services.returns import Outcome, import_workbooks
from scoring.services.rounds import OpenRound
from scoring.services.status import carrier_statuses
from scoring.store import doctor, entries, files, returns
from scoring.store.amendments import Change, amend
from tests.data.resave_returns import WORKBOOKS
from tests.data.resave_returns import carrier as sample_carrier
from tests.scoring.entering.conftest import WHO, Typist

MISTAKES = (
    ("tenants", 0, "revenue", "约500"),
    ("tenants", 1, "uscc", "9.13101E+17"),
    ("tenants", 2, "founded_on", "2025年3月"),
    ("tenants", 3, "firm_name", ""),
    ("tenants", 4, "rd_staff", "9999"),
    ("tenants", 5, "revenue", "12.3万元"),
    ("graduates", 0, "graduation_basis", "毕业了"),
    ("carrier", 0, "area_total", "1"),
    ("carrier", 0, "commitment", "否"),
    ("carrier", 0, "mentors", "—"),
)


@pytest.mark.parametrize(
    ("field", "text", "value", "codes"),
    [
        ("revenue", "1,234.5", "1,234.50", []),
        ("revenue", "", "", ["必填"]),
        ("revenue", "约500", "", ["约500"]),
        ("revenue", "12.3万元", "12.30", ["万元"]),
        ("founded_on", "2025年3月1日", "2025-03-01", []),
        ("left_on", "", "", []),
        ("hnte", "√", "是", []),
        ("status", "在孵", "在孵", []),
    ],
)
def test_one_cell_is_judged_at_once(opened: OpenRound, field: str, text: str, value: str, codes: list[str]) -> None:
    found = check_cell(opened, "tenants", field, text)
    assert found.value == value
    assert len(found.problems) == len(codes)
    english = check_cell(opened, "tenants", field, text, "en")
    assert [level for level, _ in english.problems] == [level for level, _ in found.problems]
    for (_, said), (_, in_english), word in zip(found.problems, english.problems, codes, strict=True):
        assert word in said or word == "必填"
        assert said != in_english


def test_a_careful_entry_has_no_errors(typist: Typist) -> None:
    typist.fill()
    checked = check_entry(typist.opened, typist.entry)
    assert (checked.count(Level.ERROR), checked.stopped) == (0, ())


def test_findings_lie_in_the_cells_they_are_about(typist: Typist) -> None:
    typist.fill()
    for mistake in MISTAKES:
        typist.set(*mistake)
    checked = check_entry(typist.opened, typist.entry)
    for table, row, field, _ in MISTAKES:
        spot = Spot(table, row, field)
        assert checked.cells.get(spot) is not None, spot
        assert checked.at(spot)
    [said] = [one for one in checked.at(Spot("tenants", 0, "revenue")) if one.finding.code == "intake.not_a_number"]
    assert [(place.sheet, place.address) for place in said.finding.places] == [("在孵企业", "K4")]
    assert checked.cells[Spot("tenants", 5, "revenue")] is Level.WARNING


def test_english_findings_call_tables_and_fields_as_the_screen_does(typist: Typist) -> None:
    typist.fill()
    for mistake in MISTAKES:
        typist.set(*mistake)
    shown = findings_shown(typist.opened, check_entry(typist.opened, typist.entry), "en")
    form = typist.opened.form.form
    chinese = {words.zh for table in form.tables for words in (table.label, *(field.label for field in table.fields))}
    said = [text for row in shown.rows for text in (row.where, row.sentence)]
    assert "Tenants!K4" in said
    assert [text for text in said if any(name in text for name in chinese)] == []
    told = shown.told[Spot("tenants", 0, "revenue")]
    assert told.startswith("Tenants: “Revenue this year”")
    in_chinese = findings_shown(typist.opened, check_entry(typist.opened, typist.entry))
    assert "在孵企业!K4" in [row.where for row in in_chinese.rows]


def test_the_stored_return_has_exactly_the_findings_the_entry_showed(typist: Typist) -> None:
    typist.fill()
    for mistake in MISTAKES:
        typist.set(*mistake)
    typist.paste("tenants", "合计\n注：以上数字已核对\n")
    shown = typist.found()
    assert len({one.code for one in shown}) > 7
    done = entering_finish.finish(typist.opened, typist.entry, actor=WHO, now=NOW)
    assert done.imported.outcome is Outcome.STORED
    stored = returns.load(typist.opened.store, done.return_id)
    assert stored.findings == tuple(shown)
    assert doctor.examine(typist.opened.store) == ()


def test_a_finished_return_is_read_back_as_it_was_typed(typist: Typist) -> None:
    opened, carrier = typist.opened, typist.entry.carrier
    typist.fill()
    for mistake in MISTAKES:
        typist.set(*mistake)
    made = entering_finish.finish(opened, typist.entry, actor=WHO, now=NOW).return_id
    again = entering.begin(opened, carrier, Origin.CURRENT, actor=WHO, now=NOW)
    assert again.begun.source == made
    body = returns.content(opened.store, made)
    follow = Typist(opened, again)
    assert {len(rows) for rows in (follow.rows("tenants"), typist.rows("tenants"))} == {6}
    done = entering_finish.finish(opened, again, actor=WHO, now=NOW)
    second = returns.content(opened.store, done.return_id)
    for one, other in zip(body.tables, second.tables, strict=True):
        assert [row.data for row in one.rows] == [row.data for row in other.rows]
    assert returns.load(opened.store, done.return_id).findings == returns.load(opened.store, made).findings
    for table, row, field, text in MISTAKES:
        if text != "9999":
            assert follow.text(table, row, field) == text


def test_the_workbook_of_an_entry_is_one_as_our_template_makes_it(typist: Typist, tmp_path: Path) -> None:
    typist.fill()
    done = entering_finish.finish(typist.opened, typist.entry, actor=WHO, now=NOW)
    stored = returns.load(typist.opened.store, done.return_id)
    path = tmp_path / "kept.xlsx"
    path.write_bytes(files.content(typist.opened.store, stored.file))
    book = openpyxl.load_workbook(path)
    revenue, founded, code = (book["在孵企业"][place].value for place in ("K4", "C4", "B4"))
    assert isinstance(revenue, int | float)
    assert founded.year > 2000
    assert isinstance(code, str)
    assert book.custom_doc_props["fuping.entry"].value == typist.entry.id


def test_where_a_return_is_named_it_says_that_it_was_entered_on_the_screen(typist: Typist) -> None:
    opened, carrier = typist.opened, typist.entry.carrier
    typist.fill()
    done = entering_finish.finish(opened, typist.entry, actor=WHO, now=NOW)
    assert done.imported.document == f"{carrier.name}_2026_屏幕录入.xlsx"
    status = next(one for one in carrier_statuses(opened) if one.carrier == carrier)
    assert (status.document, status.entered_by, status.version) == (done.imported.document, WHO, 1)
    collected = {one.uscc: one for one in collecting(opened, today=NOW.date()).rows}
    assert [collected[one.uscc].entered_by for one in opened.participants()] == [WHO, ""]
    assert [(one.on_screen, one.received_by) for one in versions(opened, carrier.uscc)] == [(True, WHO)]
    found = entries.entered(opened.store, done.return_id)
    assert found is not None
    assert (found.actor, day_of(found.at)) == (WHO, day_of(NOW))


def test_an_entry_without_its_carrier_or_of_another_is_not_finished(typist: Typist) -> None:
    opened = typist.opened
    other = opened.participants()[1]
    typist.fill()
    for code, text in (("entering.other_carrier", other.uscc), ("services.nobodys_return", "")):
        typist.set("carrier", 0, "operator_uscc", text)
        checked = check_entry(opened, typist.entry)
        assert [one.finding.code for one in checked.stopped] == [code]
        assert checked.cells[Spot("carrier", 0, "operator_uscc")] is Level.STOP
        with pytest.raises(Refusal) as refused:
            entering_finish.finish(opened, typist.entry, actor=WHO, now=NOW)
        assert refused.value.said.code == "entering.stopped"
    assert returns.current_of(opened.store, opened.round.id, other.uscc) is None
    assert entering.open_entry(opened, typist.entry.carrier) is not None


def test_an_entry_edited_meanwhile_is_not_finished(typist: Typist) -> None:
    typist.fill()
    before = typist.entry
    typist.set("carrier", 0, "mentors", "7")
    with pytest.raises(Refusal) as refused:
        entering_finish.finish(typist.opened, before, actor=WHO, now=NOW)
    assert refused.value.said.code == "entering.changed_since"


def test_a_correction_begins_with_the_return_and_keeps_what_the_district_found(opened: OpenRound, tmp_path: Path) -> None:
    carrier = opened.participants()[0]
    import_workbooks(opened, workbooks(tmp_path, opened, 1, 5), enrolling=False, actor=WHO, now=NOW)
    current = returns.current_of(opened.store, opened.round.id, carrier.uscc)
    assert current is not None
    amend(opened.store, current.id, [Change("tenants", 2, "excluded", True, "搬走")], actor=WHO, now=NOW)
    assert [(one.origin, one.document) for one in starts(opened, carrier)][1] == (Origin.CURRENT, current.document)
    typist = Typist(opened, entering.begin(opened, carrier, Origin.CURRENT, actor=WHO, now=NOW))
    assert typist.found() == tuple(_renamed(current.findings, typist))
    typist.set("tenants", 0, "revenue", "77")
    done = entering_finish.finish(opened, typist.entry, actor=WHO, now=NOW).imported
    assert (done.supersedes, done.carried.over) == (current.document, 1)


def _renamed(findings: object, typist: Typist) -> list[object]:
    from dataclasses import replace

    from scoring.services.entering_start import document_name

    name = document_name(typist.opened, typist.entry.carrier)
    assert isinstance(findings, tuple)
    return [replace(one, places=tuple(replace(place, document=name) for place in one.places)) for one in findings]


def test_last_year_lends_only_what_lasts(tmp_path: Path) -> None:
    from datetime import timedelta

    from scoring.services.choosing import chosen
    from scoring.services.kinds import add_kind
    from scoring.services.rounds import enrol

    opened = workspace(tmp_path / "two years.fuping", 1)
    with opened.store:
        import_workbooks(opened, workbooks(tmp_path, opened, 1, 5), enrolling=False, actor=WHO, now=NOW)
        later = NOW + timedelta(days=365)
        next_year = add_kind(opened.store, chosen(None), name="", assessment_year=2027, data_year=2026, actor=WHO, now=later)
        carrier = enrol(next_year, name=opened.participants()[0].name, uscc=opened.participants()[0].uscc, actor=WHO, now=later)
        typist = Typist(next_year, entering.begin(next_year, carrier, Origin.LAST_YEAR, actor=WHO, now=later))
        form = next_year.form.form
        before = returns.content(opened.store, typist.entry.begun.source) if typist.entry.begun.source else None
        assert before is not None
        assert len(typist.rows("tenants")) == 5
        for table in form.tables:
            for field in table.asked:
                texts = {row[[one.key for one in table.asked].index(field.key)] for row in typist.rows(table.key)}
                assert field.lasting or texts <= {""}, field.key
        assert typist.text("tenants", 0, "firm_name") == before.table("tenants").value(1, "firm_name")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", typist.text("tenants", 0, "founded_on"))


def test_the_screen_knows_everything_about_a_field(opened: OpenRound) -> None:
    form = entry_form(opened)
    record = form.table(form.record)
    assert [group.title for group in record.groups][:2] == ["载体与运营主体", "场地"]
    assert [field.number for field in record.fields] == list(range(len(opened.form.form.table(form.record).asked)))
    fields = {field.key: field for field in form.table("tenants").fields}
    assert (fields["revenue"].unit, fields["revenue"].required, fields["revenue"].decimals) == ("万元", True, 2)
    assert fields["hnte"].choices == (("是", "是"), ("否", "否"))
    assert fields["left_on"].when
    assert fields["firm_name"].names_row
    assert "excluded" not in fields
    english = entry_form(opened, "en")
    assert dict(english.table("tenants").fields[4].choices)["在孵"] == "incubated"
    assert english.table("tenants").fields[0].label == "Firm name"


def test_the_sheets_of_libreoffice_become_the_return_its_workbook_is(tmp_path: Path) -> None:
    """A whole sample return, pasted as LibreOffice shows it: values and findings of the very workbook."""
    from scoring.services.rounds import enrol, new_workspace

    sample = sample_carrier()
    opened = new_workspace(tmp_path / "x.fuping", district="示例区", assessment_year=2026, data_year=2025, actor=WHO, now=NOW)
    with opened.store:
        carrier = enrol(opened, name=sample.name, uscc=sample.uscc, actor=WHO, now=NOW)
        typist = Typist(opened, entering.begin(opened, carrier, actor=WHO, now=NOW))
        for table in opened.form.form.tables:
            typist.paste(table.key, (WORKBOOKS / f"shown_libreoffice_{table.label.zh}.tsv").read_text("utf-16"))
        shown = typist.found()
        made = entering_finish.finish(opened, typist.entry, actor=WHO, now=NOW).return_id
        mine, findings = returns.content(opened.store, made), returns.load(opened.store, made).findings
        assert findings == shown
        import_workbooks(opened, [WORKBOOKS / "resaved_libreoffice.xlsx"], enrolling=False, actor=WHO, now=NOW)
        theirs = returns.current_of(opened.store, opened.round.id, carrier.uscc)
        assert theirs is not None
        assert theirs.id != made
        for one, other in zip(mine.tables, returns.content(opened.store, theirs.id).tables, strict=True):
            assert [row.data for row in one.rows] == [row.data for row in other.rows]
        assert sorted(one.code for one in findings) == sorted(one.code for one in theirs.findings)

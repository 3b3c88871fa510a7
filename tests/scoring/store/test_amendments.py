"""Amendments stand beside what they amend; the latest counts; what only the district fills in begins at its default."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scoring.definitions.form import Field, FieldType, FilledBy, Words
from scoring.definitions.records import Datum, Nothing
from scoring.errors import Bug, Refusal
from scoring.store import amendments, effective, journal, returns
from scoring.store.amendments import Change
from scoring.store.datums import datum_of, datum_text, default_of
from tests.scoring.store.builders import ACTOR, NOW, Desk


def amend(desk: Desk, made: str, *changes: Change) -> tuple[amendments.Amendment, ...]:
    return amendments.amend(desk.store, made, changes, actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # ids of tests are plain


def tenants(desk: Desk) -> tuple[tuple[object, ...], ...]:
    return effective.rows_of(desk.store, form=desk.form, table="tenants", round_no=1, carrier_no=1)


def test_district_fields_begin_at_their_defaults(desk: Desk) -> None:
    desk.save()
    assert tenants(desk)[0][6:] == (0, 1, 12_500, None)


def test_an_amendment_says_what_was_and_what_is(desk: Desk) -> None:
    saved = desk.save()
    declared = returns.content(desk.store, saved.id).table("tenants").value(2, "staff")
    (made,) = amend(desk, saved.id, Change("tenants", 2, "staff", 17, "社保清单"))
    assert (made.old, made.new, made.reason, made.actor, made.at, made.supersedes) == (declared, 17, "社保清单", ACTOR, NOW, None)
    assert tenants(desk)[1][2] == 17
    assert returns.content(desk.store, saved.id).table("tenants").value(2, "staff") == declared


def test_the_latest_amendment_of_a_cell_counts_whatever_the_clock_says(desk: Desk) -> None:
    saved = desk.save()
    (first,) = amend(desk, saved.id, Change("tenants", 1, "excluded", True, "已搬离"))
    earlier = NOW - timedelta(days=9)
    change = Change("tenants", 1, "excluded", False, "误记")
    (second,) = amendments.amend(desk.store, saved.id, [change], actor="陆复核", now=earlier)
    assert (second.old, second.new, second.supersedes) == (True, False, first.id)
    assert tenants(desk)[0][6] == 0
    assert amendments.of_return(desk.store, saved.id) == (first, second)


def test_several_changes_are_one_entry_and_see_each_other(desk: Desk) -> None:
    saved = desk.save()
    count = len(list(journal.entries(desk.store)))
    made = amend(
        desk,
        saved.id,
        Change("tenants", 1, "verified", "退出", "a"),
        Change("tenants", 1, "verified", "毕业", "b"),
        Change("carrier", 1, "site_visit", "2026-02-11", "c"),
    )
    assert [(each.old, each.new) for each in made] == [("在孵", "退出"), ("退出", "毕业"), (Nothing.EMPTY, "2026-02-11")]
    assert tenants(desk)[0][7] == 3
    assert effective.rows_of(desk.store, form=desk.form, table="carrier", round_no=1, carrier_no=1)[0][3] == 20260211
    assert len(list(journal.entries(desk.store))) == count + 1


def test_a_change_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    saved = desk.save()
    before = desk.store.path.read_bytes()
    assert amend(desk, saved.id, Change("tenants", 1, "excluded", False, "看过")) == ()
    assert desk.store.path.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change("tenants", 4, "staff", 1, ""), "store.no_such_row"),
        (Change("tenants", 0, "staff", 1, ""), "store.no_such_row"),
        (Change("tenants", 1, "stuff", 1, ""), "store.no_such_field"),
        (Change("tenant", 1, "staff", 1, ""), "store.no_such_field"),
    ],
)
def test_a_cell_that_is_not_there_is_refused_and_the_others_with_it(desk: Desk, change: Change, code: str) -> None:
    saved = desk.save()
    with pytest.raises(Refusal) as refusal:
        amend(desk, saved.id, Change("tenants", 1, "staff", 9, ""), change)
    assert refusal.value.said.code == code
    assert amendments.of_return(desk.store, saved.id) == ()


@pytest.mark.parametrize(
    ("field", "new"), [("staff", True), ("excluded", 1), ("name", 5), ("status", "不明"), ("founded_on", "2月")]
)
def test_a_datum_its_field_cannot_hold_is_a_bug(desk: Desk, field: str, new: Datum) -> None:
    saved = desk.save()
    with pytest.raises(Bug):
        amend(desk, saved.id, Change("tenants", 1, field, new, ""))
    assert amendments.of_return(desk.store, saved.id) == ()


def test_a_superseded_return_is_amended_no_more_and_its_amendments_stay_with_it(desk: Desk) -> None:
    first = desk.save(seed=1)
    amend(desk, first.id, Change("tenants", 1, "excluded", True, "x"))
    desk.save(seed=2)
    assert tenants(desk)[0][6] == 0, "the corrected return is judged afresh"
    with pytest.raises(Refusal) as refusal:
        amend(desk, first.id, Change("tenants", 1, "excluded", False, "x"))
    assert refusal.value.said.code == "store.superseded"


def test_a_value_can_be_amended_to_nothing(desk: Desk) -> None:
    saved = desk.save()
    amend(desk, saved.id, Change("tenants", 1, "name", Nothing.NOT_APPLICABLE, "x"))
    assert tenants(desk)[0][0] is None


@pytest.mark.parametrize("datum", [0, 1, True, False, "", "0", "{}", -(10**15), *Nothing])
def test_a_datum_survives_its_text(datum: Datum) -> None:
    back = datum_of(datum_text(datum))
    assert (back, type(back)) == (datum, type(datum))


@pytest.mark.parametrize(("kind", "default"), [(FieldType.BOOL, "有"), (FieldType.INT, "1.5"), (FieldType.MONEY, "两万")])
def test_a_default_its_field_cannot_hold_is_a_bug(kind: FieldType, default: str) -> None:
    with pytest.raises(Bug):
        default_of(Field(key="x", label=Words("x"), type=kind, default=default, filled_by=FilledBy.DISTRICT))

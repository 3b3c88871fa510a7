"""What follows from a reply 有: the field of the record that the rule looks at is amended, with the reply as the reason.

The veto or limit then takes effect through the engine, like every other fact: there is no second way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.form import Field, FieldType
from scoring.definitions.grading import Limit, Veto
from scoring.definitions.layout import encode
from scoring.definitions.lowering import lower_condition
from scoring.definitions.python_reader import EffectiveRow, judge
from scoring.definitions.records import Datum
from scoring.definitions.showing import show_datum
from scoring.definitions.tree import Tree, names
from scoring.engine.aggregates import record_rows
from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.amending import Typed, amend, amend_typed
from scoring.services.deeds import one_matter
from scoring.services.inquiring import Answer, Inquiry, inquiries, rule_in
from scoring.services.rounds import OpenRound
from scoring.store.amendments import Amendment, Change
from scoring.store.carriers import Carrier
from scoring.store.decisions import Matter


@dataclass(frozen=True, slots=True)
class Offered:
    """A field of the record and the value with which the rule surely holds; ``shown`` empty: a person must say which value."""

    table: str
    field: str
    label: str
    datum: Datum | None
    shown: str


@dataclass(frozen=True, slots=True)
class Effect:
    """``holds`` as the record is now: the rule takes effect (None: the record does not say). ``offers`` would make it."""

    holds: bool | None
    offers: tuple[Offered, ...]


def effect_of(opened: OpenRound, carrier: Carrier, rule: str, language: str = "zh") -> Effect:
    """Whether a rule holds of a carrier's record, and what amendment would make it hold."""
    tree = _tree(opened, rule)
    row = _row(opened, carrier)
    holds = judge(lower_condition(tree, opened.parameters), row)
    return Effect(holds, tuple(_offers(opened, tree, row, language)))


def _tree(opened: OpenRound, rule: str) -> Tree:
    grading = opened.rubric.grading
    rules: list[tuple[Veto | Limit, Tree]] = [*grading.vetoes, *grading.limits]
    trees = {one.key: tree for one, tree in rules}
    if rule not in trees:
        raise Refusal("decide.rule_gone", rule=rule)
    return trees[rule]


def _row(opened: OpenRound, carrier: Carrier) -> EffectiveRow:
    """The record as it is verified; points and counts are unknown here. Raises Refusal where the carrier has no return."""
    record = opened.form.form.table(opened.form.form.record)
    keys = [field.key for field in record.fields]
    found = record_rows(opened.store.query, opened.tables[record.key], keys, round_no=opened.round.no, carrier_no=carrier.no)
    if carrier.no not in found:
        raise Refusal("services.no_return", carrier=carrier.name)
    return {**dict.fromkeys(opened.rubric.grading.figures), **found[carrier.no]}


def _offers(opened: OpenRound, tree: Tree, row: EffectiveRow, language: str) -> Iterator[Offered]:
    form = opened.form.form
    record = form.table(form.record)
    keys = [key for key in names(tree) if key not in opened.rubric.grading.figures]
    condition = lower_condition(tree, opened.parameters)
    for key in keys:
        field = record.field(key)
        known = [one for one in _values(opened, field) if judge(condition, {**row, key: encode(form, field, one)})]
        label = field.label[language]
        for one in known:
            yield Offered(record.key, key, label, one, show_datum(form, field, one, language))
        if not known and field.type not in (FieldType.BOOL, FieldType.CHOICE):
            yield Offered(record.key, key, label, None, "")


def _values(opened: OpenRound, field: Field) -> tuple[Datum, ...]:
    """What can be tried: the answers of a yes or no, and of a list."""
    if field.type is FieldType.BOOL:
        return (True, False)
    return tuple(one.code for one in opened.form.form.choices(field)) if field.type is FieldType.CHOICE else ()


def apply_reply(
    opened: OpenRound,
    wanted: str,
    carrier: Carrier,
    rule: str,
    *,
    field: str = "",
    value: str = "",
    actor: str,
    now: datetime,
) -> tuple[Amendment, ...]:
    """Amend the record so that the rule holds, with the department's reply as the reason.

    ``rule`` by its key, its name or a part of it that only one rule asked about has; ``field`` where the rule looks at several,
    ``value`` where the field has no list of answers. Raises Refusal: no such rule, no reply 有, the rule holds already, or it is
    not clear what to amend.
    """
    with opened.store.writing():
        inquiry = _inquiry(opened, wanted)
        key = rule_in(inquiry, rule)
        said = inquiry.replies.get((carrier.uscc, key))
        if said is None or said.answer is not Answer.FOUND:
            raise Refusal("decide.no_reply_found", carrier=carrier.name, number=inquiry.number)
        found = effect_of(opened, carrier, key)
        if found.holds:
            raise Refusal("decide.holds_already", carrier=carrier.name, rule=_words(inquiry, key))
        facts = {"department": inquiry.department, "document": said.document or "—", "day": said.day, "text": said.text}
        reason = say("decide.reply_reason", facts)
        if value.strip():
            return _typed(opened, carrier, found, field, value, reason, actor=actor, now=now)
        change = Change(opened.form.form.record, 1, *_chosen(found, field), reason)
        return amend(opened, carrier, [change], actor=actor, now=now)


def _inquiry(opened: OpenRound, wanted: str) -> Inquiry:
    first = one_matter(opened, Matter.INQUIRY, wanted)[0]
    return next(one for one in inquiries(opened) if one.id == first.id)


def _words(inquiry: Inquiry, key: str) -> dict[str, str]:
    rule = inquiry.rule(key)
    return {"zh": rule.zh, "en": rule.en}


def _meant(found: Effect, wanted: str) -> list[Offered]:
    """The offers of one field, by its key, its label or a part of that; all of them where none is named."""
    text = wanted.strip()
    exact = [one for one in found.offers if text in (one.field, one.label)]
    return exact or [one for one in found.offers if text in one.label]


def _chosen(found: Effect, field: str) -> tuple[str, Datum]:
    """The one field and value there is to set."""
    fitting = _meant(found, field)
    datum = fitting[0].datum if len(fitting) == 1 else None
    if datum is None:
        known = [f"{one.label} {one.shown}".strip() for one in fitting or found.offers]
        raise Refusal("decide.which_field" if known else "decide.no_field", known=known)
    return fitting[0].field, datum


def _typed(
    opened: OpenRound, carrier: Carrier, found: Effect, field: str, value: str, reason: str, *, actor: str, now: datetime
) -> tuple[Amendment, ...]:
    """A value of the person's own, for a field the rule looks at."""
    keys = list(dict.fromkeys(one.field for one in _meant(found, field)))
    if len(keys) != 1:
        known = list(dict.fromkeys(one.label for one in found.offers))
        raise Refusal("decide.which_field" if known else "decide.no_field", known=known)
    table = opened.form.form.record
    return amend_typed(opened, carrier, [Typed(table, 1, keys[0], value, reason)], actor=actor, now=now)

"""A form with its checks and conditional requirements read, or everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.definitions.codec import read_canonical
from scoring.definitions.expression import table_scope
from scoring.definitions.form import Check, Field, Form, Let, Table, Total, Words
from scoring.definitions.form_rules import bounded, check_form, key_may_be
from scoring.definitions.mistakes import Mistakes, Slot, stands
from scoring.definitions.tree import Binding, Kind, Tree, Type
from scoring.findings import Finding


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check with its conditions read; ``lets`` are the figures over other tables that it names."""

    check: Check
    when: Tree | None
    holds: Tree | None
    apart_where: Tree | None
    lets: tuple[tuple[Let, Tree | None], ...]


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """A form with its checks and conditional requirements read: (table, field, condition)."""

    form: Form
    checks: tuple[CompiledCheck, ...]
    requirements: tuple[tuple[Table, Field, Tree], ...]


def compile_form(form: Form, document: str) -> tuple[CompiledForm | None, tuple[Finding, ...]]:
    """Reads a form's checks and requirements; or says everything that is wrong with them."""
    draft, findings = draft_form(form, document)
    return (None if findings else draft), findings


def draft_form(form: Form, document: str, slots: dict[str, Slot] | None = None) -> tuple[CompiledForm, tuple[Finding, ...]]:
    """What reads of a form, and everything that is wrong with it. With findings the draft has holes: for lint only.

    ``slots``, where given, is told of every expression's place (``mistakes.Slot``).
    """
    to = Mistakes(document, slots)
    check_form(form, to)
    form = bounded(form)
    requirements = [
        (table, field, condition)
        for table, field in form.all_fields()
        for condition in [
            to.condition(field.required_when, table_scope(form, table), f"tables[{table.key}].fields[{field.key}].required_when")
        ]
        if condition is not None
    ]
    checks = [_check(form, check, to) for check in form.checks]
    return CompiledForm(form, tuple(check for check in checks if check), tuple(requirements)), tuple(to.found)


def adopted_form(text: str) -> CompiledForm:
    """A form from its stored text, which was judged when it was adopted and is not judged again."""
    draft, findings = draft_form(read_canonical(text, Form), "")
    stands(findings)
    return draft


def _check(form: Form, check: Check, to: Mistakes) -> CompiledCheck | None:
    """Its conditions are not read where a figure they may name does not stand: its mistake is said once."""
    key = f"checks[{check.key}]"
    if not to.named(check.table, (table.key for table in form.tables), f"{key}.table"):
        return None
    table = form.table(check.table)
    if [bool(check.holds), bool(check.unique), bool(check.apart_from)].count(True) != 1:
        to.say("check_needs_one_rule", key)
    _fields_named(table, check, key, to)
    apart_where = _apart(form, table, check, key, to) if check.apart_from else None
    found = len(to.found)
    lets = _lets(form, table, check, key, to)
    if len(to.found) > found:
        return None
    scope = {**table_scope(form, table), **{let.key: let_binding(form, let) for let in check.let}}
    when, holds = (to.condition(text, scope, f"{key}.{name}") for name, text in (("when", check.when), ("holds", check.holds)))
    return CompiledCheck(check, when, holds, apart_where, lets)


def _fields_named(table: Table, check: Check, key: str, to: Mistakes) -> None:
    fields = [field.key for field in table.fields]
    if check.unique:
        to.named(check.unique, fields, f"{key}.unique")
    for name in check.points_at:
        to.named(name, fields, f"{key}.points_at")


def _apart(form: Form, table: Table, check: Check, key: str, to: Mistakes) -> Tree | None:
    """``same`` must be a field of both tables, and of one type, or no value could ever stand in both."""
    if not to.named(check.apart_from, (table.key for table in form.tables), f"{key}.apart_from"):
        return None
    other = form.table(check.apart_from)
    there = {field.key: (field.type, field.choices) for field in other.fields}
    both = [field.key for field in table.fields if there.get(field.key) == (field.type, field.choices)]
    to.named(check.same, both, f"{key}.same")
    return to.condition(check.apart_where, table_scope(form, other), f"{key}.apart_where")


def _lets(form: Form, table: Table, check: Check, key: str, to: Mistakes) -> tuple[tuple[Let, Tree | None], ...]:
    to.once((let.key for let in check.let), f"{key}.let")
    for let in check.let:
        key_may_be(let.key, f"{key}.let[{let.key}].key", to)
        if let.key in {field.key for field in table.fields}:
            to.say("let_hides_field", f"{key}.let[{let.key}].key", seen=let.key)
    return tuple((let, _let(form, let, f"{key}.let[{let.key}]", to)) for let in check.let)


def _let(form: Form, let: Let, key: str, to: Mistakes) -> Tree | None:
    if not to.named(let.table, (table.key for table in form.tables), f"{key}.table"):
        return None
    table = form.table(let.table)
    if let.total is Total.SUM:
        to.named(let.field, (field.key for field in table.fields if field.is_number), f"{key}.field")
    return to.condition(let.where, table_scope(form, table), f"{key}.where")


def let_binding(form: Form, let: Let) -> Binding:
    """A figure as a name: a count of rows, or a sum in the unit of its field (of a million rows at most)."""
    label = let.label if let.label.zh else Words(let.key)
    table = form.table(let.table)
    if let.total is Total.COUNT:
        return Binding(let.key, label, Type(Kind.NUMBER, whole=True), unit=table.counted_in)
    summed = table_scope(form, table)[let.field]
    return Binding(let.key, label, summed.type, summed.decimals, summed.digits + 6, summed.unit)

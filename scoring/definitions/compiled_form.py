"""A form with its checks and conditional requirements read, or everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.definitions.codec import read_canonical
from scoring.definitions.expression import table_scope
from scoring.definitions.form import Check, Field, FieldType, Form, Let, Table, TableKind, Total, Words
from scoring.definitions.mistakes import Mistakes
from scoring.definitions.tree import Binding, Kind, Tree, Type
from scoring.findings import Finding

NAMES = frozenset({FieldType.TEXT, FieldType.USCC})


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
    to = Mistakes(document)
    _form_references(form, to)
    requirements = [
        (table, field, condition)
        for table, field in form.all_fields()
        if field.required_when
        for condition in [
            to.condition(field.required_when, table_scope(form, table), f"tables[{table.key}].fields[{field.key}].required_when")
        ]
        if condition is not None
    ]
    checks = [_check(form, check, to) for check in form.checks]
    if to.found:
        return None, tuple(to.found)
    return CompiledForm(form, tuple(check for check in checks if check), tuple(requirements)), ()


def adopted_form(text: str) -> CompiledForm:
    """A form from its stored text, which was checked when it was adopted."""
    compiled, findings = compile_form(read_canonical(text, Form), "")
    assert compiled is not None, findings
    return compiled


def _form_references(form: Form, to: Mistakes) -> None:
    to.once((table.key for table in form.tables), "tables")
    lists = [choice_list.key for choice_list in form.choice_lists]
    to.once(lists, "choice_lists")
    for table in form.tables:
        to.once((field.key for field in table.fields), f"tables[{table.key}].fields")
        for key, name, kinds in (("named_by", table.named_by, NAMES), ("struck_by", table.struck_by, {FieldType.BOOL})):
            if name:
                to.named(name, (field.key for field in table.fields if field.type in kinds), f"tables[{table.key}].{key}")
        for field in table.fields:
            if field.type is FieldType.CHOICE:
                to.named(field.choices, lists, f"tables[{table.key}].fields[{field.key}].choices")
    if to.named(form.record, (table.key for table in form.tables if table.kind is TableKind.RECORD), "record"):
        record = [field.key for field in form.table(form.record).fields]
        for key, name in (("carrier_name", form.carrier_name), ("carrier_id", form.carrier_id)):
            to.named(name, record, key)
        for name in form.particulars:
            to.named(name, record, "particulars")


def _check(form: Form, check: Check, to: Mistakes) -> CompiledCheck | None:
    key = f"checks[{check.key}]"
    if not to.named(check.table, (table.key for table in form.tables), f"{key}.table"):
        return None
    table = form.table(check.table)
    if [bool(check.holds), bool(check.unique), bool(check.apart_from)].count(True) != 1:
        to.say("check_needs_one_rule", key)
    lets = tuple((let, _let(form, let, f"{key}.let[{let.key}]", to)) for let in check.let)
    scope = {**table_scope(form, table), **{let.key: binding for let in check.let if (binding := _let_binding(form, let))}}
    keys = [field.key for field in table.fields]
    for name, value in (("unique", check.unique), ("same", check.same)):
        if value:
            to.named(value, keys, f"{key}.{name}")
    for name in check.points_at:
        to.named(name, keys, f"{key}.points_at")
    apart_where = None
    if check.apart_from and to.named(check.apart_from, (table.key for table in form.tables), f"{key}.apart_from"):
        other = form.table(check.apart_from)
        to.named(check.same, (field.key for field in other.fields), f"{key}.same")
        apart_where = to.condition(check.apart_where, table_scope(form, other), f"{key}.apart_where")
    when = to.condition(check.when, scope, f"{key}.when")
    return CompiledCheck(check, when, to.condition(check.holds, scope, f"{key}.holds"), apart_where, lets)


def _let(form: Form, let: Let, key: str, to: Mistakes) -> Tree | None:
    if not to.named(let.table, (table.key for table in form.tables), f"{key}.table"):
        return None
    table = form.table(let.table)
    if let.total is Total.SUM:
        to.named(let.field, (field.key for field in table.fields if field.is_number), f"{key}.field")
    return to.condition(let.where, table_scope(form, table), f"{key}.where")


def _let_binding(form: Form, let: Let) -> Binding | None:
    label = let.label if let.label.zh else form.title
    if let.total is Total.COUNT:
        return Binding(let.key, label, Type(Kind.NUMBER, whole=True), unit=Words("家", "firms"))
    try:
        summed = table_scope(form, form.table(let.table))[let.field]
    except KeyError:
        return None  # said where the let itself is read
    return Binding(let.key, label, summed.type, summed.decimals, summed.digits + 6, summed.unit)

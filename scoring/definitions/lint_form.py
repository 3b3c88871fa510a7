"""Lint of a form: what compiling allows there (``form_rules``) and is still wrong, suspicious or without effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scoring.definitions.compiled_form import CompiledCheck, CompiledForm
from scoring.definitions.form import ChoiceList, Field, FieldType, FilledBy, Form, Let, Table, TableKind, Total
from scoring.definitions.lint_expressions import lint_condition
from scoring.definitions.lint_notes import Notes, tokens
from scoring.definitions.proving import ANYTHING, Limits, Proof, Span, table_limits

Fold = Callable[[str], str]


def lint_lists(form: Form, fold: Fold, notes: Notes) -> None:
    """Choice lists: used, more than one answer, answers that a reader can tell apart."""
    used = {field.choices for _, field in form.all_fields()}
    for one in form.choice_lists:
        key = f"choice_lists[{one.key}]"
        if one.key not in used:
            notes.warn("list_unused", key, seen=one.key)
        if len(one.choices) == 1:
            notes.warn("list_short", key, count=len(one.choices))
        _alike_choices(one, key, fold, notes)


def _alike_choices(one: ChoiceList, key: str, fold: Fold, notes: Notes) -> None:
    seen: dict[str, str] = {}
    for choice in one.choices:
        for word in {fold(choice.code), fold(choice.en)} - {""}:
            if seen.get(word, choice.code) != choice.code:
                notes.error("choices_alike", f"{key}.choices[{choice.code}]", first=seen[word], second=choice.code)
                break
        seen |= {fold(word): choice.code for word in (choice.code, choice.en) if word}


def lint_tables(form: Form, fold: Fold, notes: Notes) -> None:
    """Tables: one record, rows that have names, labels that a reader can tell apart."""
    records = [table.key for table in form.tables if table.kind is TableKind.RECORD]
    if len(records) != 1:
        notes.error("record_tables", "tables", count=len(records), seen=records)
    _alike("tables", ((table.key, (table.label.zh, table.label.en)) for table in form.tables), fold, notes)
    for table in form.tables:
        key = f"tables[{table.key}]"
        if table.kind is TableKind.ROWS and not table.named_by:
            notes.warn("rows_without_name", f"{key}.named_by")
        _alike(f"{key}.fields", ((field.key, (field.label.zh, field.label.en)) for field in table.asked), fold, notes)
        for field in table.fields:
            _field(field, f"{key}.fields[{field.key}]", notes)


def _alike(key: str, named: Iterable[tuple[str, tuple[str, ...]]], fold: Fold, notes: Notes) -> None:
    """Labels that a reader of workbooks takes for the same."""
    seen: dict[str, str] = {}
    for name, labels in named:
        words = [fold(label) for label in labels if label]
        clash = next((seen[word] for word in words if seen.get(word, name) != name), "")
        if clash:
            notes.error("labels_alike", f"{key}[{name}].label", f"{key}[{clash}].label", first=clash, second=name)
        seen |= dict.fromkeys(words, name)


def _field(field: Field, key: str, notes: Notes) -> None:
    if field.at_least is not None and field.more_than is not None:
        notes.warn("two_bounds", f"{key}.more_than", at_least=field.at_least, more_than=field.more_than)
    if field.choices and field.type is not FieldType.CHOICE:
        notes.warn("choices_not_used", f"{key}.choices", type=field.type.value)
    if field.decimals and not field.is_number:
        notes.error("decimals_not_used", f"{key}.decimals", type=field.type.value)
    if field.shown is not None and field.shown > field.decimals:
        notes.warn("shown_beyond_kept", f"{key}.shown", shown=field.shown, kept=field.decimals)
    if field.default and field.filled_by is not FilledBy.DISTRICT:
        notes.warn("default_not_used", f"{key}.default")


def lint_purposes(form: Form, notes: Notes) -> None:
    """Fields that nothing asks for: no use is stated, and no check or rule of the form reads them."""
    for table in form.tables:
        read = _read(form, table)
        for field in table.fields:
            if not field.use.strip() and field.key not in read:
                notes.warn("field_without_purpose", f"tables[{table.key}].fields[{field.key}].use")


def _read(form: Form, table: Table) -> frozenset[str]:
    own = [check for check in form.checks if check.table == table.key]
    texts = [text for check in own for text in (check.when, check.holds, check.unique, check.same)]
    texts += [field.required_when for field in table.fields]
    texts += [text for check in form.checks for let in check.let if let.table == table.key for text in (let.where, let.field)]
    texts += [text for check in form.checks if check.apart_from == table.key for text in (check.apart_where, check.same)]
    texts += [table.named_by, table.struck_by]
    if table.key == form.record:
        texts += [form.carrier_name, form.carrier_id, *form.particulars]
    return tokens(*texts)


def lint_rules(compiled: CompiledForm, notes: Notes) -> None:
    """Conditional requirements and checks: what can never ask, never hold or never fail."""
    for table, field, condition in compiled.requirements:
        key = f"tables[{table.key}].fields[{field.key}].required_when"
        lint_condition(notes, key, condition, table_limits(compiled.form, table))
    for check in compiled.checks:
        _check(compiled.form, check, notes)


def _check(form: Form, compiled: CompiledCheck, notes: Notes) -> None:
    check = compiled.check
    key, table = f"checks[{check.key}]", form.table(check.table)
    limits = table_limits(form, table)
    if not check.message.zh.strip():
        notes.error("check_without_message", f"{key}.message")
    for let, where in compiled.lets:
        _let(let, key, tokens(check.when, check.holds), notes)
        if let.table in {one.key for one in form.tables}:
            lint_condition(notes, f"{key}.let[{let.key}].where", where, table_limits(form, form.table(let.table)))
            limits[let.key] = _let_span(form, let)
    if check.apart_from in {one.key for one in form.tables}:
        lint_condition(notes, f"{key}.apart_where", compiled.apart_where, table_limits(form, form.table(check.apart_from)))
    lint_condition(notes, f"{key}.when", compiled.when, limits)
    if lint_condition(notes, f"{key}.holds", compiled.holds, limits, compiled.when, may_be_settled=True) is Proof.ALWAYS:
        notes.warn("check_never_fails", f"{key}.holds")


def _let(let: Let, key: str, read: frozenset[str], notes: Notes) -> None:
    if let.key not in read:
        notes.warn("let_unused", f"{key}.let[{let.key}]", seen=let.key)


def _let_span(form: Form, let: Let) -> Span:
    """A count, or a sum of what is never negative, is never negative."""
    if let.total is Total.COUNT:
        return Span(0)
    limits: Limits = table_limits(form, form.table(let.table))
    low = limits.get(let.field, ANYTHING).low
    return Span(0) if low is not None and low >= 0 else ANYTHING

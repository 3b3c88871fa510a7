"""The form as the entry screen shows it: groups of the record, columns of the tables, each field with all that helps to fill it in."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.definitions.compiled_form import CompiledForm
from scoring.definitions.form import NO, YES, Field, FieldType, Table, TableKind
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.messages import say
from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class EntryField:
    """One question. ``number`` is its place in a row of texts; ``required``: always, ``when``: under this condition, in words."""

    number: int
    key: str
    label: str
    unit: str
    type: FieldType
    choices: tuple[tuple[str, str], ...]
    """What is typed for each answer (in Chinese, as it is kept), and what it is called; 是 and 否 for a yes or no."""
    required: bool
    when: str
    help: str
    holds: str
    """What belongs in it, in words."""
    decimals: int
    names_row: bool
    """Whether it says whose row it is."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading; ``title`` is empty where the form gives none."""

    title: str
    fields: tuple[EntryField, ...]


@dataclass(frozen=True, slots=True)
class EntryTable:
    """``is_record``: one row, shown as label and value. ``groups`` have all fields in order."""

    key: str
    label: str
    is_record: bool
    noun: str
    counter: str
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[EntryField, ...]:
        return tuple(field for group in self.groups for field in group.fields)


@dataclass(frozen=True, slots=True)
class EntryForm:
    title: str
    status: str
    record: str
    """Key of the record table."""
    tables: tuple[EntryTable, ...]

    def table(self, key: str) -> EntryTable:
        """Raises KeyError."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


def entry_form(opened: OpenRound, language: str = "zh") -> EntryForm:
    """The round's form for the screen; what the district fills in is no part of it."""
    form = opened.form.form
    tables = tuple(_table(opened.form, table, language) for table in form.tables)
    return EntryForm(form.title[language], form.status[language], form.record, tables)


def _table(compiled: CompiledForm, table: Table, language: str) -> EntryTable:
    when = {(one.key, field.key): read(tree, TONGUES[language]) for one, field, tree in compiled.requirements}
    groups: list[tuple[str, list[EntryField]]] = []
    for number, field in enumerate(table.asked):
        if not groups or field.group.zh:
            groups.append((field.group[language], []))
        groups[-1][1].append(_field(compiled, table, field, number, when.get((table.key, field.key), ""), language))
    return EntryTable(
        key=table.key,
        label=table.label[language],
        is_record=table.kind is TableKind.RECORD,
        noun=table.noun[language],
        counter=table.counted_in.many(language),
        groups=tuple(Group(title, tuple(fields)) for title, fields in groups),
    )


def _field(compiled: CompiledForm, table: Table, field: Field, number: int, when: str, language: str) -> EntryField:
    answers = [(one.code, one[language]) for one in compiled.form.choices(field)]
    if field.type is FieldType.BOOL:
        answers = [(YES, say("values.yes", {}, language)), (NO, say("values.no", {}, language))]
    unit = field.measured_in.many(language)
    return EntryField(
        number=number,
        key=field.key,
        label=field.label[language],
        unit=unit,
        type=field.type,
        choices=tuple(answers),
        required=field.required,
        when=when,
        help=field.help[language],
        holds=say(f"intake.template.kind_{field.type.value}", {"unit": unit}, language),
        decimals=field.shown_decimals,
        names_row=field.key == table.named_by,
    )

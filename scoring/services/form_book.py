"""The form as a book: its tables, every field with what it holds and who asks for it, and the checks in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.definitions.compiled_form import CompiledForm
from scoring.definitions.form import Field, Form, Table, TableKind
from scoring.definitions.spoken_reader import TONGUES, read
from scoring.engine.wording import plain
from scoring.messages import say
from scoring.services.rounds import OpenRound
from scoring.services.rubric_book import MeasureCard


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field in words. ``used_by`` are the codes of the indicators that rest on it."""

    table: str
    key: str
    label: str
    type: str
    unit: str
    required: str
    choices: str
    bounds: str
    filled_by: str
    help: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownCheck:
    key: str
    level: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownTable:
    """``about`` says whether it is one record or many rows."""

    key: str
    label: str
    about: str
    fields: tuple[ShownField, ...]
    checks: tuple[ShownCheck, ...]


@dataclass(frozen=True, slots=True)
class FormBook:
    key: str
    version: str
    title: str
    status: str
    source: str
    tables: tuple[ShownTable, ...]


def form_book(opened: OpenRound, cards: Mapping[str, MeasureCard], language: str = "zh") -> FormBook:
    """The round's form. ``cards``: the rubric's measures, for what each field is used."""
    compiled = opened.form
    form = compiled.form
    used: dict[tuple[str, str], dict[str, None]] = {}
    for card in cards.values():
        for link in card.fields:
            used.setdefault((link.table, link.key), {}).update(dict.fromkeys(code for code, _ in _behind(card, cards)))
    tables = tuple(_table(compiled, table, used, language) for table in form.tables)
    return FormBook(form.key, form.version, form.title[language], form.status[language], form.source, tables)


def _behind(card: MeasureCard, cards: Mapping[str, MeasureCard]) -> Iterator[tuple[str, str]]:
    """The indicators of a measure, and of those that are worked out of it."""
    yield from card.used_by
    for other in cards.values():
        if any(key == card.key for key, _ in other.measures):
            yield from _behind(other, cards)


def _table(compiled: CompiledForm, table: Table, used: Mapping[tuple[str, str], Mapping[str, None]], language: str) -> ShownTable:
    when = {(one.key, field.key): read(tree, TONGUES[language]) for one, field, tree in compiled.requirements}
    fields = tuple(
        _field(
            compiled.form,
            table,
            field,
            when.get((table.key, field.key), ""),
            tuple(used.get((table.key, field.key), ())),
            language,
        )
        for field in table.fields
    )
    checks = tuple(
        ShownCheck(one.key, say(f"levels.{one.level.value}", {}, language), one.message[language], one.source)
        for one in compiled.form.checks
        if one.table == table.key
    )
    about = say(f"form_book.{'record' if table.kind is TableKind.RECORD else 'rows'}", {"noun": table.noun[language]}, language)
    return ShownTable(table.key, table.label[language], about, fields, checks)


def _field(form: Form, table: Table, field: Field, when: str, used: tuple[str, ...], language: str) -> ShownField:
    need = "required_when" if when else "required" if field.required else "optional"
    joint = "、" if language == "zh" else ", "
    return ShownField(
        table=table.key,
        key=field.key,
        label=field.label[language],
        type=say(f"form_book.type.{field.type.value}", {}, language),
        unit=field.measured_in.many(language),
        required=say(f"form_book.{need}", {"when": when}, language),
        choices=joint.join(one[language] for one in form.choices(field)),
        bounds=joint.join(_bounds(field, language)),
        filled_by=say(f"form_book.filled_by.{field.filled_by.value}", {}, language),
        help=field.help[language],
        used_by=used,
    )


def _bounds(field: Field, language: str) -> Iterator[str]:
    if field.at_least is not None:
        yield say("form_book.at_least", {"bound": plain(field.at_least)}, language)
    if field.more_than is not None:
        yield say("form_book.more_than", {"bound": plain(field.more_than)}, language)
    if field.is_number and field.decimals:
        yield say("form_book.decimals", {"decimals": field.decimals}, language)

"""The cover (说明) and the legend (图例): what this is, of which round, how to read it, what the integers stand for."""

from __future__ import annotations

from scoring.definitions.form import FieldType, Form
from scoring.definitions.layout import ordinals
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import CODE, Ink
from scoring.papers.workbook_rows import unit_words
from scoring.papers.workbook_sheet import Book, Cell, LinePage, TablePage

HOW = 10
"""Paragraphs of how to read the workbook; the last is about support."""


def cover_page(book: Book) -> LinePage:
    """Takes its place at the front; it is filled in by ``fill_cover`` once the other sheets are known."""
    return LinePage(book, book.word("sheet.cover"), (4, 26, 90))


def fill_cover(page: LinePage, book: Book, facts: BookFacts, sheets: list[tuple[str, str]], pages: list[TablePage]) -> None:
    """``sheets`` are names with what they hold."""
    look, word, document = book.look, book.word, facts.rubric.rubric
    page.add(("", None), (word("title", title=facts.title), look.title), height=36)
    page.add(("", None), (word("status", status=document.status[facts.language]), look.status), height=20)
    page.add(("", None), (document.title[facts.language], look.subtitle), height=20)
    page.add(("", None))
    for name, text in _particulars(book, facts):
        page.add(("", None), (name, look.plain), (text, look.plain))
    page.add(("", None))
    page.add(("", None), (word("how"), look.section), ("", look.section), height=24)
    for number in range(1, HOW + (facts.aid is not None)):
        page.add((f"{number}", look.quiet), (word(f"how_head.{number}"), look.plain), (word(f"how_text.{number}"), look.plain))
    page.add(("", None))
    page.add(("", None), (word("colours"), look.section), ("", look.section), height=24)
    for ink in Ink:
        page.add(("", None), (word(f"ink.{ink.value}"), look.cell(ink)), (word(f"ink_note.{ink.value}"), look.plain))
    page.add(("", None))
    page.add(("", None), (word("sheets"), look.section), ("", look.section), height=24)
    for sheet, text in sheets:
        page.add(("", None), (Cell(sheet, link=sheet), look.link), (text, look.plain))
    page.add(("", None))
    page.add(("", None), (word("values"), look.section), ("", look.section), height=24)
    for name, text in _by_value(pages) or [(word("none"), word("no_values"))]:
        page.add(("", None), (name, look.plain), (text, look.plain))
    if document.source:
        page.add(("", None))
        page.add(("", None), (word("source"), look.quiet), (document.source, look.quiet))


def _particulars(book: Book, facts: BookFacts) -> list[tuple[str, str]]:
    word, rubric = book.word, facts.rubric
    receipt = word("sealed", number=facts.receipt, moment=facts.moment) if facts.receipt else word("live")
    form = word("hashed", title=rubric.form.title[facts.language], version=rubric.form.version, hash=facts.form_hash)
    document = rubric.rubric
    own = word("hashed", title=document.title[facts.language], version=document.version, hash=facts.rubric_hash)
    taking = sum(unit.score.scored and not unit.watched for unit in facts.units)
    return [
        (word("district"), facts.district),
        (word("round"), facts.title),
        (word("data_year"), word("data_of", year=facts.data_year, cutoff=facts.cutoff)),
        (word("result"), receipt),
        (word("form"), form),
        (word("rubric"), own),
        (word("engine"), facts.engine),
        (word("verified"), word("verified_of", amended=facts.amended, struck=facts.struck)),
        (word("size"), word("size_of", units=len(facts.units), taking=taking, firms=facts.firms)),
    ]


def _by_value(pages: list[TablePage]) -> list[tuple[str, str]]:
    """Every column that is no formula although it is worked out."""
    found = []
    for page in pages:
        titles = [
            f"{column.group.partition(chr(10))[0]} {column.title}".strip() for column in page.columns if column.ink is Ink.VALUE
        ]
        if titles:
            found.append((page.name, "；".join(title.replace("\n", " ") for title in titles)))
    return found


def legend_page(book: Book, facts: BookFacts) -> LinePage:
    """Table, field, unit, then number and answer of every choice."""
    page, look, word, form = (
        LinePage(book, book.word("sheet.legend"), (18, 40, 26, 12, 40)),
        book.look,
        book.word,
        facts.rubric.form,
    )
    page.add((word("legend"), look.title), height=28)
    page.add((word("legend_note"), look.subtitle), height=20)
    page.add(*((word(f"legend_column.{name}"), look.head) for name in ("table", "field", "unit", "number", "answer")), height=22)
    for table in form.tables:
        for field in table.fields:
            if field.type in (FieldType.TEXT, FieldType.USCC):
                continue
            words = (table.label[facts.language], field.label[facts.language], unit_words(book, field))
            answers = _answers(book, form, table.key, field.key)
            for at, (number, answer) in enumerate(answers or [(None, "")]):
                texts = words if not at else ("", "", "")
                page.add(
                    *((text, look.cell(Ink.LABEL, wrap=True)) for text in texts),
                    (Cell(number), look.cell(Ink.LABEL, CODE)),
                    (answer, look.cell(Ink.LABEL, wrap=True)),
                )
    return page


def _answers(book: Book, form: Form, table: str, key: str) -> list[tuple[int | None, str]]:
    field = form.table(table).field(key)
    if field.type is FieldType.BOOL:
        return [(1, book.word("yes")), (0, book.word("no"))]
    numbers = ordinals(form, field)
    return [(numbers[one.code], one[book.language]) for one in form.choices(field)]

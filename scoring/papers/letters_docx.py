"""An official paper as a file that can be edited in Word or WPS: the same words, margins, grid and roles of type as the PDF.

Faces are named as Word knows them, for Chinese and Latin letters; which of them is there is the other computer's matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from scoring.papers.faces import Role
from scoring.papers.letters import Annex, Letter, Para, Part, Stand, Table, flat
from scoring.papers.look import PAGE_HEIGHT, PAGE_WIDTH
from scoring.papers.office import office_roles
from scoring.papers.official_look import (
    BINDING,
    HEIGHT,
    LINE,
    PAGE_NUMBER_BELOW,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_SMALL_4,
    TOP,
    WIDTH,
)

ROLES = {Stand.TEXT: Role.FANG, Stand.ONE: Role.HEADING, Stand.TWO: Role.KAI, Stand.PLAIN: Role.FANG}
LATIN = "Times New Roman"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every member of the archive: the same words give the same bytes."""
TWIPS = 20
BEFORE_MARGINS = tuple(
    qn(f"w:{name}")
    for name in (
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
    )
)
"""What may stand before ``mirrorMargins`` in a file's settings, whose order Word insists on."""


def letter_docx(letter: Letter) -> bytes:
    """The file; the same bytes for the same words."""
    document = Document()
    _page(document, letter)
    writer = _Writer(document, letter)
    writer.write()
    core = document.core_properties
    core.title, core.author, core.subject = letter.name, letter.issuer, letter.name
    core.keywords = letter.result
    core.language = {"zh": "zh-CN", "en": "en-US"}[letter.language]
    core.last_modified_by, core.comments, core.revision = letter.issuer, "", 1
    core.created = core.modified = letter.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    out = BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def _settled(data: bytes) -> bytes:
    """The same archive without the clock's dates."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name, EPOCH)
            member.compress_type, member.create_system = ZIP_DEFLATED, 0
            target.writestr(member, source.read(name))
    return out.getvalue()


def _page(document: Any, letter: Letter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Pt(TOP), Pt(PAGE_HEIGHT - TOP - HEIGHT)
    section.left_margin, section.right_margin = Pt(BINDING), Pt(PAGE_WIDTH - BINDING - WIDTH)
    section.header_distance = Mm(15)
    section.footer_distance = Pt(PAGE_HEIGHT - TOP - HEIGHT - PAGE_NUMBER_BELOW - SIZE_4 / 3)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no other way in
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(LINE * TWIPS)))
    grid.set(qn("w:charSpace"), str(round((WIDTH / 28 - SIZE_3) * 4096)))
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True
    mirror = OxmlElement("w:mirrorMargins")
    before = [child for child in settings.element if child.tag in BEFORE_MARGINS]
    settings.element.insert(len(before), mirror)
    normal = document.styles["Normal"]
    normal.font.size = Pt(SIZE_3)
    _named(normal.element.get_or_add_rPr(), Role.FANG)
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        _page_number(footer.paragraphs[0], right=right)
    if letter.mark:
        for header in (section.header, section.even_page_header):
            paragraph = header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _run(paragraph, letter.mark, Role.SONG, 9)


def _named(properties: Any, role: Role) -> None:
    """The face for Chinese and for Latin letters."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), LATIN)
    fonts.set(qn("w:eastAsia"), office_roles()[role].word)


def _run(paragraph: Any, words: str, role: Role, size: float) -> Any:
    run = paragraph.add_run(words)
    run.font.size = Pt(size)
    _named(run._r.get_or_add_rPr(), role)  # noqa: SLF001
    return run


def _page_number(paragraph: Any, *, right: bool) -> None:
    """— 1 —, a character from the outer edge."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    shape = paragraph.paragraph_format
    if right:
        shape.right_indent = Pt(SIZE_3)
    else:
        shape.left_indent = Pt(SIZE_3)
    _run(paragraph, "— ", Role.SONG, SIZE_4)
    run = _run(paragraph, "", Role.SONG, SIZE_4)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)  # noqa: SLF001
    _run(paragraph, " —", Role.SONG, SIZE_4)


class _Writer:
    """One paper, from the top."""

    def __init__(self, document: Any, letter: Letter) -> None:
        self._document, self._letter = document, letter

    def write(self) -> None:
        letter = self._letter
        self._head()
        self._line(flat(letter.title), Role.TITLE, SIZE_2, align=WD_ALIGN_PARAGRAPH.CENTER, leading=LINE * 1.25, level=1)
        self._line("")
        if letter.addressee:
            self._line(letter.addressee + letter.colon)
        self._parts(letter.parts)
        self._annex_names()
        self._signature()
        if letter.note:
            self._line("")
            self._line(letter.note, indent=2)
        for number, annex in enumerate(letter.annexes, 1):
            self._annex(number, annex)
        self._imprint()

    def _line(
        self,
        words: str,
        role: Role = Role.FANG,
        size: float = SIZE_3,
        *,
        align: Any = None,
        indent: float = 0,
        leading: float = LINE,
        level: int = 0,
        right: float = 0,
        left: float = 0,
    ) -> Any:
        """A paragraph; ``indent`` of its first line, ``left`` and ``right`` of all, in characters; ``level`` in the outline."""
        paragraph = self._document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
        shape.widow_control = False
        paragraph.alignment = align if align is not None else WD_ALIGN_PARAGRAPH.JUSTIFY
        if indent or right or left:
            _indent(paragraph, indent, left, right)
        if level:
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), str(level - 1))
            paragraph._p.get_or_add_pPr().append(outline)  # noqa: SLF001
            shape.keep_with_next = True
        if words:
            _run(paragraph, words, role, size)
        return paragraph

    def _head(self) -> None:
        letter = self._letter
        if not letter.head:
            if letter.number:
                self._line(letter.number, align=WD_ALIGN_PARAGRAPH.RIGHT)
            return
        head = self._line(letter.head, Role.TITLE, 34, align=WD_ALIGN_PARAGRAPH.CENTER, leading=LINE * 2)
        head.paragraph_format.space_before = Mm(35)
        head.runs[0].font.color.rgb = RGBColor(0xD7, 0x00, 0x0F)
        self._line("")
        number = self._line(letter.number, align=WD_ALIGN_PARAGRAPH.CENTER)
        _border(number, "bottom", "D7000F", 12)
        self._line("")

    def _parts(self, parts: Sequence[Part]) -> None:
        for part in parts:
            if isinstance(part, Para):
                level = {Stand.ONE: 2, Stand.TWO: 3}.get(part.stand, 0)
                self._line(part.words, ROLES[part.stand], indent=0 if part.stand is Stand.PLAIN else 2, level=level)
            else:
                self._table(part)

    def _table(self, table: Table) -> None:
        made = self._document.add_table(rows=1, cols=len(table.columns))
        made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
        whole = sum(one.share for one in table.columns)
        widths = [Pt(WIDTH * one.share / whole) for one in table.columns]
        again = OxmlElement("w:tblHeader")
        again.set(qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(again)  # noqa: SLF001 - the head again on every page
        for cell, column, width in zip(made.rows[0].cells, table.columns, widths, strict=True):
            self._cell(cell, column.label, width, Role.HEADING, centred=True)
        for row in table.rows:
            cells = made.add_row().cells
            for cell, words, column, width in zip(cells, row, table.columns, widths, strict=True):
                self._cell(cell, words, width, Role.FANG, centred=column.centred)

    def _cell(self, cell: Any, words: str, width: Any, role: Role, *, centred: bool) -> None:
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = Pt(3)
        first, *others = words.split("\n")
        run = _run(paragraph, first, role, SIZE_SMALL_4)
        for line in others:
            run.add_break()
            run.add_text(line)

    def _annex_names(self) -> None:
        letter = self._letter
        if not letter.annexes:
            return
        self._line("")
        label = letter.annex_word + letter.colon
        for number, name in enumerate(letter.annex_names):
            wide = len(label) if letter.language == "zh" else len(label) / 2
            if number == 0:
                self._line(label + name, left=2 + wide, indent=-wide, align=WD_ALIGN_PARAGRAPH.LEFT)
            else:
                self._line(name, left=2 + wide, align=WD_ALIGN_PARAGRAPH.LEFT)

    def _signature(self) -> None:
        """As on the PDF: with a seal the date four characters from the edge and the name above its middle."""
        letter = self._letter
        for _ in range(2 if letter.sealed else 1):
            self._line("")
        issuer, date = _breadth(letter.issuer), _breadth(letter.date)
        right = 4.0 if letter.sealed else 2.0
        if letter.sealed:
            left_issuer = max(right + (date - issuer) / 2, 0)
            self._line(letter.issuer, align=WD_ALIGN_PARAGRAPH.RIGHT, right=left_issuer)
            self._line(letter.date, align=WD_ALIGN_PARAGRAPH.RIGHT, right=right)
        elif date > issuer:
            self._line(letter.issuer, align=WD_ALIGN_PARAGRAPH.RIGHT, right=right + date + 2 - issuer)
            self._line(letter.date, align=WD_ALIGN_PARAGRAPH.RIGHT, right=right)
        else:
            self._line(letter.issuer, align=WD_ALIGN_PARAGRAPH.RIGHT, right=right)
            self._line(letter.date, align=WD_ALIGN_PARAGRAPH.RIGHT, right=max(right + issuer - 2 - date, 0))

    def _annex(self, number: int, annex: Annex) -> None:
        letter = self._letter
        head = self._line(letter.annex_head(number), Role.HEADING, align=WD_ALIGN_PARAGRAPH.LEFT)
        head.paragraph_format.page_break_before = True
        self._line("")
        self._line(flat(annex.title), Role.TITLE, SIZE_2, align=WD_ALIGN_PARAGRAPH.CENTER, leading=LINE * 1.25, level=1)
        self._line("")
        self._parts(annex.parts)

    def _imprint(self) -> None:
        letter = self._letter
        lines = []
        if letter.copy_to:
            end = "。" if letter.language == "zh" else "."
            lines.append(f"{letter.copy_word}{letter.colon}{letter.copy_to.rstrip('。.')}{end}")
        if letter.printed_by or letter.printed_on:
            lines.append(f"{letter.printed_by}\t{letter.printed_on}")
        for number, words in enumerate(lines):
            paragraph = self._line(words, size=SIZE_4, left=1, right=1, align=WD_ALIGN_PARAGRAPH.LEFT)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(WIDTH - SIZE_3), alignment=2)
            if not number:
                _border(paragraph, "top", "000000", 8)
            _border(paragraph, "bottom", "000000", 8)


def _breadth(words: str) -> float:
    """In Chinese characters."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.5 for letter in words)


def _indent(paragraph: Any, first: float, left: float, right: float) -> None:
    """In characters, as Word counts them, and in points for who does not."""
    element = OxmlElement("w:ind")
    for name, count in (("firstLine", first), ("left", left), ("right", right), ("hanging", -first)):
        if count > 0:
            element.set(qn(f"w:{name}Chars"), str(round(count * 100)))
            element.set(qn(f"w:{name}"), str(round(count * SIZE_3 * TWIPS)))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    known = properties.find(qn("w:ind"))
    if known is not None:
        properties.remove(known)
    properties._insert_ind(element)  # noqa: SLF001


def _border(paragraph: Any, side: str, colour: str, eighths: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)

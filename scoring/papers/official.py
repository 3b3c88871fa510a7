"""The page of an official paper by GB/T 9704—2012. Facts in, PDF out; the measures are in ``official_look``.

No seal is drawn: its place stays empty for the issuing body. PDF/A is not claimed (TECH): what is set is the title, the language,
the outline, and that a viewer shows the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from scoring.papers.about import LANGUAGES, About, describe, stamp, with_plain_streams
from scoring.papers.faces import OFFICIAL, FaceFile, Role
from scoring.papers.fonts import TypeCases, type_cases
from scoring.papers.letters import Annex, Letter, Para, Part, Stand, flat
from scoring.papers.look import MM, PAGE_HEIGHT, PAGE_WIDTH, Align, Style
from scoring.papers.official_lines import (
    INDENT,
    Item,
    Run,
    aligned,
    blank,
    lines_of,
    one_line,
    set_runs,
    title_runs,
)
from scoring.papers.official_look import (
    ANNEX,
    BINDING,
    BLACK,
    HEAD,
    HEIGHT,
    IMPRINT,
    LINE,
    MARK,
    ONE,
    PAGE_NUMBER,
    PAGE_NUMBER_BELOW,
    PITCH,
    RED,
    RED_RULE,
    RULE,
    TEXT,
    THICK,
    TITLE,
    TOP,
    TWO,
    WIDTH,
)
from scoring.papers.official_table import table_items

OWN = "".join(map(chr, range(0x20, 0x7F))) + "\u3000—"
"""Characters drawn besides those of the facts."""
STYLES: Mapping[Stand, Style] = {Stand.TEXT: TEXT, Stand.ONE: ONE, Stand.TWO: TWO, Stand.PLAIN: TEXT}

TABLE_GAP = 0.3
"""Lines of air above and below a table."""

Pages = list[list[tuple[Item, float]]]


def letter_pdf(letter: Letter, faces: Mapping[Role, tuple[FaceFile, ...]]) -> bytes:
    """The paper; the same bytes for the same facts and faces. Raises Refusal (papers.missing_glyph)."""
    with type_cases([*letter.texts(), *letter.annex_names, OWN], roles=OFFICIAL, first=faces) as cases:
        return _printed(_paged(_items(letter, cases), _imprint(letter, cases)), letter, cases)


# What stands on it ----------------------------------------------------------------------------------------------------


def _items(letter: Letter, cases: TypeCases) -> list[Item]:
    return [
        *_head(letter, cases),
        *_title(letter.title, cases, level=0),
        blank(),
        *_addressee(letter, cases),
        *_parts(letter.parts, cases),
        *_annex_names(letter, cases),
        *_signature(letter, cases),
        *_note(letter, cases),
        *(item for number, annex in enumerate(letter.annexes, 1) for item in _annex(letter, number, annex, cases)),
    ]


def _head(letter: Letter, cases: TypeCases) -> list[Item]:
    """版头 where the paper has one; else the number at the right of the first line."""
    if not letter.head:
        return [aligned(one_line(letter.number, TEXT, cases), cases, Align.RIGHT)] if letter.number else []
    run = one_line(letter.head, HEAD, cases)
    if run.width > WIDTH:
        run = one_line(letter.head, Style(HEAD.size * WIDTH / run.width, HEAD.leading, HEAD.role, HEAD.colour), cases)
    number = [aligned(one_line(letter.number, TEXT, cases), cases, Align.CENTRE)] if letter.number else []
    return [Item(35 * MM), aligned(run, cases, Align.CENTRE), Item(2 * LINE), *number, Item(4 * MM, _red_rule), Item(2 * LINE)]


def _red_rule(canvas: Any, x: float, top: float) -> None:
    canvas.setStrokeColor(HexColor(RED))
    canvas.setLineWidth(RED_RULE)
    canvas.line(x, top - 4 * MM, x + WIDTH, top - 4 * MM)


def _title(words: str, cases: TypeCases, *, level: int) -> list[Item]:
    runs = title_runs(words, TITLE, cases)
    first, *others = [aligned(run, cases, Align.CENTRE, keep=True) for run in runs]
    return [Item(first.height, first.draw, keep=True, entry=(flat(words), level)), *others]


def _addressee(letter: Letter, cases: TypeCases) -> list[Item]:
    if not letter.addressee:
        return []
    return lines_of(set_runs(letter.addressee + letter.colon, TEXT, WIDTH, cases), cases, keep=True)


def _parts(parts: Sequence[Part], cases: TypeCases) -> Iterator[Item]:
    for part in parts:
        if isinstance(part, Para):
            yield from _para(part, cases)
        else:
            yield from (blank(TABLE_GAP), *table_items(part, cases), blank(TABLE_GAP))


def _para(para: Para, cases: TypeCases) -> list[Item]:
    style = STYLES[para.stand]
    is_heading = para.stand in (Stand.ONE, Stand.TWO)
    indent = "" if para.stand is Stand.PLAIN else INDENT
    runs = set_runs(indent + para.words, style, WIDTH, cases)
    first, *others = lines_of(runs, cases, keep=is_heading)
    entry = (para.words, 1 if para.stand is Stand.ONE else 2) if is_heading else None
    return [Item(first.height, first.draw, keep=first.keep, entry=entry), *others]


def _annex_names(letter: Letter, cases: TypeCases) -> list[Item]:
    """附件说明: one line below the text, indented by two; what wraps stands under the name's beginning."""
    if not letter.annexes:
        return []
    label = one_line(letter.annex_word + letter.colon, TEXT, cases)
    left = 2 * PITCH + label.width
    items = [Item(LINE, keep=True)]
    for number, name in enumerate(letter.annex_names):
        count, _, words = name.partition(" ") if len(letter.annexes) > 1 else ("", "", name)
        mark = one_line(f"{count} " if count else "", TEXT, cases)
        runs = set_runs(words, TEXT, WIDTH - left - mark.width, cases, filled=False)
        for at, run in enumerate(runs):
            parts = [(run, left + mark.width)]
            if not at:
                parts += [(mark, left), *([(label, 2 * PITCH)] if not number else [])]
            items.append(_several(parts, cases, keep=at < len(runs) - 1))
    return items


def _several(parts: Sequence[tuple[Run, float]], cases: TypeCases, *, keep: bool) -> Item:
    def draw(canvas: Any, x: float, top: float) -> None:
        for run, left in sorted(parts, key=lambda one: one[1]):
            run.at(canvas, cases, x + left, top)

    return Item(LINE, draw, keep=keep)


def _signature(letter: Letter, cases: TypeCases) -> list[Item]:
    """署名 and 成文日期 by the rule with or without a seal, never alone on a page."""
    if not (letter.issuer or letter.date):
        return []
    issuer, date = one_line(letter.issuer, TEXT, cases), one_line(letter.date, TEXT, cases)
    if letter.sealed:
        date_left = WIDTH - 4 * PITCH - date.width
        issuer_left = min(date_left + (date.width - issuer.width) / 2, WIDTH - issuer.width)
        gap = Item(2 * LINE, keep=True)
    else:
        issuer_left = WIDTH - 2 * PITCH - issuer.width
        date_left = min(issuer_left + 2 * PITCH, WIDTH - date.width)
        if date.width > issuer.width:
            date_left = WIDTH - 2 * PITCH - date.width
            issuer_left = date_left - 2 * PITCH
        gap = Item(LINE, keep=True)
    last = Item(LINE, lambda canvas, x, top: date.at(canvas, cases, x + date_left, top))
    return [gap, Item(LINE, lambda canvas, x, top: issuer.at(canvas, cases, x + issuer_left, top), keep=True), last]


def _note(letter: Letter, cases: TypeCases) -> list[Item]:
    return [blank(), *lines_of(set_runs(INDENT + letter.note, TEXT, WIDTH, cases), cases)] if letter.note else []


def _annex(letter: Letter, number: int, annex: Annex, cases: TypeCases) -> list[Item]:
    """On a page of its own: 附件1 flush left on the first line, the title on the third."""
    words = letter.annex_head(number)
    run = one_line(words, ANNEX, cases)
    head = Item(LINE, lambda canvas, x, top: run.at(canvas, cases, x, top), keep=True, breaks=True)
    return [head, Item(LINE, keep=True), *_title(annex.title, cases, level=0), Item(LINE, keep=True), *_parts(annex.parts, cases)]


def _imprint(letter: Letter, cases: TypeCases) -> Item | None:
    """版记: at the foot of the last page."""
    rows: list[list[tuple[Run, float]]] = []
    inner = WIDTH - 2 * PITCH
    if letter.copy_to:
        end = "。" if letter.language == "zh" else "."
        words = f"{letter.copy_word}{letter.colon}{letter.copy_to.rstrip('。.')}{end}"
        rows.append([(run, PITCH) for run in set_runs(words, IMPRINT, inner, cases, filled=False)])
    if letter.printed_by or letter.printed_on:
        by, on = one_line(letter.printed_by, IMPRINT, cases), one_line(letter.printed_on, IMPRINT, cases)
        rows.append([(by, PITCH), (on, WIDTH - PITCH - on.width)])
    if not rows:
        return None
    tall = [LINE * (len(row) if number == 0 and letter.copy_to else 1) for number, row in enumerate(rows)]

    def draw(canvas: Any, x: float, top: float) -> None:
        canvas.setStrokeColor(HexColor(BLACK))
        for number, (row, height) in enumerate(zip(rows, tall, strict=True)):
            canvas.setLineWidth(RULE if number else THICK)
            canvas.line(x, top, x + WIDTH, top)
            stacked = height > LINE or len(row) == 1
            for at, (run, left) in enumerate(row):
                run.at(canvas, cases, x + left, top - (at * LINE if stacked else 0))
            top -= height
        canvas.setLineWidth(THICK)
        canvas.line(x, top, x + WIDTH, top)

    return Item(sum(tall), draw)


# Pages ----------------------------------------------------------------------------------------------------------------


def _paged(items: Sequence[Item], imprint: Item | None) -> Pages:
    """Items placed from the top, with the distance of each; what must stay together moves together."""
    pages: Pages = [[]]
    used = 0.0
    for chunk in _chunks(items):
        need = sum(one.height for one in chunk)
        if chunk[0].breaks or (pages[-1] and used + need > HEIGHT + 0.1):
            if pages[-1]:
                pages.append([])
            used = 0.0
        for item in chunk:
            if pages[-1] and used + item.height > HEIGHT + 0.1:  # a chunk longer than a page
                pages.append([])
                used = 0.0
            if not pages[-1]:
                if item.gap:
                    continue
                if item.head is not None:
                    pages[-1].append((item.head, 0.0))
                    used = item.head.height
            pages[-1].append((item, used))
            used += item.height
    if imprint is not None:
        if used + LINE + imprint.height > HEIGHT:
            pages.append([])
        pages[-1].append((imprint, HEIGHT - imprint.height))
    return pages


def _chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """What must stand on one page. A signature takes the last line of the text along: it is never alone."""
    chunk: list[Item] = []
    for item, following in zip(items, [*items[1:], Item(0)], strict=True):
        chunk.append(item)
        tied = item.keep or (following.keep and following.draw is None and not following.breaks)
        if not tied:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _printed(pages: Pages, letter: Letter, cases: TypeCases) -> bytes:
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=cases[Role.FANG].main,
        lang=LANGUAGES[letter.language],
    )
    describe(canvas, About(letter.name, letter.issuer, letter.result))
    stamp(canvas._doc, letter.created)  # noqa: SLF001 - reportlab has no other way in
    entries = 0
    for number, page in enumerate(pages, 1):
        left = BINDING if number % 2 else PAGE_WIDTH - BINDING - WIDTH
        for item, down in page:
            top = PAGE_HEIGHT - TOP - down
            if item.entry:
                entries += 1
                canvas.bookmarkHorizontal(f"e{entries}", 0, top)
                canvas.addOutlineEntry(item.entry[0], f"e{entries}", min(item.entry[1], 1), closed=False)
            if item.draw:
                item.draw(canvas, left, top)
        _furniture(canvas, number, left, letter, cases)
        canvas.showPage()
    with_plain_streams(canvas)
    canvas.save()
    return out.getvalue()


def _furniture(canvas: Any, number: int, left: float, letter: Letter, cases: TypeCases) -> None:
    """— 1 —: at the outer side, a character from the edge; and the mark of a paper that is not official."""
    run = one_line(f"— {number} —", PAGE_NUMBER, cases)
    x = left + WIDTH - PITCH - run.width if number % 2 else left + PITCH
    run.at(canvas, cases, x, PAGE_HEIGHT - TOP - HEIGHT - PAGE_NUMBER_BELOW)
    if letter.mark:
        mark = one_line(letter.mark, MARK, cases)
        mark.at(canvas, cases, left + WIDTH - mark.width, PAGE_HEIGHT - 20 * MM)

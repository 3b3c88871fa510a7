from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scoring.papers.fonts import TypeCases, type_cases
from scoring.papers.grid import Grid, Row, RowKind, set_row
from scoring.papers.look import BODY_HEIGHT, CELL, CELL_HEAD, MM
from scoring.papers.setting import Text

KINDS = [RowKind.PLAIN, RowKind.GROUP, RowKind.NOTE, RowKind.LISTED, RowKind.DENSE, RowKind.TOTAL]
WIDTHS = (40 * MM, 130 * MM)


def table(rows: list[tuple[RowKind, int]], cases: TypeCases, *, head_lines: int = 1) -> Grid:
    """Rows of so many lines; every line says which row it belongs to."""

    def row(kind: RowKind, words: str, lines: int) -> Row:
        return Row(((Text(words, CELL),), (Text("\n".join([words] * lines), CELL),)), kind)

    head = Row(((Text("\n".join(["H"] * head_lines), CELL_HEAD),),), RowKind.HEAD)
    made = [set_row(row(kind, f"r{number}.", lines), WIDTHS, cases) for number, (kind, lines) in enumerate(rows)]
    return Grid(set_row(head, WIDTHS, cases), made, WIDTHS, cases)


def paged(grid: Grid, first: float) -> list[Grid]:
    """The table on its pages as reportlab lays it out. Fails where reportlab would raise LayoutError."""
    pages: list[Grid] = []
    room = first
    while grid.height > room:
        parts = grid.split(0, room)
        assert parts or room < BODY_HEIGHT, "nothing of the table fits on an empty page"
        if parts:
            pages.append(parts[0])
            assert parts[0].height <= room
            grid = parts[-1]
        room = BODY_HEIGHT
    return [*pages, grid]


def said(grid: Grid) -> list[str]:
    return [line.words for row in grid._rows for line in row.cells[-1][2]]


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from([1, 2, 9, 13, 16, 45, 53, 56, 70, 130])), min_size=1, max_size=14),
    st.floats(0, BODY_HEIGHT),
    st.sampled_from([1, 20, 40]),
)
def test_any_rows_find_their_pages_and_no_line_is_lost(rows: list[tuple[RowKind, int]], first: float, head_lines: int) -> None:
    with type_cases(["rH.0123456789"]) as cases:
        pages = paged(table(rows, cases, head_lines=head_lines), first)
    lines = [line for page in pages for line in said(page) if line != "H"]
    assert lines == [f"r{number}." for number, (_, count) in enumerate(rows) for _ in range(count)]


def test_a_group_is_not_left_at_the_foot_and_a_note_not_sent_ahead() -> None:
    rows = [(RowKind.PLAIN, 1), (RowKind.GROUP, 1), (RowKind.PLAIN, 1), (RowKind.NOTE, 1)] * 30
    with type_cases(["rH.0123456789"]) as cases:
        whole = table(rows, cases)
        for first in range(60, 700, 7):
            pages = paged(whole, first)
            assert len(pages) > 2
            assert [page for page in pages[:-1] if page._rows[-1].kind is RowKind.GROUP] == []
            assert [page for page in pages[1:] if page._rows[0].kind is RowKind.NOTE] == []


def test_what_should_stay_together_and_cannot_is_parted_on_an_empty_page() -> None:
    with type_cases(["rH.0123456789"]) as cases:
        pages = paged(table([(RowKind.GROUP, 50), (RowKind.PLAIN, 12)], cases), 100)
    assert [len(said(page)) for page in pages] == [50, 12]


def test_a_page_is_used_for_a_tall_row_rather_than_left_white() -> None:
    with type_cases(["rH.0123456789"]) as cases:
        pages = paged(table([(RowKind.PLAIN, 20), (RowKind.PLAIN, 30)], cases), BODY_HEIGHT * 0.6)
    assert len(said(pages[0])) > 20


def test_three_rows_stand_on_either_side_of_a_break() -> None:
    with type_cases(["rH.0123456789"]) as cases:
        for count in (*range(6, 20), *range(45, 60)):
            whole = table([(RowKind.DENSE, 1)] * count, cases)
            for first in range(100, 700, 9):
                pages = paged(whole, first)
                assert all(len(said(page)) >= 3 for page in pages), (count, first)


def test_where_a_table_goes_on_it_says_again_what_it_is() -> None:
    with type_cases(["rH.0123456789again"]) as cases:
        plain = table([(RowKind.DENSE, 1)] * 120, cases)
        again = set_row(Row(((Text("again", CELL),),), RowKind.AGAIN), WIDTHS, cases)
        pages = paged(Grid(plain._head, plain._rows, WIDTHS, cases, again), 300)
    assert [page._lead is again for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert len(pages) > 2
    assert sum(len(said(page)) for page in pages) == 120


def test_a_short_row_is_not_torn() -> None:
    with type_cases(["rH.0123456789"]) as cases:
        for first in range(60, 300, 5):
            pages = paged(table([(RowKind.PLAIN, 10)] * 3, cases), first)
            assert all(len(said(page)) % 10 == 0 for page in pages)


def test_what_is_promised_under_a_title_is_what_a_page_then_takes() -> None:
    """A title stands where ``least`` finds room for the beginning of its table: then some of the table is placed there."""
    with type_cases(["rH.0123456789"]) as cases:
        for rows in range(1, 12):
            for lines in (1, 3, 5, 9):
                made = table([(RowKind.PLAIN, lines)] * rows, cases)
                promised = made.least()
                assert promised <= made.height
                assert promised == made.height or made.split(0, promised + 1), (rows, lines)

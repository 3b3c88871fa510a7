"""排名: everybody by rank, filtered by grade, found by name, sorted by any column."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.models.rows import RIGHT, Column, RowsModel
from desktop.pages.score.marks import mark_icon
from desktop.settings import Settings
from desktop.theme import figures_font
from desktop.widgets.table import Table
from scoring.services.names import NameBook
from scoring.services.showing_scores import Group, Heading, Ranking, RankRow

NOBODY = NameBook({}, {})
WIDE = 280
"""Pixels of the line that finds; whoever shows the view places it."""
HEADING = 9
"""Characters of the heading of a dimension; a longer one goes on in a second line."""


class RankingView(QWidget):
    """Signals: ``opened`` and ``chosen`` with 统一社会信用代码, ``found`` with the words that are searched."""

    opened = Signal(str)
    chosen = Signal(str)
    found = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._book = NOBODY
        self._tops: tuple[Heading, ...] = ()
        self._levels = 0
        self._current = ""
        self._moved: frozenset[str] = frozenset()
        self._is_showing = False
        self.chips: dict[str, QToolButton] = {}
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(WIDE)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(4)
        self.close_chip = self._made_chip("close")
        self.close_chip.setToolTip(self.tr("Close to a cut, or tied at the edge of a quota"))
        self.close_chip.hide()
        head = QHBoxLayout()
        head.addLayout(self._chip_row)
        head.addWidget(self.close_chip)
        head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._build(())
        self.search.textChanged.connect(self._find)
        self.know(NOBODY)

    def show_ranking(self, ranking: Ranking) -> None:
        """Other figures; who was current stays current."""
        self._levels = sum(group.level >= 0 for group in ranking.groups)
        if ranking.tops != self._tops:
            self._build(ranking.tops)
        self._show_chips(ranking.groups)
        self._show_close(sum(bool(row.close) for row in ranking.rows))
        self._is_showing = True
        self.model.show(ranking.rows)
        self._is_showing = False
        self._filter()
        self.model.find(self.search.text())
        self.go_to(self._current)

    def mark(self, moved: frozenset[str]) -> None:
        """These 统一社会信用代码 are not as sealed; where the points are, a word says so beside them."""
        if moved == self._moved:
            return
        self._moved = moved
        if not self.model.rowCount():
            return
        at = self.model.columnCount() - 1
        if self.table.horizontalHeader().sortIndicatorSection() == at:
            self.model.sort(at, self.table.horizontalHeader().sortIndicatorOrder())
        self.model.dataChanged.emit(self.model.index(0, at), self.model.index(self.model.rowCount() - 1, at))

    def know(self, book: NameBook) -> None:
        """Names can be searched and sorted from now on."""
        self._book = book
        self.search.setEnabled(bool(book.words))
        waiting = self.tr("Names are being prepared…")
        self.search.setPlaceholderText(self.tr("Find by name, pinyin, initials or code") if book.words else waiting)
        self.search.setAccessibleName(self.search.placeholderText())
        if self.model.rows:
            self._is_showing = True
            self.model.show(self.model.rows)
            self._is_showing = False
            self.go_to(self._current)

    def go_to(self, uscc: str) -> None:
        """Make a carrier current, if it is shown."""
        if uscc:
            self.table.go_to(self.model.index_of(lambda row: row.uscc == uscc))

    def _build(self, tops: tuple[Heading, ...]) -> None:
        """The columns are the rubric's: another rubric, another table."""
        self._tops = tops
        old: Table | None = getattr(self, "table", None)
        if old is not None:
            self._column.removeWidget(old)
            old.deleteLater()
        self.model: RowsModel[RankRow] = RowsModel(self._columns(), words=self.words, parent=self)
        self.table = Table(self.model, self._settings, name=f"ranking_{len(tops)}", label=self.tr("Ranking"))
        self.table.setFont(figures_font(self.table.font()))
        self.table.opened.connect(lambda row: self.opened.emit(row.uscc))
        self.table.chosen.connect(self._choose)
        self._column.addWidget(self.table, 1)

    def _columns(self) -> tuple[Column[RankRow], ...]:
        return (
            Column(self.tr("Rank"), lambda row: row.place, key=lambda row: row.rank, align=RIGHT, width=2),
            Column(self.tr("Carrier"), lambda row: row.name, key=lambda row: self._book.places.get(row.uscc), width=14, least=12),
            Column(self.tr("Total"), lambda row: row.total, key=lambda row: row.total_key, align=RIGHT, width=4),
            Column(
                self.tr("Grade"),
                lambda row: row.grade,
                key=lambda row: (row.level, row.grade),
                width=11,
                least=11,
                icon=lambda row: mark_icon(row.level, self._levels),
                bold=lambda row: row.level < self._levels,
            ),
            *(self._top(place, heading) for place, heading in enumerate(self._tops)),
            Column(
                self.tr("To the next grade"),
                lambda row: row.next,
                key=lambda row: row.next_key,
                width=12,
                least=9,
                hint=lambda row: row.close,
            ),
            Column(self.tr("Vs. sealed"), self._change, key=self._change_key, align=RIGHT, width=6, hint=self._change_hint),
        )

    def _top(self, place: int, heading: Heading) -> Column[RankRow]:
        return Column(
            heading.title,
            lambda row: row.tops[place],
            key=lambda row: row.top_keys[place],
            align=RIGHT,
            width=4,
            heading=HEADING,
            hint=lambda row: f"{heading.title} {row.tops[place]} / {heading.maximum}",
        )

    def _is_marked(self, row: RankRow) -> bool:
        """Whether it moved and its points do not show it."""
        return bool(row.change) and not row.change_key and row.uscc in self._moved

    def _change(self, row: RankRow) -> str:
        return self.tr("{0} changed").format(row.change) if self._is_marked(row) else row.change

    def _change_key(self, row: RankRow) -> tuple[Decimal, bool] | None:
        marked = self._is_marked(row)
        return (row.change_key or Decimal(0), marked) if marked or row.change_key is not None else None

    def _change_hint(self, row: RankRow) -> str:
        if self._is_marked(row):
            return self.tr("The total is as sealed; data, grade or rank have changed since.")
        return row.change

    def words(self, row: RankRow) -> str:
        """What is searched for a carrier."""
        return self._book.words.get(row.uscc) or row.name.casefold()

    def _find(self, wanted: str) -> None:
        """In the model of now: another rubric has another."""
        self.model.find(wanted)
        self.found.emit(wanted)

    # --- chips

    def _show_chips(self, groups: tuple[Group, ...]) -> None:
        if [group.key for group in groups] != list(self.chips):
            for old in self.chips.values():
                self._chip_row.removeWidget(old)
                old.deleteLater()
            self.chips = {group.key: self._chip(group) for group in groups}
        for group in groups:
            chip = self.chips[group.key]
            chip.setText(f"{group.label} {group.count}")
            chip.setIcon(mark_icon(group.level, self._levels))

    def _chip(self, group: Group) -> QToolButton:
        chip = self._made_chip(group.key)
        chip.setToolTip(self.tr("Show only these"))
        self._chip_row.addWidget(chip)
        return chip

    def _made_chip(self, key: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName(f"chip_{key}")
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.toggled.connect(lambda _: self._filter())
        return chip

    def _show_close(self, count: int) -> None:
        """The border list as one more filter; nothing where nobody is on it."""
        self.close_chip.setText(self.tr("Border {0}").format(count))
        self.close_chip.setVisible(count > 0)
        if not count:
            self.close_chip.setChecked(False)

    def _filter(self) -> None:
        """Of these grades, and of them those on the border list."""
        wanted, close = {key for key, chip in self.chips.items() if chip.isChecked()}, self.close_chip.isChecked()
        everybody = not wanted and not close
        self.model.keep(None if everybody else lambda row: (not wanted or row.group in wanted) and (not close or bool(row.close)))

    def _choose(self, row: RankRow | None) -> None:
        if row is not None and not self._is_showing:
            self._current = row.uscc
            self.chosen.emit(row.uscc)

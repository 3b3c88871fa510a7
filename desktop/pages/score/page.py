"""评分定级: the sealed totals at once, the live score as soon as it is worked out; ranking, picture, heat map, and one carrier."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk, Visit
from desktop.pages.page import Page, Question
from desktop.pages.score.carrier_view import CarrierView
from desktop.pages.score.elided import Elided
from desktop.pages.score.exporting import Exporting
from desktop.pages.score.heat import HeatView
from desktop.pages.score.one_carrier import OneCarrier
from desktop.pages.score.quadrant import Quadrant
from desktop.pages.score.ranking_view import RankingView
from desktop.pages.score.reckonings import Reckonings
from desktop.pages.score.seal_bar import SealBar
from desktop.pages.score.years_dialog import YearsDialog
from desktop.widgets.empty import Empty
from desktop.widgets.text import label
from scoring.places import Place
from scoring.services.changes import SCORES, Change, changes
from scoring.services.lines import SealedLines
from scoring.services.names import NameBook, name_book
from scoring.services.score_looks import (
    FirstLook,
    Staleness,
    first_look,
    keep_beside,
    live_look,
    seal_kind,
    staleness,
)
from scoring.services.showing_scores import Ranking

LIVE = ""
"""In place of the id of a run."""
POPUP = 420
"""Pixels of the list of runs: their words are longer than the box."""


class ScorePage(Page):
    """Overview and one carrier are two views of one page; ``carrier`` is the one that is shown, empty in the overview."""

    key: ClassVar[str] = "score"
    shows_carrier: ClassVar[bool] = True
    shows = SCORES | {Change.RUNS}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._look: FirstLook | None = None
        self._ranking: Ranking | None = None
        self._book_of: dict[str, str] = {}
        self._source_id = LIVE
        self.rubric = Elided("faint")
        self.source = QComboBox()
        self.source.setObjectName("score_source")
        self.source.setAccessibleName(self.tr("Which scores are shown"))
        self.source.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.source.setMinimumContentsLength(16)
        self.source.view().setMinimumWidth(POPUP)
        self.export = QPushButton(self.tr("Export workbook…"))
        self.export.setObjectName("export")
        self.years = QPushButton(self.tr("Earlier years…"))
        self.years.setObjectName("years")
        self.save_picture = QPushButton(self.tr("Save picture…"))
        self.save_picture.setObjectName("save_picture")
        self.bar = SealBar()
        self.ranking = RankingView(desk.settings)
        self.quadrant = Quadrant()
        self.heat = HeatView(desk.settings, self.ranking.words)
        self._one: CarrierView | None = None
        self.empty = Empty(
            "score",
            self.tr("Nothing to score yet"),
            self.tr("Scores appear as soon as the first return has come in."),
            self.tr("To the returns"),
        )
        self._reckonings = Reckonings(desk, self, self.bar.at_rest)
        self._asking = OneCarrier(desk, lambda: self.one, self._reckonings)
        self._exporting = Exporting(desk, self.quadrant, self)
        self._lay_out()
        self._connect()

    @property
    def one(self) -> CarrierView:
        """One carrier's view: made behind the first answer, or when it is wanted; the ranking does not wait for it."""
        made = self._make_one()
        if self.stack.indexOf(made) < 0:
            self.stack.addWidget(made)
        return made

    def _make_one(self) -> CarrierView:
        """Made in one event of the window, put into the page in another: either is short."""
        if self._one is None:
            self._one = made = CarrierView(self.desk.settings)
            made.left.connect(self.go_back)
            made.indicator_wanted.connect(self._asking.ask_indicator)
            made.went.connect(self._visit_cell)
            made.peers_wanted.connect(self._asking.ask_peers)
            made.past_wanted.connect(self._asking.ask_past)
            made.why_wanted.connect(self._asking.ask_why)
            made.next.robustness_wanted.connect(self._asking.ask_robustness)
            made.next.stop_wanted.connect(self._asking.stop_robustness)
            QTimer.singleShot(0, self, lambda: self.one)
        return self._one

    @property
    def carrier(self) -> str:
        """The one that is shown, empty in the overview."""
        return self._asking.uscc

    # --- asking and showing

    @property
    def is_fresh(self) -> bool:
        """Also the live score, what differs from the sealed result, and the carrier that is shown."""
        return super().is_fresh and self._reckonings.are_over

    def question(self) -> Question:
        kind, chosen, language = self.desk.kind, self._source_id, self.desk.language
        self._reckonings.stop()
        return lambda place, _: first_look(place.opened(kind), chosen, language)

    def show_answer(self, answer: FirstLook) -> None:
        self._look = answer
        self._name_sources(answer)
        self.bar.allow(sealing=answer.expected > 0 and not self.desk.read_only)
        self.export.setEnabled(answer.expected > 0)
        if not answer.expected and answer.ranking is None:
            self.stack.setCurrentWidget(self.empty)
            return
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentWidget(self.overview)
        if answer.ranking is not None and (self._source_id or self._ranking is None):
            self._show(answer.ranking)
        if answer.sealed is not None and not answer.sealed.kept and not self.desk.read_only:
            self._keep(answer.sealed)
        self._ask_live(answer)
        if self.carrier:
            self._ask_carrier()
        if self._one is None:
            QTimer.singleShot(0, self, self._make_one)

    def _keep(self, sealed: SealedLines) -> None:
        """The lines of an older run are put beside it: the next look is quick."""
        title = self.tr("Preparing the lists of a sealed result")
        self.desk.write(title, lambda place, _: keep_beside(place, sealed), changes())

    def _ask_live(self, look: FirstLook) -> None:
        kind, language, sealed = self.desk.kind, self.desk.language, look.sealed
        self.bar.compute(self.tr("The live score is being worked out…"))
        self._reckonings.ask(lambda place, asked: live_look(place, kind, sealed, language, asked), self._live, self._step)
        if sealed is not None:
            self._reckonings.ask(
                lambda place, asked: staleness(place, kind, sealed, language, asked), self._tell_stale, self._compare
            )
        else:
            self.bar.tell(self.tr("Not sealed yet"), "warning", "warning")

    def _stop_reckoning(self) -> None:
        """What is shown then is the sealed result, or nothing yet."""
        self._reckonings.stop()
        self.bar.stopped()

    def _live(self, ranking: Ranking) -> None:
        if self._look is not None and self._look.sealed is None:
            self.bar.at_rest()
        if not self._source_id:
            self._show(ranking)
        names = {row.uscc: row.name for row in ranking.rows}
        if names != self._book_of:
            self._book_of = names
            self._reckonings.ask(lambda _, asked: name_book(names, asked), self._know)

    def _know(self, book: NameBook) -> None:
        self.ranking.know(book)

    def _tell_stale(self, stale: Staleness) -> None:
        self.bar.at_rest()
        self.ranking.mark(stale.moved)
        if stale.stale:
            self.bar.tell(stale.words, "warning", "warning")
        else:
            self.bar.tell(stale.words, "good", "good")

    def _step(self, done: int, total: int, _: str) -> None:
        self.bar.compute(self.tr("The live score is being worked out…"), done, total)

    def _compare(self, done: int, total: int, _: str) -> None:
        self.bar.compute(self.tr("Being compared with the sealed result…"), done, total)

    def _show(self, ranking: Ranking) -> None:
        self._ranking = ranking
        self.rubric.setText(ranking.rubric)
        self.ranking.show_ranking(ranking)
        self.quadrant.show_ranking(ranking)
        self.heat.show_ranking(ranking)
        has_picture = len(ranking.axes) == 2
        self.pictures.setCurrentWidget(self.quadrant if has_picture else self.no_picture)
        self.save_picture.setEnabled(has_picture)

    # --- one carrier

    def arrive(self, visit: Visit) -> None:
        if visit.carrier:
            self.open_carrier(visit.carrier, visit.target if isinstance(visit.target, str) else "")

    def open_carrier(self, uscc: str, code: str = "") -> None:
        """``code`` of an indicator to begin with."""
        self._asking.uscc = uscc
        rows = self._ranking.rows if self._ranking else ()
        self.one.expect(next((row.name for row in rows if row.uscc == uscc), uscc), code)
        self.stack.setCurrentWidget(self.one)
        self.one.back.setFocus()
        if self._look is not None:  # else its answer asks
            self._ask_carrier()

    def go_back(self) -> None:
        """To where one was."""
        self._asking.stop_robustness()
        uscc, self._asking.uscc = self.carrier, ""
        self.stack.setCurrentWidget(self.overview)
        self.ranking.go_to(uscc)
        self.quadrant.go_to(uscc)
        (self.ranking.table, self.quadrant, self.heat.table)[self.tabs.currentIndex()].setFocus()

    def _ask_carrier(self) -> None:
        sealed = self._look.sealed if self._look else None
        self._asking.ask(sealed, self.bar.at_rest, self._step, self.go_back)

    def _visit_cell(self, place: Place) -> None:
        self.desk.visit("verify", self.carrier, place)

    # --- sealing, exporting

    def seal(self) -> None:
        """Not to be undone, so the bar has asked before."""
        kind = self.desk.kind
        self.desk.write(
            self.tr("Score and seal"),
            lambda place, asked: seal_kind(place, kind, asked),
            changes(Change.RUNS),
            lambda _: self._sealed(),
        )

    def _sealed(self) -> None:
        self.desk.history.forget()
        self.desk.said.emit(self.tr("The scores are sealed."))

    def export_to(self, path: Path) -> None:
        """The live-formula workbook of what is shown: of a run, else of the live score."""
        self._exporting.workbook(path, self._source_id)

    def picture_to(self, path: Path) -> None:
        """SVG or PNG, as the name ends."""
        self._exporting.picture(path)

    def show_years(self) -> YearsDialog:
        """Earlier results, and what the years propose."""
        dialog = YearsDialog(self.desk, self)
        dialog.open()
        return dialog

    # --- where scores come from

    def _name_sources(self, look: FirstLook) -> None:
        known = [LIVE, *(run.id for run in look.runs)]
        if self._source_id not in known:
            self._source_id = LIVE
        self.source.blockSignals(True)
        self.source.clear()
        self.source.addItem(self.tr("Live score"), LIVE)
        for run in look.runs:
            self.source.addItem(run.words, run.id)
        self.source.setCurrentIndex(known.index(self._source_id))
        self.source.blockSignals(False)

    def _choose_source(self) -> None:
        self._source_id = str(self.source.currentData() or LIVE)
        self._ranking = None
        self.ask_again()

    # --- widgets

    def _connect(self) -> None:
        self.source.currentIndexChanged.connect(lambda _: self._choose_source())
        self.bar.wanted.connect(self.seal)
        self.bar.stop_wanted.connect(self._stop_reckoning)
        self.bar.again_wanted.connect(self.ask_again)
        self.export.clicked.connect(
            lambda: self._exporting.ask_workbook(str(self._ranking.year) if self._ranking else "", self._source_id)
        )
        self.years.clicked.connect(self.show_years)
        self.save_picture.clicked.connect(lambda: self._exporting.ask_picture(self.tabs.tabText(1)))
        self.empty.wanted.connect(partial(self.desk.visit, "collect"))
        for view in (self.ranking, self.quadrant):
            view.opened.connect(self.open_carrier)
        self.ranking.chosen.connect(self.quadrant.go_to)
        self.quadrant.chosen.connect(self.ranking.go_to)
        self.ranking.found.connect(self.heat.search)
        self.heat.opened.connect(self.open_carrier)
        self.desk.kind_changed.connect(lambda _: self._other_kind())

    def _other_kind(self) -> None:
        """Of another kind nothing that was shown holds; the page asks by itself."""
        self._source_id, self._ranking, self._look, self._asking.uscc = LIVE, None, None, ""
        if self._one is not None and self.stack.currentWidget() is self._one:
            self.stack.setCurrentWidget(self.overview)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(self.tr("Scores and grades"), "title"))
        head.addWidget(self.rubric, 1)
        head.addWidget(self.source)
        head.addWidget(self.years)
        head.addWidget(self.export)
        self.no_picture = label(
            self.tr("This rubric has no two dimensions of base points: there is nothing to draw."), "faint", wrap=True
        )
        self.pictures = QStackedWidget()
        self.pictures.addWidget(self.quadrant)
        self.pictures.addWidget(self.no_picture)
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(0, 8, 0, 0)
        foot = QHBoxLayout()
        foot.addWidget(
            label(
                self.tr(
                    "Arrow keys go from point to point, Enter opens. Dashed: medians. Dotted: where both dimensions alone come to a grade."
                ),
                "faint",
                wrap=True,
            ),
            1,
        )
        foot.addWidget(self.save_picture)
        column.addWidget(self.pictures, 1)
        column.addLayout(foot)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(self.tr("Views of all carriers"))
        self.tabs.setObjectName("score_tabs")
        self.tabs.addTab(self.ranking, self.tr("Ranking"))
        self.tabs.addTab(picture, self.tr("Picture"))
        self.tabs.addTab(self.heat, self.tr("Heat map"))
        corner = QWidget()  # tabs give a corner what its layout asks for, and a bare line less than its width
        inside = QHBoxLayout(corner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.ranking.search)
        self.tabs.setCornerWidget(corner)
        self.tabs.currentChanged.connect(lambda place: self.ranking.search.setVisible(self.tabs.widget(place) is not picture))
        self.overview = self.tabs
        self.stack = QStackedWidget()
        for one in (self.overview, self.empty):
            self.stack.addWidget(one)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.bar)
        whole.addWidget(self.stack, 1)

"""Every model of an open window passes Qt's tester: as it is met, and through everything that is done while it is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, qInstallMessageHandler
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTabWidget, QWidget
from shiboken6 import delete

from desktop.models.rows import Column, Index, RowsModel
from desktop.pages.drafts.building import MeasureDialog
from desktop.pages.drafts.slots import GroupSlot, RowsSlot
from desktop.pages.house import PAGES
from scoring.services.changes import Change, changes
from scoring.services.document_issue import PaperKind
from tests.desktop.screens import Window
from tests.desktop.test_certify import Certificates
from tests.desktop.test_drafts import Drafting
from tests.desktop.test_entry import Entering
from tests.desktop.test_papers import PapersScreen
from tests.desktop.test_review import TINGLAN, Review
from tests.desktop.test_score import QICHUAN, Scores
from tests.desktop.test_support import Support, adopted, with_amounts
from tests.desktop.test_years import Years

Sight = Callable[[Window, Path], Iterator[None]]
"""Goes through a part of the window, and stops where models may be met."""


class Watch:
    """A tester on every model that was met. What it finds wrong it says as a warning of Qt, which fails the test."""

    def __init__(self) -> None:
        self._testers: dict[QAbstractItemModel, QAbstractItemModelTester] = {}
        self.filled: set[str] = set()
        """Names of those that had rows."""

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        """Before the models go: a tester that outlives its own asks it what it has."""
        for tester in self._testers.values():
            delete(tester)

    def look(self) -> None:
        for model in models():
            if model not in self._testers:
                mode = QAbstractItemModelTester.FailureReportingMode.Warning
                self._testers[model] = QAbstractItemModelTester(model, mode)
            if model.rowCount(QModelIndex()):
                self.filled |= names(model)


def models() -> Iterator[QAbstractItemModel]:
    """Those of ours in the windows that are open, whether or not a view shows them."""
    for window in QApplication.topLevelWidgets():
        views = (view.model() for view in window.findChildren(QAbstractItemView))
        for model in (*window.findChildren(QAbstractItemModel), *views):
            if type(model).__module__.startswith("desktop."):  # the model of a QTreeWidget does not pass Qt's own tester
                yield model


def names(model: QAbstractItemModel) -> set[str]:
    """``pages.certify.keys_panel.model``: where whoever has it is written, and what it is called there."""
    owner = model.parent()
    if owner is None:
        return set()
    called = [name for name, value in vars(owner).items() if value is model]
    written = [one.__module__.removeprefix("desktop.") for one in type(owner).__mro__ if one.__module__.startswith("desktop.")]
    return {f"{module}.{name}" for module in written for name in called}


def every_tab(window: Window, within: QWidget) -> Iterator[None]:
    for tabs in within.findChildren(QTabWidget):
        before = tabs.currentIndex()
        for index in range(tabs.count()):
            if tabs.isVisible():
                tabs.setCurrentIndex(index)
                window.settled()
                yield
        tabs.setCurrentIndex(before)


def a_page(key: str) -> Sight:
    def go(window: Window, _: Path) -> Iterator[None]:
        window.view.rail.go(key)
        window.settled()
        yield
        yield from every_tab(window, window.view.current)

    return go


def marks(window: Window, _: Path) -> Iterator[None]:
    review = Review(window)
    review.choose(TINGLAN)
    yield
    review.seat("评审专家5")
    review.enter("2", "案例已被外区采用")
    window.wait(review.past)
    yield


def a_carrier_of_the_scores(window: Window, _: Path) -> Iterator[None]:
    scores = Scores(window)
    yield
    scores.open(QICHUAN)
    scores.choose("A1-4")
    yield
    yield from every_tab(window, scores.page.one)


def earlier_years(window: Window, _: Path) -> Iterator[None]:
    years = Years(window)
    yield
    years.enter(QICHUAN, 2024, "优秀", "区通报")
    yield
    years.dialog.reject()


def budgets(window: Window, folder: Path) -> Iterator[None]:
    adopted(window.desk.path, folder)
    window.desk.announce(changes(Change.DEFINITIONS, Change.RUNS))
    window.settled()
    support = with_amounts(Support(window))
    yield from every_tab(window, support.page)
    support.page.side.setCurrentWidget(support.page.pots)
    support.page.pots.none.button.click()
    support.fill(pot_name="年度预算", pot_amount="200万元", basis="批复")
    support.agree_to_the_end()
    yield


def letters(window: Window, folder: Path) -> Iterator[None]:
    screen = PapersScreen(window, folder)
    yield
    screen.paper(PaperKind.LETTER)
    screen.papers.all.click()
    yield


def keys(window: Window, folder: Path) -> Iterator[None]:
    certificates = Certificates(window, folder)
    yield from every_tab(window, certificates.page)
    certificates.make_key()
    yield


def a_draft_that_is_tried(window: Window, _: Path) -> Iterator[None]:
    drafting = Drafting(window)
    drafting.begin()
    page = drafting.page
    yield
    drafting.go("hnte_share")
    page.build_measure()
    building = drafting.dialog(MeasureDialog)
    window.wait(lambda: building.values.model.rows)
    yield
    building.reject()
    window.wait(lambda: page.dialog is None)
    assert page.shown is not None
    drafting.go("A1-1")
    drafting.type("maximum", "6")
    yield
    window.desk.undo()
    window.settled()
    drafting.go("A1-1")
    assert page.card.form is not None
    scale = next(one for one in page.card.form.widgets if isinstance(one, GroupSlot))
    steps = next(one for one in scale.form.widgets if isinstance(one, RowsSlot))
    page.card.said.typed.emit(steps.cells[2][1].slot.path, "3")  # half a point less: those below the top move
    window.settled()
    for tab, button, rows in (
        (page.trying.impact, "run_impact", page.trying.moved),
        (page.trying.examples, "run_draft_examples", page.trying.ran),
    ):
        page.trying.setCurrentWidget(tab)
        window.press(button)
        window.wait(lambda rows=rows: rows.rows)
        yield


def an_entry(window: Window, _: Path) -> Iterator[None]:
    entering = Entering(window)
    entering.begin("current")
    yield
    entering.type(4, "employees", "十几个")
    window.wait(lambda: entering.page.model.rows)
    yield


SIGHTS: dict[str, tuple[Sight, set[str]]] = {
    **{place.key: (a_page(place.key), set()) for place in PAGES},
    "verify": (a_page("verify"), {"pages.verify.carriers_panel.model"}),
    "marks": (marks, {"pages.review.cell_panel.seats", "pages.review.cell_panel.past"}),
    "carrier": (a_carrier_of_the_scores, {"pages.score.trace_panel.rows"}),
    "years": (earlier_years, {"pages.score.years_dialog.model"}),
    "budgets": (budgets, {"pages.support.pots_panel.model"}),
    "letters": (letters, {"pages.publish.papers.model"}),
    "keys": (keys, {"pages.certify.keys_panel.model"}),
    "draft": (
        a_draft_that_is_tried,
        {"pages.drafts.trying.moved", "pages.drafts.trying.ran", "widgets.builder.live_values.model"},
    ),
    "entry": (an_entry, {"pages.entry.page.model"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGHTS)
def test_every_model_that_is_met_passes_the_tester(name: str, window: Window, tmp_path: Path) -> None:
    go, wanted = SIGHTS[name]
    with Watch() as watch:
        for _ in go(window, tmp_path):
            watch.look()
    assert wanted <= watch.filled


class Forgetful(RowsModel[str]):
    """Says nothing of the rows it takes away."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def forget(self) -> None:
        self.layoutAboutToBeChanged.emit()
        self._rows = ()
        self.layoutChanged.emit()


def test_a_model_that_is_wrong_is_told_by_a_warning(window: Window, qtlog: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Forgetful, "__module__", "desktop.forgetful")
    model = Forgetful((Column("载体", str),), parent=window.widget)
    model.show(["甲", "乙"])
    told: list[str] = []
    with qtlog.disabled(), Watch() as watch:
        before = qInstallMessageHandler(lambda _, __, words: told.append(words))
        watch.look()
        first = list(told)
        model.forget()
        qInstallMessageHandler(before)
    assert [one for one in first if "FAIL" in one] == []
    assert [one for one in told if "FAIL" in one]

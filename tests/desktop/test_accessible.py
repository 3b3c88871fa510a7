"""Whatever the Tab key reaches says its name to a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea, QTabBar, QTabWidget, QWidget

from desktop.main_window import MainWindow
from desktop.pages.house import PAGES
from scoring.store.definitions import Kind
from tests.desktop.screens import Window
from tests.desktop.test_drafts import Drafting
from tests.desktop.test_entry import Entering


def nameless(within: QWidget) -> Iterator[str]:
    """What can have the focus and what holds it, and says nothing of itself."""
    for one in within.findChildren(QWidget):
        reached = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        if one.isVisible() and (reached or isinstance(one, QTabBar | QScrollArea)) and not _said(one).strip():
            yield f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}"


def _said(one: QWidget) -> str:
    if isinstance(one, QTabBar):  # Qt answers with the tab that is chosen, which does not say what is chosen by it
        return one.accessibleName()
    interface = QAccessible.queryAccessibleInterface(one)
    return interface.text(QAccessible.Text.Name) if interface is not None else one.accessibleName()


def _with_every_tab(page: QWidget) -> Iterator[None]:
    yield
    for tabs in page.findChildren(QTabWidget):
        for index in range(tabs.count()):
            if tabs.isVisible():
                tabs.setCurrentIndex(index)
                yield


def test_everything_on_every_page_has_a_name(window: Window) -> None:
    silent: dict[str, str] = {}
    for place in PAGES:
        window.view.rail.go(place.key)
        window.settled()
        for _ in _with_every_tab(window.view.current):
            window.settled()
            silent |= dict.fromkeys(nameless(window.widget), place.key)
    assert silent == {}


def test_a_carrier_of_the_scores_has_names_in_all_its_parts(window: Window) -> None:
    window.desk.visit("score", "91310113YFP9000018")
    window.settled()
    silent: set[str] = set()
    for _ in _with_every_tab(window.view.current):
        window.settled()
        silent |= set(nameless(window.widget))
    assert silent == set()


def test_an_entry_has_names_in_all_its_parts(window: Window) -> None:
    entering = Entering(window)
    silent = set(nameless(window.widget))
    entering.begin("current")
    for _ in _with_every_tab(window.view.current):
        window.settled()
        silent |= set(nameless(window.widget))
    assert silent == set()


@pytest.mark.parametrize(("kind", "sorts"), [
    (Kind.RUBRIC, ("Rubric", "RowSet", "Measure", "Branch", "Indicator", "GradeLevel")),
    (Kind.FORM, ("Form", "Table", "Field", "Check")),
    (Kind.CONDITIONS, ("Conditions", "Condition")),
    (Kind.POLICY, ("Policy", "Clause", "OpenFigure")),
])  # fmt: skip
def test_a_draft_has_names_in_all_its_parts(window: Window, kind: Kind, sorts: tuple[str, ...]) -> None:
    drafting = Drafting(window)
    drafting.begin(kind)
    page = drafting.page
    assert page.shown is not None
    first = {node.sort: node for node in reversed(list(page.shown.outline.everything()))}
    silent: dict[str, str] = {}
    for sort in sorts:
        path = first[sort].path
        page.outline.go_to(path)
        window.wait(lambda path=path: page.card.shown_path == path)
        silent |= dict.fromkeys(nameless(window.widget), sort)
    for _ in _with_every_tab(page):
        window.settled()
        silent |= dict.fromkeys(nameless(window.widget), "trying")
    assert silent == {}


def test_what_has_no_name_is_found(window: Window) -> None:
    added = QTabWidget(window.widget)
    added.addTab(QScrollArea(), "one")
    added.show()
    assert isinstance(window.widget, MainWindow)
    assert {one.partition(" ")[0] for one in nameless(window.widget)} == {"QTabBar", "QScrollArea"}

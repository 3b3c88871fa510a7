"""The start page, its dialogs, and what the menus change in every window."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.help.diagnostics import DiagnosticsDialog
from desktop.help.manual import WIDEST, ManualWindow, manual_path, unbroken
from desktop.main_window import MainWindow
from desktop.pages.roster.page import RosterPage
from desktop.pages.start.kind_dialog import KindDialog
from desktop.pages.start.new_round import NewRoundDialog
from desktop.settings import Settings
from desktop.theme import DARK, icon
from desktop.widgets.actor import ActorDialog
from scoring.errors import Cancelled
from scoring.services.overview import overview
from scoring.services.sample_district import UNFINISHED, build_sample, sample_workspace
from scoring.services.starting import rubric_choices
from tests.desktop.screens import PATIENCE, Window
from tests.desktop.workspaces import ACTOR, worked

RUBRICS = Path(str(files("resources").joinpath("rubrics")))


def now() -> datetime:
    return datetime.now(UTC)


class Start:
    """The start page of a window without a workspace."""

    def __init__(self, widget: MainWindow, qtbot: QtBot) -> None:
        self.widget, self.qtbot, self.page = widget, qtbot, widget.start

    def recent(self) -> list[str]:
        return [self.page.recent.item(row).text() for row in range(self.page.recent.count())]

    def new_round(self) -> NewRoundDialog:
        self.page.new_round()
        dialog = self.widget.findChild(NewRoundDialog)
        assert dialog is not None
        self.wait(lambda: dialog.rubric.rubric is not None)
        return dialog

    def wait(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE)

    def opened(self) -> Window:
        self.wait(lambda: self.widget.workspace is not None)
        return Window(self.widget, self.qtbot)


@pytest.fixture
def start(fuping: Application, qtbot: QtBot) -> Start:
    return Start(fuping.open(), qtbot)


# --- recent workspaces


def test_recent_workspaces_open_with_enter_and_leave_the_list_with_delete(
    start: Start, settings: Settings, tmp_path: Path
) -> None:
    for name in ("old", "new", "gone"):
        (tmp_path / name).mkdir()
        settings.opened(worked(tmp_path / name).rename(tmp_path / name / f"{name}.fuping"), now())
    (tmp_path / "gone" / "gone.fuping").unlink()
    start.page.refresh()
    assert start.recent() == ["new", "old"]
    start.page.recent.setCurrentRow(0)
    start.qtbot.keyClick(start.page.recent, Qt.Key.Key_Delete)
    assert start.recent() == ["old"]
    assert (tmp_path / "new" / "new.fuping").is_file()
    menu = start.page.recent.menu()
    assert [action.text() for action in menu.actions()] == ["打开", "从列表中移除（文件保留）"]
    start.qtbot.keyClick(start.page.recent, Qt.Key.Key_Return)
    assert start.opened().desk.path.name == "old.fuping"


# --- a new round


def test_a_new_round_is_made_and_opened(start: Start, settings: Settings, tmp_path: Path) -> None:
    settings.put_folder("workspace", tmp_path)
    dialog = start.new_round()
    this_year = datetime.now(UTC).astimezone().year
    assert (dialog.assessment_year.value(), dialog.data_year.value()) == (this_year, this_year - 1)
    dialog.district.setText("测试区科委")
    assert dialog.place.text() == str(tmp_path / f"测试区科委 {this_year}.fuping")
    dialog.assessment_year.setValue(2027)
    assert dialog.data_year.value() == 2026
    dialog.actor.setText("周新来")
    dialog.make.click()
    window = start.opened()
    assert window.desk.path == tmp_path / "测试区科委 2027.fuping"
    assert settings.actor == "周新来"
    assert window.view.head.district.text() == "测试区科委"
    assert window.view.head.year.text() == "2027 年度考评"


def test_what_is_refused_is_said_in_the_dialog_and_nothing_typed_is_lost(start: Start, tmp_path: Path) -> None:
    dialog = start.new_round()
    dialog.place.setText(str(tmp_path / "there.fuping"))
    dialog._own_place()
    said: list[str] = []

    def refused() -> str:
        dialog.notice.hide()
        dialog.make.click()
        start.wait(lambda: dialog.notice.isVisible() and dialog.make.isEnabled())
        said.append(dialog.notice.text.text())
        return said[-1]

    assert refused() == "请写明区名或单位名"
    dialog.district.setText("测试区")
    dialog.data_year.setValue(dialog.assessment_year.value() + 1)
    assert "晚于考评年度" in refused()
    dialog.data_year.setValue(dialog.assessment_year.value() - 1)
    own = tmp_path / "own.toml"
    own.write_text(
        (RUBRICS / "maker_space_incubation.toml").read_text("utf-8").replace('form = "maker-space"', 'form = "no-such"'), "utf-8"
    )
    dialog.rubric.take(own)
    assert "no-such" in refused()
    (tmp_path / "there.fuping").touch()
    dialog.rubric.box.setCurrentIndex(0)
    assert "there.fuping" in refused()
    assert (dialog.district.text(), dialog.place.text()) == ("测试区", str(tmp_path / "there.fuping"))
    dialog.reject()


def test_a_rubric_of_ones_own_begins_a_round(start: Start, tmp_path: Path) -> None:
    own = Path(shutil.copy(RUBRICS / "maker_space_incubation.toml", tmp_path / "own.toml"))
    dialog = start.new_round()
    titles = [dialog.rubric.box.itemText(row) for row in range(dialog.rubric.box.count())]
    assert titles == [*(one.title["zh"] for one in rubric_choices()), "使用自己的文件…"]
    dialog.rubric.take(own)
    dialog.district.setText("测试区")
    dialog.kind.setText("众创空间")
    dialog.place.setText(str(tmp_path / "own"))
    dialog.make.click()
    window = start.opened()
    assert overview(tmp_path / "own.fuping", read_only=True).kinds == ("众创空间",)
    assert window.desk.kind == "众创空间"


def test_one_more_kind_is_added_and_looked_at(window: Window) -> None:
    window.widget.dialogs.add_kind()
    dialog = window.widget.findChild(KindDialog)
    assert dialog is not None
    window.wait(lambda: dialog.rubric.rubric)
    first = window.desk.kind
    dialog.name.setText(first)
    dialog.add.click()
    window.wait(dialog.notice.isVisible)
    assert first in dialog.notice.text.text()
    dialog.rubric.box.setCurrentIndex(dialog.rubric.box.findText("众创空间", Qt.MatchFlag.MatchStartsWith))
    dialog.name.setText("众创空间")
    dialog.add.click()
    window.wait(lambda: window.desk.kind == "众创空间")
    window.wait(lambda: window.view.kinds.currentText() == "众创空间")
    assert [action.text() for action in window.widget.menus.kinds.actions()] == [first, "众创空间"]
    window.widget.menus.kinds.actions()[0].trigger()
    assert window.view.kinds.currentText() == window.desk.kind == first


def test_a_kind_that_was_added_is_taken_back_while_it_is_looked_at(window: Window) -> None:
    first = window.desk.kind
    window.widget.dialogs.add_kind()
    dialog = window.widget.findChild(KindDialog)
    assert dialog is not None
    window.wait(lambda: dialog.rubric.rubric)
    dialog.name.setText("众创空间")
    dialog.add.click()
    window.wait(lambda: window.desk.kind == "众创空间")
    window.settled()
    assert window.widget.menus.undo.text() == "撤销 增加载体类型"
    window.desk.undo()
    window.wait(lambda: window.desk.years[0].kinds == (first,))
    window.settled()
    assert window.desk.kind == window.view.kinds.currentText() == first
    assert window.notice() == "", "nobody asks for what is gone"
    window.desk.redo()
    window.wait(lambda: window.desk.years[0].kinds == (first, "众创空间"))
    window.desk.look_at("众创空间")
    window.settled()
    window.desk.undo()
    window.wait(lambda: window.desk.years[0].kinds == (first,))
    assert window.desk.kind == first


# --- the sample district


def test_the_sample_is_whole_or_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    build_sample(folder, actor=ACTOR, clock=now, worked_only=True)
    assert sample_workspace(folder) == folder / "district.fuping"
    (folder / UNFINISHED).touch()
    assert sample_workspace(folder) is None

    class Stopped:
        def step(self, done: int, total: int, label: str = "") -> None:
            if done > 50:
                raise Cancelled

    with pytest.raises(Cancelled):
        build_sample(folder, actor=ACTOR, clock=now, worked_only=True, progress=Stopped())
    assert not folder.exists()


def test_building_the_sample_shows_progress_and_stops_when_asked(start: Start, settings: Settings) -> None:
    start.page.sample.click()
    assert not start.page.new.isEnabled()
    start.wait(lambda: start.page.progress.isVisible() and "/ 100" in start.page.progress.where.text())
    start.page.progress.cancel.click()
    start.wait(start.page.new.isEnabled)
    assert not settings.sample_folder.exists()
    assert start.widget.workspace is None
    assert not start.page.notice.isVisible()


def test_until_somebody_has_work_of_their_own_the_first_window_is_the_sample(
    fuping: Application, settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    settings.sample_folder.mkdir(parents=True)
    worked(settings.sample_folder)
    first = Start(fuping.begin(), qtbot).opened()
    assert first.desk.path.parent == settings.sample_folder
    first.widget.close_workspace()
    again = Start(fuping.begin(), qtbot).opened()
    again.widget.close_workspace()
    settings.opened(worked(tmp_path), now())
    assert fuping.begin().opening is None


def test_starting_over_closes_the_sample_here_but_not_in_another_window(
    fuping: Application, settings: Settings, qtbot: QtBot
) -> None:
    settings.sample_folder.mkdir(parents=True)
    path = worked(settings.sample_folder)
    old = settings.sample_folder / "old.txt"
    old.touch()
    here, there = Start(fuping.open(path), qtbot), Start(fuping.open(), qtbot)
    here.opened()
    there.widget._sample(anew=True)
    there.wait(there.page.notice.isVisible)
    assert "占用" in there.page.notice.text.text()
    assert path.is_file()
    here.widget.sample_anew()
    box = here.widget.findChild(QMessageBox, "start_over")
    assert box is not None
    next(button for button in box.buttons() if button.text() == "从头开始").click()
    here.wait(lambda: here.page.progress.isVisible() and not old.exists())
    here.page.progress.cancel.click()
    here.wait(here.page.new.isEnabled)


def test_a_window_closed_while_it_opens_leaves_no_lock(fuping: Application, workspace: Path) -> None:
    fuping.open(workspace).close()
    assert list(workspace.parent.glob(".~*")) == []


# --- who, how, in which language


def test_who_is_at_the_desk_is_asked_once(fuping: Application, qtbot: QtBot, workspace: Path, settings: Settings) -> None:
    settings.put("actor", "")
    window = Window(fuping.open(workspace), qtbot)
    strip = window.view.actor
    assert strip.isVisible()
    strip.name.setText("  吴头回 ")
    strip.keep.click()
    assert not strip.isVisible()
    assert settings.actor == "吴头回"
    window.widget.dialogs.ask_actor()
    dialog = window.widget.findChild(ActorDialog)
    assert dialog is not None
    dialog.name.setText("郑换班")
    dialog._keep()
    assert settings.actor == "郑换班"
    assert window.view.head.actor.text() == "郑换班"


def test_the_first_steps_lead_to_their_pages_and_can_be_put_away(window: Window, settings: Settings) -> None:
    guide = window.view.guide
    assert guide.isVisible()
    guide.steps.linkActivated.emit("verify")
    assert window.view.current.key == "verify"
    guide.away.click()
    assert not guide.isVisible()
    window.widget.menus.first_steps.trigger()
    assert guide.isVisible()


def test_the_language_changes_at_once_in_every_window(window: Window, fuping: Application, workspace: Path) -> None:
    window.view.rail.go("journal")
    fuping.open()
    window.widget.menus.languages["en"].trigger()
    window.wait(lambda: len(fuping.windows) == 2 and fuping.windows[0].workspace is not None)
    shown = Window(fuping.windows[0], window.qtbot)
    assert shown.desk.path == workspace
    assert not shown.desk.read_only
    assert shown.view.current.key == "journal"
    assert shown.view.rail.item(0).text() == "Roster"
    assert fuping.windows[1].menus.new_round.text() == "New round…"
    shown.widget.menus.languages["zh"].trigger()
    window.wait(lambda: len(fuping.windows) == 2 and fuping.windows[0].workspace is not None)
    assert fuping.windows[0].menus.new_round.text() == "新建考评轮次…"


def test_find_goes_to_the_search_line_of_the_page(window: Window) -> None:
    page = window.go("roster", RosterPage)
    window.widget.menus.find.trigger()
    assert page.search.hasFocus() or window.widget.focusWidget() is page.search


def test_the_look_changes_at_once(start: Start, qapp: QApplication, settings: Settings) -> None:
    picture = icon("undo", "text")
    start.widget.menus.looks["dark"].trigger()
    assert settings.look == "dark"
    assert qapp.palette().window().color().name() == DARK.window
    image = picture.pixmap(24, 24).toImage()
    shades = {image.pixelColor(x, y).lightness() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255}
    assert min(shades) > 150  # an icon made in the light is legible in the dark
    start.widget.menus.looks["system"].trigger()


def test_a_window_whose_screen_is_gone_comes_back(fuping: Application, settings: Settings, start: Start) -> None:
    start.widget.move(90_000, 90_000)
    settings.put_state("window/geometry", start.widget.saveGeometry())
    again = fuping.open()
    assert again.frameGeometry().intersects(QGuiApplication.primaryScreen().availableGeometry())


# --- help, and dropped files


def test_the_lines_of_the_manual_are_joined_where_chinese_has_no_blank() -> None:
    assert unbroken("收表，\n  核验\n- 评审") == "收表，核验\n- 评审"
    assert unbroken("说“收表”\n再**核验**；\n**评审**") == "说“收表”再**核验**；**评审**"
    assert unbroken("the “roster”\n“returns”") == "the “roster”\n“returns”"
    assert unbroken("```\n收表\n核验\n```") == "```\n收表\n核验\n```"


def test_the_manual_opens_and_is_searched(start: Start) -> None:
    start.widget.dialogs.show_manual()
    start.widget.dialogs.show_manual()
    (manual,) = start.widget.findChildren(ManualWindow)
    assert manual.chapters.count() > 10
    manual.search.setText("封存")
    assert manual.text.textCursor().selectedText() == "封存"
    first = manual.text.textCursor().position()
    manual.next.click()
    assert manual.text.textCursor().position() > first
    manual.search.setText("没有这样的词语")
    assert manual.found.text() == "共 0 处"
    manual.close()


@pytest.mark.parametrize(
    ("language", "name", "first"), [("zh", "manual.zh-CN.md", "孵评使用手册"), ("en", "manual.en.md", "The Fuping manual")]
)
def test_the_manual_is_in_the_language_of_the_window_and_its_links_and_pictures_lead_somewhere(
    fuping: Application, qtbot: QtBot, language: str, name: str, first: str
) -> None:
    fuping.speak(language)
    start = Start(fuping.open(), qtbot)
    start.widget.dialogs.show_manual()
    (manual,) = start.widget.findChildren(ManualWindow)
    text = manual_path(name).read_text("utf-8")
    assert manual.chapters.item(0).toolTip() == first
    links, pictures = re.findall(r"\]\(#([^)]+)\)", text), re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)
    assert links
    assert pictures
    for anchor in links:
        manual.chapters.setCurrentRow(-1)
        manual.text.anchorClicked.emit(QUrl(f"#{anchor}"))
        assert manual.chapters.currentItem() is not None, anchor
    for one in pictures:
        picture = manual.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(one))
        assert isinstance(picture, QImage)
        assert 0 < picture.width() <= WIDEST, one
    manual.close()


def test_diagnostics_name_versions_and_no_files(window: Window, workspace: Path) -> None:
    window.widget.dialogs.show_diagnostics()
    dialog = window.widget.findChild(DiagnosticsDialog)
    assert dialog is not None
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "Qt 6." in text
    assert str(workspace.parent) not in text
    dialog.close()


def test_a_workspace_dropped_on_the_window_opens(start: Start, workspace: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workspace))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(40, 40), copy, data, left, none)
    middle = start.widget.centralWidget()
    QApplication.sendEvent(middle, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(middle, QDropEvent(QPointF(40, 40), copy, data, left, none))
    assert start.opened().desk.path == workspace

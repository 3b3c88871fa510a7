"""发布: what has gone out, the preview, saving, printing, and the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.modeltest import ModelTester

from desktop.pages.publish import thumbnails
from desktop.pages.publish.asking import set_up
from desktop.pages.publish.bands import picture
from desktop.pages.publish.page import PublishPage
from desktop.pages.publish.pattern import PatternDialog
from desktop.pages.publish.preview import ROOMY
from desktop.pages.publish.sheets import GAP, Fit, Sheets
from desktop.pages.publish.thumbnails import IMAGE, WIDE
from scoring.services.amending import Typed, amend_typed
from scoring.services.changes import Change, changes
from scoring.services.kinds import seal_kinds
from scoring.services.naming import Existing
from scoring.services.previewing import band, page_sizes
from scoring.services.publishing import PaperState, Publication
from scoring.services.rosters import participants
from scoring.services.workplace import Workplace
from scoring.store import doctor, papers, runs
from tests.desktop.screens import Window, texts
from tests.desktop.workspaces import ACTOR, place

FIRST = "云岬启川科技企业孵化器"
DOTS = 75
"""Per inch of the printer of the tests: enough to see that it is the same page."""


class Answers:
    """Somebody who answers at once what the page asks."""

    def __init__(self, folder: Path) -> None:
        self.where: Path | None = folder
        self.over: Existing | None = Existing.OVERWRITE
        self.goes_on = True
        self.printout = folder / "printed.pdf"
        self.asked: list[tuple[Any, ...]] = []

    def folder(self, last: str) -> Path | None:
        self.asked.append(("folder",))
        return self.where

    def file(self, last: str, name: str, kinds: str = "") -> Path | None:
        self.asked.append(("file", name))
        return self.where / name if self.where else None

    def existing(self, names: tuple[str, ...]) -> Existing | None:
        self.asked.append(("existing", *names))
        return self.over

    def knowing(self, cautions: tuple[str, ...]) -> bool:
        self.asked.append(("knowing", *cautions))
        return self.goes_on

    def printer(self, title: str, *, one: bool) -> QPrinter | None:
        self.asked.append(("printer", title, one))
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printout))
        set_up(printer)
        printer.setResolution(DOTS)
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 4)
        return printer


class PublishScreen:
    def __init__(self, window: Window, folder: Path) -> None:
        self.window = window
        self.page = window.go("publish", PublishPage)
        self.answers = Answers(folder)
        self.page.asking = self.answers  # type: ignore[assignment] # the person
        self.said: list[str] = []
        window.desk.said.connect(self.said.append)

    @property
    def preview(self) -> Any:
        return self.page.preview

    def rows(self) -> list[list[str]]:
        return texts(self.page.reports.table)

    def choose(self, carrier: str) -> PublishScreen:
        self.page.reports.go_to(next(row.result.uscc for row in self.page.shown.rows if row.result.name == carrier))
        return self.drawn()

    def drawn(self) -> PublishScreen:
        """Until the report that is current stands on the screen."""
        wait = self.window.wait
        wait(lambda: not self.page._later.isActive() and self.preview.sheets.pages > 0)
        wait(lambda: self.page.looking.wanted is not None and self.preview._title == self.page.looking.wanted.carrier)
        wait(lambda: "正在生成" not in self.preview._state and self.preview.sheets.bands.is_idle)
        return self

    def tick_all(self) -> PublishScreen:
        self.page.reports.all.click()
        return self

    def save(self) -> PublishScreen:
        before = len(self.said)
        self.window.view.notice.hide()
        self.window.press("save")
        self.window.wait(lambda: len(self.said) > before or self.window.notice())
        self.window.settled()
        return self

    def print(self) -> PublishScreen:
        before = len(self.said)
        self.window.view.notice.hide()
        self.window.press("print")
        self.window.wait(lambda: len(self.said) > before or self.window.notice())
        self.window.settled()
        return self


@pytest.fixture
def screen(window: Window, tmp_path: Path) -> PublishScreen:
    out = tmp_path / "out"
    out.mkdir()
    return PublishScreen(window, out)


# --- the list


def test_the_list_tells_points_grade_rank_and_that_nothing_has_gone_out(
    screen: PublishScreen, qtmodeltester: ModelTester
) -> None:
    assert [row[:5] for row in screen.rows()] == [
        [FIRST, "未印", "91.92", "优秀", "1"],
        ["云岬听澜创新工场", "未印", "66.05", "合格", "2"],
        ["云岬沐野生物孵化基地", "未印", "34.63", "不合格", "3"],
    ]
    assert screen.page.reports.chips[PaperState.DUE].text() == "未印 3"
    qtmodeltester.check(screen.page.reports.model)
    uscc = screen.page.shown.rows[2].result.uscc
    screen.window.desk.visit("publish", uscc)
    assert screen.page.reports.table.current_row().result.uscc == uscc
    screen.page.show_answer(Publication(None, (), ()))
    assert screen.page.stack.currentWidget() is screen.page.empty
    screen.page.empty.button.click()
    assert screen.window.view.current.key == "score"


def test_rows_are_found_filtered_and_ticked_by_keyboard(screen: PublishScreen) -> None:
    reports, qtbot = screen.page.reports, screen.window.qtbot
    screen.window.child(QLineEdit, "search").setText("tlcx")
    assert [row[0] for row in screen.rows()] == ["云岬听澜创新工场"]
    reports.table.go_to(reports.model.index(0, 0))
    reports.table.setFocus()
    qtbot.keyClick(reports.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert screen.page.search.selectedText() == "tlcx"
    qtbot.keyClick(reports.table, Qt.Key.Key_Space)
    assert [row.result.name for row in reports.model.ticked_rows] == ["云岬听澜创新工场"]
    assert reports.all.isChecked()
    screen.window.child(QLineEdit, "search").clear()
    assert not reports.all.isChecked()
    reports.chips[PaperState.PRINTED].click()
    assert screen.rows() == []
    reports.chips[None].click()
    screen.tick_all()
    assert len(reports.model.ticked_rows) == 3
    assert screen.page.save.text() == "保存… (3)"


def test_changed_data_are_told_with_the_way_there_and_old_papers_are_outdated(screen: PublishScreen) -> None:
    screen.choose(FIRST).save()
    assert screen.rows()[0][1] == "已印"
    assert not screen.page.notice.isVisible()
    desk = screen.window.desk

    def amend(where: Workplace, _: object) -> None:
        opened = where.opened()
        whose = opened.carrier("听澜")
        typed = Typed("tenants", 20, "rd_staff", "1", "按社保清单核定")
        amend_typed(opened, whose, [typed], actor=ACTOR, now=where.now)

    desk.write("更正", amend, changes(Change.VALUES))
    screen.window.wait(screen.page.notice.isVisible)
    assert "封存之后又有改动" in screen.page.notice.text.text()
    assert screen.page.save.isEnabled()
    desk.write("封存", lambda where, _: seal_kinds(where.kinds, actor=ACTOR, now=where.now), changes(Change.RUNS))
    screen.window.wait(lambda: not screen.page.notice.isVisible())
    screen.window.settled()
    assert screen.rows()[0][1] == "已过期"
    assert texts(screen.page.log.table)[0][4] == "以前的结果"


# --- the preview


def test_screen_file_store_and_what_is_saved_again_are_one(
    screen: PublishScreen, workspace: Path, qtmodeltester: ModelTester
) -> None:
    """The pixels on the screen before anything is issued are those of the file that is saved then, and of the paper kept."""
    sheets = screen.choose(FIRST).preview.sheets
    shown, scale = sheets.bands.image((0, 0)), sheets.scale
    assert shown is not None
    screen.save()
    [file] = list(screen.answers.where.iterdir())  # type: ignore[union-attr] # there is one
    content = file.read_bytes()
    saved = picture(band(content, 0, scale, 0))
    saved.setDevicePixelRatio(shown.devicePixelRatio())
    assert saved == shown
    with place(workspace) as there:
        [kept] = papers.of_run(there.store, runs.of_round(there.store, there.opened().round.id)[-1].id)
        assert papers.content(there.store, kept.hash) == content
    screen.window.wait(lambda: sheets.bands.is_idle)
    grabbed = sheets.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    left = (sheets.viewport().width() - shown.width()) // 2
    height = min(sheets.viewport().height() - GAP, shown.height()) - 4
    inner = grabbed.copy(left + 2, GAP + 2, shown.width() - 4, height)
    assert inner == shown.copy(2, 2, inner.width(), inner.height())
    assert screen.page.reports.table.horizontalScrollBar().maximum() == 0, "all of the table is in view"
    screen.page.tabs.setCurrentIndex(1)
    assert screen.page.log.table.horizontalScrollBar().maximum() == 0
    assert texts(screen.page.log.table)[0][1:5] == [FIRST, "反馈版　中文", ACTOR, "本次结果"]
    screen.window.press("save_again")
    screen.window.wait(lambda: "一个字节不差" in screen.said[-1])
    [again] = [path for path in file.parent.iterdir() if path != file]
    assert again.read_bytes() == content
    qtmodeltester.check(screen.page.log.model)


def test_while_another_report_is_made_the_one_before_stays_in_view_but_pale(
    screen: PublishScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = screen.choose(FIRST).preview.sheets
    crisp, said, set_pale = _seen(sheets), [], sheets.set_pale

    def watched(pale: bool) -> None:
        set_pale(pale)
        said.append((pale, _seen(sheets) == crisp))

    monkeypatch.setattr(sheets, "set_pale", watched)
    screen.choose("云岬听澜创新工场")
    assert said[0] == (True, False), "what is there is covered before the other one comes"
    assert said[-1][0] is False
    screen.choose(FIRST)
    assert _seen(sheets) == crisp


def _seen(sheets: Sheets) -> QImage:
    return sheets.viewport().grab().toImage()


def test_a_page_of_the_window_that_nobody_looks_at_keeps_no_pictures_of_papers(screen: PublishScreen) -> None:
    sheets = screen.choose(FIRST).preview.sheets
    drawn = sheets.bands.image((0, 0))
    assert drawn is not None
    screen.window.view.rail.go("journal")
    assert sheets.bands.image((0, 0)) is None
    screen.window.go("publish", PublishPage)
    screen.window.wait(lambda: sheets.bands.image((0, 0)) == drawn)


def test_pages_are_drawn_as_they_come_into_view_zoomed_searched_and_copied(screen: PublishScreen) -> None:
    sheets, preview = screen.choose(FIRST).preview.sheets, screen.preview
    assert sheets.pages > 20
    assert max(page for page, _ in sheets.bands._kept) <= 3
    page = screen.window.child(QLineEdit, "page")
    page.setText("12")
    page.editingFinished.emit()
    screen.window.wait(lambda: sheets.bands.image((11, 0)) is not None)
    assert (sheets.page, page.text()) == (11, "12")
    page.setText("999")
    page.editingFinished.emit()
    assert sheets.page == sheets.pages - 1
    screen.window.qtbot.keyClick(sheets, Qt.Key.Key_Home)
    assert page.text() == "1"
    _zoom(screen)
    preview.search.click()
    preview.looked_for.setText("在孵企业")
    screen.window.wait(lambda: len(preview.hits) > 5)
    assert {"".join(hit.text.split()) for hit in preview.hits} == {"在孵企业"}  # some go over two lines
    assert preview.count.text() == f"1 / {len(preview.hits)}"
    preview.previous.click()
    assert preview.count.text() == f"{len(preview.hits)} / {len(preview.hits)}"
    assert preview.sheets.page == preview.hits[-1].page
    [hit, *_] = [one for one in preview.hits if len(one.boxes) == 1]
    [(left, top, right, bottom)] = hit.boxes
    preview.sheets.select(hit.page, (left + 1, (top + bottom) / 2), (right - 1, (top + bottom) / 2))
    screen.window.wait(lambda: preview.sheets.selected is not None)
    preview.sheets.copy()
    assert QGuiApplication.clipboard().text() == "在孵企业"
    preview.looked_for.setText("没有这样的字")
    screen.window.wait(lambda: preview.count.text() == "没有找到")
    preview.close_bar.click()
    assert preview.hits == () or preview.count.text() == ""


def _zoom(screen: PublishScreen) -> None:
    sheets, preview = screen.preview.sheets, screen.preview
    wide = sheets.zoom
    assert sheets.horizontalScrollBar().maximum() == 0
    preview.into.click()
    assert sheets.zoom == pytest.approx(wide * 1.2)
    QApplication.sendEvent(sheets.viewport(), _wheel(-120))
    assert sheets.zoom == pytest.approx(wide)
    preview.zoom.activated.emit(preview.zoom.findText("300%"))
    assert sheets.zoom == 3.0
    preview.into.click()
    assert (sheets.zoom, preview.zoom.currentText()) == (3.0, "300%")
    screen.window.wait(lambda: sheets.bands.is_idle)
    assert sum(image.sizeInBytes() for image in sheets.bands._kept.values()) < 80_000_000
    preview.zoom.activated.emit(1)
    assert (sheets.fit, preview.zoom.currentText()) == (Fit.PAGE, "适合整页")
    assert sheets._pixels[0][1] / sheets.devicePixelRatioF() <= sheets.viewport().height()


def _wheel(turn: int) -> QWheelEvent:
    where, none = QPointF(50, 50), QPoint()
    control, phase = Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(where, where, none, QPoint(0, turn), Qt.MouseButton.NoButton, control, phase, False)


# --- the small pages


def test_the_small_pages_lead_through_a_report(screen: PublishScreen, qtmodeltester: ModelTester) -> None:
    small, sheets, window = screen.choose(FIRST).preview.small, screen.preview.sheets, screen.window
    qtmodeltester.check(small.pages)
    assert small.pages.rowCount() == sheets.pages > 3
    assert small.isVisible()
    window.wait(lambda: small.is_idle)
    first = small.pages.index(0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == f"第 1 页，共 {sheets.pages} 页"
    drawn = first.data(IMAGE)
    assert drawn.width() == pytest.approx(WIDE * small.devicePixelRatioF(), abs=1)
    assert len({drawn.pixelColor(x, y).rgb() for x in range(0, WIDE, 3) for y in range(0, drawn.height(), 3)}) > 3, (
        "a page with text"
    )
    small.setFocus()
    window.qtbot.keyClick(small, Qt.Key.Key_Down)
    assert sheets.page == small.currentIndex().row() == 1
    assert screen.preview.page.text() == "2"
    window.qtbot.keyClick(small, Qt.Key.Key_End)
    assert small.currentIndex().row() == sheets.pages - 1
    window.wait(lambda: small.is_idle)
    assert small.pages.is_drawn(sheets.pages - 1)
    window.qtbot.mouseClick(small.viewport(), Qt.MouseButton.LeftButton, pos=small.visualRect(small.currentIndex()).center())
    sheets.go_to(2)
    assert small.currentIndex().row() == 2, "the page in view is marked"


def test_where_several_pages_are_in_view_the_chosen_one_stays_chosen(screen: PublishScreen) -> None:
    small, sheets = screen.choose(FIRST).preview.small, screen.preview.sheets
    sheets.set_zoom(0.25)
    for page in range(1, sheets.pages):
        screen.window.qtbot.keyClick(small, Qt.Key.Key_Down)
        assert small.currentIndex().row() == page


def test_only_what_is_in_view_is_drawn_and_little_is_kept(screen: PublishScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    small = screen.choose(FIRST).preview.small
    pages = small.pages.rowCount()
    screen.window.wait(lambda: small.is_idle)
    in_view = len(small._in_view())
    assert in_view < pages
    assert sum(small.pages.is_drawn(page) for page in range(pages)) <= in_view + 1
    monkeypatch.setattr(thumbnails, "MOST_BYTES", 1)
    small.pages.keep(pages - 1, small.pages.index(0).data(IMAGE))
    assert [page for page in range(pages) if small.pages.is_drawn(page)] == [pages - 1]


def test_the_small_pages_are_put_away_and_give_way_where_there_is_no_room(screen: PublishScreen) -> None:
    preview = screen.choose(FIRST).preview
    preview.pages.click()
    assert not preview.small.isVisible()
    assert screen.window.desk.settings.text("publish/pages") == "no"
    preview.pages.click()
    assert preview.small.isVisible()
    screen.page.split.setSizes([10_000, 0])
    screen.window.wait(lambda: preview.width() < ROOMY)
    assert not preview.small.isVisible()
    screen.page.split.setSizes([0, 10_000])
    screen.window.wait(preview.small.isVisible)
    another = screen.rows()[1][0]
    screen.choose(another)
    assert preview.small.currentIndex().row() == 0


# --- saving


def test_both_versions_are_saved_under_the_chosen_names_and_what_is_there_is_asked_about_once(screen: PublishScreen) -> None:
    folder, page = screen.answers.where, screen.page
    assert folder is not None
    page.choose_names()
    dialog = page.findChild(PatternDialog)
    assert dialog is not None
    example = dialog.findChild(QLabel, "example")
    assert example is not None
    dialog.line.setText("{名次/}")
    assert "没有字段" in example.text()
    dialog.line.setText("{年度}")
    dialog.accept()
    page.version.setCurrentIndex(2)
    page.language.setCurrentIndex(1)
    page.reports.model.tick(page.shown.rows[2:], on=True)
    screen.window.press("save")
    screen.window.wait(screen.window.notice)
    assert "两个版本会存成同一个文件" in screen.window.notice()
    assert screen.answers.asked == []
    screen.window.view.notice.hide()
    screen.window.desk.settings.put("publish/pattern", "{rank}_{grade}_{version}")
    screen.save()
    assert screen.said == ["已存 2 份到“out”"]
    assert sorted(path.name for path in folder.iterdir()) == ["3_fail_feedback.pdf", "3_fail_internal.pdf"]
    assert len(page.shown.log) == 2
    screen.answers.over = Existing.SKIP
    screen.save()
    assert screen.said[-1] == "已存 0 份到“out”，跳过已有的 2 份"
    assert [len(one) for one in screen.answers.asked if one[0] == "existing"] == [3]
    screen.answers.over = Existing.KEEP_BOTH
    screen.save()
    assert len(list(folder.iterdir())) == 4
    screen.answers.over = None
    screen.window.press("save")
    screen.window.settled()
    assert len(list(folder.iterdir())) == 4


def test_a_cancelled_batch_leaves_whole_papers_says_which_and_lets_others_read(screen: PublishScreen, workspace: Path) -> None:
    screen.tick_all()
    desk, answered = screen.window.desk, []

    def begun(job: Any) -> None:
        if job.is_look:
            return  # the page is read again afterwards
        desk.read(lambda where, _: participants(where.opened()), lambda _: answered.append(desk.is_working))
        job.stepped.connect(lambda done, *_: job.cancel() if done >= 1 else None)

    desk.working.connect(begun)
    screen.save()
    files = list(screen.answers.where.iterdir())  # type: ignore[union-attr] # there is one
    assert 1 <= len(files) < 3
    assert all(len(page_sizes(file.read_bytes())) > 5 for file in files)
    assert screen.said[-1].startswith(f"已停止：存好 {len(files)} 份，都是完整的")
    assert [row[1] for row in screen.rows()].count("已印") == len(files)
    assert answered == [True]
    with place(workspace) as there:
        assert not doctor.examine(there.store)
    desk.working.disconnect(begun)
    broken = next(iter(files))
    broken.unlink()
    broken.mkdir()
    screen.page.reports.model.tick(screen.page.shown.rows, on=False)
    screen.choose(broken.name.partition("_")[0]).save()
    assert "此前已存好 0 份" in screen.window.notice()


# --- printing


def test_what_is_printed_is_what_is_seen_and_a_cancelled_printing_ends(screen: PublishScreen, workspace: Path) -> None:
    jobs: list[Any] = []

    def begun(job: Any) -> None:
        if job.is_look:
            return
        jobs.append(job)
        if len(jobs) == 2:
            job.cancel()

    screen.choose(FIRST)
    screen.window.desk.working.connect(begun)
    screen.window.press("print")
    screen.window.wait(lambda: len(jobs) == 2 and jobs[1].over and screen.page.out.printing is None)
    assert screen.said == []
    screen.print()
    assert screen.said == ["已印 1 份"]
    assert screen.answers.asked[0][0] == "printer"
    with place(workspace) as there:
        [kept] = papers.of_run(there.store, runs.of_round(there.store, there.opened().round.id)[-1].id)
        content = papers.content(there.store, kept.hash)
    printed = screen.answers.printout.read_bytes()
    sizes, own = page_sizes(printed), page_sizes(content)
    assert len(sizes) == 3 < len(own)
    assert all(abs(width - 595) < 2 and abs(height - 842) < 2 for width, height in sizes)
    scale = DOTS / 72
    with pdfium.PdfDocument(printed) as document:
        seen = document[1].render(scale=scale).to_pil().convert("L")
    with pdfium.PdfDocument(content) as document:
        due = document[2].render(scale=scale).to_pil().convert("L").resize(seen.size)
    ink = [sum(255 - value for value in one.tobytes()) for one in (seen, due)]
    assert ink[1] > 100_000
    assert abs(ink[0] - ink[1]) < ink[1] * 0.05
    far = sum(abs(one - other) > 128 for one, other in zip(seen.tobytes(), due.tobytes(), strict=True))
    assert far < len(seen.tobytes()) * 0.01

    # --- the log
    screen.window.press("print")
    screen.window.wait(lambda: screen.page.out.printing is not None and screen.page.out.printing._painter.isActive())
    screen.window.widget.close_workspace()  # in the middle of it
    screen.window.qtbot.wait(1)

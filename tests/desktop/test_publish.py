"""发布: what has gone out, the preview, saving, printing, and the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.modeltest import ModelTester

from desktop.pages.publish.asking import set_up
from desktop.pages.publish.bands import picture
from desktop.pages.publish.page import PublishPage
from desktop.pages.publish.pattern import PatternDialog
from desktop.pages.publish.sheets import Fit
from scoring.services.amending import Typed, amend_typed
from scoring.services.kinds import seal_kinds
from scoring.services.naming import Existing
from scoring.services.previewing import band, page_sizes
from scoring.services.publishing import PaperState
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
        self.printout = folder / "printed.pdf"
        self.asked: list[tuple[Any, ...]] = []

    def folder(self, last: str) -> Path | None:
        self.asked.append(("folder",))
        return self.where

    def file(self, last: str, name: str) -> Path | None:
        self.asked.append(("file", name))
        return self.where / name if self.where else None

    def existing(self, names: tuple[str, ...]) -> Existing | None:
        self.asked.append(("existing", *names))
        return self.over

    def printer(self, title: str, *, one: bool) -> QPrinter | None:
        self.asked.append(("printer", title, one))
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printout))
        set_up(printer)
        printer.setResolution(DOTS)
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
        wait(lambda: self.page._wanted is not None and self.preview._title == self.page._wanted.carrier)
        wait(lambda: "正在生成" not in self.preview._state and self.preview.sheets.bands.is_idle)
        return self

    def tick_all(self) -> PublishScreen:
        self.page.reports.all.click()
        return self

    def save(self) -> PublishScreen:
        before = len(self.said)
        self.window.press("save")
        self.window.wait(lambda: len(self.said) > before or self.window.notice())
        self.window.settled()
        return self

    def print(self) -> PublishScreen:
        before = len(self.said)
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
    qtmodeltester.check(screen.page.log.model)


def test_rows_are_found_filtered_and_ticked_by_keyboard(screen: PublishScreen) -> None:
    reports, qtbot = screen.page.reports, screen.window.qtbot
    screen.window.child(QLineEdit, "search").setText("tlcx")
    assert [row[0] for row in screen.rows()] == ["云岬听澜创新工场"]
    reports.table.go_to(reports.model.index(0, 0))
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


def test_without_a_sealed_result_the_page_sends_to_the_scores(opened: Callable[[Path], Window], tmp_path: Path) -> None:
    from tests.desktop.workspaces import worked

    path = worked(tmp_path)
    window = opened(path)
    page = window.go("publish", PublishPage)
    window.desk.kind = ""  # the same round
    page.shown = page.shown.__class__(None, (), ())
    page.show_answer(page.shown)
    assert page.stack.currentWidget() is page.empty
    page.empty.button.click()
    assert window.view.current.key == "score"


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

    from scoring.services.changes import Change, changes

    desk.write("更正", amend, changes(Change.VALUES))
    screen.window.wait(lambda: screen.page.notice.isVisible())
    assert "封存之后又有改动" in screen.page.notice.text.text()
    assert screen.page.save.isEnabled()
    desk.write("封存", lambda where, _: seal_kinds(where.kinds, actor=ACTOR, now=where.now), changes(Change.RUNS))
    screen.window.wait(lambda: not screen.page.notice.isVisible())
    screen.window.settled()
    assert screen.rows()[0][1] == "已过期"
    assert texts(screen.page.log.table)[0][4] == "以前的结果"


# --- the preview


def test_screen_file_and_store_are_one_rendering(screen: PublishScreen, workspace: Path) -> None:
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
    sheets.verticalScrollBar().setValue(0)
    grabbed = sheets.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    left = (sheets.viewport().width() - shown.width()) // 2
    size = grabbed.rect().adjusted(left + 2, 12 + 2, 0, 0).size()
    inner = grabbed.copy(left + 2, 14, min(size.width(), shown.width() - 4), min(size.height() - 2, shown.height() - 4))
    assert inner == shown.copy(2, 2, inner.width(), inner.height())


def test_pages_are_drawn_as_they_come_into_view_and_no_more(screen: PublishScreen) -> None:
    sheets = screen.choose(FIRST).preview.sheets
    assert sheets.pages > 20
    drawn = {page for page, _ in sheets.bands._kept}
    assert max(drawn) <= 3
    page = screen.window.child(QLineEdit, "page")
    page.setText("12")
    page.editingFinished.emit()
    screen.window.wait(lambda: sheets.bands.image((11, 0)) is not None)
    assert sheets.page == 11
    assert page.text() == "12"
    page.setText("999")
    page.editingFinished.emit()
    assert sheets.page == sheets.pages - 1
    screen.window.qtbot.keyClick(sheets, Qt.Key.Key_Home)
    assert page.text() == "1"


def test_zoom_by_keys_wheel_and_list(screen: PublishScreen) -> None:
    sheets, preview = screen.choose(FIRST).preview.sheets, screen.preview
    wide = sheets.zoom
    assert sheets.horizontalScrollBar().maximum() == 0
    preview.into.click()
    assert sheets.zoom == pytest.approx(wide * 1.2)
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(sheets.viewport(), wheel)
    assert sheets.zoom == pytest.approx(wide)
    preview.zoom.setCurrentIndex(preview.zoom.findText("300%"))
    preview.zoom.activated.emit(preview.zoom.currentIndex())
    assert sheets.zoom == 3.0
    preview.into.click()
    assert (sheets.zoom, preview.zoom.currentText()) == (3.0, "300%")
    preview.zoom.activated.emit(1)
    assert sheets.fit is Fit.PAGE
    assert preview.zoom.currentText() == "适合整页"
    height = sheets._pixels[0][1] / sheets.devicePixelRatioF()
    assert height <= sheets.viewport().height()
    screen.window.wait(lambda: sheets.bands.is_idle)
    assert sum(image.sizeInBytes() for image in sheets.bands._kept.values()) < 80_000_000


def test_text_is_found_marked_and_copied(screen: PublishScreen) -> None:
    preview = screen.choose(FIRST).preview
    preview.search.click()
    preview.looked_for.setText("得分汇总")
    screen.window.wait(lambda: preview.hits)
    assert preview.count.text() == f"1 / {len(preview.hits)}"
    assert {hit.text for hit in preview.hits} == {"得分汇总"}
    preview.looked_for.setText("在孵企业")
    screen.window.wait(lambda: len(preview.hits) > 5)
    preview.step(-1)
    assert preview.count.text() == f"{len(preview.hits)} / {len(preview.hits)}"
    assert preview.sheets.page == preview.hits[-1].page
    left, top, right, bottom = preview.hits[-1].boxes[0]
    middle = (top + bottom) / 2
    preview.sheets.select(preview.hits[-1].page, (left + 1, middle), (right - 1, middle))
    screen.window.wait(lambda: preview.sheets.selected is not None)
    screen.window.qtbot.keyClick(preview.sheets, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "在孵企业"
    preview.looked_for.setText("没有这样的字")
    screen.window.wait(lambda: preview.count.text() == "没有找到")


def test_version_and_language_are_those_of_the_preview(screen: PublishScreen) -> None:
    screen.choose(FIRST)
    screen.page.version.setCurrentIndex(1)
    screen.drawn()
    assert screen.preview._state.startswith("内部版 中文")
    screen.page.language.setCurrentIndex(1)
    screen.drawn()
    preview = screen.preview
    preview.looked_for.setText("Internal version")
    screen.window.wait(lambda: preview.hits)


# --- saving


def test_all_are_saved_under_the_chosen_names_in_both_versions(screen: PublishScreen, workspace: Path) -> None:
    screen.page.choose_names()
    dialog = screen.page.findChild(PatternDialog)
    assert dialog is not None
    dialog.line.setText("{名次/}")
    example = dialog.findChild(QLabel, "example")
    assert example is not None
    assert "没有字段" in example.text()
    dialog.line.setText("{名次}_{等级}_{载体}_{版本}")
    assert example.text() == "03_优秀_示例孵化器_反馈版.pdf"
    dialog.accept()
    screen.page.version.setCurrentIndex(2)
    screen.tick_all().save()
    assert screen.said == ["已存 6 份到“out”"]
    names = sorted(path.name for path in screen.answers.where.iterdir())  # type: ignore[union-attr] # there is one
    assert names[:2] == [f"1_优秀_{FIRST}_内部版.pdf", f"1_优秀_{FIRST}_反馈版.pdf"]
    assert len(names) == 6
    assert [row[1] for row in screen.rows()] == ["已印"] * 3
    assert len(screen.page.shown.log) == 6


def test_names_that_would_meet_are_refused_before_anything_is_asked(screen: PublishScreen) -> None:
    screen.window.desk.settings.put("publish/pattern", "{年度}")
    screen.tick_all()
    screen.window.press("save")
    screen.window.wait(screen.window.notice)
    assert "会存成同一个文件“2026.pdf”" in screen.window.notice()
    assert screen.answers.asked == []


def test_what_is_there_is_asked_about_once(screen: PublishScreen) -> None:
    folder = screen.answers.where
    assert folder is not None
    screen.tick_all().save()
    screen.answers.over = Existing.SKIP
    screen.save()
    assert screen.said[-1] == "已存 0 份到“out”，跳过已有的 3 份"
    [asked] = [one for one in screen.answers.asked if one[0] == "existing"]
    assert len(asked) == 4
    screen.answers.over = Existing.KEEP_BOTH
    screen.save()
    assert len(list(folder.iterdir())) == 6
    screen.answers.over = None
    screen.window.press("save")
    screen.window.settled()
    assert len(list(folder.iterdir())) == 6


def test_a_cancelled_batch_leaves_whole_papers_and_says_which(screen: PublishScreen, workspace: Path) -> None:
    screen.tick_all()
    jobs: list[Any] = []

    def begun(job: Any) -> None:
        jobs.append(job)
        job.stepped.connect(lambda done, *_: job.cancel() if done >= 1 else None)

    screen.window.desk.working.connect(begun)
    screen.save()
    assert jobs
    files = list(screen.answers.where.iterdir())  # type: ignore[union-attr] # there is one
    assert 1 <= len(files) < 3
    assert all(len(page_sizes(file.read_bytes())) > 5 for file in files)
    assert screen.said[-1].startswith("已停止：存好")
    assert [row[1] for row in screen.rows()].count("已印") == len(files)
    with place(workspace) as there:
        assert not doctor.examine(there.store)


def test_a_target_that_cannot_be_replaced_is_a_sentence(screen: PublishScreen) -> None:
    folder = screen.answers.where
    assert folder is not None
    uscc = screen.page.shown.rows[0].result.uscc
    (folder / f"{FIRST}_{uscc}_2026_考评报告_反馈版.pdf").mkdir()
    screen.choose(FIRST).save()
    assert "存不进" in screen.window.notice() or "写不进" in screen.window.notice() or "考评报告" in screen.window.notice()
    assert "此前已存好 0 份" in screen.window.notice()


def test_other_pages_answer_while_a_batch_runs(screen: PublishScreen) -> None:
    """Readers and the batch take turns: a question asked in the middle of it is answered before it ends."""
    from scoring.services.rosters import participants

    screen.page.version.setCurrentIndex(2)
    screen.tick_all()
    answered: list[bool] = []
    desk = screen.window.desk
    desk.working.connect(
        lambda _: desk.read(lambda where, __: participants(where.opened()), lambda _: answered.append(desk.is_working))
    )
    screen.save()
    assert answered == [True]


# --- printing


def test_what_is_printed_is_what_is_seen(screen: PublishScreen, workspace: Path) -> None:
    screen.choose(FIRST).print()
    assert screen.said == ["已印 1 份"]
    assert screen.answers.asked[0][0] == "printer"
    with place(workspace) as there:
        [kept] = papers.of_run(there.store, runs.of_round(there.store, there.opened().round.id)[-1].id)
        content = papers.content(there.store, kept.hash)
    printed = screen.answers.printout.read_bytes()
    sizes, own = page_sizes(printed), page_sizes(content)
    assert len(sizes) == len(own)
    assert all(abs(width - 595) < 2 and abs(height - 842) < 2 for width, height in sizes)
    scale = DOTS / 72
    with pdfium.PdfDocument(printed) as document:
        seen = document[2].render(scale=scale).to_pil().convert("L")
    with pdfium.PdfDocument(content) as document:
        due = document[2].render(scale=scale).to_pil().convert("L").resize(seen.size)
    ink = [sum(255 - value for value in one.tobytes()) for one in (seen, due)]
    assert ink[1] > 100_000
    assert abs(ink[0] - ink[1]) < ink[1] * 0.05
    far = sum(abs(one - other) > 128 for one, other in zip(seen.tobytes(), due.tobytes(), strict=True))
    assert far < len(seen.tobytes()) * 0.01


def test_a_cancelled_printing_ends_and_the_page_goes_on(screen: PublishScreen) -> None:
    jobs: list[Any] = []

    def begun(job: Any) -> None:
        jobs.append(job)
        if len(jobs) == 2:
            job.cancel()

    screen.choose(FIRST)
    screen.window.desk.working.connect(begun)
    screen.window.press("print")
    screen.window.wait(lambda: len(jobs) == 2 and jobs[1].over and screen.page.printing is None)
    assert screen.said == []
    assert screen.page.print.isEnabled()


# --- the log


def test_the_log_saves_a_paper_again_byte_for_byte(screen: PublishScreen, workspace: Path, qtmodeltester: ModelTester) -> None:
    screen.choose(FIRST).save()
    folder = screen.answers.where
    assert folder is not None
    [first] = list(folder.iterdir())
    screen.page.tabs.setCurrentIndex(1)
    row = texts(screen.page.log.table)[0]
    assert row[1:5] == [FIRST, "反馈版 中文", ACTOR, "本次结果"]
    screen.window.press("save_again")
    screen.window.wait(lambda: len(list(folder.iterdir())) == 2)
    [second] = [path for path in folder.iterdir() if path != first]
    assert second.read_bytes() == first.read_bytes()
    screen.window.wait(lambda: "一个字节不差" in screen.said[-1])
    qtmodeltester.check(screen.page.log.model)


def test_a_carrier_is_gone_to(screen: PublishScreen) -> None:
    uscc = screen.page.shown.rows[2].result.uscc
    screen.window.desk.visit("publish", uscc)
    assert screen.page.reports.table.current_row().result.uscc == uscc

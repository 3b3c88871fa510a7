"""往年结果: what carriers came to in earlier years, brought in from a file or entered one by one, and what the years propose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.history import Edit
from desktop.models.rows import Column, RowsModel
from desktop.tasks import while_there
from desktop.theme import icon
from desktop.widgets import files
from desktop.widgets.buttons import allow, button
from desktop.widgets.notice import Notice
from desktop.widgets.table import Table
from desktop.widgets.text import label
from scoring.errors import Refusal, Said
from scoring.findings import Finding, Level
from scoring.messages import place_words, sentence, tell
from scoring.services.changes import Change, changes
from scoring.services.earlier import put_earlier_back, set_earlier
from scoring.services.earlier_import import EarlierRead, keep_earlier, read_earlier
from scoring.services.standing_years import Met
from scoring.services.years_shown import YearsRow, YearsShown, years_shown

if TYPE_CHECKING:
    from scoring.services.earlier import Written
    from scoring.services.workplace import Workplace

SIZE = (920, 560)
FINDINGS = 110
"""Pixels of the list of what could not be used."""
ICONS = {Met.PROPOSED: ("warning", "warning"), Met.UNKNOWN: ("due", "faint")}


class YearsDialog(QDialog):
    """Asks the desk itself; window-modal and never waited for."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._kind = desk, desk.kind
        self.shown: YearsShown | None = None
        self.setObjectName("years_dialog")
        self.setWindowTitle(self.tr("Earlier years"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self.told = label(wrap=True)
        self.notice = Notice()
        self.findings = QPlainTextEdit()
        self.findings.setObjectName("years_findings")
        self.findings.setReadOnly(True)
        self.findings.setFixedHeight(FINDINGS)
        self.findings.setAccessibleName(self.tr("What could not be used"))
        self.findings.hide()
        self.bring = button(self.tr("Import…"), "years_import", self.ask_file, icon_name="open")
        self.year = QSpinBox()
        self.year.setObjectName("years_year")
        self.year.setAccessibleName(self.tr("Year"))
        self.year.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.grade = QComboBox()
        self.grade.setObjectName("years_grade")
        self.grade.setEditable(True)
        self.grade.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.grade.setAccessibleName(self.tr("Grade of that year"))
        self.basis = QLineEdit()
        self.basis.setObjectName("years_basis")
        self.basis.setPlaceholderText(self.tr("What it rests on, such as the notice that published it"))
        self.basis.setAccessibleName(self.basis.placeholderText())
        self.put = button(self.tr("Write down"), "years_put", self.write_down)
        self._table_at = QVBoxLayout()
        self._show_table(())
        self._lay_out()
        self._enable()
        self.desk.refused.connect(self._refused)
        self.ask()

    @property
    def is_fresh(self) -> bool:
        """Whether the answer has come."""
        return self.shown is not None and not self.desk.is_working

    # --- asking and showing

    def ask(self) -> None:
        """What is known now."""
        kind, language = self._kind, self.desk.language
        self.desk.read(lambda place, _: years_shown(place.opened(kind), language), self._show, owner=self)

    def _show(self, shown: YearsShown) -> None:
        if self.shown is None or self.shown.years != shown.years:
            self._show_table(shown.years, shown.year)
        if self.shown is None:
            self.year.setRange(shown.year - 30, shown.year - 1)
            self.year.setValue(shown.year - 1)
            for stored, name in shown.grades:
                self.grade.addItem(name, stored)
            self.grade.addItems([self.tr("did not take part"), self.tr("unknown")])
        self.shown = shown
        self.model.show(shown.rows)
        self.table.fit()
        if shown.rows and self.table.current_row() is None:
            self.table.go_to(self.model.index(0, 0))
        self.told.setText(self._words(shown))
        self._enable()

    def _words(self, shown: YearsShown) -> str:
        if not shown.has_rules:
            return self.tr("The rubric has no rules over years: nothing is proposed. An empty year is unknown.")
        if not shown.is_sealed:
            return self.tr("Proposals come once this year's scores are sealed. An empty year is unknown.")
        count = sum(row.met is Met.PROPOSED for row in shown.rows)
        words = self.tr("Carriers with a proposal: {0}. Proposals go to those who decide; an empty year is unknown.")
        return words.format(count)

    def _show_table(self, years: Sequence[int], own: int = 0) -> None:
        old: Table | None = getattr(self, "table", None)
        if old is not None:
            self._table_at.removeWidget(old)
            old.deleteLater()
        self.model: RowsModel[YearsRow] = RowsModel(self._columns(years, own), parent=self)
        name = f"earlier_{len(years)}"
        self.table = Table(self.model, self.desk.settings, name=name, label=self.tr("Grades of earlier years"))
        self.table.chosen.connect(lambda _: self._enable())
        self._table_at.addWidget(self.table, 1)

    def _columns(self, years: Sequence[int], own: int) -> tuple[Column[YearsRow], ...]:
        return (
            Column(self.tr("Carrier"), lambda row: row.name, width=14, least=12),
            Column(str(own) if own else self.tr("Now"), lambda row: row.now or "—", width=5),
            *(self._year(place, year) for place, year in enumerate(years)),
            Column(
                self.tr("Proposed"),
                lambda row: row.proposed,
                key=lambda row: (list(ICONS).index(row.met) if row.met in ICONS else len(ICONS), row.proposed),
                hint=lambda row: row.hint,
                icon=_icon,
                width=18,
                least=10,
            ),
        )

    def _year(self, place: int, year: int) -> Column[YearsRow]:
        return Column(
            str(year),
            lambda row: row.years[place].words,
            key=lambda row: row.years[place].words or None,
            hint=lambda row: row.years[place].hint or self.tr("unknown"),
            width=5,
        )

    # --- doing

    def ask_file(self) -> None:
        """Of another workspace, or a table."""
        kinds = self.tr("Workspaces and tables (*.fuping *.xlsx *.xls *.ods *.csv)")
        for path in files.ask_files(self, self.desk.settings, "earlier", self.tr("Earlier results"), kinds)[:1]:
            self.bring_in(path)

    def bring_in(self, path: Path) -> None:
        """Read on the reading thread, kept on the writing one."""
        kind = self._kind
        self.notice.hide()
        self.desk.read(lambda place, _: read_earlier(place.opened(kind), path), self._keep, self._failed, owner=self)

    def _keep(self, read: EarlierRead) -> None:
        self._tell_findings(read)
        if not read.new:
            self._said(read, 0)
            return
        kind = self._kind

        def keep(place: Workplace) -> Written:
            return keep_earlier(place.opened(kind), read, actor=place.actor, now=place.now)

        self._do(self.tr("Import earlier results"), keep, lambda kept: self._said(read, len(kept)))

    def _do(
        self,
        title: str,
        write: Callable[[Workplace], Written],
        done: Callable[[Written], None],
    ) -> None:
        """An edit that is undone by writing down what stood before."""
        kind = self._kind
        kept: list[Written] = []

        def do(place: Workplace) -> object:
            kept.append(write(place))
            return kept[-1]

        def undo(place: Workplace) -> None:
            put_earlier_back(place.opened(kind), kept[-1], actor=place.actor, now=place.now)

        self.desk.do(Edit(title, do, undo, changes(Change.EARLIER)), while_there(self, lambda _: done(kept[-1])))

    def _said(self, read: EarlierRead, kept: int) -> None:
        words = self.tr("{0}: results written down {1}, there already {2}, not used {3}")
        self.desk.said.emit(words.format(read.document, kept, len(read.lines) - len(read.new), len(read.findings)))
        self.ask()

    def _tell_findings(self, read: EarlierRead) -> None:
        self.findings.setVisible(bool(read.findings))
        self.findings.setPlainText("\n".join(_line(one, self.desk.language) for one in read.findings))

    def write_down(self) -> None:
        """One year of the carrier that is chosen."""
        row: YearsRow | None = self.table.current_row()
        if row is None:
            return
        kind, uscc, year, basis = self._kind, row.uscc, self.year.value(), self.basis.text()
        typed = self.grade.currentText().strip()
        absent, unknown = typed == self.tr("did not take part"), typed in ("", self.tr("unknown"))
        place = self.grade.findText(typed, Qt.MatchFlag.MatchFixedString)
        chosen = self.grade.itemData(place) if place >= 0 else None
        grade = "" if absent or unknown else chosen or typed  # words of another year's rubric may be typed
        self.notice.hide()
        if grade and not chosen:
            words = self.tr(
                "“{0}” is no grade of this rubric: it is kept as it is, and rules over several years cannot weigh it."
            )
            self.notice.tell(words.format(typed), level="warning")

        def write(place: Workplace) -> Written:
            opened = place.opened(kind)
            said = {"grade": grade, "basis": basis, "actor": place.actor}
            made = set_earlier(opened, opened.carrier(uscc), year, absent=absent, now=place.now, **said)
            return (made,) if made else ()

        self._do(self.tr("Earlier result of {0}").format(row.name), write, lambda _: self.ask())

    def _refused(self, said: Said) -> None:
        """Also here: the window's own line lies behind this dialog."""
        self.notice.tell(tell(said, self.desk.language))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self.notice.tell(tell(error.said, self.desk.language))
        else:
            self.desk.failed(error)

    def _enable(self) -> None:
        reason = self.tr("This window only reads the workspace.")
        writes = not self.desk.read_only
        allow(self.bring, writes, reason)
        chosen = self.table.current_row() is not None
        allow(self.put, writes and chosen, self.tr("Choose one carrier.") if writes else reason)

    def _lay_out(self) -> None:
        entry = QHBoxLayout()
        entry.setSpacing(8)
        for one in (label(self.tr("The chosen carrier:"), "faint"), self.year, self.grade):
            entry.addWidget(one)
        entry.addWidget(self.basis, 1)
        entry.addWidget(self.put)
        foot = QHBoxLayout()
        foot.addWidget(self.bring)
        foot.addWidget(label(self.tr("From another workspace, or a table with name or code, year and grade"), "faint"), 1)
        foot.addWidget(button(self.tr("Close"), "years_close", self.accept))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(10)
        whole.addWidget(self.told)
        whole.addLayout(self._table_at, 1)
        whole.addLayout(entry)
        whole.addWidget(self.findings)
        whole.addWidget(self.notice)
        whole.addLayout(foot)


def _icon(row: YearsRow) -> QIcon | None:
    return icon(*ICONS[row.met]) if row.met in ICONS else None


def _line(finding: Finding, language: str) -> str:
    places = place_words(finding.places, language)
    mark = "✗" if finding.level is not Level.WARNING else "！"
    return f"{mark} {places}　{sentence(finding, language)}"

"""公文: the round's other papers: chosen, their words filled in, looked at in the preview, saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.history import Edit
from desktop.models.rows import RIGHT, Column
from desktop.pages.publish.asking import Asking
from desktop.pages.publish.papers_out import PaperChoice, PapersOut
from desktop.pages.publish.preview import Preview
from desktop.pages.publish.ticks import TickModel
from desktop.pages.publish.versions import language_box
from desktop.pages.publish.word_form import WordForm
from desktop.tasks import Asked
from desktop.widgets.buttons import button
from desktop.widgets.table import Table
from desktop.widgets.text import Elided, label
from scoring.errors import Refusal
from scoring.findings import Finding
from scoring.messages import sentence, tell
from scoring.services.changes import Change, changes
from scoring.services.document_desk import PaperView, Recipient, paper_leaf, paper_view, put_word
from scoring.services.document_issue import Made, PaperKind, kind_words
from scoring.services.documents import Format
from scoring.services.names import sort_key, spellings
from scoring.services.previewing import Size, page_sizes
from scoring.services.publishing import Run

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace

PATIENCE = 200
"""Milliseconds after a choice before a paper is made to be looked at."""


class Papers(QWidget):
    """Signals: ``shown`` when the view of the chosen paper is there. ``run``: the sealed result, None before there is one."""

    shown = Signal()

    def __init__(self, desk: Desk, preview: Preview, asking: Callable[[], Asking], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.preview = desk, preview
        self.run: Run | None = None
        self.view: PaperView | None = None
        self.out = PapersOut(desk, asking, self)
        self._asked: Asked | None = None
        self._looked: Asked | None = None
        self._build()
        self._lay_out()
        self._connect()
        self.wordless.hide()
        self._enable()

    # --- what is shown

    def show_run(self, run: Run | None) -> None:
        """Another result, or something else changed: ask again if in view, else when it comes into view."""
        self.run = run
        self.view = None
        if self.isVisible():
            self.ask()

    def look(self) -> None:
        """It came into view: what is in the preview is ours."""
        if self.view is None:
            self.ask()
        else:
            self._later.start()

    @property
    def kind(self) -> PaperKind:
        return PaperKind(str(self.kinds.currentData()))

    @property
    def language(self) -> str:
        return str(self.languages.currentData())

    @property
    def uscc(self) -> str:
        """Of the carrier that is current, where the paper goes to one."""
        row: Recipient | None = self.table.current_row()
        return row.uscc if row and self.kind.to_one else ""

    def shows(self, kind: PaperKind) -> bool:
        """Whether this paper is the chosen one and its words are there."""
        return self.view is not None and self.view.kind is kind is self.kind

    def ask(self) -> None:
        """What the chosen paper asks for."""
        run, kind, uscc, language = self.run, self.kind, self.uscc, self.desk.language
        if run is None:
            return
        if self._asked is not None:
            self._asked.cancel()
        of = self.desk.kind
        self._asked = self.desk.read(
            lambda place, _: paper_view(place.opened(of), run, kind, uscc, language), self._show, self._failed, owner=self
        )

    def _show(self, view: PaperView) -> None:
        if view.kind is not self.kind:
            return
        self.view = view
        to_one = view.kind.to_one
        for one in (self.table, self.all):
            one.setVisible(to_one)
        if to_one:
            self.model.show(view.recipients)
            self.table.fit()
            self.table.go_to(self.model.index_of(lambda row: row.uscc == view.uscc))
        self.form.show_fields(view.fields, can_write=not self.desk.read_only)
        self.form.setVisible(bool(view.fields))
        self.wordless.setVisible(not view.fields)
        self.state.setText(self._state(view))
        self._enable()
        self._later.start()
        self.shown.emit()

    def _state(self, view: PaperView) -> str:
        parts = []
        if view.template:
            template = self.tr("Own template {0}") if view.own else self.tr("Example template {0}")
            parts.append(template.format(view.template))
        parts.append(self.tr("issued {0}, last {1}").format(view.issued, view.last) if view.issued else self.tr("not issued yet"))
        return "　".join(parts)

    # --- building

    def _build(self) -> None:
        self.kinds = QComboBox()
        self.kinds.setObjectName("paper_kind")
        self.kinds.setAccessibleName(self.tr("Which paper"))
        for one in PaperKind:
            self.kinds.addItem(kind_words(one, self.desk.language), one.value)
        self.languages = language_box()
        self.languages.setObjectName("paper_language")
        self.languages.setAccessibleName(self.tr("Language of the paper"))
        self.languages.setCurrentIndex(self.languages.findData(self.desk.language))
        self.state = Elided("", "faint")
        self.wordless = label(
            self.tr("All of this paper comes from the sealed result: there is nothing to fill in."), "faint", wrap=True
        )
        self.model = TickModel[Recipient](
            self._columns(),
            name=lambda row: row.uscc,
            words=lambda row: f"{spellings(row.name)}\n{row.uscc}\n{row.grade}".casefold(),
            parent=self,
        )
        self.table = Table(self.model, self.desk.settings, name="recipients", label=self.tr("To whom the paper goes"))
        self.all = QCheckBox(self.tr("All shown"))
        self.all.setObjectName("tick_recipients")
        self.form = WordForm()
        self.template = button(self.tr("Template…"), "paper_template", self._keep_template, icon_name="amend")
        self.print = button(self.tr("Print…"), "paper_print", lambda: self._go_out(self.out.print), icon_name="print")
        self.docx = button(self.tr("Editable…"), "paper_docx", partial(self._save, Format.DOCX), icon_name="copy")
        self.save = button(self.tr("Save…"), "paper_save", partial(self._save, Format.PDF), icon_name="save", primary=True)
        self.template.setToolTip(self.tr("Save the wording as a file, to be adapted and put beside the workspace"))
        self.docx.setToolTip(self.tr("A .docx file with the same words and page"))
        self.save.setToolTip(self.tr("As PDF (Ctrl+S); what is ticked, else what is selected"))
        self.print.setToolTip(self.tr("Through the system's dialog (Ctrl+P)"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)

    def _columns(self) -> tuple[Column[Recipient], ...]:
        return (
            Column(self.tr("Carrier"), lambda row: row.name, key=lambda row: sort_key(row.name), width=14, least=11),
            Column(self.tr("Grade"), lambda row: row.grade or "—", width=4),
            Column(self.tr("Times issued"), lambda row: str(row.issued or ""), key=lambda row: row.issued, align=RIGHT, least=4),
        )

    def _lay_out(self) -> None:
        choice, verbs = QHBoxLayout(), QHBoxLayout()
        choice.addWidget(self.kinds, 2)
        choice.addWidget(self.languages, 1)
        for one in (self.template, self.print, self.docx, self.save):
            verbs.addWidget(one, 1)
        for row in (choice, verbs):
            row.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(choice)
        whole.addWidget(self.state)
        whole.addWidget(self.table, 2)
        whole.addWidget(self.all)
        whole.addWidget(self.form, 3)
        whole.addWidget(self.wordless, 3, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(verbs)

    def _connect(self) -> None:
        self.kinds.currentIndexChanged.connect(lambda _: self.ask())
        self.languages.currentIndexChanged.connect(lambda _: self._later.start())
        self.table.chosen.connect(self._choose)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.model.ticked.connect(self._enable)
        self.all.clicked.connect(lambda on: self.model.tick(self.model.shown, on))
        self.form.written.connect(self._write)
        self.out.changed.connect(self._enable)
        self._later.timeout.connect(self._look)

    def _choose(self, row: Recipient | None) -> None:
        if self.view is not None and row is not None and row.uscc != self.view.uscc:
            self.ask()

    def _enable(self) -> None:
        can = self.run is not None and self.view is not None and not self.desk.read_only and self.out.printing is None
        whom = bool(self.wanted()) or not self.kind.to_one
        templated = bool(self.view and self.view.template)
        count = len(self.wanted()) if self.kind.to_one else 0
        for one, words, keys in ((self.save, self.tr("Save…"), "Ctrl+S"), (self.print, self.tr("Print…"), "Ctrl+P")):
            one.setEnabled(can and whom)
            one.setText(f"{words} ({count})" if count > 1 else words)
            one.setShortcut(keys)  # which a new text takes away
        self.docx.setEnabled(can and whom and templated)
        self.template.setEnabled(templated)

    def wanted(self) -> tuple[Recipient, ...]:
        """What is ticked, else what is selected."""
        return self.model.ticked_rows or self.table.selected_rows()

    # --- words

    def _write(self, key: str, value: str) -> None:
        """Kept at once; it can be undone."""
        view = self.view
        field = next((one for one in view.fields if one.key == key), None) if view else None
        if view is None or field is None:
            return
        of, kind, uscc, before = self.desk.kind, view.kind, view.uscc, field.value

        def put(text: str, place: Workplace) -> bool:
            return put_word(place.opened(of), kind, key, text, uscc=uscc, actor=place.actor, now=place.now)

        title = self.tr("Word “{0}”").format(field.label)
        self.desk.do(Edit(title, partial(put, value), partial(put, before), changes(Change.PAPERS)))

    # --- the preview

    def _look(self) -> None:
        """The paper as it would go out."""
        run, view, language = self.run, self.view, self.language
        if run is None or view is None or not self.isVisible():
            return
        if view.kind.to_one and not view.uscc:
            self.preview.tell(self.tr("Choose a carrier to see its paper."))
            return
        if self._looked is not None:
            self._looked.cancel()
        of, title = self.desk.kind, kind_words(view.kind, self.desk.language)
        self.preview.wait(title, (of, self.desk.year, view.kind, view.uscc, language))

        def work(place: Workplace, asked: Asked) -> tuple[Made, tuple[Size, ...]]:
            asked.step(0, 1)
            made = paper_leaf(place.opened(of), run, view.kind, view.uscc, language)
            return made, page_sizes(made.content)

        self._looked = self.desk.read(work, lambda found: self._draw(title, *found), self._failed, owner=self)

    def _draw(self, title: str, made: Made, sizes: tuple[Size, ...]) -> None:
        self.form.show_findings(self._sentences(made.findings))
        if self.isVisible():
            self.preview.show_paper(made.content, sizes, title, self._lacks())

    def _sentences(self, findings: tuple[Finding, ...]) -> tuple[str, ...]:
        """Missing words are marked where they are asked for; here stands the rest."""
        return tuple(sentence(one, self.desk.language) for one in findings if one.code != "documents.missing")

    def _lacks(self) -> str:
        if self.view is None or not self.view.template:
            return ""
        missing = self.form.missing()
        return self.tr("words missing: {0}").format(missing) if missing else self.tr("all words are there")

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self.preview.tell(tell(error.said, self.desk.language))
        else:
            self.desk.failed(error)

    # --- what goes out

    def _choice(self, format_: Format = Format.PDF) -> PaperChoice | None:
        if self.run is None or self.view is None:
            return None
        only = tuple(row.uscc for row in self.wanted()) if self.view.kind.to_one else ()
        return PaperChoice(self.run, self.view.kind, only, self.language, format_)

    def _save(self, format_: Format) -> None:
        choice = self._choice(format_)
        if choice is not None:
            self.out.save(choice)

    def _go_out(self, verb: Callable[[PaperChoice], None]) -> None:
        choice = self._choice()
        if choice is not None:
            verb(choice)

    def _keep_template(self) -> None:
        if self.view is not None:
            self.out.keep_template(self.view.kind, self.view.template)

"""What is shown, as a file: the live-formula workbook, the picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.desk import Desk
from desktop.pages.score.quadrant import Quadrant
from desktop.tasks import Asked
from scoring.services.changes import changes
from scoring.services.score_looks import run_of, write_picture
from scoring.services.workbooks import write_workbook

if TYPE_CHECKING:
    from scoring.services.workplace import Workplace


class Exporting(QWidget):
    """Asks where, and writes. Never in view."""

    def __init__(self, desk: Desk, quadrant: Quadrant, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._desk, self._quadrant = desk, quadrant

    def workbook(self, path: Path, run: str) -> None:
        """The live-formula workbook of a run, by its id, else of the live score."""
        kind, language = self._desk.kind, self._desk.language

        def work(place: Workplace, asked: Asked) -> object:
            opened = place.opened(kind)
            run_wanted = run_of(opened, run)
            return write_workbook(opened, path, language=language, run=run_wanted, live=not run, now=place.now, progress=asked)

        said = self.tr("Written: {0}").format(path.name)
        self._desk.write(self.tr("Writing the workbook"), work, changes(), lambda _: self._desk.said.emit(said))

    def picture(self, path: Path) -> None:
        """SVG or PNG, as the name ends."""
        content, said = self._quadrant.saved(path), self.tr("Written: {0}").format(path.name)
        self._desk.read(lambda _, __: write_picture(path, content), lambda _: self._desk.said.emit(said), owner=self)

    def ask_workbook(self, year: str, run: str) -> None:
        """The verb itself says so where the file is there already."""
        name = self.tr("scores_{0}.xlsx").format(year)
        path = self._ask(self.tr("Export workbook"), name, "Excel (*.xlsx)", refuses=True)
        if path is not None:
            self.workbook(path, run)

    def ask_picture(self, title: str) -> None:
        path = self._ask(self.tr("Save picture"), f"{title}.svg", "SVG (*.svg);;PNG (*.png)")
        if path is not None:
            self.picture(path)

    def _ask(self, title: str, name: str, kinds: str, *, refuses: bool = False) -> Path | None:
        start = str(Path(self._desk.settings.folder("export")) / name)
        options = QFileDialog.Option.DontConfirmOverwrite if refuses else QFileDialog.Option(0)
        chosen, _ = QFileDialog.getSaveFileName(self.parentWidget(), title, start, kinds, options=options)
        if not chosen:
            return None
        self._desk.settings.put_folder("export", Path(chosen).parent)
        return Path(chosen)

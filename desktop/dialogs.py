"""The dialogs a window opens from its menus, each loaded when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from desktop.menus import program

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.tasks import Tasks


class Dialogs(QObject):
    """What needs a workspace does nothing without one."""

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        super().__init__(window)
        self._window, self._tasks = window, tasks

    def open_palette(self) -> None:
        from desktop.widgets.palette import CommandPalette

        if self._window.desk is not None:
            CommandPalette(self._window.desk, self._window).open()

    def add_kind(self) -> None:
        from desktop.pages.start.kind_dialog import KindDialog

        if self._window.desk is not None:
            KindDialog(self._window.desk, self._tasks, self._window).open()

    def next_round(self) -> None:
        from desktop.pages.start.next_round import NextRoundDialog

        if self._window.desk is not None:
            NextRoundDialog(self._window.desk, self._tasks, self._window).open()

    def ask_actor(self) -> None:
        from desktop.widgets.actor import ActorDialog

        dialog = ActorDialog(self._window.settings, self._window)
        dialog.accepted.connect(self._window.actor_changed)
        dialog.open()

    def show_manual(self) -> None:
        from desktop.help.manual import ManualWindow

        self._one_of(ManualWindow)

    def show_about(self) -> None:
        from desktop.help.about import AboutDialog

        self._one_of(AboutDialog)

    def show_diagnostics(self) -> None:
        from desktop.help.diagnostics import DiagnosticsDialog

        self._one_of(DiagnosticsDialog)

    def ask_to_stop(self, work: str, then: Callable[[], object]) -> None:
        """Before what is under way is broken off."""
        box = self._box("still_working", self.tr("“{0}” is still under way.").format(work))
        box.setInformativeText(self.tr("Stopping takes back what it had begun; everything before is in the file."))
        stop = box.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole))
        stop.clicked.connect(lambda *_: then())
        box.open()

    def ask_to_start_over(self, then: Callable[[], object]) -> None:
        """What a person has tried out on the sample district is lost."""
        box = self._box("start_over", self.tr("Build the sample district anew?"))
        box.setInformativeText(self.tr("Whatever was entered or changed in it is lost. Your own workspaces are not touched."))
        again = box.addButton(self.tr("Start over"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole))
        again.clicked.connect(lambda *_: then())
        box.open()

    def _box(self, name: str, text: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setObjectName(name)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(program())
        box.setText(text)
        return box

    def _one_of(self, kind: type[QDialog]) -> None:
        """Asked for again it comes to the front."""
        known = self._window.findChild(kind)
        dialog = known if known is not None else kind(self._window)
        dialog.show()
        dialog.activateWindow()

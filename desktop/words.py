"""The window's own words in the person's language: Qt Linguist's files, compiled when the program is installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

COMPILED = "window.zh_CN.qm"
"""The source is English; everything else is a translation of it."""


def speak(app: QApplication, language: str) -> None:
    """Words and number formats for zh or en; translators stay as long as the application."""
    for old in app.findChildren(QTranslator, options=Qt.FindChildOption.FindDirectChildrenOnly):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English))
    if language != "zh":
        return
    ours = Path(str(files("resources").joinpath("i18n", COMPILED)))
    theirs = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_zh_CN.qm"
    for path in (theirs, ours):
        translator = QTranslator(app)
        if translator.load(str(path)):
            app.installTranslator(translator)

"""How the window looks: one accent colour, light and dark after the system, Chinese type that is always there."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from scoring.services.fonts import RARE, TEXT, cut_fonts, rare_fonts, window_fonts

ROOT = Path(__file__).resolve().parents[1]
"""Where ``scoring`` lies, installed or not."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Names of roles, as the style sheet uses them (``${accent}``)."""

    window: str
    base: str
    stripe: str
    line: str
    text: str
    faint: str
    accent: str
    on_accent: str
    soft: str
    """The accent, hardly visible: what is selected or pointed at."""
    stop: str
    error: str
    warning: str
    good: str


LIGHT = Colours(
    window="#f4f6f8", base="#ffffff", stripe="#f8fafc", line="#d8dee6", text="#1c2430", faint="#5d6b7c", accent="#1f5a96",
    on_accent="#ffffff", soft="#e3edf7", stop="#a11d2e", error="#b3261e", warning="#8a5a00", good="#1f6f43",
)  # fmt: skip
DARK = Colours(
    window="#1b1f25", base="#22272e", stripe="#262c34", line="#3a424d", text="#e4e9ef", faint="#a1adbb", accent="#7db4ea",
    on_accent="#0f1419", soft="#2c3a4a", stop="#ff8a8a", error="#ff9d94", warning="#f0be5a", good="#7fd1a3",
)  # fmt: skip

FAMILIES = ("Microsoft YaHei UI", "PingFang SC", TEXT, "Noto Sans SC", RARE, "Noto Sans JP")
"""What a system has for Chinese on screens; the last three come with the program."""

HALF_WIDE = QFont.Tag("halt")
LOOK = "fuping_look"
"""The application's property that says which look was chosen."""
DRESSED = "fuping_dressed"
"""The property of windows that wear the style sheet."""


def is_dark() -> bool:
    """What the person chose, else what the system says."""
    chosen = str(app.property(LOOK)) if (app := QApplication.instance()) else ""
    if chosen in ("light", "dark"):
        return chosen == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colours() -> Colours:
    """Of the scheme that holds now."""
    return DARK if is_dark() else LIGHT


def furnish(app: QApplication, look: str, language: str) -> None:
    """Style, fonts and colours, now and whenever the system changes its mind. ``look``: system, light or dark."""
    app.setStyle("Fusion")
    for path in _cut_fonts() or window_fonts():
        QFontDatabase.addApplicationFont(str(path))
    set_type(app, language)
    wear(app, look)
    app.styleHints().colorSchemeChanged.connect(lambda _: _paint(app))


@lru_cache(maxsize=1)
def _cut_fonts() -> tuple[Path, ...]:
    """Cut by another process the first time a person starts the program: what cuts them takes its time and memory."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)) / "fuping" / "fonts"
    if not cut_fonts(folder) and not getattr(sys, "frozen", False):
        subprocess.run([sys.executable, "-m", "scoring.services.fonts", str(folder)], check=False, cwd=ROOT)
    return cut_fonts(folder)


@lru_cache(maxsize=1)
def add_rare_faces() -> None:
    """Once, before names of carriers are drawn, where no files of them could be kept."""
    if not _cut_fonts():
        for face in rare_fonts():
            QFontDatabase.addApplicationFontFromData(face)


def set_type(app: QApplication, language: str) -> None:
    """The font of everything. English has quotation marks and apostrophes as wide as its letters, not as wide as 字."""
    font = _font(app.font())
    if language == "zh":
        font.unsetFeature(HALF_WIDE)
    else:
        font.setFeature(HALF_WIDE, 1)
    app.setFont(font)


def wear(app: QApplication, look: str) -> None:
    """Follow the system, or be light or dark whatever it says."""
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app.setProperty(LOOK, look)
    app.styleHints().setColorScheme(schemes.get(look, Qt.ColorScheme.Unknown))
    _paint(app)


def _paint(app: QApplication) -> None:
    shades = colours()
    _pixmap.cache_clear()
    app.setPalette(_palette(shades))
    for window in app.topLevelWidgets():
        if window.property(DRESSED):
            window.setStyleSheet(_style_sheet(shades))


def dress(window: QWidget) -> None:
    """Give a window its style sheet, now and in whatever scheme comes; dialogs have that of the window they belong to.

    Not the application's: under that Qt styles every widget anew each time it is put into another one, and a page is put
    together from the inside out. It would take twice to three times as long to be made.
    """
    window.setProperty(DRESSED, True)
    window.setStyleSheet(_style_sheet(colours()))


def _font(system: QFont) -> QFont:
    known = {*QFontDatabase.families(), RARE}
    font = QFont(system)
    font.setFamilies([family for family in FAMILIES if family in known] or [system.family()])
    font.setWeight(QFont.Weight.Normal)  # the default instance of the variable font is Thin
    font.setPointSizeF(max(system.pointSizeF(), 10.0))
    return font


def figures_font(font: QFont) -> QFont:
    """The same with figures of one width, for columns of numbers."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def _style_sheet(shades: Colours) -> str:
    """Qt reads the arrows of fields from files of their own, one for each scheme."""
    folder = Path(str(files("resources").joinpath("style")))
    scheme, other = ("dark", "light") if shades is DARK else ("light", "dark")
    more = {"folder": folder.as_posix(), "scheme": scheme, "other": other}
    text = (folder / "window.qss").read_text("utf-8")
    return Template(text).substitute({field.name: getattr(shades, field.name) for field in fields(shades)} | more)


def _palette(shades: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, shade in (
        ((role.Window, role.Button), shades.window),
        ((role.Base, role.ToolTipBase), shades.base),
        ((role.AlternateBase,), shades.stripe),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), shades.text),
        ((role.PlaceholderText,), shades.faint),
        ((role.Highlight,), shades.soft),
        ((role.HighlightedText,), shades.text),
        ((role.Link, role.Accent), shades.accent),
        ((role.Mid, role.Midlight, role.Dark), shades.line),
    ):
        for one in roles:
            palette.setColor(one, QColor(shade))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(shades.faint))
    return palette


def icon(name: str, shade: str = "text") -> QIcon:
    """One of our own SVG icons, in a colour of whichever scheme holds when it is painted; crisp at every scale."""
    return QIcon(_Svg(name, shade))


class _Svg(QIconEngine):
    """Painted anew from its file for every size and scheme: an icon made in the light is legible in the dark."""

    def __init__(self, name: str, shade: str) -> None:
        super().__init__()
        self._name, self._shade = name, shade

    def clone(self) -> QIconEngine:
        return _Svg(self._name, self._shade)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        shade = "faint" if mode is QIcon.Mode.Disabled else self._shade
        drawn = _pixmap(self._name, getattr(colours(), shade), size.width(), size.height())
        return _faded(drawn) if mode is QIcon.Mode.Disabled else drawn

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if rect.isEmpty():  # a button before it has got its room
            return
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(rect.size() * scale, mode, state))


def _faded(pixmap: QPixmap) -> QPixmap:
    faded = QPixmap(pixmap.size())
    faded.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faded)
    painter.setOpacity(0.5)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faded


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    text = files("resources").joinpath("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = min(width, height)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF((width - side) / 2, (height - side) / 2, side, side))
    painter.end()
    return pixmap

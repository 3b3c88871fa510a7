"""How the window looks: one accent colour, light and dark after the system, Chinese type that is always there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from string import Template

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from scoring.services.fonts import window_fonts


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

FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans SC")
"""What a system has for Chinese on screens; the last comes with the program."""


LOOK = "fuping_look"
"""The application's property that says which look was chosen."""


def is_dark() -> bool:
    """What the person chose, else what the system says."""
    chosen = str(app.property(LOOK)) if (app := QApplication.instance()) else ""
    if chosen in ("light", "dark"):
        return chosen == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colours() -> Colours:
    """Of the scheme that holds now."""
    return DARK if is_dark() else LIGHT


def furnish(app: QApplication, look: str) -> None:
    """Style, fonts and colours, now and whenever the system changes its mind. ``look``: system, light or dark."""
    app.setStyle("Fusion")
    for path in window_fonts():
        QFontDatabase.addApplicationFont(str(path))
    app.setFont(_font(app.font()))
    wear(app, look)
    app.styleHints().colorSchemeChanged.connect(lambda _: _paint(app))


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
    app.setStyleSheet(_style_sheet(shades))


def _font(system: QFont) -> QFont:
    known = set(QFontDatabase.families())
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
    text = files("resources").joinpath("style", "window.qss").read_text("utf-8")
    return Template(text).substitute({field.name: getattr(shades, field.name) for field in fields(shades)})


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
    """One of our own SVG icons, in a colour of the scheme that holds now; crisp at every scale."""
    made = QIcon()
    colour = getattr(colours(), shade)
    for size in (16, 20, 24, 32, 48, 64):
        made.addPixmap(_pixmap(name, colour, size))
    return made


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    text = files("resources").joinpath("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap

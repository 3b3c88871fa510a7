"""A leaf of a book: headings, paragraphs and links to read, select, copy and search; whatever is put in is text, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.theme import colours

MARGIN = 14
SIZES = {2: 14, 3: 11.5}
"""Points, by level."""
SHORT = 20
"""Characters of a name that stays on one line."""
STEP = 18
"""Pixels that something stands further in for every step."""


class Leaf(QTextBrowser):
    """Signals: ``followed`` with what a link stands for."""

    followed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(MARGIN)
        self.anchorClicked.connect(self._follow)

    def show_parts(self, parts: Iterable[str]) -> None:
        """Made by the functions below; from the top."""
        self.setHtml("".join(parts))

    def _follow(self, url: QUrl) -> None:
        self.followed.emit(url.toString())


def heading(text: str, level: int = 2) -> str:
    """Weight and size are ours: a heading of the browser's own is as heavy as the font can be."""
    style = f"font-weight:600;font-size:{SIZES[level]}pt"
    return f'<h{level} style="{style}">{_lines(text)}</h{level}>'


def paragraph(text: str, *, faint: bool = False, shade: str = "") -> str:
    """``shade`` is a role of ``theme.Colours``."""
    colour = getattr(colours(), shade or ("faint" if faint else "text"))
    return f'<p style="color:{colour}">{_lines(text)}</p>'


def link(target: str, text: str) -> str:
    """To be put where markup is expected: in ``lines`` and ``cells``."""
    return f'<a href="{escape(target, quote=True)}" style="color:{colours().accent}">{escape(text)}</a>'


def plain(text: str) -> str:
    """Text where markup is expected."""
    return _lines(text)


def indented(text: str, depth: int, below: str = "") -> str:
    """Text where markup is expected, so many steps to the right with all of its lines; markup ``below`` it as far."""
    return f'<p style="margin-top:0;margin-bottom:0;margin-left:{STEP * depth}px">{_lines(text)}{below}</p>'


def strong(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def code(text: str) -> str:
    """As it stands in a file."""
    return f'<pre style="white-space:pre-wrap">{escape(text)}</pre>'


def lines(rows: Iterable[tuple[str, str]]) -> str:
    """(name, markup) under one another, the names aligned."""
    faint = colours().faint
    whole = ";white-space:nowrap"
    body = "".join(
        f'<tr><td style="color:{faint};padding-right:16px{whole if len(name) <= SHORT else ""}">{escape(name)}</td>'
        f"<td>{text}</td></tr>"
        for name, text in rows
        if text
    )
    return f'<table cellspacing="0" cellpadding="3" style="margin-top:6px">{body}</table>' if body else ""


def cells(titles: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table of markup with headings; ``widths`` in per cent."""
    shades = colours()
    edge = f"border-bottom:1px solid {shades.line}"
    head = "".join(
        f'<td width="{width}%" style="color:{shades.faint};{edge}">{escape(title)}</td>'
        for title, width in zip(titles, widths, strict=True)
    )
    body = "".join(f"<tr>{''.join(f'<td style={chr(34)}{edge}{chr(34)}>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="6"><tr>{head}</tr>{body}</table>'


def marked(pieces: Iterable[tuple[str, bool]], *, gone: bool) -> str:
    """Words of which some differ: in brackets where they are gone, bold and underlined where they are new; not by colour alone.

    Never struck out: a line through 三 leaves 二, and through a minus nothing.
    """
    shades = colours()
    style = f"color:{shades.error}" if gone else f"color:{shades.good};text-decoration:underline;font-weight:600"
    left, right = ("[", "]") if gone else ("", "")
    return "".join(
        f'<span style="{style}">{left}{escape(text)}{right}</span>' if differs else escape(text) for text, differs in pieces
    )


def _lines(text: str) -> str:
    """Wide blanks between parts stay as wide as they are."""
    return escape(text).replace("\n", "<br>").replace("\u3000", "&nbsp;" * 3)

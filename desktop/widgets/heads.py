"""The heads of a table: what is too long for its column goes on in a second line before it is cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

BESIDE = 16
"""Pixels beside a head, both sides together, as the style sheet has them."""
SPARE = 2
"""Pixels more, or a fraction of one would cut off a whole letter."""
ABOVE = 16
"""Pixels above and below it together."""
ARROW = 16
"""Pixels of the arrow beside the head by which the table is sorted."""
BY_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class Heads(QHeaderView):
    """One line high, or two as soon as one of the heads needs them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    def fold(self) -> None:
        """As high as the heads need it at the widths of now."""
        shown = [column for column in range(self.count()) if not self.isSectionHidden(column)]
        lines = 2 if any("\n" in self.folded(column) for column in shown) else 1
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + ABOVE + 1)

    def folded(self, column: int) -> str:
        """The head of a column as it is drawn."""
        room = self.sectionSize(column) - BESIDE - (ARROW if column == self.sortIndicatorSection() else 0)
        return in_two_lines(self._title(column), self.font(), room)

    def least(self, column: int) -> int:
        """Pixels in which the whole head has room, in two lines if it can be broken."""
        return narrowest(self._title(column), self.fontMetrics()) + BESIDE + SPARE

    def whole(self, column: int) -> int:
        """Pixels in which the whole head has room in one line."""
        return self.fontMetrics().horizontalAdvance(self._title(column)) + BESIDE + SPARE

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Here the last section follows the table, without a word to anybody."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Resize:
            self.fold()
        return done

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, column: int) -> None:  # noqa: N802 - Qt's name
        super().initStyleOptionForIndex(option, column)
        option.text = self.folded(column)

    def _title(self, column: int) -> str:
        model = self.model()
        return str(model.headerData(column, Qt.Orientation.Horizontal) or "") if model is not None else ""


def narrowest(text: str, metrics: QFontMetrics) -> int:
    """Pixels that a head needs if it may be broken once, at a blank or before its unit in brackets."""
    words = text.split(" ")
    ways = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words) + 1)]
    return min(max(map(metrics.horizontalAdvance, way)) for way in (*ways, _before_bracket(text)))


def in_two_lines(text: str, font: QFont, room: int) -> str:
    """Broken where the first line is full, at a blank if there is one; what the second cannot hold ends in …."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= room:
        return text
    first, rest = _before_bracket(text)
    if not rest or max(metrics.horizontalAdvance(first), metrics.horizontalAdvance(rest)) > room:
        first, rest = _broken(text, font, room)
    return f"{first}\n{metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)}" if rest else first


def in_lines(text: str, font: QFont, room: int, most: int) -> list[str]:
    """As many lines as it takes in so much room, by words where there are any; what ``most`` of them cannot hold ends in …."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most - 1:
        line, rest = _broken(rest, font, room)
        lines.append(line)
    return [*lines, QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, room)] if rest else lines


def _before_bracket(text: str) -> tuple[str, str]:
    """A unit in full-width brackets is not torn: 本年度营业收入 over （万元）."""
    place = text.rfind("（")
    return (text[:place], text[place:]) if place > 0 else (text, "")


def _broken(text: str, font: QFont, room: int) -> tuple[str, str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(BY_WORDS)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(room, 1))
    length = line.textLength()
    layout.endLayout()
    return text[:length].rstrip(), text[length:].lstrip()

"""The manual in a reader's window: chapters at the left, the text, and a line to search it."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDesktopServices,
    QFont,
    QImage,
    QImageReader,
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import colours
from desktop.widgets.search import search_line
from desktop.widgets.text import label

HEIGHT = 760
BESIDE_CHAPTERS, MOST_CHAPTERS = 36, 330
"""Pixels of the list of chapters beside its longest line, and of all of it at most."""
MARGIN = 24
WIDEST = 800
"""Of a picture in the text; a smaller one stays as it is."""
BESIDE_TEXT = 2 * MARGIN + 52
"""Pixels beside the broadest picture: the margins, the bar that scrolls, the frame and the handle between chapters and text."""
TABLE_FOOT = 10
FENCE = "```"
HAN, EITHER = r"[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef]", r"[\u2014\u201c\u201d]"
"""Chinese characters and marks, and marks that English has as well."""
MARKUP = r"(?:\*\*|\[)?"
WRAPPED = re.compile(rf"(?<={HAN})\n[ ]*(?={MARKUP}(?:{HAN}|{EITHER}))|(?<={EITHER})\n[ ]*(?={MARKUP}{HAN})")
DEEPEST = 3
"""Headings down to this level stand in the list of chapters."""


def manual_path(name: str) -> Path:
    """In an installation inside the package, in a checkout where it is written."""
    inside = Path(str(files("resources").joinpath("docs", name)))
    return inside if inside.exists() else Path(str(files("resources"))).parent / "docs" / name


class Text(QTextBrowser):
    """Pictures are made smaller smoothly: drawn by the document itself their letters would fall apart."""

    def loadResource(self, kind: int, url: QUrl | str) -> object:  # noqa: N802 - Qt's name
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, url)
        image = QImage(self.document().baseUrl().resolved(QUrl(url)).toLocalFile())
        ratio = self.devicePixelRatioF()
        wanted = _fitted(image.size()) * ratio
        smooth = Qt.TransformationMode.SmoothTransformation
        return image if wanted.width() >= image.width() else image.scaled(wanted, mode=smooth)


class ManualWindow(QDialog):
    """Stays open beside the work. Ctrl+F searches, Enter and F3 go on, Escape closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manual")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Manual"))
        self.text = Text()
        self.text.setObjectName("manual_text")
        self.text.setAccessibleName(self.tr("Manual"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(MARGIN)
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(self.tr("Chapters"))
        self.chapters.setSpacing(3)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search = search_line(self.tr("Search the manual"))
        self.next = QPushButton(self.tr("Next"))
        self.next.setAutoDefault(False)
        self.found = label("", "faint")
        self.found.hide()
        self._lay_out()
        self._read(manual_path(self.tr("manual.en.md")))  # the file is in the window's language too
        wanted = min(self.chapters.sizeHintForColumn(0) + BESIDE_CHAPTERS, MOST_CHAPTERS)
        self.resize(wanted + WIDEST + BESIDE_TEXT, HEIGHT)
        self._split.setSizes([wanted, WIDEST + BESIDE_TEXT])
        self.chapters.currentItemChanged.connect(lambda item, _: self._go(item.data(Qt.ItemDataRole.UserRole)) if item else None)
        self.search.textChanged.connect(self._look_up)
        self.search.returnPressed.connect(self.find_next)
        self.next.clicked.connect(self.find_next)
        self.text.anchorClicked.connect(self._follow)
        for keys, run in ((QKeySequence("Ctrl+F"), self.search.setFocus), (QKeySequence("F3"), self.find_next)):
            QShortcut(keys, self).activated.connect(run)

    def find_next(self) -> None:
        """The next place, from the top again after the last."""
        wanted = self.search.text()
        if wanted and not self.text.find(wanted):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(wanted)

    def _look_up(self, wanted: str) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        count = self.text.toPlainText().casefold().count(wanted.casefold()) if wanted else 0
        self.found.setText(self.tr("Found: {0}").format(count) if wanted else "")
        self.found.setVisible(bool(wanted))
        if count:
            self.text.find(wanted)

    def _read(self, path: Path) -> None:
        document = self.text.document()
        document.setBaseUrl(QUrl.fromLocalFile(f"{path.parent}/"))
        self.text.setSearchPaths([str(path.parent)])
        document.setMarkdown(unbroken(path.read_text("utf-8")), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        block = document.begin()
        while block.isValid():
            shape = block.blockFormat()
            level = shape.headingLevel()
            if shape.nonBreakableLines():  # what is typed in a terminal may be longer than the window is wide
                shape.setNonBreakableLines(False)
                QTextCursor(block).setBlockFormat(shape)
            self._fit_pictures(block)
            self._lighten(block)
            if 0 < level <= DEEPEST:
                item = QListWidgetItem("　" * max(0, level - 2) + block.text(), self.chapters)
                item.setData(Qt.ItemDataRole.UserRole, block.position())
                item.setToolTip(block.text())
            block = block.next()
        self._space_tables()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_tables(self) -> None:
        """Lines as faint as those of other tables, and some room before what follows."""
        for frame in self.text.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setBottomMargin(TABLE_FOOT)
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setBorderBrush(QBrush(QColor(colours().line)))
                frame.setFormat(shape)

    def _lighten(self, block: QTextBlock) -> None:
        """Headings and what is strong in the weight that the program's type has: a bolder one would be smeared from it."""
        bold, pieces = [], block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().fontWeight() > QFont.Weight.DemiBold:
                bold.append((piece.position(), piece.position() + piece.length()))
            pieces += 1  # the iterator's own step
        lighter = QTextCharFormat()
        lighter.setFontWeight(QFont.Weight.DemiBold)
        cursor = QTextCursor(block)
        for begin, end in bold:
            cursor.setPosition(begin)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(lighter)

    def _fit_pictures(self, block: QTextBlock) -> None:
        """No wider than the text."""
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().isImageFormat():
                image = piece.charFormat().toImageFormat()
                url = self.text.document().baseUrl().resolved(QUrl(image.name()))
                size = _fitted(QImageReader(url.toLocalFile()).size())
                image.setWidth(size.width())
                image.setHeight(size.height())  # with both the picture is only read once it is drawn
                cursor = QTextCursor(block)
                cursor.setPosition(piece.position())
                cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(image)
            pieces += 1  # the iterator's own step

    def to_heading(self, anchor: str) -> None:
        """To the heading that a link within the manual names, as GitHub forms its names; Qt gives headings none."""
        for row in range(self.chapters.count()):
            item = self.chapters.item(row)
            if _anchor(item.toolTip()) == anchor:
                self._go(item.data(Qt.ItemDataRole.UserRole))
                self.chapters.setCurrentItem(item)
                return

    def _go(self, position: int) -> None:
        """The chapter's heading comes to the top."""
        document = self.text.document()
        top = document.documentLayout().blockBoundingRect(document.findBlock(position)).top()
        self.text.verticalScrollBar().setValue(round(top) - MARGIN // 2)

    def _follow(self, url: QUrl) -> None:
        if url.isRelative() and not url.path():
            self.to_heading(url.fragment())
        else:
            QDesktopServices.openUrl(self.text.document().baseUrl().resolved(url))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.next)
        head.addWidget(self.found)
        split = QSplitter()
        split.addWidget(self.chapters)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(split, 1)


def _fitted(size: QSize) -> QSize:
    return size.scaled(WIDEST, size.height(), Qt.AspectRatioMode.KeepAspectRatio) if size.width() > WIDEST else size


def unbroken(text: str) -> str:
    """Markdown whose lines end where the file was wrapped: between Chinese characters that is no blank. Code stays as it is."""
    parts = text.split(FENCE)
    return FENCE.join(part if number % 2 else WRAPPED.sub("", part) for number, part in enumerate(parts))


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-")

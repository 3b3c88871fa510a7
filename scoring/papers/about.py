"""What a PDF says of itself, alike for all our papers: title, author, language, that viewers show the title, its date.

No PDF/A is claimed and nothing is tagged: reportlab does neither, and what no validator has said we do not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import md5
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

CREATOR = "Fuping 孵评"
LANGUAGES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class About:
    title: str
    author: str
    keywords: str = ""
    """What the file can be found and told apart by: the number of the result it shows."""


def describe(canvas: Any, about: About) -> None:
    """Metadata and the viewer's preferences. The language goes to reportlab when the canvas is made: ``LANGUAGES``."""
    canvas.setTitle(about.title)
    canvas.setSubject(about.title)
    canvas.setAuthor(about.author)
    canvas.setCreator(CREATOR)
    if about.keywords:
        canvas.setKeywords(about.keywords)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()


def stamp(document: Any, created: datetime) -> None:
    """The facts' date instead of the clock's; the file's ID must not take in an environment variable either."""
    moment, offset = document._timeStamp, created.utcoffset()  # noqa: SLF001 - reportlab has no other way in
    minutes = int(offset.total_seconds() / 60) if offset else 0
    moment.YMDhms = (created.year, created.month, created.day, created.hour, created.minute, created.second)
    moment.dhh, moment.dmm = (int(minutes / 60), abs(minutes) % 60)
    document.signature = md5(usedforsecurity=False)


def with_plain_streams(canvas: Any) -> None:
    """Pages compressed and nothing more: reportlab would wrap them in ASCII85, which is slow and a quarter larger."""
    for page in canvas._doc.Pages.pages:  # noqa: SLF001
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])

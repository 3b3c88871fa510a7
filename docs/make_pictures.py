"""Makes the pictures of the manual anew: pages of the window, of the blank workbook, of a returned one and of a report.

All are of the invented district.

    .venv/bin/python -m docs.make_pictures

Needs LibreOffice (``soffice``) for the workbooks. The same clock, person and font every time (ids and hashes differ); look at what
comes out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
import uharfbuzz as hb
from PIL import Image, ImageChops, ImageOps

from docs.window_pictures import window_pictures
from scoring.papers.faces import bundled
from scoring.papers.facts import Version
from scoring.papers.rendering import page_count, render_page
from scoring.services.demo import Demo, build_demo
from scoring.services.reporting import print_reports
from scoring.services.rounds import open_workspace
from scoring.services.sample_district import build_sample
from scoring.services.scoring import latest_run
from scoring.services.templates import write_blank

PICTURES = Path(__file__).parent / "pictures"
WHEN = datetime(2026, 3, 20, 7, 4, 5, tzinfo=UTC)
WHO = "陈示例"
KIND = "孵化器"
MOST_BYTES = 300_000
MARGIN = 24
"""Pixels of paper left around what is on it."""
FOOT = 0.08
"""The part of a sheet's page that only holds its number."""
PAPER_SCALE, SHEET_SCALE = 1.3, 1.7
"""Dots per 1/72 inch: a page 774 pixels wide; sheets are set smaller, so they are drawn larger."""

FONTS_CONF = """<?xml version="1.0"?>
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <match target="pattern">
    <edit name="family" mode="assign" binding="strong"><string>Noto Sans SC</string></edit>
  </match>
</fontconfig>
"""


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = build_demo(folder / "worked", actor=WHO, clock=lambda: WHEN, worked_only=True)
        district = build_demo(folder / "district", actor=WHO, clock=lambda: WHEN)
        blank = folder / "blank.xlsx"
        with (opened := open_workspace(made.workspace, read_only=True)).store:
            write_blank(opened, blank)
        office = Office(folder)
        workbooks(office.pdf(blank), office.pdf(returned(made)))
        report(made.printed[0].path.read_bytes())
        whom = made.printed[1].paper.uscc
        among_peers(next(one for one in district.printed if one.paper.uscc == whom).path.read_bytes())
        internal(of_commission(district, whom, folder))
        sample = build_sample(folder / "sample", actor=WHO, clock=lambda: WHEN)
        window_pictures(sample, returned(made).parent, folder, who=WHO, when=WHEN, keep=keep)


def returned(made: Demo) -> Path:
    """The workbook of the first carrier."""
    return made.imported[0].path


def workbooks(blank: bytes, filled: bytes) -> None:
    """Cover and empty sheets, and the sheet of tenants as a carrier fills it in."""
    for name, pdf, number in (("cover", blank, 0), ("carrier", blank, 1), ("tenants", filled, 2)):
        keep(f"workbook-{name}", what_is_on(page_of(pdf, number, SHEET_SCALE)))


def report(pdf: bytes) -> None:
    """Whole pages: the result, the indicators, what the district settled, the firms behind a figure, the sources."""
    pages = {
        "result": 0,
        "indicators": page_saying(pdf, "四、指标得分"),
        "amendments": page_saying(pdf, "更正与核减"),
        "firms": page_saying(pdf, "计入的在孵企业", "A1-2　研发人员占比"),
        "sources": page_count(pdf) - 1,
    }
    for name, number in pages.items():
        keep(f"report-{name}", framed(page_of(pdf, number, PAPER_SCALE)))


def among_peers(pdf: bytes) -> None:
    """The page that holds the carrier against its peers, of which three are too few."""
    keep("report-comparison", framed(page_of(pdf, page_saying(pdf, "与同类载体比较"), PAPER_SCALE)))


def of_commission(made: Demo, whom: str, folder: Path) -> bytes:
    """The 内部版 of a carrier's report."""
    with (opened := open_workspace(made.workspace, kind=KIND)).store:
        run = latest_run(opened)
        (one,) = print_reports(opened, run, folder / "internal", only=[whom], versions=[Version.INTERNAL], actor=WHO, now=WHEN)
    return one.path.read_bytes()


def internal(pdf: bytes) -> None:
    """The page that names the peers."""
    keep("report-internal", framed(page_of(pdf, page_saying(pdf, "同类载体名次（内部）"), PAPER_SCALE)))


def framed(page: Image.Image) -> Image.Image:
    return ImageOps.expand(page, border=1, fill="#c8ccd2")


def page_saying(pdf: bytes, *words: str) -> int:
    """The first page with all these words, blanks apart."""
    wanted = ["".join(one.split()) for one in words]
    with pdfium.PdfDocument(pdf) as document:
        found = ("".join(page.get_textpage().get_text_bounded().split()) for page in document)
        return next(number for number, text in enumerate(found) if all(one in text for one in wanted))


def page_of(pdf: bytes, number: int, scale: float) -> Image.Image:
    return Image.open(BytesIO(render_page(pdf, number, scale))).convert("RGB")


def what_is_on(page: Image.Image) -> Image.Image:
    """The page without its empty rest and without the line at its foot."""
    above = page.crop((0, 0, page.width, int(page.height * (1 - FOOT))))
    box = ImageChops.difference(above, Image.new("RGB", above.size, "white")).getbbox()
    assert box is not None, "an empty page"
    left, top, right, bottom = box
    return above.crop((max(left - MARGIN, 0), max(top - MARGIN, 0), min(right + MARGIN, page.width), bottom + MARGIN))


def keep(name: str, picture: Image.Image) -> None:
    """In few colours. A picture that grew too large stops us here."""
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(exist_ok=True)
    picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST_BYTES, f"{name} is too large"


class Office:
    """LibreOffice with a profile and a font of its own: whatever this machine has or lacks does not show."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        fonts = folder / "fonts"
        fonts.mkdir()
        for weight in (400, 700):
            (fonts / f"{weight}.ttf").write_bytes(one_weight(weight))
        self._conf = folder / "fonts.conf"
        self._conf.write_text(FONTS_CONF.format(folder=fonts), "utf-8")

    def pdf(self, workbook: Path) -> bytes:
        soffice = shutil.which("soffice")
        assert soffice, "LibreOffice is needed"
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(self._folder), str(workbook)]
        environment = {**os.environ, "FONTCONFIG_FILE": str(self._conf)}
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)  # noqa: S603 - a fixed command
        return (self._folder / f"{workbook.stem}.pdf").read_bytes()


def one_weight(weight: int) -> bytes:
    """Noto Sans SC in one weight: LibreOffice would set the variable font in its thinnest."""
    face = hb.Face(hb.Blob.from_file_path(str(bundled()[0].path)))
    order = hb.SubsetInput()
    order.keep_everything()
    order.pin_axis_location(face, "wght", weight)
    return bytes(order.subset(face).blob.data)


if __name__ == "__main__":
    main()

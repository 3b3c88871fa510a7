"""One return of the sample district as other programs save and write it; run ``python -m tests.data.resave_returns`` after a change.

Needs ``soffice``. The results are kept in the repository, because LibreOffice is not on every machine.
"""

from __future__ import annotations

import codecs
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook

from scoring.intake.template import write_template
from scoring.services.samples.district import DistrictCarrier, district_data, everybody
from scoring.services.shipped import shipped_form

WORKBOOKS = Path(__file__).parent / "workbooks"
CARRIER = "云岬南汀文旅科技孵化器"
LONG_AGO = datetime(2026, 1, 20)  # noqa: DTZ001 # a property of the file, no clock


def carrier() -> DistrictCarrier:
    """Whose return it is; its true figures, without the mistakes of the demo."""
    [found] = [one for one in everybody(district_data()) if one.name == CARRIER]
    return found


def ours(path: Path) -> Path:
    """The return as our template is filled in."""
    form = shipped_form()
    write_template(form.compiled.form, path, form_hash=form.hash, round_words="2026 年度考评", prefill=carrier().returns[2025])
    return path


def resaved_by_libreoffice(source: Path, target: Path) -> None:
    """Opened and saved again, nothing touched."""
    with tempfile.TemporaryDirectory() as place:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to", "xlsx"]
        subprocess.run([*command, "--outdir", f"{place}/out", str(source)], check=True, capture_output=True, timeout=180)
        target.write_bytes((Path(place) / "out" / source.name).read_bytes())


def written_by_openpyxl(source: Path, target: Path) -> None:
    """What a clerk's own script makes of it: headings and values alone, other sheet names' order, a column of numbers in front."""
    read, made = load_workbook(source), Workbook()
    made.remove(made.active)
    for name in ("毕业企业", "在孵企业", "载体"):
        sheet = made.create_sheet(name)
        for at, row in enumerate(read[name].iter_rows(min_row=3, values_only=True), start=1):
            lead = [] if name == "载体" else ["序号" if at == 1 else at - 1]
            if any(value is not None for value in row):
                sheet.append([*lead, *row])
    made.properties.created = made.properties.modified = LONG_AGO
    made.save(target)


def shown_by_libreoffice(source: Path) -> None:
    """Each sheet as the text a spreadsheet puts on the clipboard: cells as they are shown, tabs between them, quotes where needed."""
    with tempfile.TemporaryDirectory() as place:
        book = load_workbook(source)
        for sheet in book.worksheets:
            for cell in (cell for row in sheet.iter_rows(min_row=1) for cell in row if cell.value is not None):
                if cell.is_date:
                    cell.number_format = DATE_SHAPES[cell.row % len(DATE_SHAPES)]
                elif isinstance(cell.value, int | float) and cell.value > LAST_YEAR:
                    cell.number_format = "#,##0.00"
        book.save(Path(place) / "shown.xlsx")
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to"]
        as_shown = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1"
        subprocess.run(
            [*command, as_shown, "--outdir", place, f"{place}/shown.xlsx"], check=True, capture_output=True, timeout=180
        )
        for name in ("载体", "在孵企业", "毕业企业"):
            text = (Path(place) / f"shown-{name}.csv").read_text("utf-8")
            (WORKBOOKS / f"shown_libreoffice_{name}.tsv").write_bytes(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))


LAST_YEAR = 2100
"""Nobody has a year shown with a comma in it."""
DATE_SHAPES = ("yyyy-mm-dd", "[$-804]yyyy/m/d;@", '[$-804]yyyy"年"m"月"d"日";@')
"""As clerks have their dates shown."""


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        source = ours(Path(place) / "ours.xlsx")
        resaved_by_libreoffice(source, WORKBOOKS / "resaved_libreoffice.xlsx")
        written_by_openpyxl(source, WORKBOOKS / "written_openpyxl.xlsx")
        shown_by_libreoffice(WORKBOOKS / "written_openpyxl.xlsx")


if __name__ == "__main__":
    main()

"""Every code this room can say has its sentence, and no sentence has lost its code."""

from __future__ import annotations

import re
from pathlib import Path

from scoring.messages import catalogue

ROOM = Path(__file__).parents[3] / "scoring" / "intake"
STATIONS = [path for path in ROOM.glob("*.py") if path.name != "checks.py"]


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    source = "\n".join(path.read_text("utf-8") for path in STATIONS)
    said = set(re.findall(r'"((?:intake|workbook)\.[a-z_]+)"', source))
    known = {code for code in catalogue("zh") if re.fullmatch(r"(?:intake|workbook)\.[a-z_]+", code)}
    elsewhere = {code for code in known if f'"{code}"' in (ROOM / "checks.py").read_text("utf-8")}
    assert said == known - elsewhere


def test_every_measure_of_too_large_has_its_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in STATIONS)
    used = set(re.findall(r'too_large\((?:[a-z_.]*name, )?\s*"([a-z_]+)"', source)) | set(
        re.findall(r'"workbook\.measure\.([a-z_]+)"', source)
    )
    assert used == {code.rpartition(".")[2] for code in catalogue("zh") if code.startswith("workbook.measure.")}

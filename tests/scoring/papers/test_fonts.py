from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from scoring.errors import Refusal
from scoring.papers.faces import PLAIN, FaceFile, Role, bundled, cut
from scoring.papers.fonts import clean, to_unicode, type_cases
from scoring.papers.report import report_pdf
from tests.scoring.papers.builders import report
from tests.scoring.papers.reading import fonts, words

RARE = "㛃䶮𬭸𠮷𡃁"
"""𬭸 is beyond the BMP in the Simplified face; 𠮷 stands in the Japanese face only, 𡃁 in the Traditional one only."""


def test_a_cut_has_its_own_name_and_weight() -> None:
    made = {role: cut(bundled()[0], role, "孵评") for role in PLAIN}
    faces = {role: TTFont(f"test-{role.name}", BytesIO(data)).face for role, (_, data) in made.items()}
    names = {role: face.name.decode("ascii") for role, face in faces.items()}
    assert names == {role: name for role, (name, _) in made.items()}
    assert len(set(names.values())) == len(PLAIN)
    assert made[Role.HEADING][1] != made[Role.BODY][1]
    assert all(set(map(ord, "孵评")) <= set(face.charToGlyph) for face in faces.values())
    assert len(made[Role.BODY][1]) < 20_000


def test_the_same_characters_make_the_same_cut_whatever_their_order() -> None:
    assert cut(bundled()[0], Role.BODY, "孵评AB") == cut(bundled()[0], Role.BODY, frozenset("BA评孵"))


def test_rare_names_are_drawn_and_can_be_copied_out() -> None:
    carrier = replace(report().carrier, name=f"示例{RARE}孵化器")
    pdf = report_pdf(report(carrier=carrier, language="zh"))
    assert f"示例{RARE}孵化器" in words(pdf)


def test_to_unicode_is_utf_16_in_small_blocks() -> None:
    made = to_unicode("Name", [0, 0x20, 0x20BB7, *range(0x4E00, 0x4E00 + 200)])
    assert "<02> <D842DFB7>" in made
    assert "<01> <0020>" in made
    assert "<00>" not in made.split("beginbfchar", 1)[1]
    assert [line for line in made.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "2 beginbfchar",
    ]


def test_a_character_no_face_has_is_refused_with_its_place() -> None:
    carrier = replace(report().carrier, particulars=(("运营主体", "示例𪚥龙企业管理有限公司"),))
    with pytest.raises(Refusal) as refusal:
        report_pdf(report(carrier=carrier))
    assert refusal.value.said.code == "papers.missing_glyph"
    assert refusal.value.said.facts == {"characters": ("𪚥 (U+2A6A5)",), "where": "示例𪚥龙企业管理有限公司"}


def test_reportlab_knows_nothing_more_afterwards() -> None:
    before = set(pdfmetrics._fonts), set(pdfmetrics._dynFaceNames)
    report_pdf(report())
    with pytest.raises(Refusal):
        report_pdf(report(district="𪚥"))
    assert (set(pdfmetrics._fonts), set(pdfmetrics._dynFaceNames)) == before


def test_two_documents_at_once_do_not_meet() -> None:
    with type_cases(["孵"]) as one, type_cases(["孵"]) as other:
        assert one[Role.BODY].main != other[Role.BODY].main
    alone = report_pdf(report())
    with type_cases(["孵评"]):
        assert report_pdf(report()) == alone


def test_every_font_is_embedded() -> None:
    found = list(fonts(report_pdf(report())))
    assert len(found) > 1
    for font in found:
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
        assert "/ToUnicode" in font


def test_a_file_of_the_users_is_asked_last(tmp_path: Path) -> None:
    dejavu = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    own = tmp_path / "own.ttf"
    if not dejavu.exists():
        pytest.skip("no other font on this machine")
    own.write_bytes(dejavu.read_bytes())
    facts = report(district="示例⌊区⌋")
    with pytest.raises(Refusal):
        report_pdf(facts)
    assert "示例⌊区⌋" in words(report_pdf(facts, (FaceFile(own),)))


def test_a_font_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    for file, code in ((broken, "papers.font_without_outlines"), (tmp_path / "absent.ttf", "papers.font_unreadable")):
        with pytest.raises(Refusal) as refusal:
            report_pdf(report(district="示例⌊"), (FaceFile(file),))
        assert refusal.value.said.code == code


def test_what_is_no_ink_is_not_drawn() -> None:
    assert clean("启\u200b明\ufeff星\ufe0f\u0007") == "启明星"
    assert clean("a\u2009b\tc\r\nd") == "a b c\nd"
    assert clean("plain") == "plain"


PROGRAM = """
import hashlib
from scoring.papers.report import report_pdf
from tests.scoring.papers.builders import report
print(hashlib.sha256(report_pdf(report())).hexdigest())
"""


def test_the_same_facts_give_the_same_bytes_in_any_process() -> None:
    root = Path(__file__).parents[3]
    environments = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC"},
        {"PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "1700000000"},
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=root, env=env, capture_output=True, text=True, check=True, timeout=120
        ).stdout
        for env in environments
    }
    assert len(seen) == 1

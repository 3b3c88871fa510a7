"""The printed certificate: what stands on it, how names give way, and that its code is read back from the pixels of the page."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pypdfium2 as pdfium
import pytest

from scoring.errors import Refusal
from scoring.exchange.certificate_code import CertificateFacts, decode, encode
from scoring.papers.certificate import (
    HEIGHT,
    NAME,
    NAME_SMALLEST,
    QR_SIDE,
    QR_X,
    QR_Y,
    SEAL_X,
    TEXT_WIDTH,
    WIDTH,
    certificate_pdf,
    name_lines,
    printed,
)
from scoring.papers.fonts import type_cases
from scoring.papers.look import MM
from scoring.papers.qr import QUIET_ZONE, squares
from scoring.papers.rendering import find_text, raster, seen
from scoring.services.certificate_papers import paper_of
from tests.scoring.certificates.builders import FACTS, facts, key
from tests.scoring.certificates.qr_reading import read_qr

PUBLIC, SIGNER = key()
AT = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
SHORT = "云岬芯谷"
LONG = "云岬（长三角）国际科技企业孵化器管理服务有限公司北方示范基地暨留学人员创业园区联合运营中心"


def drawn(said: CertificateFacts, language: str = "zh") -> bytes:
    return certificate_pdf(paper_of(said, encode(said, SIGNER.sign), language=language, created=AT))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_stands_on_one_landscape_page(language: str) -> None:
    said = facts(status="示例", status_en="example", replaces="2025-017")
    pdf = drawn(said, language)
    shown = seen(pdf)
    assert shown is not None
    assert len(shown.pages) == 1
    page = squeezed(shown.pages[0])
    for words in printed(paper_of(said, "", language=language, created=AT)):
        assert squeezed(words) in page
    assert (shown.pictures, shown.notes) == (0, 0)
    with pdfium.PdfDocument(pdf) as document:
        width, height = document.get_page_size(0)
    assert (round(width), round(height)) == (842, 595)


def test_the_words_of_this_head_never_change() -> None:
    """Verifying compares pages letter by letter: whoever changes a sentence makes every certificate issued before look altered."""
    said = facts(status="示例", status_en="example", replaces="2025-017")
    assert printed(paper_of(said, "", language="zh", created=AT)) == (
        "孵化载体绩效考评等级证书",
        "证书编号：2026-001",
        "云岬启川科技企业孵化器",
        "统一社会信用代码：91310113YFP9000018",
        "经2026年度绩效考评（数据期间2025年1月1日至2025年12月31日），考评等级为",
        "优秀",
        "有效期：2026年12月1日至2028年11月30日",
        "云岬区科学技术委员会",
        "2026年12月1日",
        "示例",
        "本证书替换编号 2025-017 的证书，原证书作废。",
        "本证书依据示例细则，仅供演示，不具有效力。",
        "依据：评分结果 2026-3DD333029A15",
        "二维码含签名的证书内容，可离线核验；签名密钥 0000000000000000",
    )
    assert printed(paper_of(said, "", language="en", created=AT)) == (
        "Certificate of Assessed Grade",
        "Certificate No. 2026-001",
        "云岬启川科技企业孵化器",
        "Unified social credit code 91310113YFP9000018",
        "was assessed for the year 2026 (data from 1 January 2025 to 31 December 2025) and received the grade",
        "excellent",
        "Valid from 1 December 2026 to 30 November 2028",
        "Science and Technology Commission of Yunjia District",
        "1 December 2026",
        "example",
        "This certificate replaces certificate No. 2025-017, which is no longer valid.",
        "Made by an example rubric, for demonstration only: without any effect.",
        "Based on assessment run 2026-3DD333029A15",
        "The code holds the signed facts, verifiable offline; key 0000000000000000",
    )


def test_an_official_one_says_nothing_of_examples() -> None:
    words = printed(paper_of(FACTS, "", language="zh", created=AT))
    assert not any("示例" in one or "替换" in one for one in words)


def test_the_same_facts_are_the_same_bytes() -> None:
    assert drawn(FACTS) == drawn(FACTS)
    assert drawn(FACTS) != drawn(facts(number="2026-002"))


def test_the_signed_text_is_in_the_properties() -> None:
    shown = seen(drawn(FACTS))
    assert shown is not None
    signed = decode(shown.keywords)
    assert signed is not None
    assert signed.facts == FACTS


# Names --------------------------------------------------------------------------------------------------------------------


def test_a_short_name_stands_large_on_one_line() -> None:
    with type_cases([SHORT]) as cases:
        (line,) = name_lines(SHORT, cases)
    assert line.style.size == NAME.size


def test_longer_names_shrink_first_and_then_take_lines_of_one_length() -> None:
    found = {}
    for length in (10, 25, 30, 36, 45, 60):
        name = (LONG * 2)[:length]
        with type_cases([name]) as cases:
            lines = name_lines(name, cases)
        assert "".join(line.words for line in lines) == name
        assert all(line.width <= TEXT_WIDTH + 0.01 for line in lines)
        found[length] = (len(lines), lines[0].style.size)
        if len(lines) > 1:
            assert min(line.width for line in lines) > 0.7 * max(line.width for line in lines)
    sizes = [size for _, size in found.values()]
    assert all(later <= before for before, later in pairwise(sizes))
    assert [count for count, _ in found.values()] == [1, 1, 1, 2, 2, 2]
    assert sizes[0] == NAME.size
    assert sizes[-1] >= NAME_SMALLEST


def test_a_name_without_end_is_refused_and_not_cut() -> None:
    with pytest.raises(Refusal) as refusal:
        drawn(facts(carrier=LONG * 4))
    assert refusal.value.said.code == "papers.line_too_long"


def test_rare_characters_are_drawn_and_unknown_ones_refused() -> None:
    rare = "𠮷㙓䶮孵化器"
    shown = seen(drawn(facts(carrier=rare)))
    assert shown is not None
    assert rare in squeezed(shown.pages[0])
    with pytest.raises(Refusal) as refusal:
        drawn(facts(carrier="\U0002ebf0孵化器"))
    assert refusal.value.said.code == "papers.missing_glyph"


@pytest.mark.parametrize(
    "name", [SHORT, LONG, "Yunjia Innovation & Incubation Centre of Advanced Materials (Northern Branch), Limited"]
)
def test_nothing_runs_into_anything(name: str) -> None:
    """Lines of the page from top to bottom: each ends before the next begins, and all is inside the frame."""
    said = facts(carrier=name, status="示例", status_en="example", replaces="2025-017")
    pdf = drawn(said)
    texts = ["孵化载体绩效考评等级证书", "证书编号", name[:3], "统一社会信用代码", "绩效考评（", "优秀", "有效期："]
    tops = []
    for text in texts:
        boxes = [box for one in find_text(pdf, text) for box in one.boxes]
        assert boxes, text
        tops.append((min(box[1] for box in boxes), max(box[3] for box in boxes)))
    for (_, bottom), (top, _) in pairwise(tops):
        assert bottom <= top + 1


def test_the_room_of_the_seal_is_empty_but_for_issuer_and_day() -> None:
    """45 mm around the middle between the two."""
    pdf = drawn(facts(status="示例", status_en="example", replaces="2025-017", issuer="某某", issuer_en="x"))
    left, right, top, bottom = SEAL_X - 22 * MM, SEAL_X + 22 * MM, HEIGHT - 65 * MM, HEIGHT - 20 * MM
    texts = {"某某", "2026年12月1日"}
    with pdfium.PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage()
        inside = text.get_text_bounded(left, HEIGHT - bottom, right, HEIGHT - top)
        text.close()
        page.close()
    assert {words for words in inside.split() if words} == texts


# The code -----------------------------------------------------------------------------------------------------------------


def test_the_code_is_read_back_from_the_pixels_of_the_page() -> None:
    """No reader of codes is at hand: ours of these tests goes by the standard, and not by the encoder's tables of squares."""
    said = facts(status="示例", status_en="example", replaces="2025-017", carrier=LONG)
    code = encode(said, SIGNER.sign)
    pdf = drawn(said)
    size = len(squares(code))
    scale = 4.0
    page = raster(pdf, 0, scale)
    unit = QR_SIDE / (size + 2 * QUIET_ZONE)

    def dark(row: int, column: int) -> bool:
        x = (QR_X + (QUIET_ZONE + column + 0.5) * unit) * scale
        y = (HEIGHT - (QR_Y + QR_SIDE) + (QUIET_ZONE + row + 0.5) * unit) * scale
        return page.pixels[int(y) * page.stride + int(x) * 4] < 128

    read = [[dark(row, column) for column in range(size)] for row in range(size)]
    assert read == [list(row) for row in squares(code)]
    assert read_qr(read) == code
    assert all(not dark(row, column) for row in (-1, size) for column in range(-1, size + 1)), "the quiet zone"


@pytest.mark.parametrize("length", [40, 300, 700, 1500])
def test_the_reader_of_these_tests_reads_codes_of_every_size(length: int) -> None:
    text = ("FUPING1" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 60)[:length]
    assert read_qr(squares(text)) == text


def test_a_square_of_the_code_is_large_enough_for_a_scanner() -> None:
    """A quarter of a millimetre is what common hand scanners still read; this is the longest certificate there may be."""
    widest = facts(
        status="示例", status_en="example", replaces="宝科孵证〔2025〕0017号", number="宝科孵证〔2026〕0001号", carrier=LONG
    )
    size = len(squares(encode(widest, SIGNER.sign)))
    assert QR_SIDE / (size + 2 * QUIET_ZONE) > 0.25 * MM
    assert QR_X + QR_SIDE < WIDTH

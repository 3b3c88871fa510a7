"""Official papers of a sealed round: what they say, what is missing, how they stand on the page, and that they are kept."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pypdfium2 as pdfium
import pytest

from scoring.definitions.documents import DocumentKind
from scoring.errors import Cancelled, Refusal
from scoring.messages import LANGUAGES, sentence, tell
from scoring.services.document_issue import PaperKind, PaperPress, issue_papers, paper_orders, save_papers
from scoring.services.documents import Format
from scoring.services.holidays import enter_year
from scoring.services.locking import lock_round
from scoring.services.objecting import Party, Verdict, find_on_objection, raise_objection
from scoring.services.outcome import outcomes
from scoring.services.overriding import confirm_override, propose_override
from scoring.services.paper_templates import FILES, folder_of, save_template, shipped_text, template
from scoring.services.paper_words import fields, put_words
from scoring.services.publishing import publication
from scoring.services.receipts import receipt_number
from scoring.services.rectifying import order_rectification
from scoring.services.replaying import replay
from scoring.services.reporting import print_reports
from scoring.services.resolving import resolve
from scoring.services.rounds import OpenRound, enrol
from scoring.services.scoring import latest_run, seal, stale
from scoring.services.telling import Heard, hear_answer, tell_results
from scoring.services.windows import set_window
from scoring.services.workplace import Workplace
from scoring.store import doctor, journal, paper_words, papers
from tests.journeys.districts import district
from tests.journeys.driving import fuping

NOW = datetime(2026, 3, 20, tzinfo=UTC)
CARRIERS = 30
MM = 72 / 25.4
WORDS = {
    "issuer": "云岬区科学技术委员会",
    "basis": "《云岬区孵化载体绩效评价办法》（云科〔2025〕9号）",
    "first_day": "2026-03-23",
    "days": "5",
    "weekends_only": "2026",
    "contact": "林舟",
    "phone": "021-55550123",
    "address": "云岬区望灯街1号",
    "supervision": "派驻纪检监察组",
    "supervision_phone": "021-55550199",
    "date": "2026-03-20",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "district.fuping"
    with district(path, CARRIERS).store:
        pass
    with Workplace(path, actor="甲") as place:
        seal(place.opened(), actor="甲", now=NOW)
    return path


@pytest.fixture
def opened(made: Path, tmp_path: Path) -> Iterator[OpenRound]:
    path = tmp_path / "district.fuping"
    path.write_bytes(made.read_bytes())
    with Workplace(path, actor="甲") as place:
        yield place.opened()


def filled(opened: OpenRound, kind: DocumentKind = DocumentKind.PUBLIC_LIST, uscc: str = "", **words: str) -> None:
    found = template(opened.store.path, kind).document
    known = {one.key for one in found.words}
    wanted = {key: value for key, value in (WORDS | words).items() if key in known}
    put_words(opened, found, wanted, uscc=uscc, actor="甲", now=NOW)


def pages_of(pdf: bytes) -> tuple[str, ...]:
    with pdfium.PdfDocument(pdf) as document:
        return tuple(page.get_textpage().get_text_bounded() for page in document)


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def paper(opened: OpenRound, kind: PaperKind, uscc: str = "", language: str = "zh", format_: Format = Format.PDF) -> bytes:
    with PaperPress(opened, latest_run(opened), kind, language, format_) as press:
        return press.make(uscc).content


def lacking(opened: OpenRound, kind: PaperKind, uscc: str = "") -> list[str]:
    with PaperPress(opened, latest_run(opened), kind) as press:
        return [str(one.facts.get("key", one.code)) for one in press.findings(uscc)]


# Words ----------------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_a_visible_blank_and_told(opened: OpenRound) -> None:
    assert {"issuer", "basis", "phone", "supervision_phone", "date", "documents.last_day_missing"} <= set(
        lacking(opened, PaperKind.PUBLIC_LIST)
    )
    text = flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    assert "联系人：＿＿＿＿＿＿；联系电话：＿＿＿＿＿＿" in text
    assert "公示期为＿＿＿个工作日，自＿＿＿＿年＿＿月＿＿日起至＿＿＿＿年＿＿月＿＿日止" in text
    assert "电子邮箱" not in text, "a paragraph about an optional word is left out"
    filled(opened)
    left = lacking(opened, PaperKind.PUBLIC_LIST)
    assert [code for code in left if not code.startswith("documents.")] == []
    text = flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    assert "＿" not in text
    assert "公示期为5个工作日，自2026年3月23日起至2026年3月27日止" in text
    assert "监督单位：派驻纪检监察组；监督电话：021-55550199" in text


def test_words_are_kept_where_they_belong_with_their_history(opened: OpenRound) -> None:
    filled(opened)
    notice = template(opened.store.path, DocumentKind.NOTICE).document
    known = {one.key: one.value for one in fields(opened, notice)}
    assert known["issuer"] == WORDS["issuer"], "for all papers of the workspace"
    assert known["basis"] == WORDS["basis"], "for all of the round"
    assert known["date"] == "", "each paper has a date of its own"
    put_words(opened, notice, {"issuer": "云岬区科委"}, actor="乙", now=NOW)
    assert put_words(opened, notice, {"issuer": "云岬区科委"}, actor="乙", now=NOW) == (), "the same again changes nothing"
    before, after = paper_words.history(opened.store, paper_words.Where("issuer"))[::-1]
    assert (before.value, after.value, after.supersedes, after.actor) == (WORDS["issuer"], "云岬区科委", before.id, "乙")
    put_words(opened, notice, {"issuer": ""}, actor="乙", now=NOW)
    assert paper_words.Where("issuer") not in paper_words.words(opened.store)
    assert doctor.examine(opened.store) == ()
    assert not stale(opened, latest_run(opened)), "no figure depends on a word"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("phon", "1", "documents.unknown_word"),
        ("date", "2026年3月5日", "documents.no_day"),
        ("days", "五", "documents.no_number"),
        ("days", "0", "documents.no_number"),
        ("issuer", "科" * 2001, "documents.word_too_long"),
    ],
)
def test_a_word_that_cannot_be_is_refused_and_none_is_written(opened: OpenRound, key: str, value: str, code: str) -> None:
    found = template(opened.store.path, DocumentKind.PUBLIC_LIST).document
    with pytest.raises(Refusal) as refused:
        put_words(opened, found, {"contact": "林舟", key: value}, actor="甲", now=NOW)
    assert refused.value.said.code == code
    assert all(tell(refused.value.said, language) for language in LANGUAGES)
    assert paper_words.words(opened.store) == {}


def test_a_word_changed_behind_the_journal_is_found(opened: OpenRound) -> None:
    filled(opened)
    with opened.store.writing() as db:
        db.execute("DROP TRIGGER paper_word_no_update")
        db.execute("UPDATE paper_word SET value = '别人' WHERE word = 'contact'")
        db.execute(
            "CREATE TRIGGER paper_word_no_update BEFORE UPDATE ON paper_word "
            "BEGIN SELECT RAISE(ABORT, 'paper_word is append-only'); END"
        )
    assert [one.code for one in doctor.examine(opened.store)] == ["store.doctor.not_as_journalled"]


def test_the_last_day_is_told_only_from_a_known_calendar(opened: OpenRound) -> None:
    filled(opened, weekends_only="")
    assert "documents.last_day_unknown" in lacking(opened, PaperKind.PUBLIC_LIST)
    off = {"days_off": ["2026-03-23", "2026-03-24"], "workdays": ["2026-03-28"]}
    enter_year(opened.store, 2026, source="编造的安排", **off, actor="甲", now=NOW)
    assert "documents.first_day_off" in lacking(opened, PaperKind.PUBLIC_LIST)
    text = flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    assert "起至2026年3月30日止" in text, "25, 26, 27, the Saturday worked, and the Monday after"


# What they say --------------------------------------------------------------------------------------------------------


def test_the_list_says_the_grades_that_stand(opened: OpenRound) -> None:
    filled(opened)
    pages = pages_of(paper(opened, PaperKind.PUBLIC_LIST))
    text = flat("".join(pages))
    graded = [one for one in outcomes(opened, latest_run(opened)) if one.grade]
    assert f"列入参评名单{CARRIERS}家" in text
    assert f"拟定等级{len(graded)}家" in text
    for grade in {one.grade for one in graded}:
        assert f"{grade}{sum(one.grade == grade for one in graded)}家" in text
    rows = re.findall(r"(\d+)(云岬第\d{3}孵化器)(优秀|优良|合格|不合格)", text)
    assert [int(number) for number, _, _ in rows] == list(range(1, len(graded) + 1))
    assert {name: grade for _, name, grade in rows} == {one.result.name: one.grade for one in graded}
    order = [level.name.zh for level in opened.rubric.rubric.grades]
    assert [order.index(grade) for _, _, grade in rows] == sorted(order.index(grade) for _, _, grade in rows)
    assert sum("载体名称" in page for page in pages) == 2, "the head of the table again where it goes on"


def test_the_notice_lists_who_did_not_take_part(opened: OpenRound, tmp_path: Path) -> None:
    filled(opened, DocumentKind.NOTICE, addressee="各孵化器")
    ungraded = [one.result.name for one in outcomes(opened, latest_run(opened)) if not one.grade]
    enrol(opened, name="云岬空席孵化器", uscc="91310113YFP930001K", actor="甲", now=NOW)
    text = flat("".join(pages_of(paper(opened, PaperKind.NOTICE))))
    assert f"另有{len(ungraded) + 1}家未参加评价或者未评定等级" in text
    assert re.search(r"附件：1\..*2\.2026年度未参加评价和未评定等级的", text)
    assert "云岬空席孵化器未报送填报表" in text
    annex = text.partition("附件2")[2]
    assert all(name in annex for name in ungraded)


def test_the_letter_says_the_carriers_own_points_and_no_others(opened: OpenRound) -> None:
    filled(opened, DocumentKind.LETTER, objection_days="5")
    run = latest_run(opened)
    first, other = outcomes(opened, run)[:2]
    text = flat("".join(pages_of(paper(opened, PaperKind.LETTER, first.result.uscc))))
    assert f"得分{first.result.points}分（满分100分），评定等级为{first.grade}" in text
    assert "自收到本告知书之日起5个工作日内" in text
    assert first.result.name in text
    assert other.result.name not in text
    shown = re.search(r"A在孵企业质量([\d.]+)65", text)
    assert shown
    with pytest.raises(Refusal) as refused:
        paper(opened, PaperKind.LETTER, "91310113YFP9999990")
    assert refused.value.said.code == "documents.not_in_run"


def test_a_rectification_notice_needs_matters_or_names(opened: OpenRound) -> None:
    run = latest_run(opened)
    with pytest.raises(Refusal) as refused:
        paper_orders(opened, run, PaperKind.RECTIFICATION)
    assert refused.value.said.code == "documents.which_carriers"
    uscc = outcomes(opened, run)[2].result.uscc
    filled(
        opened,
        DocumentKind.RECTIFICATION,
        uscc,
        matters="补齐研发费用归集\n建立服务台账",
        deadline="2026-06-30",
        recheck="2026-07-15",
    )
    assert [one.uscc for one in paper_orders(opened, run, PaperKind.RECTIFICATION)] == [uscc]
    text = flat("".join(pages_of(paper(opened, PaperKind.RECTIFICATION, uscc))))
    assert "1.补齐研发费用归集2.建立服务台账" in text
    assert "请于2026年6月30日前完成整改" in text


def test_the_meeting_has_a_page_for_itself_and_one_for_each_carrier(opened: OpenRound) -> None:
    pages = pages_of(paper(opened, PaperKind.MEETING))
    found = outcomes(opened, latest_run(opened))
    names = [one.result.name for one in found]
    for name in names:
        (page,) = [page for page in pages[1:] if name in page.splitlines() and "统一社会信用代码" in page]
        assert "各维度得分与同类中位数" in page or "不具备评分条件" in page
    assert len(pages) - len(names) == 1
    text = flat(pages[0])
    assert "比例限制的计算" in text
    assert re.search(r"优秀不超过\d+个：20%×\d+家＝", text)
    assert "临界名单" in flat("".join(pages[:2]))


def test_the_summary_ranks_everybody_and_adds_up(opened: OpenRound) -> None:
    text = flat("".join(pages_of(paper(opened, PaperKind.SUMMARY))))
    graded = [one for one in outcomes(opened, latest_run(opened)) if one.grade]
    best = min(graded, key=lambda one: one.result.rank or 0)
    assert f"1{best.result.name}{best.result.points}" in text
    assert f"合计{len(graded)}100.0%{len(graded)}" in text


@pytest.mark.parametrize("kind", [*PaperKind])
def test_every_paper_speaks_english_too(opened: OpenRound, kind: PaperKind) -> None:
    filled(opened)
    uscc = outcomes(opened, latest_run(opened))[0].result.uscc if kind.to_one else ""
    text = "".join(pages_of(paper(opened, kind, uscc, "en")))
    own = {*opened.district, *WORDS["basis"], *"云岬第孵化器林舟望灯街号派驻纪检监察组"}
    left = set(re.findall(r"[\u4e00-\u9fff]", text)) - own
    assert not left, f"{kind}: Chinese left in an English paper: {left}"


# How they stand -------------------------------------------------------------------------------------------------------


def characters(page: pdfium.PdfPage) -> list[tuple[str, float, float, float]]:
    """(character, left, baseline-ish bottom, right) of everything that has ink."""
    text = page.get_textpage()
    found = []
    for number in range(text.count_chars()):
        letter = text.get_text_range(number, 1)
        if letter.strip():
            left, bottom, right, _ = text.get_charbox(number, loose=True)
            found.append((letter, left, bottom, right))
    return found


def test_the_page_keeps_to_the_standard(opened: OpenRound) -> None:
    filled(opened, address="云岬区望灯街1号" * 12)
    with pdfium.PdfDocument(paper(opened, PaperKind.PUBLIC_LIST)) as document:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            assert (round(width / MM), round(height / MM)) == (210, 297)
            left = 28 * MM if number % 2 else width - (28 + 156) * MM
            body = [one for one in characters(page) if 62 * MM - 30 * MM < one[2] < height - 37 * MM + 2]
            assert min(one[1] for one in body) >= left - 0.6
            assert max(one[3] for one in body) <= left + 156 * MM + 0.8
            foot = [one for one in characters(page) if one[2] < 35 * MM - 2 * MM]
            assert "".join(one[0] for one in foot) == f"—{number}—"
            middle = sum(one[1] for one in foot) / len(foot)
            assert (middle > width / 2) == bool(number % 2), "odd pages right, even pages left"
        lines: dict[int, list[tuple[str, float, float, float]]] = {}
        for one in characters(document[0]):
            lines.setdefault(round(one[2]), []).append(one)
        full = [
            sorted(line, key=lambda one: one[1])
            for line in lines.values()
            if len(line) == 28 and not re.search("[0-9]", "".join(o[0] for o in line))
        ]
        assert full, "a line of 28 characters"
        pitch = 156 * MM / 28
        assert all(abs((line[-1][1] - line[0][1]) / 27 - pitch) < 0.15 for line in full)


def test_the_signature_stands_by_the_rule_with_a_seal_and_without(opened: OpenRound, tmp_path: Path) -> None:
    filled(opened)

    def places() -> tuple[float, float, float, float]:
        with pdfium.PdfDocument(paper(opened, PaperKind.PUBLIC_LIST)) as document:
            for number, page in enumerate(document, 1):
                found = characters(page)
                rows: dict[int, list[tuple[str, float, float, float]]] = {}
                for one in found:
                    rows.setdefault(round(one[2]), []).append(one)
                dates = [row for row in rows.values() if "".join(one[0] for one in row) == "2026年3月20日"]
                if dates:
                    (issuer,) = [row for row in rows.values() if "".join(one[0] for one in row) == WORDS["issuer"]]
                    edge = (28 if number % 2 else 26) * MM + 156 * MM
                    return (dates[0][0][1], edge - dates[0][-1][3], issuer[0][1], edge - issuer[-1][3])
        raise AssertionError

    pitch = 156 * MM / 28
    date_left, date_right, issuer_left, issuer_right = places()
    assert abs(date_right - 4 * pitch) < 2, "the date four characters from the edge"
    assert abs((date_left - issuer_left) - (date_right - issuer_right)) < 3, "the name above its middle"
    text = shipped_text(DocumentKind.PUBLIC_LIST).replace("sealed = true", "sealed = false")
    folder = folder_of(opened.store.path)
    folder.mkdir()
    (folder / FILES[DocumentKind.PUBLIC_LIST]).write_text(text, "utf-8")
    date_left, date_right, issuer_left, issuer_right = places()
    assert abs(issuer_right - 2 * pitch) < 2
    assert abs(date_left - issuer_left - 2 * pitch) < 2


def test_nothing_but_text_stands_before_a_signature(opened: OpenRound) -> None:
    """However long the text is, the page with the signature has some of it, or of the list of annexes."""
    for length in range(0, 60, 3):
        filled(opened, address="望" * (28 * length // 3 + 10))
        for page in pages_of(paper(opened, PaperKind.PUBLIC_LIST)):
            if "2026年3月20日" in page:
                assert flat(page).index(WORDS["issuer"]) > 0 or "附件" in page
                before = (
                    flat(page)
                    .partition("2026年3月20日")[0]
                    .replace(WORDS["issuer"], "")
                    .replace("依据的评分细则为示例，不作为正式结果", "")
                )
                assert before, length


def test_the_file_says_what_it_is(opened: OpenRound) -> None:
    filled(opened)
    for kind in PaperKind:
        uscc = outcomes(opened, latest_run(opened))[0].result.uscc if kind.to_one else ""
        data = paper(opened, kind, uscc)
        with pdfium.PdfDocument(data) as document:
            about = document.get_metadata_dict()
            assert about["Title"]
            assert about["Author"] in (WORDS["issuer"], opened.district)
            assert about["CreationDate"].startswith("D:20260320")
            outline = [one.get_title() for one in document.get_toc()]
            assert outline, kind
        assert b"/DisplayDocTitle true" in data
        assert b"/Lang (zh-CN)" in data
        assert b"/PageMode /UseOutlines" in data
        assert b"pdfaid" not in data, "no conformance is claimed"


# The editable file ----------------------------------------------------------------------------------------------------


def words_of_docx(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    body = document.element.body
    return flat("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind.document])
def test_the_editable_file_says_the_same(opened: OpenRound, kind: PaperKind) -> None:
    uscc = outcomes(opened, latest_run(opened))[0].result.uscc if kind.to_one else ""
    filled(opened, DocumentKind(kind.value), uscc, head="云岬区科学技术委员会文件", number="云科〔2026〕12号", copy_to="区财政局")
    printed = paper(opened, kind, uscc)
    data = paper(opened, kind, uscc, format_=Format.DOCX)
    assert data == paper(opened, kind, uscc, format_=Format.DOCX), "the same bytes"
    mark = "依据的评分细则为示例，不作为正式结果"
    again = "载体名称"
    pages = [re.sub(r"—\d+—", "", flat(page)).replace(mark, "") for page in pages_of(printed)]
    mine, theirs = sorted("".join(pages)), sorted(words_of_docx(data))
    more = "".join(pages).count(again) - words_of_docx(data).count(again)
    extra = sorted("序号载体名称评价结果" * more) if kind in (PaperKind.PUBLIC_LIST, PaperKind.NOTICE) else []
    if kind.to_one:  # heads repeated in other tables
        assert set(theirs) == set(mine)
    else:
        assert mine == sorted([*theirs, *extra])


def test_the_editable_file_has_the_same_page_and_names_its_faces(opened: OpenRound) -> None:
    filled(opened)
    data = paper(opened, PaperKind.PUBLIC_LIST, format_=Format.DOCX)
    section = docx.Document(BytesIO(data)).sections[0]
    measures = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(one.mm, 1) for one in measures if one is not None] == [210.0, 297.0, 37.0, 35.0, 28.0, 26.0]
    with ZipFile(BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        body = archive.read("word/document.xml").decode("utf-8")
    for name in ("仿宋_GB2312", "黑体", "方正小标宋简体"):
        assert f'w:eastAsia="{name}"' in body
    assert 'w:linePitch="580"' in body
    assert "w:tblHeader" in body


def test_word_processors_open_it(opened: OpenRound, tmp_path: Path) -> None:
    """Where LibreOffice Writer is installed: converted, it says the same words as our PDF, on A4."""
    filled(opened)
    path = tmp_path / "list.docx"
    path.write_bytes(paper(opened, PaperKind.PUBLIC_LIST, format_=Format.DOCX))
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    told = subprocess.run(call, check=False, capture_output=True, timeout=180)
    if b"could not be loaded" in told.stderr + told.stdout:
        pytest.skip("LibreOffice without Writer")
    text = flat("".join(pages_of((tmp_path / "list.pdf").read_bytes())))
    for words in ("关于2026年度", "公示期为5个工作日", WORDS["supervision_phone"], "云岬第001孵化器"):
        assert words in text


# Templates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*DocumentKind])
def test_a_districts_own_template_goes_before_ours(opened: OpenRound, kind: DocumentKind) -> None:
    assert not template(opened.store.path, kind).own
    folder = folder_of(opened.store.path)
    folder.mkdir()
    path = save_template(opened.store.path, kind, folder / FILES[kind])
    path.write_text(path.read_text("utf-8").replace('zh = "示例"', 'zh = ""').replace("联系人：", "经办人："), "utf-8")
    found = template(opened.store.path, kind)
    assert found.own
    assert found.document.status.zh == ""
    uscc = outcomes(opened, latest_run(opened))[0].result.uscc if kind.to_one else ""
    assert "documents.example" not in lacking(opened, PaperKind(kind.value), uscc)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{basis}", "{base}", "base"),
        ('kind = "public-list"', 'kind = "notice"', "public-list"),
        ("fuping/document/1", "fuping/document/9", "fuping/document/9"),
        ('key = "phone"', 'key = "year"', "year"),
        ("{basis}", "{basis", "{ }"),
        ('order = "rank"', 'order = "alphabet"', "order"),
    ],
)
def test_a_template_with_a_mistake_is_refused_with_its_place(opened: OpenRound, old: str, new: str, says: str) -> None:
    folder = folder_of(opened.store.path)
    folder.mkdir()
    (folder / "public_list.toml").write_text(shipped_text(DocumentKind.PUBLIC_LIST).replace(old, new), "utf-8")
    with pytest.raises(Refusal) as refused:
        template(opened.store.path, DocumentKind.PUBLIC_LIST)
    assert refused.value.said.code == "documents.template_has_mistakes"
    assert says in tell(refused.value.said)


def test_code_order_names_no_rank(opened: OpenRound) -> None:
    folder = folder_of(opened.store.path)
    folder.mkdir()
    text = shipped_text(DocumentKind.PUBLIC_LIST).replace('order = "rank"', 'order = "code"')
    (folder / "public_list.toml").write_text(text, "utf-8")
    found = flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    names = [name for _, name, grade in re.findall(r"(\d+)(云岬第\d{3}孵化器)(优良)", found) if grade == "优良"]
    assert len(names) > 2
    assert names == sorted(names)


# Issued ---------------------------------------------------------------------------------------------------------------


class StopAfter:
    def __init__(self, papers: int) -> None:
        self.papers = papers

    def step(self, done: int, total: int, label: str = "") -> None:
        if done >= self.papers:
            raise Cancelled


def test_what_went_out_is_kept_and_the_same_bytes_are_issued_once(opened: OpenRound) -> None:
    filled(opened)
    run = latest_run(opened)
    wanted = paper_orders(opened, run, PaperKind.PUBLIC_LIST)
    for _ in range(2):
        with PaperPress(opened, run, PaperKind.PUBLIC_LIST) as press:
            ((_, kept, one),) = issue_papers(opened, run, press, wanted, actor="甲", now=NOW)
        assert papers.content(opened.store, kept.hash) == one.content
        assert (kept.kind, kept.version, kept.uscc) == ("public-list", "", "")
    assert papers.count_of_run(opened.store, run.id, "public-list") == 1
    filled(opened, phone="021-55550124")
    with PaperPress(opened, run, PaperKind.PUBLIC_LIST) as press:
        list(issue_papers(opened, run, press, wanted, actor="甲", now=NOW))
    assert papers.count_of_run(opened.store, run.id, "public-list") == 2, "another phone is another paper, and the first stays"
    assert doctor.examine(opened.store) == ()


def test_reports_and_papers_do_not_disturb_each_other(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    uscc = outcomes(opened, run)[0].result.uscc
    for format_ in Format:
        with PaperPress(opened, run, PaperKind.LETTER, format_=format_) as press:
            wanted = paper_orders(opened, run, PaperKind.LETTER, only=[uscc], format_=format_)
            list(issue_papers(opened, run, press, wanted, actor="甲", now=NOW))
    (printed,) = print_reports(opened, run, tmp_path, only=[uscc], actor="甲", now=NOW)
    assert "考评报告" in "".join(pages_of(printed.path.read_bytes()))
    assert [len(row.issued) for row in publication(opened).rows if row.result.uscc == uscc] == [1]
    again = replay(opened.store, run)
    assert again.equal
    assert len(again.papers) == 1


def test_a_batch_that_is_stopped_leaves_whole_papers(opened: OpenRound, tmp_path: Path) -> None:
    run = latest_run(opened)
    wanted = paper_orders(opened, run, PaperKind.LETTER)
    assert len(wanted) == CARRIERS
    with PaperPress(opened, run, PaperKind.LETTER) as press:
        done = save_papers(opened, run, press, tmp_path / "out", wanted, actor="甲", now=NOW, progress=StopAfter(3))
    assert (len(done.saved.printed), done.saved.left) == (3, CARRIERS - 3)
    assert done.saved.said is not None
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(one.name for one in wanted[:3])
    assert papers.count_of_run(opened.store, run.id, "letter") == 3


def test_the_same_paper_in_another_process_has_the_same_bytes(opened: OpenRound) -> None:
    filled(opened)
    assert paper(opened, PaperKind.PUBLIC_LIST) == paper(opened, PaperKind.PUBLIC_LIST)
    assert paper(opened, PaperKind.MEETING) == paper(opened, PaperKind.MEETING)
    assert paper(opened, PaperKind.SUMMARY, language="en") == paper(opened, PaperKind.SUMMARY, language="en")


def test_only_papers_from_templates_can_be_edited(opened: OpenRound) -> None:
    run = latest_run(opened)
    for kind in (PaperKind.MEETING, PaperKind.SUMMARY):
        with pytest.raises(Refusal) as refused:
            PaperPress(opened, run, kind, format_=Format.DOCX)
        assert refused.value.said.code == "documents.only_pdf"


def test_the_journal_tells_words_and_papers_by_name(opened: OpenRound) -> None:
    filled(opened)
    verbs = [one.verb for one in journal.entries(opened.store)]
    assert verbs.count("paper.worded") == len(WORDS)


# Decisions ------------------------------------------------------------------------------------------------------------


def test_the_window_that_was_set_is_the_one_that_is_printed(opened: OpenRound) -> None:
    filled(opened)
    set_window(opened, first=date(2026, 3, 30), days=5, actor="甲", now=NOW)
    text = flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    assert "公示期为5个工作日，自2026年3月30日起至2026年4月3日止" in text, "objections are judged by this window"
    assert "documents.window_by_weekends" in lacking(opened, PaperKind.PUBLIC_LIST)
    enter_year(opened.store, 2026, source="编造的安排", days_off=["2026-04-03"], actor="甲", now=NOW)
    set_window(opened, first=date(2026, 3, 30), days=5, actor="甲", now=NOW)
    assert "2026年4月6日止" in flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    assert "documents.window_by_weekends" not in lacking(opened, PaperKind.PUBLIC_LIST)


def test_a_last_day_by_weekends_alone_or_by_another_table_is_told_beside_the_paper(opened: OpenRound) -> None:
    filled(opened)
    assert "documents.window_by_weekends" in lacking(opened, PaperKind.PUBLIC_LIST), "by what a person declared, too"
    set_window(opened, first=date(2026, 4, 28), days=5, actor="甲", now=NOW)
    days_off = ["2026-05-01", "2026-05-04", "2026-05-05"]
    enter_year(opened.store, 2026, source="编造的安排", days_off=days_off, actor="甲", now=NOW)
    left = lacking(opened, PaperKind.PUBLIC_LIST)
    assert "documents.window_moved" in left
    assert "documents.window_by_weekends" not in left
    text = flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    assert "至2026年5月4日止" in text, "what was announced"
    assert "节假日表" not in text
    set_window(opened, first=date(2026, 4, 28), days=5, actor="甲", now=NOW)
    assert "documents.window_moved" not in lacking(opened, PaperKind.PUBLIC_LIST)
    assert "至2026年5月7日止" in flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))


def test_a_paper_without_a_window_says_nothing_of_one(opened: OpenRound) -> None:
    set_window(opened, first=date(2026, 4, 28), days=5, actor="甲", now=NOW)
    for kind in (PaperKind.LETTER, PaperKind.NOTICE):
        uscc = opened.participants()[0].uscc if kind.to_one else ""
        assert not [one for one in lacking(opened, kind, uscc) if "window" in one]


def test_the_terminal_warns_of_a_public_list_before_it_is_made(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "district.fuping"
    path.write_bytes(made.read_bytes())
    with Workplace(path, actor="甲") as place:
        filled(place.opened())
    answer = fuping("document", path, "public-list", tmp_path / "公示.pdf")
    assert answer.code == 0, answer
    told = answer.out
    assert 0 < told.index("公示期按周末推算，没有录入放假安排的年度：2026") < told.index("已印"), told
    assert told.count("公示期按周末推算") == 1


def test_a_public_list_is_warned_of_who_was_not_told_and_who_disputes(opened: OpenRound) -> None:
    def told(language: str = "zh") -> list[str]:
        with PaperPress(opened, latest_run(opened), PaperKind.PUBLIC_LIST) as press:
            found = [one for one in press.findings() if one.code.startswith("documents.feedback")]
            return [sentence(one, language) for one in found]

    filled(opened)
    run, everyone = latest_run(opened), opened.participants()
    assert f"等 {len(everyone)} 家" in told()[0]
    assert len(told()) == 1
    facts: dict[str, Any] = {"day": date(2026, 3, 2), "actor": "甲", "now": NOW}
    tell_results(opened, run, everyone[1:], **facts)
    for one in everyone[3:]:
        hear_answer(opened, run, one, Heard.CONFIRMED, **facts)
    hear_answer(opened, run, everyone[2], Heard.DISPUTED, text="漏计", **facts)
    assert told() == [
        f"公示前还没有告知结果的载体：{everyone[0].name}",
        f"已告知、还没有回复的载体：{everyone[1].name}",
        f"对结果有异议、还没有处理的载体：{everyone[2].name}",
    ]
    assert everyone[2].name in told("en")[2]
    raised: dict[str, Any] = {"party": Party.CARRIER, "who": "甲", "asked": "复核", "carrier": everyone[2]}
    made = raise_objection(opened, run, **raised, **facts)
    assert len(told()) == 3, "registered, and not settled yet"
    find_on_objection(opened, made.id, Verdict.REJECTED, text="无误", **facts)
    assert len(told()) == 2
    assert not [one for one in lacking(opened, PaperKind.NOTICE) if "feedback" in one], "it goes out afterwards"


def test_an_ordered_rectification_lends_its_matters(opened: OpenRound) -> None:
    run = latest_run(opened)
    carrier = opened.participants()[4]
    filled(opened, DocumentKind.RECTIFICATION)
    wanted = ["补齐研发费用归集", "建立服务台账"]
    order_rectification(opened, carrier, wanted, first=date(2026, 4, 1), deadline=date(2026, 6, 30), actor="甲", now=NOW)
    assert [one.uscc for one in paper_orders(opened, run, PaperKind.RECTIFICATION)] == [carrier.uscc]
    text = flat("".join(pages_of(paper(opened, PaperKind.RECTIFICATION, carrier.uscc))))
    assert "1.补齐研发费用归集2.建立服务台账" in text
    assert "请于2026年6月30日前完成整改" in text
    assert "matters" not in lacking(opened, PaperKind.RECTIFICATION, carrier.uscc)
    filled(opened, DocumentKind.RECTIFICATION, carrier.uscc, matters="另写的事项")
    assert "另写的事项" in flat("".join(pages_of(paper(opened, PaperKind.RECTIFICATION, carrier.uscc))))


def test_an_override_is_printed_once_it_is_confirmed_and_the_paper_knows_its_decisions(opened: OpenRound) -> None:
    run = latest_run(opened)
    filled(opened)
    one = next(each for each in outcomes(opened, run) if each.grade == "合格")
    carrier = opened.carrier(one.result.uscc)
    before = paper(opened, PaperKind.PUBLIC_LIST)
    proposed = propose_override(
        opened, run, carrier, "优良", reason="复核后认定", basis="办公会纪要〔2026〕3号", actor="甲", now=NOW
    )
    assert paper(opened, PaperKind.PUBLIC_LIST) == before, "unconfirmed it does not count"
    assert f"{one.result.name}合格优良（待第二人确认）" in flat("".join(pages_of(paper(opened, PaperKind.MEETING))[:2]))
    confirm_override(opened, proposed.id, actor="乙", now=NOW)
    resolve(opened, run, body="区科委主任办公会", day=date(2026, 3, 18), document="〔2026〕3号", actor="甲", now=NOW)
    text = flat("".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))))
    assert f"{one.result.name}优良" in text
    assert "经区科委主任办公会2026年3月18日会议审议（〔2026〕3号）" in text
    letter = flat("".join(pages_of(paper(opened, PaperKind.LETTER, carrier.uscc))))
    assert "按评分细则计算的等级为合格，经研究决定为优良" in letter
    meeting = flat("".join(pages_of(paper(opened, PaperKind.MEETING))[:3]))
    assert f"{one.result.name}合格优良" in meeting
    assert "复核后认定" in meeting
    with PaperPress(opened, run, PaperKind.LETTER) as press:
        ((_, kept, _),) = issue_papers(
            opened, run, press, paper_orders(opened, run, PaperKind.LETTER, only=[carrier.uscc]), actor="甲", now=NOW
        )
    assert proposed.id in kept.decisions
    assert doctor.examine(opened.store) == ()


def test_the_summary_says_what_was_decided_and_rests_on_it(opened: OpenRound) -> None:
    run = latest_run(opened)
    blank = flat("".join(pages_of(paper(opened, PaperKind.SUMMARY))))
    assert "审定情况这次评分结果还没有登记审定。没有与计算结果不同的决定。没有成立的异议。" in blank
    good = [each for each in outcomes(opened, run) if each.grade == "合格"][:2]
    raised: dict[str, Any] = {"party": Party.PERSON, "who": "王某某", "asked": "复核", "actor": "甲", "now": NOW}
    carrier = opened.carrier(good[0].uscc)
    objection = raise_objection(opened, run, carrier=carrier, day=date(2026, 3, 10), **raised)
    left = raise_objection(opened, run, carrier=carrier, day=date(2026, 3, 10), **raised)
    by: dict[str, Any] = {"reason": "补充证明后认定", "basis": "办公会纪要〔2026〕3号", "actor": "甲", "now": NOW}
    made = propose_override(opened, run, carrier, "优良", **by)
    confirmed = confirm_override(opened, made.id, actor="乙", now=NOW)
    found: dict[str, Any] = {"day": date(2026, 3, 17), "actor": "甲", "now": NOW}
    find_on_objection(opened, objection.id, Verdict.UPHELD, text="属实", override=made.id, **found)
    find_on_objection(opened, left.id, Verdict.REJECTED, text="无据", **found)
    passed = resolve(opened, run, body="区科委主任办公会", day=date(2026, 3, 18), document="〔2026〕3号", actor="甲", now=NOW)
    text = flat("".join(pages_of(paper(opened, PaperKind.SUMMARY))))
    assert "区科委主任办公会于2026年3月18日审定（〔2026〕3号）。" in text
    assert f"{carrier.name}合格→优良补充证明后认定办公会纪要〔2026〕3号甲、乙" in text
    assert f"{carrier.name}：2026-03-17个人于2026-03-10提出的异议成立：属实。等级由“合格”变为“优良”。" in text
    assert "王某某" not in text
    assert "无据" not in text, "only what was upheld"
    english = "".join(pages_of(paper(opened, PaperKind.SUMMARY, language="en")))
    assert "What was decided" in english
    for kind in (PaperKind.SUMMARY, PaperKind.PUBLIC_LIST):
        with PaperPress(opened, run, kind) as press:
            ((_, kept, _),) = issue_papers(opened, run, press, paper_orders(opened, run, kind), actor="甲", now=NOW)
        assert {made.id, confirmed.id, passed.id, objection.id} <= kept.decisions
    assert doctor.examine(opened.store) == ()


def test_every_paper_says_of_itself_which_result_it_shows(opened: OpenRound) -> None:
    run = latest_run(opened)
    uscc = opened.participants()[0].uscc
    number = receipt_number(run.receipt_hash, opened.round.assessment_year)
    for kind in PaperKind:
        pdf = paper(opened, kind, uscc if kind.to_one else "")
        with pdfium.PdfDocument(pdf) as document:
            assert document.get_metadata_dict()["Keywords"] == f"评分结果编号 {number}", kind
        if kind.document is not None:
            edited = docx.Document(BytesIO(paper(opened, kind, uscc if kind.to_one else "", "en", Format.DOCX)))
            assert edited.core_properties.keywords == f"result no. {number}", kind


def test_a_locked_round_takes_no_words_and_issues_nothing(opened: OpenRound) -> None:
    filled(opened)
    lock_round(opened, actor="甲", now=NOW)
    for act in (lambda: filled(opened, contact="周乔", first_day="2026-04-01"), lambda: issue_one(opened)):
        with pytest.raises(Refusal) as refused:
            act()
        assert "locked" in refused.value.said.code
    assert "林舟" in "".join(pages_of(paper(opened, PaperKind.PUBLIC_LIST))), "looking is no writing"


def issue_one(opened: OpenRound) -> None:
    run = latest_run(opened)
    with PaperPress(opened, run, PaperKind.PUBLIC_LIST) as press:
        list(issue_papers(opened, run, press, paper_orders(opened, run, PaperKind.PUBLIC_LIST), actor="甲", now=NOW))


ORDER = {
    "pPr": (
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
            "pBdr",
        ),
        *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE"),
        *("autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle"),
        *("rPr", "sectPr", "pPrChange"),
    ),
    "rPr": (
        "rStyle",
        "rFonts",
        "b",
        "bCs",
        "i",
        "iCs",
        "caps",
        "color",
        "spacing",
        "w",
        "kern",
        "position",
        "sz",
        "szCs",
        "lang",
    ),
    "trPr": ("cnfStyle", "cantSplit", "trHeight", "tblHeader"),
    "sectPr": (
        *("headerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders"),
        *("lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter"),
        *("docGrid", "printerSettings"),
    ),
}
"""Children of these stand in this order (ISO/IEC 29500); Word calls a file broken where they do not."""


def test_the_parts_of_the_editable_file_stand_in_the_order_word_insists_on(opened: OpenRound) -> None:
    filled(
        opened,
        DocumentKind.NOTICE,
        head="云岬区科学技术委员会文件",
        number="云科〔2026〕12号",
        copy_to="区财政局",
        printed_by="办公室",
    )
    with ZipFile(BytesIO(paper(opened, PaperKind.NOTICE, format_=Format.DOCX))) as archive:
        parts = {
            name: ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml") and "word/" in name
        }
    seen = set()
    for name, root in parts.items():
        for element in root.iter():
            kind = element.tag.partition("}")[2]
            if kind in ORDER and "styles" not in name and "theme" not in name:
                children = [child.tag.partition("}")[2].replace("footerR", "headerR") for child in element]  # either may be first
                assert children == sorted(children, key=ORDER[kind].index), (name, kind, children)
                seen.add(kind)
    assert seen == set(ORDER)
    settings = [child.tag.partition("}")[2] for child in parts["word/settings.xml"]]
    assert settings.index("mirrorMargins") < settings.index("evenAndOddHeaders")
    assert settings.index("zoom") < settings.index("mirrorMargins")

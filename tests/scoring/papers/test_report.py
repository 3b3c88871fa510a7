from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.papers.facts import ColumnFacts, CountedFacts, FirmFacts, GradeStep, ReportFacts, ResultFacts, texts
from scoring.papers.report import report_pdf
from tests.scoring.papers.builders import LONG_NAME, amendment, counted, finding, firm, indicator, internal_report, report
from tests.scoring.papers.reading import bookmarks, pages, reader, squeezed, words

FURNITURE = ("mark and head", "page and foot")
"""Lines drawn last on every page, as pypdf reads them."""
UNPRINTED = {"zh", "en", "A3", "A1", "A2"}
"""Strings of the facts that are no text of the report: its language, the links between indicator and dimension."""


def missing_from(pdf: bytes, facts: ReportFacts) -> list[str]:
    text = words(pdf)
    return [one for one in texts(facts) if squeezed(one) not in text and one not in UNPRINTED]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_in_the_facts_stands_in_the_report(language: str) -> None:
    for facts in (report(language=language), internal_report(language=language)):
        assert missing_from(report_pdf(facts), facts) == []


def test_a_missing_figure_would_be_noticed() -> None:
    facts = report()
    other = replace(facts, result=replace(facts.result, points="91.93"))
    assert missing_from(report_pdf(facts), other) == ["91.93"]


@pytest.mark.parametrize(("language", "first", "last"), [("zh", "第1页共5页", "第5页共5页"), ("en", "Page1of5", "Page5of5")])
def test_every_page_has_its_number_the_receipt_and_the_mark(language: str, first: str, last: str) -> None:
    found = pages(report_pdf(report(language=language)))
    assert first in found[0]
    assert last in found[-1]
    for page in found:
        assert "R-2026-0007" in page
        assert "示例" in page


def test_an_official_report_has_no_mark() -> None:
    assert "不作为正式考评结果" in words(report_pdf(report()))
    assert "不作为正式考评结果" not in words(report_pdf(report(status="")))


def test_every_page_says_which_version_it_is() -> None:
    for facts, own, other in ((report(), "反馈版", "内部版"), (internal_report(), "内部版", "反馈版")):
        pdf = report_pdf(facts)
        read = reader(pdf)
        assert read.metadata is not None
        assert str(read.metadata.title).endswith(own)
        for text in pages(pdf):
            assert own in text
            assert other not in text


def test_the_file_says_what_it_is() -> None:
    read = reader(report_pdf(report()))
    assert read.metadata is not None
    assert read.metadata.title == "启明星孵化器 考评报告 2026 反馈版"
    assert read.metadata.author == "示例区科学技术主管部门"
    assert str(read.metadata["/CreationDate"]) == "D:20260320150405+08'00'"
    assert read.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index] # pypdf types the trailer's values as objects


def test_bookmarks_lead_to_their_pages() -> None:
    facts = report(indicators=tuple(indicator(code, firms=60) for code in ("A1-1", "A2-1", "A3-1")))
    pdf = report_pdf(facts)
    found = pages(pdf)
    marks = bookmarks(pdf)
    assert [title for depth, _, title in marks if depth == 0] == [
        "一、得分汇总", "二、定级过程", "三、与同类载体比较", "四、指标得分", "五、更正与核减", "六、核验问题", "七、计算过程", "八、数据来源与版本",
    ]  # fmt: skip
    assert [title.split("\u3000")[0] for depth, _, title in marks if depth == 1] == ["A1-1", "A2-1", "A3-1"]
    assert [title for _, page, title in marks if squeezed(title) not in found[page - 1]] == []
    assert len({page for _, page, _ in marks}) > 3


def test_a_report_of_nothing_but_a_grade() -> None:
    bare = report(
        dimensions=(), indicators=(), grading=(), amendments=(), struck=(), findings=(), sources=(), definitions=(), status=""
    )
    for language in ("zh", "en"):
        assert "91.92" in words(report_pdf(replace(bare, language=language)))
    assert "区级未作更正或核减" in words(report_pdf(bare))
    assert "没有未了结的核验问题" in words(report_pdf(bare))


def test_a_long_table_repeats_its_head_and_loses_no_firm() -> None:
    pdf = report_pdf(report(indicators=(indicator(firms=300),)))
    found = pages(pdf)
    text = "".join(found)
    assert [n for n in range(1, 301) if f"示例甲{n:03d}科技有限公司" not in text or f"K{n + 5}、M{n + 5}" not in text] == []
    inner = [page for page in found if "示例甲150" in page]
    assert all("企业名称" in page and "从业人员" in page for page in inner)
    assert inner


STEP = GradeStep(label="比例限制", words="无")
MANY_LENGTHS = [
    *(report(grading=(STEP,) * count, indicators=()) for count in range(14, 46)),
    *(report(indicators=(indicator(firms=firms), indicator("A3-1", firms=firms))) for firms in range(1, 34, 4)),
]


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    starts = ("三、", "四、", "五、", "六、", "七、", "A3-2\u3000", "A3-1\u3000")
    seen = set()
    for facts in MANY_LENGTHS:
        for page in reader(report_pdf(facts)).pages:
            body = [line for line in page.extract_text().split("\n") if line.strip()][: -len(FURNITURE)]
            assert not body[-1].startswith(starts)
            seen |= {start for start in starts if any(line.startswith(start) for line in body)}
    assert seen == set(starts)


def test_names_of_forty_characters_and_several_workbooks() -> None:
    firms = tuple(firm(n, name=LONG_NAME, file=f"第{n % 2 + 1}次报送.xlsx") for n in range(1, 40))
    facts = report(
        carrier=replace(report().carrier, name=LONG_NAME, particulars=(("运营主体", LONG_NAME),)),
        indicators=(indicator(counted=(replace(counted(1), firms=firms),)),),
    )
    assert len(LONG_NAME) >= 40
    assert missing_from(report_pdf(facts), facts) == []


ENDLESS = "与审计报告不符，按审计报告核定。" * 150 + "句终"
UNBROKEN = "x" * 2500


@pytest.mark.parametrize("text", [ENDLESS, UNBROKEN, "行\n" * 120 + "句终"], ids=["sentences", "one word", "lines"])
def test_an_absurdly_long_text_is_printed_wherever_it_stands(text: str) -> None:
    huge = indicator(label=text, measure=text, rule=text, value=text, notes=(text,), steps=(text,), next_step=text, counted=())
    firms = CountedFacts(title=text, firms=(FirmFacts(name=text, file=text, sheet=text, cell=text * 2),))
    for facts in (
        report(amendments=(amendment(reason=text, subject=text, verified=text), amendment())),
        report(findings=(finding(sentence=text, places=(text,), explanation=text), finding())),
        report(indicators=(huge, indicator())),
        report(indicators=(indicator(counted=(firms, counted(3))),)),
        report(
            status=text, carrier=replace(report().carrier, name=text), result=ResultFacts(grade=text, points="1", maximum="2")
        ),
    ):
        pdf = report_pdf(facts)
        assert squeezed(text)[-30:] in words(pdf) or text == UNBROKEN
        assert "计算过程" in words(pdf)


def test_a_head_taller_than_the_page() -> None:
    columns = (ColumnFacts(label="很长的列名" * 400, is_number=True),)
    firms = tuple(firm(n, values=("12.50",)) for n in range(1, 9))
    pdf = report_pdf(report(indicators=(indicator(counted=(CountedFacts(title="企业", columns=columns, firms=firms),)),)))
    assert "示例甲008" in words(pdf)


def test_markup_in_a_name_is_only_text() -> None:
    facts = report(
        carrier=replace(report().carrier, particulars=(("运营主体", "R&D <b>启明</b> &amp; <font color='red'> %d {x}"),))
    )
    assert missing_from(report_pdf(facts), facts) == []


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from(["短", "较长的理由，" * 30, "很长的理由。" * 400]), st.integers(1, 3)), max_size=6),
    st.integers(0, 90),
)
def test_any_mixture_of_rows_finds_its_pages(reasons: list[tuple[str, int]], firms: int) -> None:
    made = tuple(amendment(reason=f"{reason}终{n}") for n, (reason, count) in enumerate(reasons) for _ in range(count))
    text = words(report_pdf(report(amendments=made, indicators=(indicator(firms=firms),))))
    assert [n for n in range(len(reasons)) if f"终{n}" not in text] == []


WIDE = (
    "毕业时是否高新技术企业",
    "毕业时累计天使或风险投资额（万元）",
    "毕业前连续2年营业收入累计（万元）",
    "资本市场事件",
    "资本市场事件日期",
    "毕业日期",
)


def test_no_date_is_torn_in_a_table_of_many_columns() -> None:
    columns = tuple(ColumnFacts(label=label, is_number="日期" in label or "万元" in label) for label in WIDE)
    values = ("是", "1,200.00", "12,100.00", "被并购", "2025-11-20", "2025-11-28")
    firms = tuple(firm(n, values=values, name="示例隽羽信息技术有限公司") for n in range(1, 4))
    lines = words_by_line(
        report_pdf(report(indicators=(indicator(counted=(CountedFacts(title="计入", columns=columns, firms=firms),)),)))
    )
    assert sum("2025-11-20" in line and "2025-11-28" in line for line in lines) == 3


def words_by_line(pdf: bytes) -> list[str]:
    return [line for page in reader(pdf).pages for line in page.extract_text().split("\n")]


def test_a_list_that_stands_already_is_named_and_not_printed_again() -> None:
    same = counted(8, "在孵企业数——计入的在孵企业 8 家")
    few = counted(3, "当年毕业企业数——计入的毕业企业 3 家")
    made = tuple(indicator(code, counted=(same, few)) for code in ("A1-1", "A2-1", "A3-1"))
    text = words(report_pdf(report(indicators=made)))
    assert text.count("示例甲008科技有限公司") == 1
    assert text.count("名单与A1-1中的相同") == 4
    assert text.count("示例甲003科技有限公司") == 2
    assert text.count(squeezed(same.title)) == 3


def test_the_table_has_the_short_measure_and_the_annex_the_whole_one() -> None:
    made = indicator(what="高新技术企业 ÷ 在孵企业", measure="在孵企业中「高新技术企业」为是的 7 家 ÷ 在孵企业 40 家", counted=())
    text = words(report_pdf(report(indicators=(made,))))
    assert (text.count("高新技术企业÷在孵企业"), text.count("为是的7家÷在孵企业40家")) == (1, 1)
    assert text.index("高新技术企业÷在孵企业") < text.index("七、计算过程") < text.index("为是的7家")

"""Reports for tests: invented carriers and firms only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256

from scoring.papers.facts import (
    AmendmentFacts,
    CarrierFacts,
    ColumnFacts,
    ComparisonFacts,
    CountedFacts,
    DefinitionFacts,
    DimensionFacts,
    EffortFacts,
    FindingFacts,
    FirmFacts,
    GradeStep,
    IndicatorFacts,
    InternalFacts,
    MeterFacts,
    PeerFacts,
    ReceiptFacts,
    ReportFacts,
    ResultFacts,
    RoundFacts,
    SourceFacts,
    StandoutFacts,
    StruckFacts,
    Version,
)

LONG_NAME = "示例市示范区星河孵化场新一代信息技术与生物医药交叉融合创新研究发展（集团）有限公司"
WORKBOOK = "启明孵化器_填报表_2026.xlsx"
BEIJING = timezone(timedelta(hours=8))


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def firm(number: int, *, name: str = "", file: str = WORKBOOK, values: tuple[str, ...] | None = None) -> FirmFacts:
    shown = values if values is not None else (f"{number * 37 % 2000 + 12.5:,.2f}", f"{number * 13 % 300:,}", "是")
    return FirmFacts(
        name=name or f"示例甲{number:03d}科技有限公司",
        values=shown,
        file=file,
        sheet="在孵企业",
        cell=f"K{number + 5}、M{number + 5}",
    )


COLUMNS = (
    ColumnFacts(label="本年度营业收入（万元）", is_number=True),
    ColumnFacts(label="从业人员", is_number=True),
    ColumnFacts(label="高企"),
)


def counted(count: int, title: str = "") -> CountedFacts:
    return CountedFacts(
        title=title or f"计入分子的企业 {count} 家", columns=COLUMNS, firms=tuple(firm(n) for n in range(1, count + 1))
    )


def indicator(code: str = "A3-2", *, firms: int = 7, **changes: object) -> IndicatorFacts:
    made = IndicatorFacts(
        code=code,
        label="高新技术企业占比",
        parent=code.partition("-")[0],
        measure="在孵企业中“截止日高新技术企业证书有效”为是的家数 ÷ 在孵企业家数",
        numerator="7 家",
        denominator="40 家",
        value="17.5%",
        rule="0% → 0；10% → 3；20% → 5；其间按直线内插，以外取端点",
        basis="示例评分细则 2026，第 4 条第（二）项",
        points="4.50",
        maximum="5",
        steps=(
            "在孵企业 40 家，其中核定不计入 1 家、退出 2 家未列。",
            "17.5% 位于 10% 与 20% 之间：3 + (17.5% − 10%) ÷ 10% × 2 = 4.5。",
        ),
        next_step="再有 1 家高新技术企业（达到 20.0%）可得 5 分。",
        counted=(counted(firms),),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # the caller names fields of the type


def amendment(**changes: object) -> AmendmentFacts:
    made = AmendmentFacts(
        subject="示例乙002科技有限公司",
        field="本年度研发费用",
        declared="120.00 万元",
        verified="88.40 万元",
        reason="与审计报告不符，按审计报告核定。",
        person="陈示例",
        date="2026-03-04",
        place="在孵企业!L7",
    )
    return replace(made, **changes)  # type: ignore[arg-type] # the caller names fields of the type


def finding(**changes: object) -> FindingFacts:
    made = FindingFacts(
        level="警示",
        sentence="示例丁004科技有限公司孵化时限超过 48 个月（62 个月）。",
        places=(f"{WORKBOOK} › 在孵企业!D12", f"{WORKBOOK} › 在孵企业!E12"),
        explanation="生物医药企业，按 60 个月掌握，待实地核查。",
    )
    return replace(made, **changes)  # type: ignore[arg-type] # the caller names fields of the type


def report(**changes: object) -> ReportFacts:
    """A small report with something in every part of it."""
    made = ReportFacts(
        language="zh",
        district="示例区",
        status="示例",
        round=RoundFacts(year="2026", period="2025-01-01 至 2025-12-31", cutoff="2025-12-31"),
        carrier=CarrierFacts(
            name="启明星孵化器",
            particulars=(
                ("运营主体", "示例启明孵化管理有限公司"),
                ("统一社会信用代码", "91310000EXAMPLE01X"),
                ("载体类型", "综合孵化器"),
                ("载体级别", "市级"),
            ),
        ),
        result=ResultFacts(
            grade="优秀",
            points="91.92",
            maximum="100",
            rank="第 1 名（共 10 家）",
            sum="总分 ＝ A 56.77 ＋ B 31.48 ＋ J 3.67 ＝ 91.92",
        ),
        dimensions=dimensions(),
        indicators=(
            indicator(
                "A1-1", label="研发投入强度", points="4.30", mark="暂定", notes=("1 家企业的研发费用未填，结清前得分暂定。",)
            ),
            indicator("A3-2"),
            indicator(
                "A2-2",
                label="同口径营业收入增长率",
                numerator="",
                denominator="",
                value="不适用",
                points="–",
                maximum="–",
                mark="不适用",
                notes=("同口径企业只有 4 家，少于 5 家；6 分移至 A2-1。",),
                counted=(),
            ),
        ),
        grading=(
            GradeStep(label="一票否决", words="材料已提交，火炬统计已完成，未查实虚假数据：无否决。"),
            GradeStep(label="评优限制", words="在孵企业 40 家，不少于 20 家；维度得分均不低于 60%：无限制。"),
            GradeStep(label="按分数", words="91.92 分，不低于 80 分：优秀。"),
            GradeStep(
                label="比例限制", words="参评 10 家，优秀名额取 20% × 10 的整数，至少 1 家，即 2 家；本载体第 1 名，占用名额。"
            ),
        ),
        comparison=comparison(),
        amendments=(amendment(),),
        struck=(
            StruckFacts(
                firm="示例丙003贸易有限公司",
                table="在孵企业",
                reason="入驻时成立已满 24 个月。",
                person="陈示例",
                date="2026-03-05",
                place="在孵企业!A9",
            ),
        ),
        findings=(finding(),),
        sources=(SourceFacts(name=WORKBOOK, sha256=digest("workbook"), note="第 2 次报送，2026-02-11 收到"),),
        definitions=(
            DefinitionFacts(kind="填报表式", title="孵化器年度填报表", version="2026", sha256=digest("form")),
            DefinitionFacts(
                kind="评分细则", title="示例评分细则：在孵企业质量与毕业企业结构", version="2026", sha256=digest("rubric")
            ),
        ),
        receipt=ReceiptFacts(
            number="R-2026-0007",
            engine="fuping 0.1.0",
            created=datetime(2026, 3, 20, 15, 4, 5, tzinfo=BEIJING),
            run_at="2026-03-20 15:04",
            data_sha256=digest("data"),
            journal_head=digest("journal"),
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type] # the caller names fields of the type


def comparison(axes: int = 5, **changes: object) -> ComparisonFacts:
    """A comparison with so many axes; every third has a long label."""
    made = ComparisonFacts(
        basis="与本载体同类的参评载体 10 家（含本载体）比较。",
        axes=tuple(
            replace(meter(number), code=f"K{number}", lead="", label="高新技术企业、专精特新中小企业与“小巨人”企业培育情况")
            if number % 3 == 1
            else replace(meter(number), code=f"K{number}", lead="")
            for number in range(axes)
        ),
        strengths=(
            StandoutFacts(
                place="并列 1", label="A1-1 研发投入强度", words="达到满分的 90.1%，同类中位数 70.2%，高 19.9 个百分点"
            ),
            StandoutFacts(
                place="并列 1", label="A1-2 研发人员占比", words="达到满分的 89.9%，同类中位数 70.0%，高 19.9 个百分点"
            ),
        ),
        weaknesses=(StandoutFacts(place="1", label="A2-2 收入增长率", words="达到满分的 20.3%，同类中位数 70.4%"),),
        meters=(replace(meter(0), is_group=True), *(meter(number) for number in range(1, 24))),
        is_compared=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type] # the caller names fields of the type


def meter(number: int) -> MeterFacts:
    own, median = number * 137 % 1001, number * 251 % 1001
    return MeterFacts(
        code=f"M{number}",
        label=f"示例指标第{number}项",
        own=own,
        own_words=f"{own // 10}.{own % 10}%",
        median=median,
        median_words=f"{median // 10}.{median % 10}%",
        lead=f"+{number}.0",
    )


def internal(peers: int = 12, own: str = LONG_NAME) -> InternalFacts:
    names = [own if number == 3 else f"云岬第{number}孵化器" for number in range(1, peers + 1)]
    ranking = tuple(
        PeerFacts(rank=str(at), name=name, points=f"{99 - at}.50", grade="合格", mark="暂定；临界", is_own=name == own)
        for at, name in enumerate(names, start=1)
    )
    return InternalFacts(
        peers=ranking,
        peers_note="同类共 40 家，只列本载体前后各 15 名。",
        unsettled=(("A1-1 研发投入强度", "暂定：相关单元格未知 1 个"),),
        border=ranking[3:5],
        efforts=(EffortFacts(code="A3-2", label="高新技术企业占比", asks="还差 2 家", aim="20%", gains="+0.75"),),
        efforts_note="次序：先列按家数计的。",
    )


def internal_report(**changes: object) -> ReportFacts:
    return report(version=Version.INTERNAL, internal=internal(), **changes)


def dimensions() -> tuple[DimensionFacts, ...]:
    return (
        DimensionFacts(code="A", label="在孵企业质量", points="56.77", maximum="65"),
        DimensionFacts(code="A1", label="研发创新活力", points="17.17", maximum="20", depth=1),
        DimensionFacts(code="A2", label="成长性", points="10.25", maximum="12", depth=1),
        DimensionFacts(code="A3", label="科技型企业占比", points="9.17", maximum="10", depth=1),
        DimensionFacts(code="B", label="毕业企业结构", points="31.48", maximum="35"),
        DimensionFacts(code="J", label="加分", points="3.67", maximum="5"),
    )

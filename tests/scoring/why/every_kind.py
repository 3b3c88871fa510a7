"""A made-up rubric with an indicator of every kind of measure, some of which ask for less."""

from __future__ import annotations

ROOM = '{ kind = "percentile", nodes = [["0%", 0], ["100%", 5]] }'
SPARSE = '{ kind = "percentile", nodes = [["0%", 0], ["100%", 5]], falling = true }'

KINDS: tuple[tuple[str, str, str], ...] = (
    ("C1", 'kind = "count"\nover = "T"\nwhere = "hnte"', ROOM),
    ("C2", 'kind = "count"\nover = "T"', ROOM),
    ("C3", 'kind = "count"\nover = "GY"', ROOM),
    ("C4", 'kind = "count"\nover = "G"\nwhere = "hnte_at_graduation"', ROOM),
    ("S1", 'kind = "share"\nover = "T"\nwhere = "tech_sme and ip_valid >= 3"', ROOM),
    ("U1", 'kind = "sum"\nover = "T"\nvalue = "ip_valid"', ROOM),
    ("U2", 'kind = "density"\nover = "T"\nvalue = "ip_invention_valid"', ROOM),
    ("U3", 'kind = "mean"\nover = "T"\nvalue = "employees"', ROOM),
    ("U4", 'kind = "mean"\nover = "T"\nvalue = "area_used"', SPARSE),
    ("M1", 'kind = "median"\nover = "T"\nvalue = "rd_expense"', ROOM),
    ("M2", 'kind = "median"\nover = "T"\nvalue = "rd_staff / employees"', ROOM),
    ("R1", 'kind = "ratio"\nover = "T"\nnumerator = "rd_expense"\ndenominator = "revenue"', ROOM),
    ("R2", 'kind = "growth"\nover = "T"\nnumerator = "revenue"\ndenominator = "revenue_prior"', ROOM),
    ("E1", 'kind = "evenness"\nover = "T"\nby = "industry"', ROOM),
    ("L1", 'kind = "largest_share"\nover = "T"\nby = "srdi_level"', ROOM),
    ("L2", 'kind = "largest_share"\nover = "T"\nby = "share_for_service"', SPARSE),
    ("V1", 'kind = "value"\nvalue = "mentors"', ROOM),
    ("V2", 'kind = "value"\nvalue = "area_public"', SPARSE),
    ("V3", 'kind = "value"\nvalue = "late_days"', SPARSE),
    ("K1", 'kind = "category"\nby = "tech_platform"', '{ kind = "categories", points = [["是", 5]], otherwise = 0 }'),
    ("K2", 'kind = "category"\nby = "carrier_kind"', '{ kind = "categories", points = [["专业孵化器", 5]], otherwise = 0 }'),
    ("F1", 'kind = "formula"\nformula = "C1 / C2"', ROOM),
    ("F2", 'kind = "formula"\nformula = "U1 / V1"', ROOM),
    ("G1", 'kind = "logarithm"\nof = "U1"', ROOM),
    ("service_cases", 'kind = "marks"\nstep = 0.5', '{ kind = "as_is", cap = 5 }'),
)  # fmt: skip

HEAD = """\
schema = "fuping/rubric/1"
key = "every-kind"
version = "1"
form = "incubator-annual"
title = { zh = "各种口径（测试）", en = "Every kind (test)" }
status = { zh = "测试", en = "test" }

source = "测试"

[rounding]
mode = "half_away"
indicator_decimals = 2

[[sets]]
key = "T"
label = { zh = "在孵企业", en = "tenants" }
table = "tenants"
where = "status = '在孵' and months(founded_on, entered_on) <= 36 and not excluded"

[[sets]]
key = "G"
label = { zh = "毕业企业", en = "graduates" }
table = "graduates"
where = "not excluded"

[[sets]]
key = "GY"
label = { zh = "当年毕业企业", en = "graduates of the year" }
of = "G"
where = "year(graduated_on) = Y"

[[branches]]
code = "Z"
title = { zh = "全部", en = "all" }
"""

GRADES = """
[[grades]]
name = { zh = "优秀", en = "excellent" }
at_least = {first}

[[grades]]
name = {{ zh = "合格", en = "pass" }}
at_least = {second}

[[grades]]
name = {{ zh = "不合格", en = "fail" }}
at_least = 0
""".replace('{ zh = "优秀", en = "excellent" }', '{{ zh = "优秀", en = "excellent" }}')


LACKING: tuple[tuple[str, str, str], ...] = (
    (
        "M1",
        'kind = "share"\nover = "GY"\nwhere = "hnte_at_graduation"\nmin_rows = 6',
        '{ kind = "linear", nodes = [["0%", 0], ["100%", 5]] }',
    ),
    ("M2", 'kind = "share"\nover = "GY"\nwhere = "hnte_at_graduation"\nmin_rows = 40', ROOM),
    ("F1", 'kind = "formula"\nformula = "C3 / C3"', '{ kind = "steps", steps = [["1", 5]], below = 0 }'),
)
"""In place of those of the same code: one carrier, nobody, and who has graduates of the year has a result; else it is left out."""


def lacking() -> str:
    """The text of the rubric with indicators that many have no result of."""
    other = {code: (code, *words) for code, *words in LACKING}
    kinds = tuple((code, *other.get(code, (code, *words))[1:]) for code, *words in KINDS)
    text = toml(second=65, kinds=kinds)
    for code in other:
        before, mark, after = text.partition(f'code = "I-{code}"')
        text = before + mark + after.replace('{ rule = "zero" }', '{ rule = "leave_out", to = ["I-C1"] }', 1)
    return text


def toml(first: int = 80, second: int = 60, kinds: tuple[tuple[str, str, str], ...] = KINDS) -> str:
    """The text of the rubric."""
    measures = "".join(
        f'\n[[measures]]\nkey = "{code}"\nlabel = {{ zh = "口径{code}", en = "measure {code}" }}\n{words}\n'
        for code, words, _ in kinds
    )
    indicators = "".join(
        f'\n[[indicators]]\ncode = "I-{code}"\ntitle = {{ zh = "指标{code}", en = "indicator {code}" }}\nparent = "Z"\n'
        f'maximum = 5\nmeasure = "{code}"\nscale = {scale}\nmissing = {{ rule = "zero" }}\nbasis = "测试"\n'
        for code, _, scale in kinds
    )
    return HEAD + measures + indicators + GRADES.format(first=first, second=second)

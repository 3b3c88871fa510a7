"""A small form, returns of any size and a furnished workspace, all by code and without chance."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from scoring.definitions.canonical import Sha256, canonical, sha256
from scoring.definitions.form import Choice, ChoiceList, Field, FieldType, FilledBy, Form, Table, TableKind, Words
from scoring.definitions.records import Datum, Nothing, Return, Row, TableRecords
from scoring.findings import Finding, Level
from scoring.places import Place
from scoring.store import carriers, definitions, opening, returns, rounds
from scoring.store.connection import Store
from scoring.store.definitions import Kind
from scoring.store.ids import seeded_ids

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
ACTOR = "沈评审"
STATUS = ("在孵", "退出", "毕业")


def field(key: str, kind: FieldType, *, decimals: int = 0, choices: str = "") -> Field:
    return Field(key=key, label=Words(key), type=kind, decimals=decimals, choices=choices)


def district(key: str, kind: FieldType, *, default: str = "", decimals: int = 0, choices: str = "") -> Field:
    return Field(
        key=key, label=Words(key), type=kind, decimals=decimals, choices=choices, default=default, filled_by=FilledBy.DISTRICT
    )


def small_form(version: str = "2025") -> Form:
    return Form(
        schema="fuping/form/1",
        key="small-form",
        version=version,
        title=Words("小表"),
        status=Words("示例"),
        source="示例",
        record="carrier",
        carrier_name="name",
        carrier_id="uscc",
        choice_lists=(ChoiceList(key="status", choices=tuple(Choice(code) for code in STATUS)),),
        tables=(
            Table(
                key="carrier",
                label=Words("载体"),
                kind=TableKind.RECORD,
                fields=(
                    field("name", FieldType.TEXT),
                    field("uscc", FieldType.USCC),
                    field("income", FieldType.MONEY, decimals=6),
                    district("site_visit", FieldType.DATE),
                ),
            ),
            Table(
                key="tenants",
                label=Words("在孵企业"),
                kind=TableKind.ROWS,
                fields=(
                    field("name", FieldType.TEXT),
                    field("revenue", FieldType.MONEY, decimals=6),
                    field("staff", FieldType.INT),
                    field("hnte", FieldType.BOOL),
                    field("founded_on", FieldType.DATE),
                    field("status", FieldType.CHOICE, choices="status"),
                    district("excluded", FieldType.BOOL, default="否"),
                    district("verified", FieldType.CHOICE, default="在孵", choices="status"),
                    district("factor", FieldType.DECIMAL, default="1.25", decimals=4),
                    district("remark", FieldType.TEXT),
                ),
            ),
            Table(key="graduates", label=Words("毕业企业"), kind=TableKind.ROWS, fields=(field("name", FieldType.TEXT),)),
        ),
    )


def form_text(form: Form) -> str:
    return canonical(asdict(form))


def tenant(number: int, chance: Random) -> tuple[Datum, ...]:
    nothing = chance.choice((Nothing.EMPTY, Nothing.NOT_APPLICABLE, Nothing.NOT_CALCULATED, Nothing.UNREADABLE))
    return (
        f"示例企业{number}号",
        chance.randrange(-(10**12), 10**13) if chance.random() < 0.9 else nothing,
        chance.randrange(500) if chance.random() < 0.9 else nothing,
        chance.random() < 0.3,
        date.fromordinal(chance.randrange(735_000, 739_000)).isoformat() if chance.random() < 0.9 else nothing,
        chance.choice(STATUS),
    )


def answer(form: Sha256, content: bytes, *, uscc: str, tenants: int = 3, seed: int = 0) -> Return:
    """As ``intake`` would have read it."""
    chance = Random(seed)
    return Return(
        form,
        sha256(content),
        f"填报表{seed}.xlsx",
        (
            TableRecords(
                "carrier",
                "载体",
                ("name", "uscc", "income"),
                ((2, 2), (3, 2), (4, 2)),
                (Row(0, ("甲孵化器", uscc, 123_456_789), (("income", "123.456789 "),)),),
            ),
            TableRecords(
                "tenants",
                "在孵企业",
                ("name", "revenue", "staff", "hnte", "founded_on", "status"),
                tuple((3, column) for column in range(1, 7)),
                tuple(Row(number + 3, tenant(number, chance)) for number in range(1, tenants + 1)),
            ),
            TableRecords("graduates", "毕业企业", ("name",), ((3, 1),), ()),
        ),
    )


WARNING = Finding(
    "sample.code", Level.WARNING, (Place("填报表.xlsx", "在孵企业", 4, 2),), {"seen": "约500", "more": ("a", "b"), "count": 2}
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A furnished workspace: one round, its participants, form and rubric."""

    store: Store
    round_id: str
    form: Sha256
    usccs: tuple[str, ...]

    def save(self, carrier: int = 0, *, seed: int = 0, tenants: int = 3, now: datetime = NOW) -> returns.Saved:
        content = f"workbook {seed}".encode() * 50
        uscc = self.usccs[carrier]
        made = answer(self.form, content, uscc=uscc, tenants=tenants, seed=seed)
        return returns.save(
            self.store, made, round_id=self.round_id, uscc=uscc, content=content, findings=(WARNING,), actor=ACTOR, now=now
        )


def furnish(store: Store, *, participants: int = 2) -> Desk:
    text = form_text(small_form())
    form = definitions.adopt(
        store, kind=Kind.FORM, key="small-form", version="2025", text=text, source="small.toml", actor=ACTOR, now=NOW
    )
    rubric = definitions.adopt(
        store, kind=Kind.RUBRIC, key="small", version="2025", text='{"key":"small"}', source="rubric.toml", actor=ACTOR, now=NOW
    )
    made = rounds.start(
        store,
        title="2026年度考评",
        assessment_year=2026,
        data_year=2025,
        cutoff=date(2025, 12, 31),
        form=form,
        rubric=rubric,
        actor=ACTOR,
        now=NOW,
    )
    usccs = tuple(f"91310000MA1EXAMP{number:02}" for number in range(participants))
    known = [
        carriers.register(store, uscc=uscc, name=f"示例孵化器{number}", actor=ACTOR, now=NOW) for number, uscc in enumerate(usccs)
    ]
    rounds.enrol(store, made.id, known, actor=ACTOR, now=NOW)
    return Desk(store, made.id, form, usccs)


def new_desk(path: Path, *, participants: int = 2) -> Desk:
    return furnish(opening.create(path, title="示例区", actor=ACTOR, now=NOW, ids=seeded_ids("desk")), participants=participants)

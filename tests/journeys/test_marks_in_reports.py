"""An expert marks anew: both marks are printed, the first beside the second; who judged is for the district alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from scoring.papers.facts import Version
from scoring.services.comparing import among
from scoring.services.marking import give_mark
from scoring.services.past import past
from scoring.services.replaying import replay
from scoring.services.reporting import report_bytes
from scoring.services.review_items import review_items
from scoring.services.reviewers import add_reviewer, recuse
from scoring.services.scoring import seal
from scoring.store import marks
from tests.journeys.districts import district
from tests.scoring.papers.reading import pages, squeezed

ACTOR = "测"
NOW = datetime(2026, 3, 20, 4, tzinfo=UTC)
EXPERTS = ("白砚", "乔疏", "温岭", "祝青")


def test_a_re_mark_stands_beside_the_first_on_paper(tmp_path: Path) -> None:
    opened = district(tmp_path / "marks.fuping", 5)
    with opened.store:
        item = review_items(opened)[0]
        whom = opened.participants()[0]
        before = len({one.reviewer for one in marks.ever_given(opened.store, opened.round.id, whom.no, item.measure)})
        low, high = item.choices[1], item.choices[-1]
        for name in EXPERTS:
            add_reviewer(opened, name, actor=ACTOR, now=NOW)
        given: list[tuple[str, Decimal | None, str]] = [(name, low, "") for name in EXPERTS]
        given += [(EXPERTS[0], high, "补看了案例"), (EXPERTS[1], None, "")]
        for day, (name, mark, comment) in enumerate(given):
            facts = {"measure": item.measure, "reviewer": name, "value": mark, "comment": comment}
            give_mark(opened, whom, **facts, actor=ACTOR, now=NOW + timedelta(days=day))  # type: ignore[arg-type]
        assert recuse(opened, whom, EXPERTS[3], "曾任顾问", actor=ACTOR, now=NOW)
        run, _ = seal(opened, actor=ACTOR, now=NOW + timedelta(days=9))
        give_mark(
            opened,
            whom,
            measure=item.measure,
            reviewer=EXPERTS[2],
            value=high,
            comment="",
            actor=ACTOR,
            now=NOW + timedelta(days=10),
        )
        with past(opened.store, run) as then:
            compared = among(then)
            own, inner = (
                squeezed("".join(pages(report_bytes(then, compared, whom.uscc, "zh", version))))
                for version in (Version.FEEDBACK, Version.INTERNAL)
            )
        assert replay(opened.store, run).equal
    first = f"{low.normalize():f}分（2026-03-20）→改评{high.normalize():f}分（2026-03-24）"
    assert f"专家{before + 1}：{first}" in own
    assert f"专家{before + 2}：{low.normalize():f}分（2026-03-21）→撤回（2026-03-25）" in own
    assert f"专家{before + 3}：{low.normalize():f}分（2026-03-22）" in own
    assert "改评" not in own.split(f"专家{before + 3}：")[1].split(f"专家{before + 4}：")[0], (
        "what came after the sealing is not in it"
    )
    assert f"专家{before + 4}：" in own
    assert "（回避，不计入）" in own
    assert not any(name in own for name in (*EXPERTS, "补看了案例"))
    assert f"{EXPERTS[0]}：{first}“补看了案例”" in inner

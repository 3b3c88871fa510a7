"""What an explanation says of a measure that is rounded before its scale, and of the next step."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from scoring.definitions.rubric import MeasureKind, RoundingMode
from scoring.definitions.scales import LinearScale, Scale, SegmentScale, StepScale
from scoring.engine.score import score_carrier
from scoring.engine.trace import trace_indicator
from scoring.engine.wording import measure_words
from tests.scoring.engine.language import figure, firm, leaf, measure, measured, rubric

D = Decimal
RISING = LinearScale(kind="linear", nodes=(("0", D(0)), ("10", D(4)), ("20", D(4)), ("30", D(10))))
FALLING = LinearScale(kind="linear", nodes=(("0", D(10)), ("30", D(0))))


@pytest.mark.parametrize(
    ("scale", "cases"),
    [
        (RISING, [("-1", "10"), ("5", "10"), ("10", "30"), ("15", "30"), ("30", None)]),  # a plateau is no step
        (FALLING, [("40", "0"), ("3", "0"), ("0", None)]),  # the less the better: the next step lies below
        (StepScale(kind="steps", steps=(("8", D(5)), ("3", D(2))), below=D(0)), [("1", "3"), ("3", "8"), ("9", None)]),
        (
            StepScale(kind="steps", steps=(("3", D(5)), ("8", D(2))), below=D(0), falling=True),
            [("9", "8"), ("8", "3"), ("1", None)],
        ),
        (SegmentScale(kind="segments", segments=(("0", "9", D(0), D(5)),)), [("1", None)]),
    ],
    ids=["linear", "linear falling", "steps", "steps falling", "segments"],
)
def test_the_next_step_gives_more_points(scale: Scale, cases: Sequence[tuple[str, str | None]]) -> None:
    for value, wanted in cases:
        compiled = rubric([figure("m_x", value)], [leaf("x", scale=scale)])
        found = measured(compiled)
        step = trace_indicator(compiled, score_carrier(compiled, found), found, "x", {}, {}).next_step
        assert (step.value.text if step else None) == wanted, value


@pytest.mark.parametrize(
    ("mode", "zh", "en"),
    [
        (RoundingMode.DOWN, "，截断到 1 位小数：2.6", ", cut to 1 decimals: 2.6"),
        (RoundingMode.HALF_AWAY, "，四舍五入到 1 位小数：2.7", ", rounded to 1 decimals (halves away from zero): 2.7"),
        (RoundingMode.HALF_EVEN, "，四舍六入五成双到 1 位小数：2.7", ", rounded to 1 decimals (halves to even): 2.7"),
    ],
)
def test_a_rounded_measure_is_told_before_and_after(mode: RoundingMode, zh: str, en: str) -> None:
    """8 ÷ 3 is not 2.6: the arithmetic stands with its own result first."""
    mean = measure("x", MeasureKind.MEAN, over="W", value="staff", round_to=1, round_mode=mode)
    compiled = rubric([mean])
    found = measured(compiled, [firm(staff=staff) for staff in (1, 3, 4)])["x"]
    for language, end in (("zh", zh), ("en", en)):
        words = measure_words(compiled.measures["x"], found, language)
        assert "= 2.666667" in words.replace("＝", "=")
        assert words.endswith(end)

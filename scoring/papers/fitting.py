"""What belongs on one page is set a little smaller rather than on two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportlab.platypus import CondPageBreak, Flowable, KeepInFrame

from scoring.papers.look import BODY_HEIGHT, BODY_WIDTH

SMALLEST = 0.8
"""Of the usual size: text of 9 points is still read at 7."""


def on_one_page(story: Sequence[Flowable]) -> list[Flowable] | None:
    """The story as it is where one page holds it, smaller where that does; None where it would be too small to read."""
    parts = [one for one in story if not isinstance(one, CondPageBreak)]
    height = _stacked(parts)
    if height <= BODY_HEIGHT:
        return list(story)
    if height * SMALLEST > BODY_HEIGHT:
        return None
    return [KeepInFrame(BODY_WIDTH, BODY_HEIGHT, parts, mode="shrink")]


def _stacked(parts: Sequence[Flowable]) -> float:
    """Points from the top of the first to the foot of the last."""
    heights = [float(one.wrap(BODY_WIDTH, BODY_HEIGHT)[1]) for one in parts]
    gaps = (max(above.getSpaceAfter(), below.getSpaceBefore()) for above, below in pairwise(parts))
    return sum(heights) + sum(map(float, gaps))

"""Who gets how much of the width of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """Pixels that a column asks for. ``gives``: it gives way before the others do."""

    least: int
    usual: int
    mostly: int
    """What all but a few uncommonly long ones of its contents ask for."""
    whole: int
    """All of its contents are seen."""
    easy: int
    """The head stands in one line as well, and contents of uncommon length are seen whole."""
    gives: bool = False


def share_out(wants: Sequence[Want], room: int) -> list[int]:
    """The whole contents if there is room, and easy heads as far as it goes.

    Else the few uncommonly long ones are cut first, wherever they stand; then those columns give way that may, then the others,
    of these the one that has most to give.
    """
    widths = [want.whole for want in wants]
    lacking = sum(widths) - room
    for column, want in enumerate(wants):
        more = max(0, min(want.easy - want.whole, -lacking))
        widths[column] += more
        lacking += more
    lacking = _take(widths, [(True, max(want.mostly, want.usual)) for want in wants], lacking)
    for gives in (True, False):
        lacking = _take(widths, [(want.gives is gives, want.usual) for want in wants], lacking)
        lacking = _take(widths, [(want.gives is gives, want.least) for want in wants], lacking)
    return widths


def _take(widths: list[int], bounds: Sequence[tuple[bool, int]], lacking: int) -> int:
    """From those that have the most above their bound, until they have no more than the others: one that lacks little to be seen
    whole is; what is lacking still.
    """
    if lacking <= 0:
        return lacking
    spare = [max(0, width - bound) if taken_from else 0 for width, (taken_from, bound) in zip(widths, bounds, strict=True)]
    kept = _level(spare, max(0, sum(spare) - lacking))
    for column, own in enumerate(spare):
        taken = own - min(own, kept)
        widths[column] -= taken
        lacking -= taken
    return lacking


def _level(spare: Sequence[int], left: int) -> int:
    """What each may keep at most so that all together keep no more than ``left``."""
    keeping = sorted(filter(None, spare))
    for place, own in enumerate(keeping):
        fair = left // (len(keeping) - place)
        if own > fair:
            return fair
        left -= own
    return keeping[-1] if keeping else 0

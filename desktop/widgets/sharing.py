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

    Else the few uncommonly long ones are cut first, wherever they stand; then those columns give way that may, then the others.
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
    """From each of these in proportion to what it has above its bound; what is lacking still."""
    spare = [max(0, width - bound) if taken_from else 0 for width, (taken_from, bound) in zip(widths, bounds, strict=True)]
    whole = sum(spare)
    if lacking <= 0 or not whole:
        return lacking
    taken = min(lacking, whole)
    for column, own in enumerate(spare):
        part = min(own, -(-own * taken // whole))  # rounded up: what is taken too much is a pixel or two
        widths[column] -= part
    return lacking - taken

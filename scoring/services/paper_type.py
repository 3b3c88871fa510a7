"""How figures inside sentences are set on paper: as the values in the tables are, and with one space before a Chinese unit."""

from __future__ import annotations

import re

MEASURED = r"(?:万元|千元|亿元|元|家|人|件|个|㎡|wan CNY|thousand CNY|yi CNY|CNY)"
LARGE = re.compile(rf"(?<![\d.,A-Za-z!])(\d{{4,}})(\.\d+)?(?=\s?{MEASURED})")
TIGHT = re.compile(r"(\d)((?:万|千|亿)?元)")


def figures_apart(words: str) -> str:
    """15258.75 万元 → 15,258.75 万元; 500万元 → 500 万元. Years, dates and addresses stay as they are."""
    return LARGE.sub(lambda found: f"{int(found[1]):,}{found[2] or ''}", TIGHT.sub(r"\1 \2", words))

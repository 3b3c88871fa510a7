"""统一社会信用代码: what form a code may have, told by ``resources/codes/uscc.toml``; its check digit by python-stdnum."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from stdnum.cn import uscc

_FORM = re.compile(r"[0-9A-HJ-NP-RTUWXY][0-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}", re.ASCII)


class Verdict(Enum):
    """What a code is worth."""

    SOUND = "sound"
    NO_CODE = "no_code"
    """Too short, too long, or of other letters."""
    NO_AUTHORITY = "no_authority"
    """Nobody registers under these first digits."""
    CHECK_DIGIT = "check_digit"
    """The last one does not fit. A few codes were issued that way and are legal."""


@dataclass(frozen=True, slots=True)
class Authorities:
    """Who registers: authority → the kinds of organisation it knows, and the first two digits of regions."""

    kinds: dict[str, str]
    regions: frozenset[str]


@cache
def authorities() -> Authorities:
    """As the data file has them."""
    found = tomllib.loads(files("resources").joinpath("codes", "uscc.toml").read_text("utf-8"))
    return Authorities(found["authorities"], frozenset(found["regions"]["first_two"]))


def judged(code: str) -> Verdict:
    """A code without blanks, upper-cased."""
    if not _FORM.fullmatch(code):
        return Verdict.NO_CODE
    known = authorities()
    if code[1] not in known.kinds.get(code[0], "") or code[2:4] not in known.regions:
        return Verdict.NO_AUTHORITY
    return Verdict.SOUND if code[-1] == uscc.calc_check_digit(code[:-1]) else Verdict.CHECK_DIGIT

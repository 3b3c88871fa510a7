"""Names of report files: a pattern of words and fields that a person chooses, checked before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Formatter

from scoring.errors import Bug, Refusal
from scoring.messages import LANGUAGES, say
from scoring.papers.facts import Version

FILED = {Version.FEEDBACK: "反馈版", Version.INTERNAL: "内部版"}
FORBIDDEN = '<>:"/\\|?*\n\r\t'
"""Characters no file name may have on some system evaluators use."""
RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))})
"""Names Windows keeps for itself, whatever follows the first full stop."""
MOST_BYTES = 240
"""Of a file name in UTF-8; systems take 255, and the file is written under a longer name first."""
MOST_OF_A_NAME = 60
SUFFIX = ".pdf"


class Field(StrEnum):
    """What may stand in braces."""

    CARRIER = "carrier"
    USCC = "uscc"
    YEAR = "year"
    VERSION = "version"
    GRADE = "grade"
    RANK = "rank"
    NUMBER = "number"
    """Of a certificate."""


WORDS = {
    Field.CARRIER: "naming.carrier",
    Field.USCC: "naming.uscc",
    Field.YEAR: "naming.year",
    Field.VERSION: "naming.version",
    Field.GRADE: "naming.grade",
    Field.RANK: "naming.rank",
}


CERTIFICATE_WORDS = {
    Field.CARRIER: "naming.carrier",
    Field.USCC: "naming.uscc",
    Field.YEAR: "naming.year",
    Field.GRADE: "naming.grade",
    Field.NUMBER: "naming.number",
}
"""The fields of a certificate's name."""


class Existing(StrEnum):
    """What is done about a file that is there already."""

    OVERWRITE = "overwrite"
    KEEP_BOTH = "keep-both"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Pattern:
    """``parts``: words as they stand, and fields."""

    parts: tuple[str | Field, ...]

    def fill(self, facts: Mapping[Field, str]) -> str:
        """The file's name. What a fact has that no name may have becomes a low line. Raises Refusal: too long, or reserved."""
        stem = "".join(_clean(facts[part]) if isinstance(part, Field) else part for part in self.parts)
        name = f"{stem.strip(' .')}{SUFFIX}"
        if len(name.encode("utf-8", "surrogatepass")) > MOST_BYTES:
            raise Refusal("naming.too_long", name=name)
        if stem.partition(".")[0].strip().upper() in RESERVED or not stem.strip(" ."):
            raise Refusal("naming.reserved", name=name)
        return name


def default_pattern(language: str) -> str:
    """示例孵化器_91310113MA1ABCDE1X_2026_考评报告_反馈版.pdf; two carriers of one name do not meet."""
    return say("naming.pattern", {}, language)


def fields(language: str, words: Mapping[Field, str] = WORDS) -> tuple[str, ...]:
    """Every field with its braces, as a pattern takes it."""
    return tuple(f"{{{say(code, {}, language)}}}" for code in words.values())


def read_pattern(text: str, language: str = "zh", words: Mapping[Field, str] = WORDS, default: str = "") -> Pattern:
    """A pattern, its fields named in either language; the default where it is empty.

    Raises Refusal: naming.braces, naming.unknown_field, naming.forbidden, naming.no_field.
    """
    known = {say(code, {}, each): field for each in LANGUAGES for field, code in words.items()}
    parts: list[str | Field] = []
    for plain, name in _pieces(text.strip().removesuffix(SUFFIX) or default or default_pattern(language)):
        if bad := sorted({letter for letter in plain if letter in FORBIDDEN or not letter.isprintable()}):
            raise Refusal("naming.forbidden", characters=" ".join(repr(letter)[1:-1] for letter in bad))
        if plain:
            parts.append(plain)
        if name is None:
            continue
        if name.strip() not in known:
            raise Refusal("naming.unknown_field", wanted=name, known=fields(language, words))
        parts.append(known[name.strip()])
    if not any(isinstance(part, Field) for part in parts):
        raise Refusal("naming.no_field", known=fields(language, words))
    return Pattern(tuple(parts))


def _pieces(text: str) -> list[tuple[str, str | None]]:
    try:
        found = list(Formatter().parse(text))
    except ValueError as reason:
        raise Refusal("naming.braces", pattern=text) from reason
    return [(words, None if name is None else f"{name}{f':{spec}' if spec else ''}") for words, name, spec, _ in found]


def facts_of(  # one word for each field
    *, carrier: str, uscc: str, year: int, version: Version, grade: str, rank: int | None, of: int, language: str
) -> Mapping[Field, str]:
    """A report's own words. Ranks have as many figures as the last one, so that files sort by them."""
    return {
        Field.CARRIER: carrier[:MOST_OF_A_NAME],
        Field.USCC: uscc,
        Field.YEAR: str(year),
        Field.VERSION: FILED[version] if language == "zh" else version.value,
        Field.GRADE: grade or say("naming.without", {}, language),
        Field.RANK: say("naming.without", {}, language) if rank is None else f"{rank:0{len(str(of))}}",
    }


def example(text: str, language: str) -> str:
    """What a pattern makes of an invented carrier. Raises Refusal as ``read_pattern`` and ``fill`` do."""
    made_up = facts_of(
        carrier=say("naming.example_carrier", {}, language),
        uscc="91310113YFP9000018",
        year=2026,
        version=Version.FEEDBACK,
        grade=say("naming.example_grade", {}, language),
        rank=3,
        of=26,
        language=language,
    )
    return read_pattern(text, language).fill(made_up)


def distinct(names: Sequence[str], whose: Sequence[str]) -> None:
    """Raises Refusal where two papers would meet in one file; upper and lower case are one on many systems."""
    if len(names) != len(whose):
        raise Bug("a name for every paper")
    taken: dict[str, str] = {}
    for name, owner in zip(names, whose, strict=True):
        other = taken.setdefault(_folded(name), owner)
        if other != owner:
            raise Refusal("naming.collision", name=name, one=other, other=owner)
    if len(taken) < len(names):
        raise Refusal("naming.collision_of_versions")


def existing(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Those that are there already."""
    return tuple(name for name in names if (folder / name).exists())


def beside(folder: Path, name: str) -> Path:
    """A path nothing has yet: ``name (2).pdf`` where ``name.pdf`` is taken."""
    stem = name.removesuffix(SUFFIX)
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){SUFFIX}"
    return path


def _clean(text: str) -> str:
    return "".join("_" if letter in FORBIDDEN else letter for letter in text)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()

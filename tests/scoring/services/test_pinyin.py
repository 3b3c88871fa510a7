"""The dictionary as we keep it says what the package says, and the package itself stays outside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS

from scoring.services.pinyin import dictionary, numbered

ROOT = Path(__file__).parents[3]


def said(text: str) -> list[str]:
    return lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)


def test_every_character_is_read_as_the_package_reads_it() -> None:
    known = [chr(code) for code in PINYIN_DICT if RE_HANS.match(chr(code))]
    assert len(known) > 40_000
    assert [one for one in known if list(dictionary().read(one)) != said(one)] == []


def test_every_phrase_is_read_as_the_package_reads_it() -> None:
    phrases = Random(1).sample(sorted(PHRASES_DICT), 6_000)
    assert [one for one in phrases if list(dictionary().read(one)) != said(one)] == []


def test_phrases_in_a_row_are_told_apart_as_the_package_does() -> None:
    """Whole phrases: where a text ends within one, the package looks for no other in what is left of it, and we do."""
    chance, phrases = Random(2), sorted(PHRASES_DICT)
    rows = ["".join(chance.choice(phrases) for _ in range(3)) for _ in range(3_000)]
    assert [one for one in rows if list(dictionary().read(one)) != said(one)] == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("重庆银行行长", ["chong2", "qing4", "yin2", "hang2", "hang2", "zhang3"]),
        ("ABC 3D园（东）", ["ABC 3D", "yuan2", "（", "dong1", "）"]),
        ("绿女娃的", ["lv4", "nv3", "wa2", "de5"]),
        ("", []),
        ("Park", ["Park"]),
    ],
)
def test_readings(text: str, read: list[str]) -> None:
    assert list(dictionary().read(text)) == read


def test_tones_are_digits() -> None:
    assert [numbered(one) for one in ("zhōng", "lǜ", "de", "ê̄", "ḿ")] == ["zhong1", "lv4", "de5", "ê1", "m2"]


def test_names_are_read_without_the_package() -> None:
    program = "import sys; from scoring.services.names import sort_key; print(sort_key('行知银行')[0], 'pypinyin' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["xing2", "False"]

"""Names are found by their characters, their pinyin and their initials, whatever stands between the characters."""

from __future__ import annotations

import pytest
from pypinyin import Style, lazy_pinyin

from scoring.services.names import matches, sort_key, spellings


@pytest.mark.parametrize(
    "name", ["重庆路A座孵化器", "绿色3D打印园", "女娲园（一期）", "子の园", "ABC Park 2", "行知银行", "第1孵化器", "𠮷䶮㛃"]
)
def test_what_is_searched_is_what_the_dictionary_says(name: str) -> None:
    folded = name.casefold()
    whole, first = ("".join(lazy_pinyin(folded, style=style)) for style in (Style.NORMAL, Style.FIRST_LETTER))
    assert spellings(name) == f"{folded}\n{whole}\n{first}"


def test_a_name_is_found_by_several_words_and_sorted_by_sound() -> None:
    assert matches("qichuan yj", "云岬启川")
    assert not matches("qichuan xx", "云岬启川")
    assert sorted(["重庆路园", "成都园", "北京园"], key=sort_key) == ["北京园", "成都园", "重庆路园"]

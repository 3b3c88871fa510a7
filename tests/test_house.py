"""The manners of the house: what no text file of this checkout may hold, and what must agree with what. Needs no git."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from scoring.messages import LANGUAGES, catalogue, placeholders

ROOT = Path(__file__).parent.parent
NOT_OURS = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "build", "dist"}
NOT_OURS_AT_THE_TOP = {"demo", "bundle"}
MOST_BYTES = 3_000_000

# Put together from halves, or this file would be the first to break its own rules.
ADDRESSES = [
    re.compile(words, re.IGNORECASE)
    for words in (
        "pypi" + r"\.(org|python)", "python" + r"hosted", r"index[-_]" + "url", "find[-_]" + "links", "trusted[-_]" + "host", "/simp" + r"le/",
        r"deb\.deb" + "ian", "mir" + r"rors?\.[a-z]+\.",
    )
]  # fmt: skip
MACHINE_PATHS = [re.compile(r"(?<![\w.-])/" + f"{top}/") for top in ("work", "root", "home", "Users")] + [
    re.compile(r"\b[A-Z]:\\{1,2}" + "Users", re.IGNORECASE)
]
BARE_WAIVERS = [
    re.compile("#" + r" *noqa(?!: [A-Z]+\d)", re.IGNORECASE),
    re.compile("#" + r" *type: *ignore(?!\[)"),
    re.compile("#" + r" *(ruff|mypy): "),
]


def checkout() -> list[Path]:
    found = []
    for folder, names, files in os.walk(ROOT):
        top = Path(folder) == ROOT
        names[:] = [
            n
            for n in names
            if n not in NOT_OURS
            and not n.startswith(".venv")
            and not n.endswith(".egg-info")
            and not (top and n in NOT_OURS_AT_THE_TOP)
        ]
        found += [Path(folder, name) for name in files if not name.endswith(".pyc")]
    return sorted(found)


def text_of(path: Path) -> str | None:
    """None for what is no text (a workbook, a picture)."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


FILES = checkout()
TEXTS = {path.relative_to(ROOT).as_posix(): text for path in FILES if (text := text_of(path)) is not None}
LINES = [(f"{name}:{number}", line) for name, text in TEXTS.items() for number, line in enumerate(text.split("\n"), 1)]


def broken_by(patterns: list[re.Pattern[str]], suffix: str = "") -> list[str]:
    return [
        f"{place}: {line.strip()[:120]}" for place, line in LINES if suffix in place and any(p.search(line) for p in patterns)
    ]


def test_the_checkout_is_seen() -> None:
    assert {"run.py", "pyproject.toml", "README.md", "scoring/errors.py", "tests/test_house.py"} <= TEXTS.keys()


def test_text_files_end_with_one_newline() -> None:
    assert [name for name, text in TEXTS.items() if text and (not text.endswith("\n") or text.endswith("\n\n"))] == []


def test_no_trailing_blanks_and_no_carriage_returns() -> None:
    assert [place for place, line in LINES if line != line.rstrip(" \t\r")] == []


def test_no_tabs_in_python() -> None:
    assert [place for place, line in LINES if ".py:" in place and "\t" in line] == []


def test_no_download_address() -> None:
    """Where packages come from is the business of the machine that fetches them."""
    assert broken_by(ADDRESSES) == []


def test_no_path_of_a_machine() -> None:
    assert broken_by(MACHINE_PATHS) == []


def test_every_waiver_names_its_rule() -> None:
    assert broken_by(BARE_WAIVERS, ".py:") == []


def test_the_rules_catch_what_they_are_for() -> None:
    bad_addresses = [
        "https://pypi" + ".org/project/x",
        "--extra-index" + "-url https://a.b",
        "-f x --find" + "-links=y",
        "https://a.cn/pypi/simp" + "le/",
    ]
    bad_paths = ["open('/wo" + "rk/x')", "/ro" + "ot/.cache", "file:///ho" + "me/li/", "C:\\Us" + "ers\\li", '"C:\\\\Us' + 'ers"']
    bad_waivers = ["x  # no" + "qa", "x  # type: " + "ignore", "# ru" + "ff: noqa"]
    for patterns, samples in ((ADDRESSES, bad_addresses), (MACHINE_PATHS, bad_paths), (BARE_WAIVERS, bad_waivers)):
        assert [s for s in samples if not any(p.search(s) for p in patterns)] == []
    fair = [
        "x  # no" + "qa: S603 - a fixed command",
        "x  # type: " + "ignore[arg-type]",
        "https://example.org/home/",
        "tests/work/",
        "../root/",
    ]
    assert [s for s in fair if any(p.search(s) for p in (*ADDRESSES, *MACHINE_PATHS, *BARE_WAIVERS))] == []


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".toml")])
def test_toml_can_be_read(name: str) -> None:
    tomllib.loads(TEXTS[name])


def test_no_large_files() -> None:
    assert [path.name for path in FILES if path.stat().st_size > MOST_BYTES] == []


def commands(name: str) -> list[str]:
    """Every command a README shows, in order: lines of code blocks without their comments, and commands between backticks."""
    blocks = [
        line.partition("  #")[0].strip()
        for block in re.findall(r"```\w*\n(.*?)```", TEXTS[name], re.DOTALL)
        for line in block.splitlines()
    ]
    inline = re.findall(r"(?<!`)`((?:python3 |py )?(?:run\.py|fuping)\b[^`\n]*)`", TEXTS[name])
    return [line for line in blocks if line] + inline


def test_both_readmes_name_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")
    assert {"python3 run.py", "python3 run.py test"} <= set(commands("README.md"))


def test_both_catalogues_say_the_same_things() -> None:
    asked = [{code: placeholders(text) for code, text in catalogue(language).items()} for language in LANGUAGES]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    assert [code for code, text in catalogue(language).items() if not text.strip()] == []

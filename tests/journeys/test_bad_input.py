"""Every verb is given what users give by mistake: the answer is one sentence and exit 2, never a traceback, and nothing changes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.journeys.driving import WORKSPACE, fuping
from tests.journeys.test_cli import ROOT, VERBS, refused, words

NOBODY = 65534
READS_A_WORKSPACE = [verb for verb in VERBS if "{workspace}" in VERBS[verb]]
WRITES_INTO_IT = [
    "score",
    "amend",
    "report",
    "policy adopt",
    "draft edit",
    "mark",
    "note",
    "send-back",
    "strike",
    "resolve",
    "window",
    "announced",
    "lock",
]
"""Not import, whose reading child cannot be started by the somebody of these tests; nor what writes nothing the second time."""
NAMES_A_CARRIER = [verb for verb in VERBS if "启川" in VERBS[verb] or "听澜" in VERBS[verb]]


@pytest.fixture(scope="module")
def demo(drafting: Path) -> Path:
    """The demo, to be read, with a draft in it."""
    return drafting


def given(verb: str, workspace: Path, demo: Path, tmp_path: Path) -> list[str]:
    """The verb with words that would do, but on this workspace."""
    right = str(demo / WORKSPACE)
    return [str(workspace) if word == right else word for word in words(verb, demo, tmp_path)]


def not_there(folder: Path, _demo: Path) -> Path:
    return folder / "没有.fuping"


def a_folder(folder: Path, _demo: Path) -> Path:
    (folder / "文件夹.fuping").mkdir()
    return folder / "文件夹.fuping"


def empty(folder: Path, _demo: Path) -> Path:
    (folder / "空.fuping").touch()
    return folder / "空.fuping"


def a_text(folder: Path, _demo: Path) -> Path:
    (folder / "文字.fuping").write_text("这不是工作区，只是一段足够长的文字。" * 200, "utf-8")
    return folder / "文字.fuping"


def a_workbook(folder: Path, demo: Path) -> Path:
    return Path(shutil.copy(next((demo / "returns").iterdir()), folder / "填报表.fuping"))


def another_database(folder: Path, _demo: Path) -> Path:
    with closing(sqlite3.connect(folder / "别的.fuping")) as raw:
        raw.execute("CREATE TABLE round (a)")
        raw.commit()
    return folder / "别的.fuping"


def of_a_newer_program(folder: Path, demo: Path) -> Path:
    path = Path(shutil.copy(demo / WORKSPACE, folder / "新版.fuping"))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fuping', 'm9999_later', 'x')")
        raw.commit()
    return path


@pytest.mark.parametrize(
    "made", [not_there, a_folder, empty, a_text, a_workbook, another_database, of_a_newer_program], ids=lambda made: made.__name__
)
@pytest.mark.parametrize("verb", READS_A_WORKSPACE)
def test_what_is_no_workspace_of_ours_is_refused(demo: Path, tmp_path: Path, verb: str, made: object) -> None:
    assert callable(made)
    path = made(tmp_path, demo)
    before = sorted(tmp_path.iterdir()), path.read_bytes() if path.is_file() else b""
    refused(fuping(*given(verb, path, demo, tmp_path)))
    assert (sorted(tmp_path.iterdir()), path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("verb", READS_A_WORKSPACE)
def test_a_damaged_workspace_is_never_a_fault_of_the_program(demo: Path, tmp_path: Path, verb: str) -> None:
    """A few verbs read nothing of what is damaged; none may break."""
    whole = (demo / WORKSPACE).read_bytes()
    page = 4096
    hurt = {
        "cut": whole[: len(whole) // 2],
        "cut within the first page": whole[:700],
        "zeros": whole[: 6 * page] + bytes(len(whole) - 6 * page),
        "noise": whole[: 2 * page] + bytes(range(256)) * ((len(whole) - 2 * page) // 256),
    }
    codes = []
    for name, content in hurt.items():
        path = tmp_path / f"{name}.fuping"
        path.write_bytes(content)
        answer = fuping(*given(verb, path, demo, tmp_path / "out"))
        assert answer.code in (0, 1, 2), (name, answer)
        assert answer.code != 2 or len(answer.err.strip().splitlines()) == 1, (name, answer)
        codes.append(answer.code)
    assert any(codes), "nothing was noticed at all"


@pytest.mark.parametrize("verb", NAMES_A_CARRIER)
def test_a_carrier_that_is_not_on_the_list_is_refused(demo: Path, tmp_path: Path, verb: str) -> None:
    call = ["没有这家" if word in ("启川", "听澜") else word for word in words(verb, demo, tmp_path)]
    refused(fuping(*call), "参评名单里没有“没有这家”")


@pytest.mark.parametrize("verb", VERBS)
def test_a_wrong_option_and_a_word_too_many_are_refused(demo: Path, tmp_path: Path, verb: str) -> None:
    right = words(verb, demo, tmp_path)
    if verb not in ("amend", "mark", "draft edit"):  # these take -500 for a value, and --frob for a word too many
        refused(fuping(*right, "--frob"), "没有 --frob 这个选项")
    refused(fuping(*right, "--lang", "fr"), "--lang")
    if verb not in (
        "check",
        "import",
        "marks",
        "roster",
        "note",
        "feedback tell",
        "rectify order",
        "certificate issue",
    ):  # these take any number of words
        refused(fuping(*right, "多余的", "词"), "应写作")
    refused(fuping(*verb.split()), "还缺少")
    assert not list(tmp_path.iterdir())


@pytest.fixture
def read_only(demo: Path) -> Iterator[Path]:
    """A copy of the demo in a folder in which nothing may be written, as of a shared drive or a CD."""
    folder = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(demo, folder / "own")
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield folder / "own"
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def as_somebody() -> Iterator[None]:
    """Root may write anywhere: where the tests run as root, somebody else does it."""
    if not hasattr(os, "seteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="folders are write-protected otherwise there")
@pytest.mark.parametrize("verb", WRITES_INTO_IT)
def test_a_workspace_in_a_read_only_folder_is_refused(own: Path, tmp_path: Path, read_only: Path, verb: str) -> None:
    call = words(verb, read_only, read_only / "new")
    assert fuping(*words(verb, own, tmp_path)).code == 0, "where it may be written it is, and every module is loaded"
    with as_somebody():
        answer = fuping(*call)
    refused(answer)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="folders are write-protected otherwise there")
@pytest.mark.parametrize("verb", ["new", "template", "workbook", "demo"])
def test_a_file_that_cannot_be_made_is_refused(own: Path, tmp_path: Path, read_only: Path, verb: str) -> None:
    assert fuping(*words(verb, own, tmp_path)).code == 0, "and every module is loaded"
    call = [
        word.replace(str(read_only), str(read_only / "new")) if verb == "demo" else word
        for word in words(verb, read_only, read_only)
    ]
    with as_somebody():
        answer = fuping(*call)
    refused(answer)


def test_every_verb_is_given_bad_input() -> None:
    assert set(READS_A_WORKSPACE) == set(VERBS) - {
        "new",
        "demo",
        "days",
        "rubric lint",
        "rubric test",
        "rubric compare",
        "policy show",
        "check",
        "verify",
    }
    assert set(WRITES_INTO_IT) <= set(READS_A_WORKSPACE)
    assert (ROOT / "resources").is_dir()

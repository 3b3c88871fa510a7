"""ZIPs of returns: names as their senders saw them, nothing that is no workbook, and no bomb."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.errors import Refusal
from scoring.intake.archive import unpack
from scoring.intake.child import WorkbookReader
from scoring.services.handing import Handed, handed_in
from tests.scoring.intake.builders import forge, sheet_xml
from tests.scoring.intake.forging import packed


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    return forge(tmp_path / "book.xlsx", sheet_xml('<row r="1"><c r="A1"><v>42</v></c></row>')).read_bytes()


@pytest.fixture
def reader() -> Iterator[WorkbookReader]:
    with WorkbookReader() as reader:
        yield reader


@pytest.fixture
def space(tmp_path: Path) -> Path:
    """Where things are unpacked to."""
    (tmp_path / "space").mkdir()
    return tmp_path / "space"


def told(handed: tuple[Handed, ...]) -> list[tuple[str, str]]:
    """(name in findings, why not) of each."""
    return [(one.document, one.refusal.code.removeprefix("workbook.") if one.refusal else "") for one in handed]


def refused(path: Path, space: Path) -> str:
    with pytest.raises(Refusal) as caught:
        unpack(path, space)
    assert caught.value.said.facts["name"] == path.name
    return caught.value.said.code.removeprefix("workbook.")


def test_folders_inside_and_what_is_left_behind(reader: WorkbookReader, book: bytes, tmp_path: Path, space: Path) -> None:
    names = (
        "甲/回.xlsx",
        "乙/回.xlsx",
        "~$回.xlsx",
        "甲/~$回.xlsx",
        "__MACOSX/甲/._回.xlsx",
        ".DS_Store",
        "照片.jpg",
        "说明.pdf",
        "丙.XLSX",
    )
    path = packed(tmp_path / "回.zip", [(name, book) for name in names])
    handed = handed_in(reader, [path], space)
    assert told(handed) == [("回.zip/甲/回.xlsx", ""), ("回.zip/乙/回.xlsx", ""), ("回.zip/丙.XLSX", "")]
    assert [reader.read(one.path).sheets[0].cells[0].text for one in handed] == ["42"] * 3
    assert {one.path.parent.parent for one in handed} == {space}


@pytest.mark.parametrize(
    ("gbk", "name"), [(True, "云岬一号（更正）.xlsx"), (False, "云岬一号（更正）.xlsx"), (True, "plain.xlsx")]
)
def test_names_in_gbk_without_a_word(
    reader: WorkbookReader, book: bytes, tmp_path: Path, space: Path, gbk: bool, name: str
) -> None:
    path = packed(tmp_path / "a.zip", [(name, book)], gbk=gbk)
    assert bool(zipfile.ZipFile(path).infolist()[0].flag_bits & 0x800) is (not gbk)
    assert told(handed_in(reader, [path], space)) == [(f"a.zip/{name}", "")]


def test_steps_upwards_reach_neither_the_disk_nor_the_screen(
    reader: WorkbookReader, book: bytes, tmp_path: Path, space: Path
) -> None:
    path = packed(
        tmp_path / "a.zip", [("../../上.xlsx", book), ("/绝对.xlsx", book), ("a\\..\\b.xlsx", book), ("响\a.xlsx", book)]
    )
    handed = handed_in(reader, [path], space)
    assert [one.document for one in handed] == ["a.zip/上.xlsx", "a.zip/绝对.xlsx", "a.zip/a/b.xlsx", "a.zip/响.xlsx"]
    assert sorted(one.name for one in tmp_path.rglob("*.xlsx")) == [
        "0001.xlsx",
        "0002.xlsx",
        "0003.xlsx",
        "0004.xlsx",
        "book.xlsx",
    ]


def test_in_a_folder_beside_others(reader: WorkbookReader, book: bytes, tmp_path: Path, space: Path) -> None:
    folder = tmp_path / "收"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(book)
    packed(folder / "b.ZIP", [("c.xls", book)])
    (folder / "d.rar").write_bytes(b"Rar!\x1a\x07\x01")
    (folder / "e.7z").write_bytes(b"7z\xbc\xaf\x27\x1c")
    (folder / "f.pdf").write_bytes(b"%PDF")
    (folder / "g.xlsx").mkdir()
    assert told(handed_in(reader, [folder], space)) == [
        ("a.xlsx", ""),
        ("b.ZIP/c.xls", ""),
        ("d.rar", "packed_kind"),
        ("e.7z", "packed_kind"),
    ]


def test_a_zip_that_is_a_workbook_is_one(reader: WorkbookReader, book: bytes, tmp_path: Path, space: Path) -> None:
    (tmp_path / "a.zip").write_bytes(book)
    (one,) = handed_in(reader, [tmp_path / "a.zip"], space)
    assert (one.path, one.document) == (tmp_path / "a.zip", "a.zip")
    assert reader.read(one.path).sheets[0].cells[0].text == "42"


def test_what_stands_in_a_zip_and_is_not_opened(reader: WorkbookReader, book: bytes, tmp_path: Path, space: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.xlsx", book)
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = packed(
            tmp_path / "a.zip",
            [("内.zip", inner.getvalue()), ("b.rar", b"Rar!"), ("甲.xlsx", book), ("甲.xlsx", b"another"), ("好.xlsx", book)],
        )
    assert told(handed_in(reader, [path], space)) == [
        ("a.zip/内.zip", "packed_inside"),
        ("a.zip/b.rar", "packed_inside"),
        ("a.zip/甲.xlsx", "entry_twice"),
        ("a.zip/好.xlsx", ""),
    ]


def test_one_locked_and_one_bent_entry_do_not_stop_the_others(
    reader: WorkbookReader, book: bytes, tmp_path: Path, space: Path
) -> None:
    path = packed(tmp_path / "a.zip", [("a.xlsx", book), ("b.xlsx", book), ("c.xlsx", book)])
    raw = bytearray(path.read_bytes())
    entries = [
        at for at in range(len(raw)) if raw[at : at + 4] == b"PK\x01\x02" and raw[at + 46 : at + 52] in (b"a.xlsx", b"b.xlsx")
    ]
    raw[entries[0] + 8] |= 1
    raw[entries[1] + 16] ^= 0xFF
    path.write_bytes(raw)
    handed = handed_in(reader, [path], space)
    assert told(handed) == [("a.zip/a.xlsx", "encrypted_entry"), ("a.zip/b.xlsx", "corrupt"), ("a.zip/c.xlsx", "")]
    assert handed[0].refusal is not None
    assert handed[0].refusal.facts["name"] == "a.zip/a.xlsx"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([("a.txt", b"x")], "nothing_inside"),
        ([(f"{number}.xlsx", b"") for number in range(2_001)], "too_large"),
        ([(f"{number}.txt", b"") for number in range(10_001)], "too_large"),
        ([("a.xlsx", bytes(20_000_000))], "too_large"),
    ],
)
def test_archives_of_nothing_or_of_too_much(tmp_path: Path, space: Path, entries: list[tuple[str, bytes]], code: str) -> None:
    assert refused(packed(tmp_path / "a.zip", entries), space) == code
    assert list(space.iterdir()) == []


def test_entries_that_share_their_bytes_count_each_time(tmp_path: Path, space: Path) -> None:
    """Many names for one kernel: 60 entries of 5 MB in a file of a few KB. Each stays below every other limit."""
    path = packed(tmp_path / "a.zip", [("a0.xlsx", bytes(5_000_000))])
    raw = path.read_bytes()
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    central, count = raw[start:end], 60
    names = b"".join(central[:46] + f"b{number % 10}.xlsx"[:7].encode() + central[53:] for number in range(count))
    tail = bytearray(raw[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = len(names).to_bytes(4, "little")
    path.write_bytes(raw[:start] + names + tail)
    assert refused(path, space) == "too_large"


@pytest.mark.parametrize("cut", [30, 200])
def test_a_zip_that_is_cut_off(tmp_path: Path, space: Path, book: bytes, cut: int) -> None:
    path = packed(tmp_path / "a.zip", [("a.xlsx", book)])
    path.write_bytes(path.read_bytes()[:cut])
    assert refused(path, space) == "corrupt"


def test_an_empty_file_and_a_renamed_one(reader: WorkbookReader, tmp_path: Path, space: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"")
    assert refused(tmp_path / "a.zip", space) == "empty"
    (tmp_path / "b.zip").write_bytes(b"%PDF-1.7")
    (one,) = handed_in(reader, [tmp_path / "b.zip"], space)
    with pytest.raises(Refusal) as caught:
        reader.read(one.path)
    assert caught.value.said.code == "workbook.other_kind"

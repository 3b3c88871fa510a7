"""The guarded child: hostile files, a child killed from outside, a deadline, a parent that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.errors import Refusal
from scoring.intake.child import ROOT, WorkbookReader
from tests.scoring.intake.builders import OLE_ENCRYPTED, forge, sheet_xml

HONEST = sheet_xml('<row r="1"><c r="A1"><v>42</v></c></row>')


@pytest.fixture
def reader() -> Iterator[WorkbookReader]:
    with WorkbookReader() as reader:
        yield reader


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    return forge(tmp_path / "honest.xlsx", HONEST)


def refused(reader: WorkbookReader, path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        reader.read(path)
    assert caught.value.said.facts["name"] == path.name
    return caught.value.said.code.removeprefix("workbook.")


def reads(reader: WorkbookReader, path: Path) -> bool:
    return [cell.text for sheet in reader.read(path).sheets for cell in sheet.cells] == ["42"]


def write_bomb(path: Path, megabytes: int, start: bytes, fill: bytes, end: bytes) -> Path:
    """An archive whose sheet is mostly one byte string, over and over."""
    forge(path, HONEST)
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            if name.endswith("sheet1.xml"):
                with archive.open(name, "w", force_zip64=True) as part:
                    part.write(start)
                    block = fill * (1_048_576 // len(fill))
                    for _ in range(megabytes):
                        part.write(block)
                    part.write(end)
            else:
                archive.writestr(name, content)
    return path


def test_hostile_files_are_refused_and_the_reader_lives_on(reader: WorkbookReader, honest: Path, tmp_path: Path) -> None:
    cell = b'<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>'
    hostile = {
        "too_large": write_bomb(tmp_path / "bomb.xlsx", 200, cell, b"A", b"</v></c></row></sheetData></worksheet>"),
        "other_kind": tmp_path / "renamed.xlsx",
        "encrypted": tmp_path / "encrypted.xlsx",
        "empty": tmp_path / "empty.xlsx",
        "corrupt": tmp_path / "truncated.xlsx",
    }
    hostile["other_kind"].write_bytes(b"%PDF-1.7\n")
    hostile["encrypted"].write_bytes(OLE_ENCRYPTED)
    hostile["empty"].write_bytes(b"")
    hostile["corrupt"].write_bytes(honest.read_bytes()[:200])
    assert reads(reader, honest)
    first = reader.process_id
    for code, path in hostile.items():
        assert refused(reader, path) == code
        assert reads(reader, honest)
    assert reader.process_id == first, "a refusal is an answer: the child stays"


def test_a_gigabyte_in_one_cell_is_refused_by_its_size_alone(reader: WorkbookReader, honest: Path, tmp_path: Path) -> None:
    """Packed to about 1 MB. The archive is only looked at: the refusal comes long before a gigabyte could be unpacked."""
    megabyte, whole = forged_gigabyte(tmp_path)
    assert megabyte < 8 * 1_048_576
    assert reads(reader, honest)
    before = processor_seconds(reader)
    assert refused(reader, whole) == "too_large"
    assert processor_seconds(reader) - before < 0.2
    assert reads(reader, honest)


def processor_seconds(reader: WorkbookReader) -> float:
    """What the child has used so far."""
    fields = Path(f"/proc/{reader.process_id}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def forged_gigabyte(tmp_path: Path) -> tuple[int, Path]:
    path = tmp_path / "gigabyte.xlsx"
    write_bomb(
        path, 1024, b"<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>", b"A", b"</v></c></row></sheetData></worksheet>"
    )
    return path.stat().st_size, path


def test_an_entity_bomb_is_refused(reader: WorkbookReader, honest: Path, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    sheet = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]>' + sheet_xml('<row r="1"><c r="A1" t="str"><v>&e9;</v></c></row>')
    assert refused(reader, forge(tmp_path / "a.xlsx", sheet)) == "corrupt"
    assert reads(reader, honest)


def test_a_million_styled_empty_rows_and_a_far_value_are_read(reader: WorkbookReader, tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}" spans="1:1" s="3"><c r="A{row}" s="3"/></row>' for row in range(1, 1_048_576))
    sheet = sheet_xml(rows + '<row r="1048576"><c r="XFD1048576"><v>42</v></c></row>')
    assert reads(reader, forge(tmp_path / "a.xlsx", sheet))


def test_one_endless_tag_is_refused_at_once(reader: WorkbookReader, honest: Path, tmp_path: Path) -> None:
    """An attribute of 60 MB that does not pack well: reading it again with every chunk would take for ever."""
    block = b"".join(b"%07d" % (number * 7919 % 9999991) for number in range(20_000))
    for start, end in ((b"<worksheet a='", b"'/>"), (b"<worksheet><!--", b"--></worksheet>")):
        assert refused(reader, write_bomb(tmp_path / "endless.xlsx", 60, start, block, end)) == "corrupt"
        assert reads(reader, honest)


def test_the_deadline_holds_and_the_next_file_is_read(honest: Path, tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><f>B{row}</f><v>{row * 7919}</v></c></row>' for row in range(1, 400_000))
    slow = forge(tmp_path / "slow.xlsx", sheet_xml(rows))
    with WorkbookReader(deadline=0.3) as reader:
        started = time.monotonic()
        assert refused(reader, slow) == "too_slow"
        assert time.monotonic() - started < 10
        reader._deadline = 5.0
        assert reads(reader, honest)


def test_a_child_killed_from_outside_is_replaced(reader: WorkbookReader, honest: Path) -> None:
    assert reads(reader, honest)
    first = reader.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert reads(reader, honest)
    assert reader.process_id != first


def test_a_child_is_replaced_after_so_many_files(honest: Path) -> None:
    with WorkbookReader(files_per_child=2) as reader:
        seen = [reads(reader, honest) and reader.process_id for _ in range(5)]
    assert len(set(seen)) == 3
    assert seen[0] == seen[1]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only so far")
def test_memory_is_limited(reader: WorkbookReader, honest: Path) -> None:
    assert reads(reader, honest)
    limits = Path(f"/proc/{reader.process_id}/limits").read_text("ascii")
    (line,) = (line for line in limits.splitlines() if line.startswith("Max address space"))
    assert 0 < int(line.split()[3]) < 1_500_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only so far")
def test_a_child_without_memory_is_replaced_and_the_file_tried_once_more(
    reader: WorkbookReader, honest: Path, tmp_path: Path
) -> None:
    import resource

    assert reads(reader, honest)
    first = reader.process_id
    assert first is not None
    pages = int(Path(f"/proc/{first}/statm").read_text("ascii").split()[0])
    _, hard = resource.prlimit(first, resource.RLIMIT_AS)
    resource.prlimit(first, resource.RLIMIT_AS, (pages * resource.getpagesize() + 8_000_000, hard))
    strings = "".join(f"<si><t>第{number}家</t></si>" for number in range(300_000))
    many = forge(tmp_path / "many.xlsx", HONEST, strings=f"<sst>{strings}</sst>")
    assert reads(reader, many)
    assert reader.process_id != first


def test_the_child_ends_when_its_parent_is_killed(honest: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from scoring.intake.child import WorkbookReader\n"
        "reader = WorkbookReader(); reader.read(Path(sys.argv[1])); print(reader.process_id, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(honest)], stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if not alive(child):
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


def alive(process: int) -> bool:
    """Gone, or gone and not yet swept up by whoever adopted it."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_child_loads_nothing_heavy() -> None:
    program = "import sys, scoring.intake.reader; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {
        "PySide6",
        "sqlite3",
        "sqlite_utils",
        "pydantic",
        "openpyxl",
        "lark",
        "xlsxwriter",
        "multiprocessing",
        "pickle",
    }

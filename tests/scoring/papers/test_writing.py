from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from scoring.errors import Refusal
from scoring.papers.writing import write_whole


def test_the_bytes_are_there_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "启明星 考评报告.pdf"
    target.write_bytes(b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="permission bits are POSIX's")
def test_others_may_read_it_as_they_may_any_new_file(tmp_path: Path) -> None:
    plain, ours = tmp_path / "plain", tmp_path / "ours"
    plain.write_bytes(b"")
    write_whole(ours, b"")
    assert stat.S_IMODE(ours.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        write_whole(tmp_path / "absent" / "a.pdf", b"new")
    said = refusal.value.said
    assert said.code == "papers.cannot_write"
    assert said.facts["file"] == "a.pdf"
    assert said.facts["reason"]


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Refusal, match=r"papers\.cannot_write"):
        write_whole(tmp_path / "a.pdf", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_held_by_a_viewer_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Windows does when a viewer holds the file; no other system refuses a replacement like that."""

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "held", str(target))

    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Refusal, match=r"papers\.in_use"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="No space left"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]

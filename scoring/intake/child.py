"""The guard of the child: hands it files, watches the clock, replaces it when it has gone wrong.

On Windows nothing of this has been run: there the child gets CREATE_NO_WINDOW and the deadline, but no memory limit yet
(that takes a Job Object).
"""

from __future__ import annotations

import math
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from scoring.errors import Refusal
from scoring.intake import wire
from scoring.intake.cells import Workbook

ROOT = Path(__file__).resolve().parents[2]
"""Where ``scoring`` lies: the child finds it whether or not it is installed."""

DEADLINE = 5.0
"""Seconds by the clock for one file. A million styled empty rows take two; a second, lone attempt has twice as long."""
FILES_PER_CHILD = 200


class _Lost(Exception):
    """The child died, was killed for slowness, or gave up; a fresh one may do better."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class WorkbookReader:
    """Reads workbooks in a child process; a context manager. For one thread at a time.

    ``deadline`` is the seconds one file may take. The child starts with the first file, is replaced after
    ``files_per_child`` files and after any failure; a file that failed is tried once more in a fresh child, with twice the time.
    """

    def __init__(self, *, deadline: float = DEADLINE, files_per_child: int = FILES_PER_CHILD) -> None:
        self._deadline = deadline
        self._files_per_child = files_per_child
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The reader can be used again and then starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None

    @property
    def process_id(self) -> int | None:
        """The child's, if there is one just now."""
        return self._child.process.pid if self._child is not None else None

    def read(self, path: Path) -> Workbook:
        """The evidence of one workbook. Raises Refusal (``workbook.*``), whatever the file does to its reader."""
        trouble = _Lost("workbook.reader_failed", reason="?")
        for seconds in (self._deadline, 2 * self._deadline):
            try:
                return self._attempt(path.resolve(), seconds)
            except _Lost as lost:
                trouble = lost
                self.close()
        raise Refusal(trouble.code, name=path.name, **trouble.facts)

    def _attempt(self, path: Path, seconds: float) -> Workbook:
        if self._child is not None and self._child.files >= self._files_per_child:
            self.close()
        if self._child is None:
            self._child = _Child()
        try:
            return self._child.read(path, seconds)
        except Refusal:
            raise
        except BaseException:
            self.close()  # half an answer may still stand in the pipe
            raise


class _Child:
    """One process and what it has been given.

    Attributes:
        process: the child.
        files: how many files it has been handed.
    """

    def __init__(self) -> None:
        command = (
            [sys.executable, "--reader"] if getattr(sys, "frozen", False) else [sys.executable, "-m", "scoring.intake.reader"]
        )
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only
        pipe, none = subprocess.PIPE, subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=none, cwd=ROOT, creationflags=flags)
        self.files = 0
        self._slow = False

    def read(self, path: Path, seconds: float) -> Workbook:
        """Raises Refusal as the child says it, _Lost when the child is of no more use."""
        self.files += 1
        watch = threading.Timer(seconds, self._too_slow)
        watch.start()
        try:
            self._ask(path, seconds)
            return self._workbook()
        except (OSError, ValueError):
            raise _Lost("workbook.reader_failed", reason="?") from None
        finally:
            watch.cancel()
            watch.join()

    def end(self) -> None:
        """Close its stdin, at which it leaves; kill it if it does not."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def _ask(self, path: Path, seconds: float) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(wire.line(wire.request(path, math.ceil(seconds))))
        self.process.stdin.flush()

    def _workbook(self) -> Workbook:
        assembly = wire.Assembly()
        while assembly.workbook is None:
            reply = self._reply()
            if "refused" in reply:
                raise wire.refusal(reply)
            if "failed" in reply:
                raise self._given_up(reply)
            assembly.add(reply)
        return assembly.workbook

    def _reply(self) -> dict[str, object]:
        assert self.process.stdout is not None
        raw = self.process.stdout.readline(wire.LONGEST_LINE)
        if not raw.endswith(b"\n"):
            raise self._died()
        return wire.document(raw)

    def _given_up(self, reply: dict[str, object]) -> _Lost:
        if reply["failed"] == "memory":
            return _Lost("workbook.too_large_for_memory")
        return _Lost("workbook.reader_failed", reason=str(reply["reason"]))

    def _died(self) -> _Lost:
        if self._slow:
            return _Lost("workbook.too_slow")
        return _Lost("workbook.reader_failed", reason=f"exit {self.process.wait()}")

    def _too_slow(self) -> None:
        self._slow = True
        self.process.kill()

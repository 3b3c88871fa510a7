"""The guard of the child: hands it files, watches the clock, replaces it when it has gone wrong.

On Windows nothing of this has been run: there the child gets CREATE_NO_WINDOW and the deadline, but no memory limit yet
(that takes a Job Object).
"""

from __future__ import annotations

import math
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Final, Self, TypeVar

from scoring.errors import Bug, Refusal
from scoring.intake import wire
from scoring.intake.cells import Workbook
from scoring.intake.wire import Unpacked

Answer = TypeVar("Answer")

ROOT = Path(__file__).resolve().parents[2]
"""Where ``scoring`` lies: the child finds it whether or not it is installed."""

DEADLINE = 5.0
"""Seconds of processor time for one file; the child limits itself. A million styled empty rows take less than one."""
PATIENCE = 4 if sys.platform == "linux" else 1
"""By the clock so many times as long, for slow drives and busy machines; elsewhere nothing but the clock is watched."""
LEAST_SECONDS = 0.5
"""Less is not worth a second attempt."""
FILES_PER_CHILD = 200
ABORTED: Final = int(signal.SIGABRT)
OUT_OF_TIME: Final = int(getattr(signal, "SIGXCPU", 0)) or 1_000  # Windows has none


class _Lost(Exception):
    """The child died, was killed for slowness, or gave up; a fresh one may do better, but none is faster."""

    def __init__(self, code: str, *, slow: bool = False, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.slow = slow
        self.facts = facts


class WorkbookReader:
    """Reads workbooks in a child process; a context manager. For one thread at a time.

    ``deadline`` is the seconds of work that one file may take. The child starts with the first file, is replaced after
    ``files_per_child`` files and after any failure. A file over which the child died or ran out of memory is tried once more in a
    fresh one, in the time that is left; one that was too slow is not.
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

    def read(self, path: Path, document: str = "") -> Workbook:
        """The evidence of one workbook. Raises Refusal (``workbook.*``), whatever the file does to its reader.

        ``document`` is what a refusal calls it, the file's own name unless given.
        """
        return self._guarded(document or path.name, lambda child, seconds: child.read(path.resolve(), seconds))

    def unpack(self, path: Path, folder: Path) -> tuple[Unpacked, ...] | None:
        """The workbooks of a ZIP, unpacked into a folder; None where the ZIP is itself a workbook. Raises Refusal."""
        return self._guarded(path.name, lambda child, seconds: child.unpack(path.resolve(), folder.resolve(), seconds))

    def mark(self, path: Path, target: Path, slip: Path, document: str = "") -> Mapping[str, object]:
        """Write the marked copy of a workbook (``mark.Marked`` as a mapping). Raises Refusal as ``read``."""
        return self._guarded(
            document or path.name, lambda child, seconds: child.mark(path.resolve(), target.resolve(), slip.resolve(), seconds)
        )

    def _guarded(self, document: str, work: Callable[[_Child, float], Answer]) -> Answer:
        end = monotonic() + self._deadline
        for last in (False, True):
            try:
                return self._attempt(work, end - monotonic())
            except Refusal as refusal:
                raise Refusal(refusal.said.code, **{**refusal.said.facts, "name": document}) from None
            except _Lost as lost:
                self.close()
                if last or lost.slow or end - monotonic() < LEAST_SECONDS:
                    raise Refusal(lost.code, name=document, **lost.facts) from None
        raise Bug("an attempt without an end")

    def _attempt(self, work: Callable[[_Child, float], Answer], seconds: float) -> Answer:
        if self._child is not None and self._child.files >= self._files_per_child:
            self.close()
        if self._child is None:
            self._child = _Child()
        try:
            return work(self._child, seconds)
        except (Refusal, _Lost):
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
        return self._asked(wire.request(path, math.ceil(seconds)), seconds, self._workbook)

    def unpack(self, path: Path, folder: Path, seconds: float) -> tuple[Unpacked, ...] | None:
        """As ``read``."""
        return self._asked(wire.unpacking(path, folder, math.ceil(seconds)), seconds, self._unpacked)

    def mark(self, path: Path, target: Path, slip: Path, seconds: float) -> Mapping[str, object]:
        """As ``read``."""
        return self._asked(wire.marking(path, target, slip, math.ceil(seconds)), seconds, self._marked)

    def _asked(self, request: dict[str, object], seconds: float, answer: Callable[[], Answer]) -> Answer:
        self.files += 1
        watch = threading.Timer(seconds * PATIENCE, self._too_slow)
        watch.start()
        try:
            self._ask(request)
            return answer()
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

    def _ask(self, request: dict[str, object]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(wire.line(request))
        self.process.stdin.flush()

    def _workbook(self) -> Workbook:
        assembly = wire.Assembly()
        while assembly.workbook is None:
            assembly.add(self._answer())
        return assembly.workbook

    def _unpacked(self) -> tuple[Unpacked, ...] | None:
        return wire.unpacked(self._answer())

    def _marked(self) -> Mapping[str, object]:
        found = self._answer()["marked"]
        if not isinstance(found, dict):
            raise ValueError("not an answer")
        return found

    def _answer(self) -> dict[str, object]:
        reply = self._reply()
        if "refused" in reply:
            raise wire.refusal(reply)
        if "failed" in reply:
            raise self._given_up(reply)
        return reply

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
            return _Lost("workbook.too_slow", slow=True)
        code = self.process.wait()
        if code == -OUT_OF_TIME:
            return _Lost("workbook.too_slow", slow=True)
        if code == -ABORTED:  # how the library's memory ends
            return _Lost("workbook.too_large_for_memory")
        return _Lost("workbook.reader_failed", reason=f"exit {code}")

    def _too_slow(self) -> None:
        self._slow = True
        self.process.kill()

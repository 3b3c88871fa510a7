"""The child: ``python -m scoring.intake.reader`` answers requests for evidence, line by line, until its stdin ends.

The only place where a foreign file is parsed. No Qt, no SQLite, no pydantic: it must start in a blink. On Linux it limits
its own memory and processor time; on Windows nothing of this has been run, and only the guard's deadline holds there.
Frozen builds enter through ``--reader``, first thing in ``__main__``.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from scoring.errors import Refusal
from scoring.intake.archive import unpack
from scoring.intake.wire import document, entry, line, refused
from scoring.intake.workbook import evidence

MEMORY_BYTES = 450 * 1_048_576
"""Address space beyond what the child has when it starts."""


def main() -> None:
    """Serve until stdin ends, which it does however the parent ends: a child never outlives it, not even in mid-file."""
    replies = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but replies may reach the pipe
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    _limit_memory()
    while True:
        _answer(document(requests.get()), replies)


def _listen(requests: BinaryIO, queue: SimpleQueue[bytes]) -> None:
    for raw in requests:
        queue.put(raw)
    os._exit(0)  # the main thread may be deep in a file nobody waits for any more


def _answer(request: dict[str, object], replies: BinaryIO) -> None:
    _limit_processor(int(str(request["seconds"])))
    try:
        replies.writelines(map(line, _told(request)))
    except Refusal as refusal:
        replies.write(line(refused(refusal)))
    except MemoryError:
        replies.write(line({"failed": "memory", "reason": ""}))
    except Exception as trouble:  # a hostile file found a hole: the guard says so and starts a fresh child
        replies.write(line({"failed": "error", "reason": f"{type(trouble).__name__}: {trouble}"[:500]}))
    replies.flush()


def _told(request: dict[str, object]) -> Iterator[dict[str, object]]:
    if "unpack" in request:
        found = unpack(Path(str(request["unpack"])), Path(str(request["into"])))
        yield {"entries": None if found is None else [entry(one) for one in found]}
    elif "mark" in request:
        from scoring.intake.mark import marked  # openpyxl is slow to load, and seldom needed

        yield {"marked": marked(Path(str(request["mark"])), Path(str(request["into"])), Path(str(request["slip"])))}
    else:
        yield from evidence(Path(str(request["read"])))


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY_BYTES
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _limit_processor(seconds: int) -> None:
    """So many seconds more of processor time for this file, and then the system ends the child, whatever it is deep in."""
    if sys.platform != "linux":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    most = int(usage.ru_utime + usage.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()

"""Who has a workspace open for writing: a lock beside the file, which survives no crash, and a note that says who and since when."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QSysInfo

from scoring.errors import Said
from scoring.services.days import minute_of


class Holding:
    """One window's hold on a workspace. Not bound to a thread, but used by one at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.lock_path = path.with_name(f".~{path.name}.lock")
        self._note_path = path.with_name(f".~{path.name}.who")
        self._lock = QLockFile(str(self.lock_path))
        self._lock.setStaleLockTime(0)  # only a holder that is dead is passed over, never one that is merely slow
        self._mark = uuid4().hex

    def take(self, person: str, now: datetime) -> Said | None:
        """Hold the file; else why it can only be read. A holder that crashed on this machine is passed over."""
        if not os.access(self._path, os.W_OK):
            return Said("starting.no_folder", {"name": self._path.name})
        if not self._lock.tryLock(0):
            return self._refusal()
        note = {"mark": self._mark, "person": person, "machine": QSysInfo.machineHostName()}
        try:
            self._note_path.write_text(json.dumps(note | {"since": minute_of(now)}), "utf-8")
        except OSError:
            self.release()
            return Said("starting.no_folder", {"name": self._path.name})
        return None

    def lost(self) -> Said | None:
        """Why this window may not write any more: its lock was deleted, or is another one's."""
        if self.lock_path.exists() and self._note().get("mark") == self._mark:
            return None
        return Said("starting.held_gone", {"name": self._path.name, "lock": self.lock_path.name})

    def release(self) -> None:
        """Nothing is left beside the workspace. Twice is harmless."""
        if self._lock.isLocked():
            if self._note().get("mark") == self._mark:
                self._note_path.unlink(missing_ok=True)
            self._lock.unlock()

    def _refusal(self) -> Said:
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return Said("starting.no_folder", {"name": self._path.name})
        note, name = self._note(), self._path.name
        if note.get("person"):
            return Said("starting.held", {"name": name} | {key: note.get(key, "") for key in ("person", "machine", "since")})
        info = self._lock.getLockInfo()  # the note is not written yet, or was lost
        if not info[0]:
            return Said("starting.no_folder", {"name": name})
        return Said("starting.held_unknown", {"name": name, "machine": info[1]})

    def _note(self) -> dict[str, str]:
        try:
            found = json.loads(self._note_path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

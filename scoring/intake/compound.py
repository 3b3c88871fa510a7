"""The old compound container (.xls and .et of old are one): its streams by name. Lives in the child.

Just enough to look at a workbook before a library is given it: sectors and chains are bounded by the file's own length.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import iter_unpack, unpack_from

HEADER = 512
FREE = 0xFFFFFFFA
"""From here on a sector number is a mark and no sector."""
ENTRY = 128
STREAM = 2


class Damaged(Exception):
    """The container contradicts itself."""


class Compound:
    """A container held in memory. Raises Damaged, also later, where it is cut off or runs in circles."""

    def __init__(self, content: bytes) -> None:
        if len(content) < HEADER:
            raise Damaged
        self._content = content
        shift, mini_shift = unpack_from("<HH", content, 30)
        if not (7 <= shift <= 16 and 4 <= mini_shift <= shift):
            raise Damaged
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        first_folder, _, self._cutoff, first_mini, _, first_more, _ = unpack_from("<7I", content, 48)
        self._fat = self._numbers(b"".join(map(self._sector, self._fat_sectors(first_more))))
        self._mini_fat = self._numbers(self._chain(first_mini)) if first_mini < FREE else ()
        folder = self._chain(first_folder)
        self._entries = [folder[start : start + ENTRY] for start in range(0, len(folder) - ENTRY + 1, ENTRY)]
        if not self._entries:
            raise Damaged
        root, _ = unpack_from("<IQ", self._entries[0], 116)
        self._mini = self._chain(root) if root < FREE else b""

    def stream(self, *names: str) -> bytes | None:
        """The first stream of one of these names, whatever their case; None where there is none."""
        for entry in self._entries:
            length = unpack_from("<H", entry, 64)[0]
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
            if entry[66] == STREAM and name in {one.lower() for one in names}:
                first, size = unpack_from("<II", entry, 116)
                return (self._mini_chain(first) if size < self._cutoff else self._chain(first))[:size]
        return None

    def _fat_sectors(self, more: int) -> Iterator[int]:
        yield from (number for number in unpack_from("<109I", self._content, 76) if number < FREE)
        for _ in range(len(self._content) // self._size):
            if more >= FREE:
                return
            numbers = self._numbers(self._sector(more))
            yield from (number for number in numbers[:-1] if number < FREE)
            more = numbers[-1]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._content[start : start + self._size]
        if not sector:
            raise Damaged
        return sector.ljust(self._size, b"\0")

    def _chain(self, number: int) -> bytes:
        return b"".join(map(self._sector, _followed(number, self._fat)))

    def _mini_chain(self, number: int) -> bytes:
        size = self._mini_size
        return b"".join(self._mini[at * size : (at + 1) * size] for at in _followed(number, self._mini_fat))

    @staticmethod
    def _numbers(raw: bytes) -> tuple[int, ...]:
        return tuple(number for (number,) in iter_unpack("<I", raw[: len(raw) // 4 * 4]))


def _followed(number: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain. Raises Damaged for one that leaves the table or is longer than it."""
    for _ in range(len(table) + 1):
        if number >= FREE:
            return
        yield number
        if number >= len(table):
            raise Damaged
        number = table[number]
    raise Damaged

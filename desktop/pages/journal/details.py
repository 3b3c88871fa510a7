"""One entry in full: its sentence, where it stands in its chain, and what was written down, as it is kept."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QWidget

from desktop.widgets import leaf
from scoring.services.journalling import ShownEntry


class Details(leaf.Leaf):
    """Shows one entry at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("entry_details")
        self.setAccessibleName(self.tr("Details of the entry"))
        self.setPlaceholderText(self.tr("Choose an entry to see it in full."))
        self.setMinimumHeight(120)

    def tell(self, entry: ShownEntry | None) -> None:
        """None: nothing is chosen."""
        if entry is None:
            self.clear()
            return
        chain = self.tr("entry {0} of copy {1}").format(entry.sequence, entry.replica)
        rows = (
            (self.tr("When"), entry.at),
            (self.tr("Who"), entry.actor),
            (self.tr("Action"), f"{entry.kind_label}　{entry.kind}"),
            (self.tr("Carriers"), "、".join(f"{name}（{uscc}）" for uscc, name in entry.carriers)),
            (self.tr("Chain"), chain),
            (self.tr("Hash"), entry.hash),
            (self.tr("Hash of the entry before"), entry.previous),
            (self.tr("Hash of the content"), entry.payload_hash),
        )
        told = [(name, leaf.plain(text)) for name, text in rows]
        self.show_parts((leaf.paragraph(entry.sentence), leaf.lines(told), self._payload(entry)))

    def _payload(self, entry: ShownEntry) -> str:
        if entry.payload is None:
            return leaf.paragraph(self.tr("The content was taken away; the entry and its hash stay."), faint=True)
        return leaf.code(json.dumps(json.loads(entry.payload), ensure_ascii=False, indent=2))

"""Whom to call at a carrier (联系人, 联系电话): the district's own note, none without one. Every change is in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scoring.store import journal
from scoring.store.carriers import Carrier
from scoring.store.connection import Store


@dataclass(frozen=True, slots=True)
class Contact:
    """Either may be empty."""

    name: str = ""
    phone: str = ""

    @property
    def words(self) -> str:
        """In one line."""
        return "　".join(word for word in (self.name, self.phone) if word)


NOBODY = Contact()


def put(store: Store, carrier: Carrier, contact: Contact, *, actor: str, now: datetime) -> Contact:
    """From now on this person; answers who it was. The same changes nothing."""
    with store.writing() as db:
        before = of(store, carrier)
        if before != contact:
            row = (carrier.no, contact.name, contact.phone)
            db.execute("INSERT OR REPLACE INTO contact (carrier_no, name, phone) VALUES (?, ?, ?)", row)
            change = {"carrier": carrier.id, "old": before.words, "new": contact.words}
            journal.append(store, "carrier.contact_changed", change, actor=actor, now=now)
        return before


def of(store: Store, carrier: Carrier) -> Contact:
    row = store.row("SELECT name, phone FROM contact WHERE carrier_no = ?", (carrier.no,))
    return Contact(*row) if row else NOBODY


def everybody(store: Store) -> Mapping[int, Contact]:
    """By the carrier's number, of those that have one."""
    return {number: Contact(*rest) for number, *rest in store.rows("SELECT carrier_no, name, phone FROM contact")}

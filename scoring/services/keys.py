"""The commission's signing keys (签名密钥): made, shown, exported, and those of others taken or no longer taken for true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.errors import Refusal
from scoring.exchange.certificate_code import plain
from scoring.exchange.signing import LEAST, KeyFile, PublicKey, SigningKey, make_key, read_key_file, unlock
from scoring.papers.writing import write_whole
from scoring.services.days import day_of
from scoring.store import signing_keys
from scoring.store.connection import Store
from scoring.store.signing_keys import Act

LEAST_OF_A_PASSPHRASE = LEAST
MOST_BYTES = 64 * 1024
"""Of a file that is read as a public key."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key and what is known of it. ``own``: made in this workspace; ``signs``: it is the one that signs now."""

    key: PublicKey
    holder: str
    own: bool
    signs: bool
    trusted: bool
    reason: str
    since: str
    by: str

    def document(self) -> dict[str, object]:
        names = ("holder", "own", "signs", "trusted", "reason", "since", "by")
        return {"id": self.key.id, "fingerprint": self.key.fingerprint, **{name: getattr(self, name) for name in names}}


def known_keys(store: Store) -> tuple[KnownKey, ...]:
    """Every key of the workspace, the one that signs first."""
    signing = signing_keys.own(store)
    found = [
        KnownKey(
            PublicKey(one.public), one.holder, one.own, signing is not None and one.public == signing.public, one.trusted,
            one.reason, day_of(one.at), one.actor,
        )
        for one in signing_keys.everyone(store)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.signs, not one.own)))


def make(store: Store, passphrase: str, *, holder: str = "", replace: bool = False, actor: str, now: datetime) -> KnownKey:
    """A new signing key. One that is there already stays as what signed before; ``replace`` says that this is meant.

    The passphrase is kept nowhere: who forgets it makes a new key. Raises Refusal.
    """
    if signing_keys.own(store) is not None and not replace:
        raise Refusal("keys.there_is_one")
    public, locked = make_key(passphrase)
    told = plain(holder) or store.title
    signing_keys.record(store, public=public.hex, act=Act.MADE, holder=told, locked=locked, actor=actor, now=now)
    return known_keys(store)[0]


def unlocked(store: Store, passphrase: str) -> SigningKey:
    """The key that signs. Raises Refusal where there is none or the passphrase is not its own."""
    kept = signing_keys.own(store)
    if kept is None:
        raise Refusal("keys.none")
    return unlock(kept.locked, passphrase)


def find(store: Store, wanted: str) -> KnownKey:
    """A key by its number or the beginning of its fingerprint; without words the one that signs. Raises Refusal."""
    known = known_keys(store)
    asked = "".join(wanted.split()).upper()
    found = [one for one in known if ("".join(one.key.fingerprint.split()).startswith(asked) if asked else one.signs)]
    if len(found) != 1:
        raise Refusal("keys.no_such_key" if asked else "keys.none", wanted=wanted, known=[one.key.id for one in known])
    return found[0]


def export(store: Store, path: Path, wanted: str = "") -> KnownKey:
    """Write a public key as a file for others. Raises Refusal where it is there already or cannot be written."""
    found = find(store, wanted)
    if path.exists():
        raise Refusal("services.file_exists", name=path.resolve().name)
    write_whole(path, found.key.document(found.holder).encode())
    return found


def read_key(path: Path) -> KeyFile:
    """A public key file. Raises Refusal."""
    try:
        content = path.read_bytes()[:MOST_BYTES]
    except OSError as error:
        raise Refusal("keys.cannot_read", name=path.name, reason=error.strerror or str(error)) from error
    return read_key_file(content)


def trust(store: Store, path: Path, *, holder: str = "", actor: str, now: datetime) -> KnownKey:
    """Take a public key for true. Known already as such changes nothing. Raises Refusal where nobody says whose it is."""
    read = read_key(path)
    told = plain(holder) or plain(read.holder)
    if not told:
        raise Refusal("keys.holder_needed")
    known = {one.public: one for one in signing_keys.everyone(store)}.get(read.key.hex)
    if known is None or not known.trusted or (not known.own and known.holder != told):
        signing_keys.record(store, public=read.key.hex, act=Act.TRUSTED, holder=told, actor=actor, now=now)
    return find(store, read.key.fingerprint)


def distrust(store: Store, wanted: str, *, reason: str, actor: str, now: datetime) -> KnownKey:
    """Take a key for true no longer: it was a wrong one, or somebody else may have it. It stays in the list. Raises Refusal."""
    if not reason.strip():
        raise Refusal("keys.reason_needed")
    found = find(store, wanted)
    if found.trusted:
        signing_keys.record(
            store, public=found.key.hex, act=Act.DISTRUSTED, holder=found.holder, reason=reason.strip(), actor=actor, now=now
        )
    return find(store, found.key.fingerprint)

"""The commission's signing key (签名密钥): Ed25519, its private half locked with a passphrase, its public half in a small file.

PKCS#8 as the library encrypts it was looked at first: PBES2, PBKDF2-HMAC-SHA256 with 2,048 rounds, AES-256-CBC. That is too few
rounds for a file that lies on USB sticks, and nothing in it tells a wrong passphrase from a damaged file. Here the passphrase
goes through scrypt (128 MB, about a third of a second) and the 32 bytes of the key are sealed with ChaCha20-Poly1305, the
public half and the cost of scrypt under the same seal.
"""

from __future__ import annotations

import json
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from scoring.definitions.canonical import canonical
from scoring.errors import Bug, Refusal
from scoring.exchange.fingerprints import fingerprint, key_id

LEAST = 12
"""Characters of a passphrase."""
COST = 17
"""scrypt's N as a power of two; with blocks of 8 it takes 128 MB and a third of a second a try."""
MOST_COST = 20
"""A locked key that asks for more is not one of ours: 1 GB."""
BLOCKS = 8
HOLDER = re.compile(r"^(?:Holder|单位)[:：](.*)$", re.MULTILINE)
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class PublicKey:
    """``hex``: its 32 bytes."""

    hex: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.hex)

    @property
    def id(self) -> str:
        return key_id(self.hex)

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature over the message is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.hex)).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def document(self, holder: str) -> str:
        """The small file others keep: PEM, with words above it that programs skip."""
        pem = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.hex)).public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )
        name = " ".join(holder.split())
        return f"孵评公钥 Fuping public key\n单位：{name}\nHolder: {name}\nSHA-256: {self.fingerprint}\n\n{pem.decode('ascii')}"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A public key as a file has it; ``holder`` is what the file says of itself, which nobody has proved."""

    key: PublicKey
    holder: str


def read_key_file(content: bytes) -> KeyFile:
    """Raises Refusal (signing.no_public_key) where there is none, or one of another sort."""
    text = content.decode("utf-8-sig", "replace")
    found = PEM.search(text)
    try:
        key = load_pem_public_key(found[0].encode("utf-8")) if found else None
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise Refusal("signing.no_public_key")
    named = HOLDER.search(text[: found.start()] if found else "")
    return KeyFile(_public(key), named[1].strip() if named else "")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An unlocked key. Lives as long as one act of signing."""

    public: PublicKey
    _private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """64 bytes, the same for the same message."""
        return self._private.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({self.public.id})"


def make_key(passphrase: str, chance: Callable[[int], bytes] = secrets.token_bytes, cost: int = COST) -> tuple[PublicKey, str]:
    """A new key: its public half, and the locked private half as text. Raises Refusal for a passphrase that is too short."""
    if len(prepared(passphrase)) < LEAST:
        raise Refusal("signing.passphrase_short", least=LEAST)
    seed = chance(32)
    public = _public(Ed25519PrivateKey.from_private_bytes(seed).public_key())
    salt, nonce = chance(16), chance(12)
    head: dict[str, object] = {
        "kdf": "scrypt", "log2n": cost, "r": BLOCKS, "p": 1, "salt": _text(salt),
        "cipher": "chacha20-poly1305", "nonce": _text(nonce), "public": public.hex, "version": 1,
    }  # fmt: skip
    sealed = ChaCha20Poly1305(_stretched(passphrase, salt, cost)).encrypt(nonce, seed, canonical(head).encode())
    return public, canonical({**head, "sealed": _text(sealed)})


def unlock(locked: str, passphrase: str) -> SigningKey:
    """Raises Refusal: signing.wrong_passphrase, which a changed text looks like too; signing.unknown_lock."""
    head = json.loads(locked)
    sealed = _bytes(head.pop("sealed"))
    if (head["version"], head["kdf"], head["r"], head["p"]) != (1, "scrypt", BLOCKS, 1) or head["log2n"] > MOST_COST:
        raise Refusal("signing.unknown_lock")
    try:
        stretched = _stretched(passphrase, _bytes(head["salt"]), head["log2n"])
        seed = ChaCha20Poly1305(stretched).decrypt(_bytes(head["nonce"]), sealed, canonical(head).encode())
    except InvalidTag:
        raise Refusal("signing.wrong_passphrase") from None
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = _public(private.public_key())
    if public.hex != head["public"]:
        raise Bug("a locked key that is not of its public half")
    return SigningKey(public, private)


def prepared(passphrase: str) -> str:
    """One spelling for what two systems type: full-width letters and composed accents are the same passphrase."""
    return unicodedata.normalize("NFKC", passphrase)


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=1 << cost, r=BLOCKS, p=1).derive(prepared(passphrase).encode())


def _public(key: Ed25519PublicKey) -> PublicKey:
    return PublicKey(key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex())


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _bytes(text: Any) -> bytes:
    return b64decode(text)

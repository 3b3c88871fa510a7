"""The signing key: its lock, its file, its signatures. The algorithm itself is held against the figures of RFC 8032."""

from __future__ import annotations

import json

import pytest

from scoring.errors import Refusal
from scoring.exchange.signing import COST, LEAST, PublicKey, make_key, read_key_file, unlock
from tests.scoring.certificates.builders import PASSPHRASE, key


def refused(code: str, call: object) -> None:
    with pytest.raises(Refusal) as refusal:
        call()  # type: ignore[operator]  # a lambda of each test
    assert refusal.value.said.code == code


def test_the_signature_is_ed25519_of_the_rfc() -> None:
    """RFC 8032, 7.1, test 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public, locked = make_key(PASSPHRASE, chance=lambda size: seed[:size], cost=4)
    assert public.hex == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = unlock(locked, PASSPHRASE).sign(b"\x72")
    assert signature.hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert public.signed(b"\x72", signature)
    assert not public.signed(b"\x73", signature)
    assert not public.signed(b"\x72", signature[:-1])


def test_a_key_opens_with_its_passphrase_alone() -> None:
    _, locked = make_key(PASSPHRASE, cost=4)
    assert unlock(locked, PASSPHRASE).sign(b"x") == unlock(locked, PASSPHRASE).sign(b"x")
    for wrong in ("", PASSPHRASE[:-1], PASSPHRASE + " ", PASSPHRASE.replace("，", "。")):
        refused("signing.wrong_passphrase", lambda wrong=wrong: unlock(locked, wrong))
    refused("signing.passphrase_short", lambda: make_key("x" * (LEAST - 1), cost=4))


def test_full_width_letters_are_the_same_passphrase() -> None:
    """An input method makes them, and nobody sees the difference in dots."""
    _, locked = make_key("ｆｕｐｉｎｇ　２０２６　key", cost=4)
    assert unlock(locked, "fuping 2026 key")


def test_nothing_of_passphrase_or_private_key_is_in_the_kept_text() -> None:
    seed = bytes(range(32))
    _, locked = make_key(PASSPHRASE, chance=lambda size: seed[:size], cost=4)
    assert PASSPHRASE not in locked
    assert seed.hex() not in locked
    assert "AAECAwQFBgcICQoLDA0ODw==" in locked, "the salt is, and nothing more of the same chance"
    assert len(json.loads(locked)["sealed"]) == 64
    assert PASSPHRASE not in repr(unlock(locked, PASSPHRASE))


def test_the_cost_of_a_try_is_the_stated_one_and_is_sealed_too() -> None:
    _, locked = make_key(PASSPHRASE)
    kept = json.loads(locked)
    assert (kept["kdf"], 1 << kept["log2n"], kept["r"], kept["p"]) == ("scrypt", 131_072, 8, 1)
    assert kept["log2n"] == COST
    cheaper = json.dumps(kept | {"log2n": 4})
    refused("signing.wrong_passphrase", lambda: unlock(cheaper, PASSPHRASE))
    refused("signing.unknown_lock", lambda: unlock(json.dumps(kept | {"log2n": 30}), PASSPHRASE))
    refused("signing.unknown_lock", lambda: unlock(json.dumps(kept | {"kdf": "md5"}), PASSPHRASE))


def test_a_public_half_put_in_its_place_is_noticed() -> None:
    _, locked = make_key(PASSPHRASE, cost=4)
    other, _ = make_key(PASSPHRASE, cost=4)
    refused("signing.wrong_passphrase", lambda: unlock(json.dumps(json.loads(locked) | {"public": other.hex}), PASSPHRASE))


def test_the_public_file_is_read_again_with_whose_it_is() -> None:
    public, _ = key()
    text = public.document("云岬区 科学技术委员会")
    assert public.fingerprint in text
    assert len(public.fingerprint.split()) == 16
    for spelt in (text, text.replace("\n", "\r\n"), f"\ufeff{text}", f"转发：\n{text}\n——"):
        read = read_key_file(spelt.encode())
        assert (read.key, read.holder) == (public, "云岬区 科学技术委员会")
    assert read_key_file(text[text.index("-----") :].encode()).holder == ""


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe\x00", b"-----BEGIN PUBLIC KEY-----\nnothing\n-----END PUBLIC KEY-----",
        b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VuAyEA" + b"A" * 43 + b"=\n-----END PUBLIC KEY-----",
    ],
)  # fmt: skip
def test_what_is_no_such_key_is_refused(content: bytes) -> None:
    """The last is a key of another curve."""
    refused("signing.no_public_key", lambda: read_key_file(content))


def test_bytes_that_are_no_point_sign_nothing() -> None:
    assert not PublicKey("ff" * 32).signed(b"x", bytes(64))

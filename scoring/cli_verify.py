"""``fuping verify``: is a certificate genuine? Works without a network, from the paper alone and a public key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import Session, now, speaking
from scoring.errors import Refusal
from scoring.messages import tell

if TYPE_CHECKING:
    from datetime import date

    from scoring.services.verifying_papers import Check, Trust

FINDINGS = 1
STDIN = "-"


@click.command("verify")
@click.argument("what", metavar="FILE|TEXT")
@click.option(
    "--key", "keys", multiple=True, type=click.Path(path_type=Path), help="发证机关的公钥文件 / the issuer's public key"
)
@click.option("--workspace", type=click.Path(path_type=Path), help="用这个工作区的密钥和登记簿 / its keys and register")
@click.option("--withdrawals", type=click.Path(path_type=Path), help="签名的失效名单 / the signed list of what holds no longer")
@speaking
def verify(
    what: str, keys: tuple[Path, ...], workspace: Path | None, withdrawals: Path | None, lang: str, as_json: bool, actor: str
) -> None:
    """核验证书：PDF 文件、扫描得到的文字，或 - 逐行读入 / verify a certificate: a PDF, a scanned text, or - for lines of input."""
    from scoring.services.days import CHINA
    from scoring.services.reading import open_to_read
    from scoring.services.verifying_papers import trust

    session = Session(lang, actor, as_json)
    today = now().astimezone(CHINA).date()
    store = open_to_read(workspace) if workspace is not None else None
    try:
        trusted = trust(store=store, key_files=keys, withdrawals=withdrawals)
        checks = _checks(what, trusted, today)
    finally:
        if store is not None:
            store.close()
    for one in checks:
        _tell(session, one)
    session.show("verify", {"checks": [one.document(lang) for one in checks]})
    if not all(one.verdict.value == "genuine" for one in checks):
        raise SystemExit(FINDINGS)


def _checks(what: str, trusted: Trust, today: date) -> list[Check]:
    from scoring.services.verifying_papers import check_file, check_text

    if what == STDIN:
        return [check_text(line, trusted, today) for line in sys.stdin if line.strip()]
    try:
        is_file = Path(what).is_file()
    except (OSError, ValueError):  # a text too long for a name
        is_file = False
    if is_file:
        return [check_file(Path(what), trusted, today)]
    if Path(what).suffix:
        raise Refusal("verifying.no_file", name=Path(what).name)
    return [check_text(what, trusted, today)]


def _tell(session: Session, one: Check) -> None:
    from scoring.services.verifying_papers import verdict_words

    session.say("verdict", verdict=verdict_words(one.verdict, session.language), reason=tell(one.reason, session.language))
    for note in one.notes:
        session.say("verify_note", text=tell(note, session.language))
    if one.facts is not None and not one.proved:
        session.say("verify_claims")
    for name, text in one.lines(session.language):
        session.say("line", name=name, text=text)

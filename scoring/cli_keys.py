"""The signing key (签名密钥) on a terminal: ``fuping key make|show|export|trust``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_passphrase import PASSPHRASE_FILE, passphrase
from scoring.cli_session import WORKSPACE, Session, now, opened_kinds, speaking

if TYPE_CHECKING:
    from scoring.services.keys import KnownKey


@click.group("key")
def key() -> None:
    """签名密钥：制作、查看、导出公钥、采信别处的公钥 / the key that signs certificates, and those taken for true."""


@key.command("make")
@WORKSPACE
@click.option("--holder", default="", help="密钥属于哪个单位，默认为工作区的单位 / whose key it is")
@click.option("--replace", is_flag=True, help="已有密钥，确要换新的；旧公钥保留 / make a new one, the old public key stays")
@PASSPHRASE_FILE
@speaking
def make_(
    workspace: Path, holder: str, replace: bool, passphrase_file: Path | None, lang: str, as_json: bool, actor: str
) -> None:
    """制作签名密钥，用口令加密存入工作区；口令不保存 / make the signing key, locked with a passphrase that is kept nowhere."""
    from scoring.services.keys import make

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace) as kinds:
        secret = passphrase(passphrase_file, lang, twice=True)
        made = make(kinds[0].store, secret, holder=holder, replace=replace, actor=actor, now=now())
    session.say("key_made", holder=made.holder, key=made.key.id)
    session.say("key_fingerprint", fingerprint=made.key.fingerprint)
    session.say("key_forgotten")
    session.show("key-make", made.document())


@key.command("show")
@WORKSPACE
@speaking
def show_(workspace: Path, lang: str, as_json: bool, actor: str) -> None:
    """列出本工作区的密钥和采信的公钥 / the keys of the workspace and those it trusts, with their fingerprints."""
    from scoring.services.keys import known_keys

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, read_only=True) as kinds:
        known = known_keys(kinds[0].store)
    if not known:
        session.say("key_none")
    for one in known:
        _tell(session, one)
    session.show("key-show", {"keys": [one.document() for one in known]})


def _tell(session: Session, one: KnownKey) -> None:
    use = "distrusted" if not one.trusted else "signs" if one.signs else "signed" if one.own else "trusted"
    session.say(f"key_{use}", key=one.key.id, holder=one.holder, day=one.since, by=one.by, reason=one.reason)
    session.say("key_fingerprint", fingerprint=one.key.fingerprint)


@key.command("export")
@WORKSPACE
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", "wanted", default="", help="指纹的前几位，默认为正在使用的密钥 / the beginning of its fingerprint")
@speaking
def export_(workspace: Path, file: Path, wanted: str, lang: str, as_json: bool, actor: str) -> None:
    """导出公钥文件，交给要核验证书的人 / write the public key for those who verify."""
    from scoring.services.keys import export

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, read_only=True) as kinds:
        found = export(kinds[0].store, file, wanted)
    session.say("key_exported", name=file.name, key=found.key.id)
    session.say("key_fingerprint", fingerprint=found.key.fingerprint)
    session.show("key-export", found.document() | {"file": str(file)})


@key.command("trust")
@WORKSPACE
@click.argument("file")
@click.option("--holder", default="", help="这是哪个单位的公钥，默认照文件所写 / whose it is, as the file says unless given")
@click.option("--undo", is_flag=True, help="不再采信；FILE 处写指纹的前几位 / trust it no longer; FILE is its fingerprint")
@click.option("--reason", default="", help="不再采信的理由 / why it is trusted no longer")
@speaking
def trust_(workspace: Path, file: str, holder: str, undo: bool, reason: str, lang: str, as_json: bool, actor: str) -> None:
    """采信别处的公钥；先用电话核对指纹 / take another's public key for true; compare fingerprints by telephone first."""
    from scoring.services.keys import distrust, trust

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace) as kinds:
        store = kinds[0].store
        if undo:
            found = distrust(store, file, reason=reason, actor=actor, now=now())
        else:
            found = trust(store, Path(file), holder=holder, actor=actor, now=now())
    _tell(session, found)
    session.show("key-trust", found.document())

"""Certificates (证书) on a terminal: ``fuping certificate issue|reissue|withdraw|register|save``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoring.cli_passphrase import PASSPHRASE_FILE, passphrase
from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_kinds, opened_round, speaking
from scoring.messages import tell

if TYPE_CHECKING:
    from datetime import date

    from scoring.services.certificate_register import CertificateLine
    from scoring.services.certificate_terms import Terms
    from scoring.services.certificates import Written
    from scoring.services.rounds import OpenRound

FINDINGS = 1
LANGUAGE = click.option(
    "--language",
    type=click.Choice(["zh", "en", "both"]),
    default="zh",
    show_default=True,
    help="证书的语言 / language of the certificate",
)
FOLDER = click.option(
    "--to", "folder", type=click.Path(path_type=Path), help="存到哪个文件夹，默认工作区旁的 certificates / folder"
)
NAMES = click.option(
    "--name", "names", default="", help="文件名规则，如 {编号}_{载体} / pattern of file names, as {no}_{carrier}"
)


def terms_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is settled before issuing; each as it was for the last certificate unless given."""
    for option in (
        click.option("--pattern", default="", help="编号规则，如 {年度}-{序号:03} / pattern of numbers, as {year}-{number:03}"),
        click.option("--title", default="", help="证书名称 / title"),
        click.option("--title-en", default="", help="证书英文名称 / English title"),
        click.option("--issuer", default="", help="发证机关 / issuing body"),
        click.option("--issuer-en", default="", help="发证机关英文名称 / English name of the issuing body"),
        click.option("--day", default="", help="发证日期，默认今天 / day of issue, today unless given"),
        click.option("--valid-from", default="", help="有效期起 / valid from"),
        click.option("--valid-to", default="", help="有效期止，首次发证必须写明 / valid until, needed the first time"),
    ):
        command = option(command)
    return command


def settled_terms(opened: OpenRound, given: dict[str, str]) -> Terms:
    """As proposed, but for what was given on the line."""
    from scoring.services.certificate_terms import proposed
    from scoring.services.days import CHINA

    found = proposed(opened, now().astimezone(CHINA).date())
    texts: dict[str, Any] = {
        name: given[name] for name in ("pattern", "title", "title_en", "issuer", "issuer_en") if given[name].strip()
    }
    days: dict[str, Any] = {name: _day(given[name]) for name in ("valid_from", "valid_to") if given[name]}
    issued = _day(given["day"]) if given["day"] else found.issued_on
    if given["day"] and not given["valid_from"] and found.valid_to is None:
        days["valid_from"] = issued
    return replace(found, **texts, issued_on=issued, **days)


def _day(text: str) -> date:
    from scoring.services.certificate_terms import day_of_text

    return day_of_text(text)


@click.group("certificate")
def certificate() -> None:
    """证书：签发、补发换发、撤销、登记簿 / certificates: issued, re-issued, withdrawn, registered."""


@certificate.command("issue")
@WORKSPACE
@click.argument("carriers", nargs=-1)
@terms_options
@LANGUAGE
@FOLDER
@NAMES
@PASSPHRASE_FILE
@KIND
@speaking
def issue_(
    workspace: Path,
    carriers: tuple[str, ...],
    language: str,
    folder: Path | None,
    names: str,
    passphrase_file: Path | None,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
    **given: str,
) -> None:
    """签发证书：写明的载体，不写则全部够格的；未达合格线的不发 / issue to the carriers named, to all that may get one otherwise."""
    from scoring.services.certificates import candidates, issue_certificates, latest_run
    from scoring.services.certifying import stale_words

    session = Session(lang, actor, as_json)
    to = folder or workspace.parent / "certificates"
    with opened_round(workspace, kind) as opened:
        run = latest_run(opened)
        if (said := stale_words(opened, run)) is not None:
            session.say("plain", text=tell(said, lang))
        wanted = [opened.carrier(one).uscc for one in carriers]
        refused = [] if carriers else [one for one in candidates(opened, run, lang) if one.said is not None]
        batch = issue_certificates(
            opened,
            run,
            wanted,
            to,
            passphrase=passphrase(passphrase_file, lang),
            terms=settled_terms(opened, given),
            languages=_languages(language),
            names=names,
            actor=actor,
            now=now(),
            progress=session.progress,
        )
    session.progress.clear()
    for one in batch.written:
        _tell_written(session, one)
    for other in refused:
        assert other.said is not None
        session.say("certificate_not", carrier=other.name, reason=other.said)
    session.say("plain", text=tell(batch.told(to), lang))
    written = [_written(one) for one in batch.written]
    left = [{"carrier": one.name, "reason": tell(one.said, lang)} for one in refused if one.said is not None]
    session.show("certificate-issue", {"run": run.id, "issued": written, "not_issued": left, "left": batch.left})
    if batch.failed:
        raise SystemExit(FINDINGS)


@contextmanager
def _of_number(workspace: Path, number: str, kind: str) -> Iterator[OpenRound]:
    """The round a certificate was issued in: a number is one of the whole workspace."""
    from scoring.services.certificate_acts import find

    with opened_kinds(workspace, kind) as kinds:
        found = find(kinds[0], number)
        yield next((one for one in kinds if one.round.id == found.round_id), kinds[0])


def _languages(asked: str) -> tuple[str, ...]:
    return ("zh", "en") if asked == "both" else (asked,)


def _tell_written(session: Session, one: Written) -> None:
    names = tuple(path.name for path in one.paths)
    session.say("certificate_issued", number=one.certificate.number, carrier=one.carrier, files=names)


def _written(one: Written) -> dict[str, object]:
    kept = one.certificate
    files = [str(path) for path in one.paths]
    return {"number": kept.number, "carrier": one.carrier, "uscc": kept.uscc, "files": files, "papers": dict(kept.papers)}


@certificate.command("reissue")
@WORKSPACE
@click.argument("number")
@click.option("--reason", required=True, help="补发或换发的理由 / why")
@click.option("--corrected", is_flag=True, help="换发：按现在的等级、名称和设置 / with grade, name and terms as they stand now")
@terms_options
@click.option("--language", type=click.Choice(["zh", "en", "both"]), help="默认与原证书相同 / as the old one unless given")
@FOLDER
@NAMES
@PASSPHRASE_FILE
@KIND
@speaking
def reissue_(
    workspace: Path,
    number: str,
    reason: str,
    corrected: bool,
    language: str | None,
    folder: Path | None,
    names: str,
    passphrase_file: Path | None,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
    **given: str,
) -> None:
    """补发（遗失，内容不变）或换发（更正）；新编号，原证书作废 / a new certificate in place of a lost or wrong one."""
    from scoring.services.certificate_acts import reissue
    from scoring.services.certificates import Why

    session = Session(lang, actor, as_json)
    with _of_number(workspace, number, kind) as opened:
        written = reissue(
            opened,
            number,
            folder or workspace.parent / "certificates",
            why=Why.CORRECTION if corrected else Why.LOSS,
            reason=reason,
            passphrase=passphrase(passphrase_file, lang),
            terms=settled_terms(opened, given) if corrected else None,
            languages=_languages(language) if language else (),
            names=names,
            actor=actor,
            now=now(),
        )
    _tell_written(session, written)
    session.say("certificate_replaced", number=number, by=written.certificate.number)
    session.show("certificate-reissue", _written(written) | {"replaces": number})


@certificate.command("withdraw")
@WORKSPACE
@click.argument("number")
@click.option("--reason", required=True, help="撤销的理由 / why")
@click.option("--day", default="", help="自哪一天起失效，默认今天 / from which day on, today unless given")
@KIND
@speaking
def withdraw_(workspace: Path, number: str, reason: str, day: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """撤销证书：留在登记簿里，核验时显示已失效 / withdraw a certificate; it stays in the register."""
    from scoring.services.certificate_acts import withdraw

    session = Session(lang, actor, as_json)
    with _of_number(workspace, number, kind) as opened:
        gone = withdraw(opened, number, reason=reason, day=_day(day) if day else None, actor=actor, now=now())
    assert gone.withdrawal is not None
    session.say("certificate_withdrawn", number=gone.number, day=gone.withdrawal.day)
    said = {"number": gone.number, "day": gone.withdrawal.day, "reason": gone.withdrawal.reason}
    session.show("certificate-withdraw", said)


@certificate.command("register")
@WORKSPACE
@click.option("--whole", is_flag=True, help="整个工作区，所有年度和类型 / every year and kind")
@click.option("--excel", type=click.Path(path_type=Path), help="另存为 Excel 登记簿 / write the register as Excel")
@click.option(
    "--withdrawals",
    type=click.Path(path_type=Path),
    help="导出签名的失效名单 / write the signed list of those that hold no longer",
)
@PASSPHRASE_FILE
@KIND
@speaking
def register_(
    workspace: Path,
    whole: bool,
    excel: Path | None,
    withdrawals: Path | None,
    passphrase_file: Path | None,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """证书登记簿：每一张证书和它的去向 / the register: every certificate and what became of it."""
    from scoring.services.certificate_register import export_register, export_withdrawals, register
    from scoring.services.days import CHINA

    session = Session(lang, actor, as_json)
    at = now()
    today = at.astimezone(CHINA).date()
    with opened_round(workspace, kind, read_only=True) as opened:
        lines = register(opened, today=today, language=lang, whole=whole)
        if excel is not None:
            export_register(opened, excel, today=today, language=lang, whole=whole)
        if withdrawals is not None:
            export_withdrawals(opened, withdrawals, passphrase=passphrase(passphrase_file, lang), now=at)
    for line in lines:
        _tell_line(session, line)
    session.say("certificates_counted", count=len(lines))
    for path in (excel, withdrawals):
        if path is not None:
            session.say("certificates_written", name=path.name)
    document: dict[str, object] = {"certificates": [line.document(lang) for line in lines]}
    files = {"excel": str(excel) if excel else None, "withdrawals": str(withdrawals) if withdrawals else None}
    session.show("certificate-register", document | files)


def _tell_line(session: Session, line: CertificateLine) -> None:
    facts = {"number": line.number, "carrier": line.facts.carrier, "grade": line.facts.grade, "until": line.facts.valid_to}
    session.say("certificate_line", **facts, state=line.state_words(session.language))
    if remark := line.remark(session.language):
        session.say("certificate_remark", text=remark)


@certificate.command("save")
@WORKSPACE
@click.argument("number")
@click.option("--language", type=click.Choice(["zh", "en"]), help="默认与已印的相同；没印过的就印 / printed where it was not yet")
@FOLDER
@NAMES
@KIND
@speaking
def save_(
    workspace: Path,
    number: str,
    language: str | None,
    folder: Path | None,
    names: str,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """把已签发的证书再存一份，或印另一种语言的 / write an issued certificate again, or print its other language."""
    from scoring.services.certificate_acts import save_again

    session = Session(lang, actor, as_json)
    to = folder or workspace.parent / "certificates"
    with _of_number(workspace, number, kind) as opened:
        path = save_again(opened, number, to, language=language or "", names=names, actor=actor, now=now())
    session.say("certificates_written", name=path.name)
    session.show("certificate-save", {"number": number, "file": str(path)})

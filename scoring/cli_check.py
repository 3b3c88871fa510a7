"""The verb ``fuping check``: returns looked through before anybody imports them, without a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import Session, speaking
from scoring.messages import say, tell

if TYPE_CHECKING:
    from scoring.places import Place
    from scoring.services.checking import Cause, CheckedFile

FINDINGS, REFUSED = 1, 2
FIRST = 3
"""So many places of a cause are shown."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--form", type=click.Path(path_type=Path), help="填报表式文件，默认由工作簿自己看出 / form file")
@click.option("--data-year", type=click.IntRange(1990, 2100), help="数据年度，默认为表式版本的年度 / year of the data")
@speaking
def check(files: tuple[Path, ...], form: Path | None, data_year: int | None, lang: str, as_json: bool, actor: str) -> None:
    """核验填报表，不需要工作区，什么也不写入 / check returns; no workspace needed, nothing is written.

    FILES 可以是工作簿（.xlsx .xlsm .xls .et .ods）、文件夹或 .zip。没有错误时退出码为 0（只有警示也是 0），有错误或拒收为 1，
    有读不了的为 2。Exit code 0 without errors (warnings alone count as none), 1 with errors, 2 where a file could not be read.
    """
    from scoring.services.checking import check_files

    session = Session(lang, actor, as_json)
    bar = session.progress
    checked: list[CheckedFile] = []
    for one in check_files(files, form=form, data_year=data_year, progress=bar):
        bar.clear()
        _print(session, one)
        checked.append(one)
    if len(checked) > 1:
        _print_sum(session, checked)
    session.show("check", {"files": [_document(one, lang) for one in checked]})
    if any(one.refusal for one in checked):
        raise SystemExit(REFUSED)
    if any(one.faulty for one in checked):
        raise SystemExit(FINDINGS)


def _print(session: Session, one: CheckedFile) -> None:
    if one.refusal is not None:
        session.say("check.refused", file=one.document, sentence=one.refusal)
        return
    title = one.form.compiled.form.title[session.language] if one.form is not None else ""
    if title:
        session.say("check.file", file=one.document, carrier=one.carrier or "—", form=title, year=one.data_year)
    else:
        session.say("check.file_formless", file=one.document)
    for cause in one.causes:
        _print_cause(session, cause, one.document)
    session.say("check.clean" if not one.causes else "check.counted", count=len(one.causes), **_counts(one.causes))


def _print_cause(session: Session, cause: Cause, document: str) -> None:
    facts = {"level": say(f"levels.{cause.level.value}", {}, session.language), "sentence": cause.sentence}
    places = _places([place for place in cause.places if place.sheet], document, session.language)
    session.say("finding" if places else "finding_nowhere", places=places, **facts)


def _places(places: Sequence[Place], document: str, language: str) -> str:
    """The first three, then how many more."""
    near = [str(replace(place, document="") if place.document == document else place) for place in places]
    shown = ("、" if language == "zh" else ", ").join(near[:FIRST])
    more = len(near) - FIRST
    return shown if more <= 0 else say("cli.check.more", {"shown": shown, "more": more}, language)


def _counts(causes: Sequence[Cause]) -> dict[str, int]:
    levels = [cause.level.value for cause in causes]
    return {"errors": len(levels) - levels.count("warning"), "warnings": levels.count("warning")}


def _print_sum(session: Session, checked: Sequence[CheckedFile]) -> None:
    refused = sum(one.refusal is not None for one in checked)
    faulty = sum(one.faulty for one in checked)
    session.say("check.sum", total=len(checked), sound=len(checked) - refused - faulty, faulty=faulty, refused=refused)


def _document(one: CheckedFile, language: str) -> dict[str, object]:
    form = one.form.compiled.form if one.form is not None else None
    return {
        "file": str(one.path),
        "verdict": "refused" if one.refusal else "faulty" if one.faulty else "sound",
        "form": {"key": form.key, "version": form.version} if form is not None else None,
        "data_year": one.data_year,
        "carrier": one.carrier,
        "uscc": one.uscc,
        "refusal": tell(one.refusal, language) if one.refusal else "",
        "causes": [_cause_document(cause, language) for cause in one.causes],
    }


def _cause_document(cause: Cause, language: str) -> dict[str, object]:
    return {
        "code": cause.code,
        "level": cause.level.value,
        "count": cause.count,
        "places": [asdict(place) for place in cause.places],
        "sentence": tell(cause.sentence, language),
    }

"""``fuping document``: the papers of a round (公示, 通知, 告知书, 整改通知书, 上会材料, 评价工作总结), and the words a district puts into them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_round, speaking
from scoring.errors import Refusal
from scoring.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.definitions.documents import DocumentKind
    from scoring.findings import Finding
    from scoring.services.document_issue import PaperKind, SavedPapers
    from scoring.services.paper_words import Field
    from scoring.services.rounds import OpenRound

PAPERS = ("public-list", "notice", "letter", "rectification", "meeting", "summary")


@click.command("document")
@WORKSPACE
@click.argument("paper", type=click.Choice(PAPERS))
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.option("--carrier", "carriers", multiple=True, help="只发给这些载体 / only to these carriers")
@click.option(
    "--set", "words", multiple=True, metavar="词=值", help="写入公文用词，留在工作区里；空值撤回 / a word kept in the workspace"
)
@click.option("--docx", is_flag=True, help="可编辑稿，不是 PDF / an editable file instead of a PDF")
@click.option("--template", "file", type=click.Path(path_type=Path), help="用这个文稿文件 / this template file")
@click.option("--font", "fonts", multiple=True, metavar="角色=文件", help="某一角色的字体文件 / a font file for a role")
@KIND
@speaking
def document(
    workspace: Path,
    paper: str,
    out: Path | None,
    carriers: tuple[str, ...],
    words: tuple[str, ...],
    docx: bool,
    file: Path | None,
    fonts: tuple[str, ...],
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """印发公文；不写文件名时列出要填的词，.toml 存出文稿 / papers of the sealed result, and the words they ask for."""
    from scoring.services.document_issue import PaperKind

    session, wanted = Session(lang, actor, as_json), PaperKind(paper)
    chosen = {name: Path(path) for name, path in _pairs(fonts).items()}
    with opened_round(workspace, kind, read_only=not words and (out is None or out.suffix == ".toml")) as opened:
        only = [opened.carrier(one).uscc for one in carriers]
        changed = _set_words(session, opened, wanted, only, words, file) if words else ()
        name, asked = _words_of(session, opened, wanted, only, file)
        done: SavedPapers | None = None
        if out is None:
            _show_words(session, wanted, name, asked)
        elif out.suffix == ".toml":
            _save_template(session, opened, wanted, out)
        else:
            done = _save(session, opened, wanted, out, only, docx=docx or out.suffix == ".docx", file=file, chosen=chosen)
    found = {"paper": wanted.value, "template": name or None, "set": list(changed)}
    session.show("document", found | {"words": [_document(one) for one in asked], "files": _files(session, done) if done else []})
    if done is not None and done.saved.said is not None:
        raise Refusal(done.saved.said.code, **done.saved.said.facts)


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key.strip():
            raise Refusal("documents.value_or_key", seen=text)
        found[key.strip()] = value
    return found


def _set_words(
    session: Session, opened: OpenRound, wanted: PaperKind, only: Sequence[str], texts: tuple[str, ...], file: Path | None
) -> tuple[str, ...]:
    """Written for every carrier named, else where the word belongs."""
    from scoring.services.paper_templates import template
    from scoring.services.paper_words import put_words

    found = template(opened.store.path, _templated(session, wanted), file).document
    values = {key: value.replace("\\n", "\n") for key, value in _pairs(texts).items()}
    changed: dict[str, None] = {}
    for uscc in only or [""]:
        changed |= dict.fromkeys(put_words(opened, found, values, uscc=uscc, actor=session.actor, now=now()))
    session.say("words_set", count=len(changed), keys=tuple(changed))
    return tuple(changed)


def _templated(session: Session, wanted: PaperKind) -> DocumentKind:
    """Raises Refusal for a paper that has no template."""
    from scoring.services.document_issue import kind_words

    if wanted.document is None:
        raise Refusal("documents.no_template", kind=kind_words(wanted, session.language))
    return wanted.document


def _words_of(
    session: Session, opened: OpenRound, wanted: PaperKind, only: Sequence[str], file: Path | None
) -> tuple[str, tuple[Field, ...]]:
    """The template's name and what it asks for; nothing of a paper that has none."""
    from scoring.services.paper_templates import template
    from scoring.services.paper_words import fields

    if wanted.document is None:
        return "", ()
    found = template(opened.store.path, wanted.document, file)
    return found.name, fields(opened, found.document, only[0] if only else "", session.language)


def _show_words(session: Session, wanted: PaperKind, name: str, asked: tuple[Field, ...]) -> None:
    """What the paper asks for, and what is there."""
    from scoring.services.document_issue import kind_words

    _templated(session, wanted)
    session.say("words_of", paper=kind_words(wanted, session.language), template=name)
    for one in asked:
        facts = {"key": one.key, "label": one.label, "value": one.used.replace("\n", " / ")}
        session.say("word" if one.used else "word_missing" if one.required else "word_open", **facts)


def _document(one: Field) -> dict[str, object]:
    return {
        "key": one.key,
        "label": one.label,
        "value": one.used or None,
        "scope": one.scope.value,
        "type": one.type.value,
        "required": one.required,
    }


def _save_template(session: Session, opened: OpenRound, wanted: PaperKind, out: Path) -> None:
    from scoring.services.paper_templates import save_template

    save_template(opened.store.path, _templated(session, wanted), out)
    session.say("template_saved", name=out.name)


def _save(
    session: Session,
    opened: OpenRound,
    wanted: PaperKind,
    out: Path,
    only: Sequence[str],
    *,
    docx: bool,
    file: Path | None,
    chosen: dict[str, Path],
) -> SavedPapers:
    from scoring.services.document_issue import PaperPress, paper_orders, save_papers
    from scoring.services.documents import Format
    from scoring.services.scoring import latest_run

    format_ = Format.DOCX if docx else Format.PDF
    run = latest_run(opened)
    orders = paper_orders(opened, run, wanted, only=only, language=session.language, format_=format_)
    folder = out
    if len(orders) == 1 and not out.is_dir() and out.suffix.lower() == f".{format_.value}":
        folder, orders = out.parent, (replace(orders[0], name=out.name),)
    bar = session.progress
    told: dict[str, Finding] = {}
    with PaperPress(opened, run, wanted, session.language, format_, file=file, chosen=chosen) as press:
        if not wanted.to_one:  # what goes to the public is warned of before it is made
            _tell(session, told, press.findings())
        done = save_papers(opened, run, press, folder, orders, actor=session.actor, now=now(), progress=bar)
    bar.clear()
    for printed in done.saved.printed:
        session.say("printed", name=printed.path.name, sha256=printed.paper.hash)
    for _, findings in done.findings:
        _tell(session, told, findings)
    return done


def _tell(session: Session, told: dict[str, Finding], findings: Sequence[Finding]) -> None:
    """Alike in a batch: each once."""
    for one in findings:
        if told.setdefault(sentence(one, session.language), one) is one:
            session.tell(one)


def _files(session: Session, done: SavedPapers) -> list[dict[str, object]]:
    lacking = dict(done.findings)
    return [
        {
            "file": printed.path.name,
            "sha256": printed.paper.hash,
            "uscc": printed.paper.uscc or None,
            "findings": [{"code": one.code, "sentence": sentence(one, session.language)} for one in lacking[printed.path.name]],
        }
        for printed in done.saved.printed
    ]

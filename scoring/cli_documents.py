"""``fuping document``: the papers of a round (公示, 通知, 告知书, 整改通知书, 上会材料, 评价工作总结), and the words a district puts into them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_round, speaking
from scoring.errors import Refusal
from scoring.findings import to_document
from scoring.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        set_ = _set_words(session, opened, wanted, only, words, file) if words else ()
        if out is None:
            _show_words(session, opened, wanted, only, file, set_)
        elif out.suffix == ".toml":
            _save_template(session, opened, wanted, out)
        else:
            _save(session, opened, wanted, out, only, docx=docx or out.suffix == ".docx", file=file, chosen=chosen)


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
    from scoring.services.document_issue import kind_words
    from scoring.services.paper_templates import template
    from scoring.services.paper_words import put_words

    if wanted.document is None:
        raise Refusal("documents.no_template", kind=kind_words(wanted, session.language))
    values = {key: value.replace("\\n", "\n") for key, value in _pairs(texts).items()}
    found = template(opened.store.path, wanted.document, file).document
    changed: dict[str, None] = {}
    for uscc in only or [""]:
        changed |= dict.fromkeys(put_words(opened, found, values, uscc=uscc, actor=session.actor, now=now()))
    session.say("words_set", count=len(changed), keys=tuple(changed))
    return tuple(changed)


def _show_words(
    session: Session, opened: OpenRound, wanted: PaperKind, only: Sequence[str], file: Path | None, changed: tuple[str, ...]
) -> None:
    """What the paper asks for, and what is there."""
    from scoring.services.document_issue import kind_words
    from scoring.services.paper_templates import template
    from scoring.services.paper_words import fields

    if wanted.document is None:
        raise Refusal("documents.no_template", kind=kind_words(wanted, session.language))
    found = template(opened.store.path, wanted.document, file)
    asked = fields(opened, found.document, only[0] if only else "", session.language)
    session.say("words_of", paper=kind_words(wanted, session.language), template=found.name)
    for one in asked:
        session.say("word" if one.value else "word_missing" if one.required else "word_open", **_word(one))
    listed = [{**_word(one), "scope": one.scope.value, "type": one.type.value, "required": one.required} for one in asked]
    session.show("document", {"paper": wanted.value, "template": found.name, "set": list(changed), "words": listed, "files": []})


def _word(one: Field) -> dict[str, object]:
    return {"key": one.key, "label": one.label, "value": one.value.replace("\n", " / ")}


def _save_template(session: Session, opened: OpenRound, wanted: PaperKind, out: Path) -> None:
    from scoring.services.document_issue import kind_words
    from scoring.services.paper_templates import save_template

    if wanted.document is None:
        raise Refusal("documents.no_template", kind=kind_words(wanted, session.language))
    save_template(opened.store.path, wanted.document, out)
    session.say("template_saved", name=out.name)
    session.show("document", {"paper": wanted.value, "template": out.name, "set": [], "words": [], "files": []})


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
) -> None:
    from dataclasses import replace

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
    with PaperPress(opened, run, wanted, session.language, format_, file=file, chosen=chosen) as press:
        done = save_papers(opened, run, press, folder, orders, actor=session.actor, now=now(), progress=bar)
    bar.clear()
    _tell(session, wanted, done)


def _tell(session: Session, wanted: PaperKind, done: SavedPapers) -> None:
    lacking = dict(done.findings)
    for printed in done.saved.printed:
        session.say("printed", name=printed.path.name, sha256=printed.paper.hash)
    told: dict[str, Finding] = {}
    for findings in lacking.values():  # alike in a batch: each once
        told |= {sentence(one, session.language): one for one in findings}
    for one in told.values():
        session.tell(one)
    files = [
        {
            "file": str(printed.path),
            "sha256": printed.paper.hash,
            "uscc": printed.paper.uscc or None,
            "findings": [to_document(one) | {"sentence": sentence(one, session.language)} for one in lacking[printed.path.name]],
        }
        for printed in done.saved.printed
    ]
    session.show("document", {"paper": wanted.value, "template": None, "set": [], "words": [], "files": files})
    if done.saved.said is not None:
        raise Refusal(done.saved.said.code, **done.saved.said.facts)

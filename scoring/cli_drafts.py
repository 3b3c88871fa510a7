"""The verbs about drafts of definitions (草稿): ``fuping draft``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoring.cli_session import KIND, WORKSPACE, Session, now, opened_round, speaking
from scoring.errors import Refusal
from scoring.messages import say, tell

if TYPE_CHECKING:
    from scoring.definitions.locations import Path as Place
    from scoring.services.draft_desk import Node
    from scoring.services.draft_reading import DraftBook
    from scoring.services.draft_slots import Slot
    from scoring.services.drafts import DefinitionChoice, Edited
    from scoring.services.rounds import OpenRound

FINDINGS = 1
DRAFT = click.argument("draft")
SORTS = ("form", "rubric", "conditions", "policy")


@click.group()
def draft() -> None:
    """草稿：填报表式、评分细则、认定条件、扶持政策的编辑 / drafts of definitions."""


@draft.command("begin")
@WORKSPACE
@click.argument("source")
@KIND
@speaking
def begin_(workspace: Path, source: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """开始一份草稿：复制在用的（form、rubric……）、某一版（标识或文件名）或一个 TOML 文件 / begin a draft as a copy."""
    from scoring.services.drafts import begin_draft, draft_head

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        made = begin_draft(opened, _choice(opened, source, lang), actor=actor, now=now())
        head = draft_head(opened, made, lang)
    session.say("draft_begun", sort=head.kind_label, source=head.begun_from, draft=made.id)
    session.show("draft-begin", {"draft": made.id, "kind": head.kind.value, "key": head.key, "version": head.version})


def _choice(opened: OpenRound, wanted: str, language: str) -> DefinitionChoice:
    """A sort (its first choice), a key, a file name of ours, a hash, or a file."""
    from scoring.services.drafts import FOLDERS, definition_choices, definition_file

    if wanted.endswith(".toml") and Path(wanted).is_file():
        return definition_file(Path(wanted), language)
    known = [
        one
        for sort in FOLDERS
        if wanted not in SORTS or sort.value == wanted
        for one in definition_choices(opened, sort, language)
    ]
    found = known if wanted in SORTS else [one for one in known if wanted in (one.key, one.name, one.hash)]
    if not found:
        raise Refusal("drafts.no_version", wanted=wanted, known=[*SORTS, *dict.fromkeys(one.key for one in known)])
    return found[0]


@draft.command("list")
@WORKSPACE
@KIND
@speaking
def list_(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """列出正在编辑的草稿 / the drafts that are worked at."""
    from scoring.services.drafts import draft_heads

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        heads = draft_heads(opened, lang)
    for one in heads:
        facts = {"sort": one.kind_label, "title": one.title, "version": one.version, "source": one.begun_from}
        session.say("draft_line", draft=one.id, edits=one.edits, actor=one.actor, **facts)
    session.say("drafts_listed", count=len(heads))
    listed = [
        {"draft": one.id, "kind": one.kind.value, "key": one.key, "version": one.version, "title": one.title, "edits": one.edits}
        | {"begun_from": one.begun_from, "actor": one.actor, "changed_at": one.changed_at.isoformat()}
        for one in heads
    ]
    session.show("draft-list", {"drafts": listed})


@draft.command("show")
@WORKSPACE
@DRAFT
@click.argument("place", required=False, default="")
@KIND
@speaking
def show_(workspace: Path, draft: str, place: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """列出一份草稿的目录，或一处（如 indicators[A1-1]）的各项 / the outline of a draft, or the slots of one place."""
    from scoring.services.draft_desk import draft_card, draft_desk
    from scoring.services.drafts import find_draft, open_draft

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        found = find_draft(opened.store, draft)
        one = open_draft(opened, found.id)
        if place:
            card = draft_card(opened, found.id, _place(one, place), lang)
            session.say("plain", text=" ".join(word for word in (card.sort_label, card.key, card.label) if word))
            for slot in card.slots:
                _print_slot(session, one, slot, 1)
            session.show("draft-show", {"draft": found.id, "place": place, "slots": [_slot(one, slot) for slot in card.slots]})
            return
        desk = draft_desk(opened, found.id, lang)
    _print_node(session, one, desk.outline, 0)
    session.say("draft_state", errors=desk.errors, warnings=desk.warnings, undo=desk.undo or say("cli.draft_none", {}, lang))
    counts = {"errors": desk.errors, "warnings": desk.warnings, "undo": desk.undo, "redo": desk.redo}
    session.show("draft-show", {"draft": found.id, **counts, "outline": _node(one, desk.outline)})


def _place(one: DraftBook, words: str) -> Place:
    """``indicators[A1-1].maximum`` as a path; the last key may not be there yet. Raises Refusal where nothing can stand there."""
    from scoring.definitions.locations import key_path
    from scoring.definitions.shapes import shape_at
    from scoring.services.draft_places import path_of_key

    path = path_of_key(one.document, words)
    if shape_at(one.kind, one.document, path) is None or _depth(words) != len(path):
        raise Refusal("drafts.no_place", place=words, near=key_path(path, one.document))
    return path


def _depth(words: str) -> int:
    from scoring.services.draft_places import parts_of

    return len(parts_of(words))


def _named(one: DraftBook, path: Place) -> str:
    from scoring.definitions.locations import key_path

    return key_path(path, one.document)


def _print_node(session: Session, one: DraftBook, node: Node, depth: int) -> None:
    words = " ".join(word for word in (node.sort_label, node.key, node.label if node.label != node.key else "") if word)
    marks = say("cli.draft_counts", {"errors": node.errors, "warnings": node.warnings}, session.language)
    session.say("plain", text=f"{'  ' * depth}{words}{marks if node.errors or node.warnings else ''}")
    for child in node.children:
        _print_node(session, one, child, depth + 1)


def _node(one: DraftBook, node: Node) -> dict[str, object]:
    return {
        "place": _named(one, node.path) if node.path else "",
        "sort": node.sort,
        "key": node.key,
        "label": node.label,
        "errors": node.errors,
        "warnings": node.warnings,
        "children": [_node(one, child) for child in node.children],
    }


def _print_slot(session: Session, one: DraftBook, slot: Slot, depth: int) -> None:
    text = slot.text or (say("cli.draft_default", {"default": slot.default}, session.language) if slot.default else "")
    aloud = f"　{slot.reading}" if slot.reading else ""
    session.say("plain", text=f"{'  ' * depth}{slot.label}　{text}{aloud}　[{slot.path[-1]}]".replace("　　", "　"))
    for finding in slot.findings:
        session.say("plain", text=f"{'  ' * (depth + 1)}! {finding.sentence}")
    for row in slot.rows:
        session.say("plain", text=f"{'  ' * (depth + 1)}{' | '.join(cell.text for cell in row)}")
    for inner in slot.inner:
        _print_slot(session, one, inner, depth + 1)


def _slot(one: DraftBook, slot: Slot) -> dict[str, object]:
    return {
        "place": _named(one, slot.path),
        "kind": slot.kind.value,
        "label": slot.label,
        "text": slot.text,
        "reading": slot.reading,
        "required": slot.required,
        "given": slot.given,
        "options": [option.value for option in slot.options],
        "findings": [finding.sentence for finding in slot.findings],
        "inner": [_slot(one, inner) for inner in slot.inner],
        "rows": [[cell.text for cell in row] for row in slot.rows],
    }


@draft.command("edit", context_settings={"ignore_unknown_options": True})
@WORKSPACE
@DRAFT
@click.argument("place")
@click.argument("text", required=False)
@click.option("--add", is_flag=True, help="在这个列表里新增一项 / add an entry to this list")
@click.option("--remove", is_flag=True, help="删去这一项 / remove it")
@click.option("--copy", is_flag=True, help="复制这一项 / copy it")
@click.option("--up", is_flag=True, help="上移 / move it up")
@click.option("--down", is_flag=True, help="下移 / move it down")
@click.option("--give", is_flag=True, help="填上可以不填的一部分 / give an optional part")
@KIND
@speaking
def edit_(
    workspace: Path,
    draft: str,
    place: str,
    text: str | None,
    add: bool,
    remove: bool,
    copy: bool,
    up: bool,
    down: bool,
    give: bool,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """改一处：写上新值；不写值则去掉；或用选项增、删、复制、移动 / type a new value at a place, or add, remove, copy, move."""
    from scoring.services.drafts import find_draft, open_draft

    session = Session(lang, actor, as_json)
    ways = {"add": add, "remove": remove, "copy": copy, "up": up, "down": down, "give": give}
    asked = [name for name, given in ways.items() if given]
    if len(asked) > 1 or (asked and text is not None):
        raise Refusal("cli.usage.one_of", options=["--add", "--remove", "--copy", "--up", "--down", "--give"])
    with opened_round(workspace, kind) as opened:
        found = find_draft(opened.store, draft)
        one = open_draft(opened, found.id)
        done = _edit(opened, one, _place(one, place), text, asked[0] if asked else "", actor=actor, at=now())
    _print_edited(session, done)
    session.show("draft-edit", _edited(done, lang))


def _edit(opened: OpenRound, one: DraftBook, path: Place, text: str | None, what: str, *, actor: str, at: datetime) -> Edited:
    from scoring.definitions.shapes import Sort, shape_at
    from scoring.services import drafts
    from scoring.services.draft_steps import Adding

    made, facts = one.draft.id, {"actor": actor, "now": at}
    moves = {"up": -1, "down": 1}
    if what in moves:
        return drafts.move_entry(opened, made, path, moves[what], **facts)  # type: ignore[arg-type]  # mixed facts
    verbs: dict[str, Any] = {"remove": drafts.remove_entry, "copy": drafts.copy_entry, "give": drafts.give}
    if what in verbs:
        return verbs[what](opened, made, path, **facts)  # type: ignore[no-any-return]  # each of them answers so
    if what == "add":
        return drafts.add_entry(opened, made, Adding(path, "", ""), **facts)  # type: ignore[arg-type]  # mixed facts
    if text is None:
        return drafts.take_away(opened, made, path, **facts)  # type: ignore[arg-type]  # mixed facts
    shape = shape_at(one.kind, one.document, path)
    if shape is not None and shape.sort is Sort.UNION:
        return drafts.choose_kind(opened, made, path, text, **facts)  # type: ignore[arg-type]  # mixed facts
    if shape is not None and shape.sort is Sort.LIST:
        return drafts.set_names(opened, made, path, text.split(","), **facts)  # type: ignore[arg-type]  # mixed facts
    return drafts.type_text(opened, made, path, text, **facts)  # type: ignore[arg-type]  # mixed facts


def _print_edited(session: Session, done: Edited) -> None:
    session.say("plain", text=tell(done.words, session.language))
    if done.renewed:
        session.say("plain", text=tell(done.renewed, session.language))


def _edited(done: Edited, language: str) -> dict[str, object]:
    renewed = tell(done.renewed, language) if done.renewed else None
    return {"draft": done.draft, "edit": done.number, "words": tell(done.words, language), "renewed": renewed}


@draft.command("undo")
@WORKSPACE
@DRAFT
@click.option("--again", is_flag=True, help="重做刚撤销的一步 / do again what was undone last")
@KIND
@speaking
def undo_(workspace: Path, draft: str, again: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """撤销最后一步修改 / take the last edit back."""
    from scoring.services.drafts import find_draft, redo_edit, undo_edit

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        made = find_draft(opened.store, draft).id
        done = (redo_edit if again else undo_edit)(opened, made, actor=actor, now=now())
    _print_edited(session, done)
    session.show("draft-undo", _edited(done, lang))


@draft.command("lint")
@WORKSPACE
@DRAFT
@KIND
@speaking
def lint_(workspace: Path, draft: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """检查一份草稿 / look a draft through."""
    from scoring.services.draft_desk import draft_desk
    from scoring.services.drafts import find_draft, open_draft

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        made = find_draft(opened.store, draft).id
        desk, one = draft_desk(opened, made, lang), open_draft(opened, made)
    listed = []
    for found in desk.findings:
        place, level = _named(one, found.path), say(f"levels.{found.level.value}", {}, lang)
        session.say("finding", level=level, places=place, sentence=found.sentence)
        listed.append({"code": found.code, "level": found.level.value, "place": place, "sentence": found.sentence})
    session.say("linted", name=desk.head.title, errors=desk.errors, warnings=desk.warnings, stops=0)
    session.show("draft-lint", {"draft": made, "findings": listed})
    if desk.errors:
        raise SystemExit(FINDINGS)


@draft.command("test")
@WORKSPACE
@DRAFT
@KIND
@speaking
def test_(workspace: Path, draft: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """用评分细则草稿自带的算例验算 / run the worked examples of a rubric's draft."""
    from scoring.services.draft_trying import draft_examples
    from scoring.services.drafts import find_draft

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        made = find_draft(opened.store, draft).id
        found = draft_examples(opened, made, lang)
    wrong = [one for one in found if not one.holds]
    facts = [
        {"key": one.key, "subject": one.subject, "what": one.what, "expected": one.expected, "found": one.found} for one in wrong
    ]
    for each in facts:
        session.say("disagrees", **each)
    session.say("draft_tested", count=len(found), wrong=len(wrong))
    session.show("draft-test", {"draft": made, "examples": len(found), "disagreements": facts})
    if wrong:
        raise SystemExit(FINDINGS)


@draft.command("impact")
@WORKSPACE
@DRAFT
@KIND
@speaking
def impact_(workspace: Path, draft: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """按评分细则草稿试算本轮：谁的得分、名次、等级会变 / who would move if the round were scored by the draft."""
    from scoring.services.draft_trying import draft_impact
    from scoring.services.drafts import find_draft

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        made = find_draft(opened.store, draft).id
        found = draft_impact(opened, made, lang, session.progress)
    session.say("plain", text=tell(found.said, lang))
    for one in found.moved:
        grade = one.grade_after if not one.grade_changes else f"{one.grade_before or '—'} → {one.grade_after or '—'}"
        ranks = {"rank_before": one.rank_before or "—", "rank_after": one.rank_after or "—"}
        points = {"before": one.total_before or "—", "after": one.total_after or "—", "change": one.change}
        session.say("draft_moved", name=one.carrier, grade=grade or "—", **points, **ranks)
    counts = {"carriers": len(found.carriers), "up": found.up, "down": found.down, "grades": found.grades}
    session.show("draft-impact", {"draft": made, **counts, "moved": [one.document() for one in found.moved]})


@draft.command("adopt")
@WORKSPACE
@DRAFT
@click.option("--version", required=True, help="版本，如 2027 / its version")
@click.option("--title", default="", help="名称，默认不变 / another title")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="决定采用的日期，默认今天 / the day it was decided")
@KIND
@speaking
def adopt_(
    workspace: Path, draft: str, version: str, title: str, day: datetime | None, kind: str, lang: str, as_json: bool, actor: str
) -> None:
    """采用一份草稿：评分细则从此用于本轮，填报表式用于还没有填报表的轮次 / adopt a draft."""
    from scoring.services.draft_adopting import adopt_draft
    from scoring.services.drafts import find_draft

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        made = find_draft(opened.store, draft).id
        names = {"version": version, "title": title, "day": day.date() if day else None}
        done = adopt_draft(opened, made, **names, actor=actor, now=now())  # type: ignore[arg-type]  # mixed facts
    session.say("plain", text=tell(done.words, lang) + tell(done.effect, lang))
    told = {"sha256": done.hash, "kind": done.kind.value, "version": version, "used": done.before is not None}
    session.show("draft-adopt", {"draft": made, **told})


@draft.command("drop")
@WORKSPACE
@DRAFT
@click.option("--back", is_flag=True, help="重新拿出来编辑（写完整的编号）/ take it up again, by its whole id")
@KIND
@speaking
def drop_(workspace: Path, draft: str, back: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """收起一份草稿，内容仍在 / put a draft away; nothing of it is lost."""
    from scoring.services.drafts import drop_draft, find_draft, take_up_draft

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind) as opened:
        made = find_draft(opened.store, draft).id
        done = (take_up_draft if back else drop_draft)(opened.store, made, actor=actor, now=now())
    session.say(f"draft_{done.state.value}", draft=made)
    session.show("draft-drop", {"draft": made, "state": done.state.value})


@draft.command("save")
@WORKSPACE
@DRAFT
@click.argument("file", type=click.Path(path_type=Path))
@KIND
@speaking
def save_(workspace: Path, draft: str, file: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """把草稿（或写标识：已采用的一版）存成 TOML 文件 / save a draft, or an adopted version, as a TOML file."""
    from scoring.services.definition_compare import book_of
    from scoring.services.definition_files import save_document

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        one = book_of(opened, _version(opened, draft, lang))
        save_document(file, one.sort, one.document)
    session.say("draft_saved", name=file.name)
    session.show("draft-save", {"file": str(file), "kind": one.sort.value})


@draft.command("compare")
@WORKSPACE
@click.argument("old")
@click.argument("new")
@KIND
@speaking
def compare_(workspace: Path, old: str, new: str, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """逐项对比两个版本：草稿、在用的、某一版或 TOML 文件 / two versions piece by piece."""
    from scoring.services.definition_compare import compare_versions

    session = Session(lang, actor, as_json)
    with opened_round(workspace, kind, read_only=True) as opened:
        found = compare_versions(opened, _version(opened, old, lang), _version(opened, new, lang), lang)
    for line in found.lines():
        session.say("plain", text=line)
    session.show("draft-compare", found.document())


def _version(opened: OpenRound, wanted: str, language: str) -> DefinitionChoice | str:
    """A draft by its id (or the end of it, or ``draft:`` and its key), else a version."""
    from scoring.services.drafts import find_draft, standing_drafts

    key = wanted.removeprefix("draft:")
    if key != wanted or any(one.id.endswith(wanted) for one in standing_drafts(opened.store)):
        return find_draft(opened.store, key).id
    return _choice(opened, wanted, language)

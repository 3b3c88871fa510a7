"""The terminal: the same verbs as the window, Chinese first. Exit codes: see ``cli_edge``.

``scoring.cli`` must load without Qt (a test says so) and quickly: a verb imports its service when it runs.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from scoring import cli_returns, cli_reviews, cli_roster
from scoring.cli_certificates import certificate
from scoring.cli_check import check
from scoring.cli_days import days
from scoring.cli_decisions import decisions, lock, override, resolve, take_back_, unlock
from scoring.cli_definitions import conditions, mark, rubric, workbook
from scoring.cli_documents import document
from scoring.cli_drafts import draft
from scoring.cli_earlier import border, earlier
from scoring.cli_edge import FINDINGS, Verbs, run
from scoring.cli_entry import enter
from scoring.cli_holidays import announced, holidays, window
from scoring.cli_inquiries import inquiry
from scoring.cli_journal import journal
from scoring.cli_keys import key
from scoring.cli_kinds import head, kind
from scoring.cli_objections import feedback, objection, rectify
from scoring.cli_policies import policy
from scoring.cli_rounds import rounds
from scoring.cli_session import (
    KIND,
    WORKSPACE,
    Session,
    invented_unless_named,
    now,
    opened_for,
    opened_kinds,
    speaking,
)
from scoring.cli_support import support
from scoring.cli_verify import verify
from scoring.cli_why import robust, why
from scoring.errors import Said
from scoring.findings import Finding, Level, to_document
from scoring.messages import say, sentence, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from scoring.definitions.rubric import Role, Rubric
    from scoring.engine.score import CarrierScore
    from scoring.services.demo import Demo, DemoKind
    from scoring.services.explaining import CitedFirm, CitedMeasure, IndicatorExplanation
    from scoring.services.kinds import KindScored
    from scoring.services.live import Scored
    from scoring.services.replaying import Replayed
    from scoring.services.returns import Imported
    from scoring.services.rounds import OpenRound
    from scoring.services.striking import Effect

Effects: TypeAlias = "Mapping[tuple[str, int], Effect | None]"
"""(round, carrier's number) → what its strikes change; of the carriers asked for."""
YEAR = click.IntRange(1990, 2100)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def verbs() -> None:
    """孵评：孵化载体年度考评。The assessment desk for incubators and other innovation carriers."""


@verbs.command()
@WORKSPACE
@click.option("--district", required=True, help="区名或单位名 / name of the district commission")
@click.option("--year", type=YEAR, required=True, help="考评年度 / assessment year")
@click.option("--data-year", type=YEAR, help="数据年度，默认为考评年度的上一年 / year of the data")
@click.option("--rubric", "rubric_path", type=click.Path(path_type=Path), help="评分细则文件，默认用随程序提供的 / rubric file")
@click.option("--kind", default="", metavar="类型", help="载体类型的名称，默认用填报表式的名称 / what this kind is called")
@speaking
def new(
    workspace: Path,
    district: str,
    year: int,
    data_year: int | None,
    rubric_path: Path | None,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """新建工作区和一个考评轮次；再有别的类型用 kind add / a new workspace with one round."""
    from scoring.services.choosing import chosen
    from scoring.services.rounds import new_workspace
    from scoring.services.scoring import scored_by

    session = Session(lang, actor, as_json)
    opened = new_workspace(
        workspace,
        district=district,
        assessment_year=year,
        data_year=data_year or year - 1,
        actor=actor,
        now=now(),
        definition=chosen(rubric_path),
        kind=kind.strip(),
    )
    with opened.store:
        form, rubric = opened.form.form, opened.rubric.rubric
        session.say("created", name=workspace.name, round=opened.round.title, form=form.title[lang], rubric=rubric.title[lang])
        _tell_rubric(session, opened)
        made = {"workspace": str(workspace), "round": opened.round.id, "form": opened.round.form, "rubric": opened.round.rubric}
        session.show("new", made | {"kind": opened.kind(lang), "scored_by": scored_by(opened, lang)})


def _tell_rubric(session: Session, opened: OpenRound) -> None:
    """By what is scored, and whether that is official: once at the head of every answer with points in it."""
    from scoring.services.scoring import scored_by

    session.say("scored_by", **scored_by(opened, session.language))


@verbs.command("import")
@WORKSPACE
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--enrol", is_flag=True, help="不在参评名单的载体加入名单 / put unknown carriers on the list")
@KIND
@speaking
def import_(workspace: Path, paths: tuple[Path, ...], enrol: bool, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """导入报送的工作簿或文件夹，各归各的类型 / import returned workbooks or folders, each into its kind."""
    from scoring.services.returns import Outcome, import_by_kind

    session = Session(lang, actor, as_json)
    bar = session.progress

    with opened_kinds(workspace, kind) as kinds:
        several = len(kinds) > 1

        def tell_at_once(one: Imported) -> None:
            bar.clear()
            _print_imported(session, one, of_kind=several)

        done = import_by_kind(kinds, paths, enrolling=enrol, actor=actor, now=now(), progress=bar, each=tell_at_once)
    counts = Counter(one.outcome for one in done)
    session.say("imported", total=len(done), **{outcome.value: counts[outcome] for outcome in Outcome})
    session.show("import", {"files": [_imported_document(one, lang) for one in done]})
    if any(one.outcome in (Outcome.STOPPED, Outcome.REFUSED) or _errors(one.findings) for one in done):
        raise SystemExit(FINDINGS)


def _print_imported(session: Session, one: Imported, *, of_kind: bool = False) -> None:
    session.say(f"outcome.{one.outcome.value}", file=one.document, carrier=one.carrier, findings=len(one.findings))
    if of_kind and one.kind:
        session.say("of_kind", kind=one.kind)
    if one.refusal:
        session.say("because", sentence=one.refusal)
    if one.superseded_by:
        session.say("superseded", document=one.superseded_by)
    if one.carried.behind:
        session.say("carried_behind", over=one.carried.over, behind=one.carried.behind)
    elif one.carried.over:
        session.say("carried", over=one.carried.over)
    if one.carried.explained:
        session.say("explanations_carried", count=one.carried.explained)
    for finding in one.findings:
        session.tell(finding, document=one.document)


def _imported_document(one: Imported, language: str) -> dict[str, object]:
    return {
        "file": str(one.path),
        "outcome": one.outcome.value,
        "carrier": one.carrier,
        "uscc": one.uscc,
        "kind": one.kind,
        "return": one.return_id,
        "refusal": tell(one.refusal, language) if one.refusal else "",
        "carried_over": one.carried.over,
        "left_behind": one.carried.behind,
        "explanations_carried_over": one.carried.explained,
        "superseded_by": one.superseded_by,
        "findings": [to_document(each) | {"sentence": sentence(each, language)} for each in one.findings],
    }


def _errors(findings: tuple[Finding, ...]) -> bool:
    return any(finding.level is not Level.WARNING for finding in findings)


@verbs.command()
@WORKSPACE
@click.option("--seal", is_flag=True, help="封存为评分结果 / seal a run with its receipt")
@click.option("--carrier", "carriers", multiple=True, help="只列这些载体，有核减的列出核减前后 / only these, with their strikes")
@KIND
@speaking
def score(workspace: Path, seal: bool, carriers: tuple[str, ...], kind: str, lang: str, as_json: bool, actor: str) -> None:
    """计算得分和等级，逐个类型 / work out points and grades, kind by kind."""
    from scoring.services.kinds import only_of, score_kinds, seal_kinds, whose
    from scoring.services.striking import effect

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, kind, read_only=not seal) as kinds:
        asked = [whose(kinds, wanted) for wanted in carriers]
        done = seal_kinds(kinds, actor=actor, now=now()) if seal else score_kinds(kinds)
        if asked:
            done = only_of(done, asked)
        effects = {(opened.round.id, carrier.no): effect(opened, carrier) for opened, carrier in asked}
        for one in done:
            head(session, one.opened, kinds)
            _print_scored(session, one, effects)
        session.show("score", _scored_document(done, effects, lang))


def _print_scored(session: Session, one: KindScored, effects: Effects) -> None:
    """One kind's ranking."""
    if not one.scored:
        session.say("nothing_to_score", round=one.opened.round.title)
    else:
        _tell_rubric(session, one.opened)
    for each in sorted(one.scored, key=lambda each: each.score.total, reverse=True):
        grade, mark = _grade_words(each, session.language), _mark(each.provisional, session.language)
        session.say("scored", name=each.carrier.name, total=each.score.total, grade=grade, mark=mark)
        if came := effects.get((one.opened.round.id, each.carrier.no)):
            cli_returns.print_effect(session, came)
    if one.run:
        session.say("sealed", run=one.run.id, receipt=one.run.receipt_hash)


def _scored_document(done: Sequence[KindScored], effects: Effects, language: str) -> dict[str, object]:
    """Everybody's results with their kind; run and rubric of each kind, at the top as well where there is one kind only."""
    kinds = [_kind_document(one, language) for one in done]
    only = kinds[0] if len(kinds) == 1 else dict.fromkeys(kinds[0])
    results = [found for one in done for found in _results(one, effects, language)]
    return {**{key: only[key] for key in ("run", "receipt", "scored_by")}, "kinds": kinds, "results": results}


def _results(one: KindScored, effects: Effects, language: str) -> Iterator[dict[str, object]]:
    from scoring.services.scoring import results_document

    for scored, found in zip(one.scored, results_document(one.scored), strict=True):
        key = (one.opened.round.id, scored.carrier.no)
        strikes = {"strikes": cli_returns.strikes_document(effects[key])} if key in effects else {}
        yield found | {"kind": one.opened.kind(language)} | strikes


def _kind_document(one: KindScored, language: str) -> dict[str, object]:
    from scoring.services.scoring import scored_by

    return {
        "kind": one.opened.kind(language),
        "run": one.run.id if one.run else None,
        "receipt": one.run.receipt_hash if one.run else None,
        "scored_by": scored_by(one.opened, language),
    }


def _mark(provisional: bool, language: str) -> str:
    return say("cli.provisional", {}, language) if provisional else ""


def _grade_words(scored: Scored, language: str) -> str:
    """The grade, or why there is none."""
    if scored.grade is not None:
        return scored.grade.level.name[language]
    if not scored.score.scored and not scored.watched:
        return say("cli.not_scored", {}, language)
    return cli_returns.no_grade_words(language, watched=scored.watched)


@verbs.command()
@WORKSPACE
@click.argument("carrier")
@click.argument("indicator", required=False)
@KIND
@speaking
def explain(workspace: Path, carrier: str, indicator: str | None, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """解释一个载体的得分，直到每家企业的单元格 / explain a score down to each firm's cell."""
    from scoring.services.explaining import explain_carrier

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind, read_only=True) as (opened, asked):
        told = explain_carrier(opened, asked, indicator, lang)
        _tell_rubric(session, opened)
    grade = told.grade or cli_returns.no_grade_words(lang, watched=told.watched)
    facts = {"total": told.total, "grade": grade, "mark": _mark(told.provisional, lang)}
    session.say("explained" if told.total else "explained_unscored", name=told.carrier, **facts)
    session.say("from_workbook", document=told.document, sha256=told.file)
    if told.strikes and indicator is None:
        cli_returns.print_effect(session, told.strikes)
    for step in told.grading if indicator is None else ():
        for words in step.words.splitlines():
            session.say("line", name=step.label, text=words)
    for one in told.indicators:
        _print_indicator(session, one)
    session.show("explain", told.document_of())


def _print_indicator(session: Session, one: IndicatorExplanation) -> None:
    from scoring.engine.wording import signed

    points, maximum = (signed(text, one.role) for text in (one.points or "—", one.maximum))
    session.say("indicator", code=one.code, title=one.title, points=points, maximum=maximum)
    quotient = say("cli.quotient", {"upper": one.upper, "lower": one.lower, "value": one.value}, session.language)
    figures = quotient if one.operands and one.lower else ""  # elsewhere the measure's own sentence has them
    for name, text in (("measure", one.measure), ("figures", figures), ("rule", one.rule), ("basis", one.basis)):
        if text:
            session.say("line", name=Said(f"cli.{name}"), text=text)
    for note in one.notes:
        session.say("line", name=Said("cli.note"), text=note)
    if one.next_step:
        session.say("line", name=Said("cli.next"), text=one.next_step)
    _print_firms(session, one)
    for operand in one.operands:
        session.say("line", name=operand.label, text=operand.words)
        _print_firms(session, operand)


def _print_firms(session: Session, one: IndicatorExplanation | CitedMeasure) -> None:
    """The firms behind a measure, by what they did."""
    from scoring.services.explaining import by_part

    for part, firms in by_part(one.firms):
        session.say(f"part.{part.value}", count=len(firms), noun=one.noun)
        for firm in firms:
            facts = {"number": firm.number, "name": firm.name, "sheet": firm.at.sheet, "at": firm.at.address}
            session.say("firm", values=_values(firm, session.language), **facts)


def _values(firm: CitedFirm, language: str) -> str:
    shown = []
    for value in firm.values:
        settled = "cli.value_district" if value.reason else "cli.value_by_default"
        code = "cli.value_amended" if value.declared else "cli.value" if value.place else settled
        facts = {
            "label": value.label,
            "shown": value.shown,
            "declared": value.declared,
            "reason": value.reason,
            "by": value.by,
            "at": value.place.address if value.place else "",
        }
        shown.append(say(code, facts, language))
    return ("；" if language == "zh" else "; ").join(shown)


@verbs.command(context_settings={"ignore_unknown_options": True})  # -500 is a value
@WORKSPACE
@click.argument("carrier")
@click.argument("table")
@click.argument("row", type=int)
@click.argument("field")
@click.argument("value")
@click.option("--reason", required=True, help="更正理由 / why")
@KIND
@speaking
def amend(
    workspace: Path,
    carrier: str,
    table: str,
    row: int,
    field: str,
    value: str,
    reason: str,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """更正一个单元格（核定值），原申报值保留 / amend a cell; the declared value stays beside it.

    TABLE 和 FIELD 写名称或代码（在孵企业 本年度营业收入，tenants revenue）；ROW 是企业的序号，explain 列出；VALUE 照单元格的
    写法，空文字 "" 表示未知。TABLE and FIELD by label or key; ROW is the firm's number as explain lists it; VALUE as in a cell,
    "" for unknown.
    """
    from scoring.definitions.showing import show_datum
    from scoring.services.amending import Typed, amend_typed

    session = Session(lang, actor, as_json)
    with opened_for(workspace, carrier, kind) as (opened, whose):
        written = amend_typed(opened, whose, [Typed(table, row, field, value, reason)], actor=actor, now=now())
    form = opened.form.form
    for one in written:
        asked = form.table(one.table).field(one.field)
        facts = {"carrier": whose.name, "table": form.table(one.table).label[lang], "row": one.row, "field": asked.label[lang]}
        old, new = (show_datum(form, asked, datum, lang) for datum in (one.old, one.new))
        session.say("amended", old=old, new=new, **facts)
    if not written:
        session.say("unchanged", carrier=whose.name, table=table, row=row, field=field)
    session.show("amend", {"amendments": [one.id for one in written]})


@verbs.command()
@WORKSPACE
@click.option("--to", "folder", type=click.Path(path_type=Path), help="写到哪个文件夹，默认工作区旁的 reports / folder")
@click.option("--carrier", "carriers", multiple=True, help="只印这些载体 / only these carriers")
@click.option(
    "--version",
    type=click.Choice(["feedback", "internal", "both"]),
    default="feedback",
    show_default=True,
    help="反馈版给载体，内部版列有其他载体 / for the carrier, or naming its peers",
)
@click.option(
    "--name",
    "pattern",
    default="",
    help="文件名规则，如 {名次}_{载体}_{版本} / pattern of file names, as {rank}_{carrier}_{version}",
)
@KIND
@speaking
def report(
    workspace: Path,
    folder: Path | None,
    carriers: tuple[str, ...],
    version: str,
    pattern: str,
    kind: str,
    lang: str,
    as_json: bool,
    actor: str,
) -> None:
    """印制考评报告（按最近一次封存的评分结果）/ print grade reports of the latest sealed run."""
    from scoring.services.kinds import latest_runs, whose
    from scoring.services.reporting import keep_apart, orders, print_reports, versions
    from scoring.services.scoring import stale

    session = Session(lang, actor, as_json)
    papers: list[dict[str, str]] = []
    with opened_kinds(workspace, kind) as kinds:
        sealed = latest_runs(kinds)
        asked = [(opened.round.id, carrier.uscc) for opened, carrier in (whose(kinds, wanted) for wanted in carriers)]
        sealed = tuple(one for one in sealed if not asked or one[0].round.id in {made for made, _ in asked})
        chosen = [uscc for _, uscc in asked]
        keep_apart(
            [
                order
                for opened, run in sealed
                for order in orders(opened, run, only=chosen, versions=versions(version), language=lang, pattern=pattern)
            ]
        )
        for opened, run in sealed:
            head(session, opened, kinds)
            if stale(opened, run):
                session.say("stale")
            only = [uscc for made, uscc in asked if made == opened.round.id]
            to = folder or workspace.parent / "reports"
            printed = print_reports(
                opened,
                run,
                to,
                only=only,
                versions=versions(version),
                language=lang,
                pattern=pattern,
                actor=actor,
                now=now(),
                progress=session.progress,
            )
            for one in printed:
                session.say("printed", name=one.path.name, sha256=one.paper.hash)
            of = {"kind": opened.kind(lang), "run": run.id}
            papers += [{"file": str(one.path), "version": one.paper.version, "sha256": one.paper.hash, **of} for one in printed]
    session.show("report", {"run": sealed[0][1].id if len(sealed) == 1 else None, "papers": papers})


@verbs.command()
@WORKSPACE
@KIND
@speaking
def replay(workspace: Path, kind: str, lang: str, as_json: bool, actor: str) -> None:
    """重算每次封存的评分结果，核对数字和已印报告 / work every sealed run out again."""
    from scoring.services.kinds import replay_kinds

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace, kind, read_only=True) as kinds:
        replayed = replay_kinds(kinds, session.progress)
        for _, one in replayed:
            _print_replayed(session, one)
    runs = [
        {
            "kind": opened.kind(lang),
            "run": one.run.id,
            "figures": one.figures,
            "same_engine": one.same_engine,
            "papers": [{"sha256": paper.hash, "equal": equal} for paper, equal in one.papers],
        }
        for opened, one in replayed
    ]
    session.show("replay", {"runs": runs})
    if not all(one.equal for _, one in replayed):
        raise SystemExit(FINDINGS)


def _print_replayed(session: Session, one: Replayed) -> None:
    figures = Said("cli.figures_same" if one.figures else "cli.figures_differ")
    same = sum(equal for _, equal in one.papers)
    session.say("replayed" if one.equal else "replay_differs", run=one.run.id, figures=figures, same=same, papers=len(one.papers))
    if not one.same_engine:
        session.say("other_engine")


@verbs.command()
@WORKSPACE
@click.option("--against", type=click.Path(path_type=Path), help="另一台电脑上的同一工作区，比对日志 / another copy")
@speaking
def doctor(workspace: Path, against: Path | None, lang: str, as_json: bool, actor: str) -> None:
    """检查工作区：日志链、散列、完整性、有效数据与原始数据一致 / prove that a workspace is sound."""
    from scoring.services.doctoring import compare_workspaces, examine_workspace

    session = Session(lang, actor, as_json)
    found = examine_workspace(workspace)
    counts: dict[str, int] | None = None
    if against is not None:
        compared = compare_workspaces(workspace, against)
        counts = {"shared": compared.shared, "ours": compared.ours, "theirs": compared.theirs}
        session.say("compared", **counts)
        found = (*found, *compared.findings)
    for finding in found:
        session.tell(finding)
    session.say("sick" if found else "sound", name=workspace.name, count=len(found))
    told = [to_document(one) | {"sentence": sentence(one, lang)} for one in found]
    session.show("doctor", {"sound": not found, "findings": told, "entries": counts})
    if found:
        raise SystemExit(FINDINGS)


@verbs.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--worked", is_flag=True, help="只走示例细则的三家算例 / only the three worked carriers")
@speaking
def demo(folder: Path, worked: bool, lang: str, as_json: bool, actor: str) -> None:
    """示例：一个区36家载体，从空白表到考评报告走一遍 / a sample district from blank forms to printed reports."""
    from scoring.services.demo import build_demo

    actor = invented_unless_named(actor)
    session = Session(lang, actor, as_json)
    made = build_demo(folder, actor=actor, clock=now, language=lang, worked_only=worked, progress=session.progress)
    session.progress.clear()
    for one in made.imported:
        _print_imported(session, one)
    for each in made.kinds:
        head(session, each.opened, [one.opened for one in made.kinds])
        _print_demo_kind(session, each)
    for paper in made.printed:
        session.say("printed", name=paper.path.name, sha256=paper.paper.hash)
    for each in made.kinds:
        _print_replayed(session, each.replayed)
    session.say("demo_done", folder=folder.name, workspace=made.workspace.name)
    session.show("demo", _demo_document(made, lang))
    if not all(each.replayed.equal for each in made.kinds):
        raise SystemExit(FINDINGS)


def _print_demo_kind(session: Session, made: DemoKind) -> None:
    _tell_rubric(session, made.opened)
    for scored in made.scored:
        grade, mark = _grade_words(scored, session.language), _mark(scored.provisional, session.language)
        session.say("demo_scored", name=scored.carrier.name, total=scored.score.total, grade=grade, mark=mark)
        for branch, row in _points_by_branch(made.opened.rubric.rubric, scored.score):
            session.say("demo_branch", branch=branch, row=row)


def _demo_document(made: Demo, language: str) -> dict[str, object]:
    from scoring.services.scoring import scored_by

    kinds = [
        {
            "kind": one.opened.kind(language),
            "run": one.run.id,
            "scored_by": scored_by(one.opened, language),
            "replayed": one.replayed.equal,
        }
        for one in made.kinds
    ]
    reports = [str(paper.path) for paper in made.printed]
    only = kinds[0] if len(kinds) == 1 else dict.fromkeys(kinds[0])
    head = {"workspace": str(made.workspace), "run": only["run"], "scored_by": only["scored_by"], "kinds": kinds}
    return {**head, "reports": reports, "replayed": all(one.replayed.equal for one in made.kinds)}


def _points_by_branch(rubric: Rubric, score: CarrierScore) -> Iterator[tuple[str, str]]:
    """A1 17.17, and A1-1 4.30  A1-2 4.00 …: each branch that has indicators of its own, a deduction with its minus."""
    from scoring.engine.wording import signed

    def said(points: Decimal | None, role: Role) -> str:
        return "—" if points is None else signed(str(points), role)

    for branch in rubric.branches:
        role = rubric.branch_role(branch)
        own = [one.code for one in rubric.indicators if one.parent == branch.code]
        if own:
            row = "  ".join(f"{code} {said(score.indicator(code).points, role)}" for code in own)
            yield f"{branch.code} {said(score.branches[branch.code], role)}", row


for verb in (
    check,
    rubric,
    conditions,
    policy,
    days,
    support,
    earlier,
    border,
    document,
    draft,
    mark,
    workbook,
    kind,
    rounds,
    journal,
    enter,
    decisions,
    take_back_,
    resolve,
    override,
    lock,
    unlock,
    inquiry,
    feedback,
    objection,
    rectify,
    holidays,
    window,
    announced,
    key,
    certificate,
    verify,
    why,
    robust,
    *cli_roster.VERBS,
    *cli_returns.VERBS,
    *cli_reviews.VERBS,
):
    verbs.add_command(verb)


def main(arguments: list[str] | None = None) -> int:
    """The console script."""
    return run(verbs, sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())

"""The verbs about support policies (扶持政策): ``fuping policy``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_session import WORKSPACE, Session, now, opened_kinds, speaking

if TYPE_CHECKING:
    from scoring.services.showing_policies import ShownPolicy

FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def policy() -> None:
    """扶持政策：查看、采用 / support policies: show, adopt."""


@policy.command("show")
@FILE
@speaking
def show_(file: Path, lang: str, as_json: bool, actor: str) -> None:
    """逐条列出扶持政策（TOML 文件，或工作区已采用的）/ policies clause by clause, of a file or of a workspace."""
    from scoring.services.policies import policies_at
    from scoring.services.showing_policies import ShownPolicy

    session = Session(lang, actor, as_json)
    shown = [ShownPolicy(one, lang) for one in policies_at(file)]
    if not shown:
        session.say("no_policies", name=file.name)
    for one in shown:
        _print_policy(session, one)
    session.show("policy-show", {"policies": [one.document() for one in shown]})


def _print_policy(session: Session, one: ShownPolicy) -> None:
    language = session.language
    session.say("policy_title", **one.title)
    for name, text in one.head():
        session.say("line", name=name, text=text)
    for clause, lines in one.clauses():
        said = clause.clause
        session.say("policy_clause", key=said.key, label=said.label[language], basis=said.basis[language])
        for name, text in lines:
            session.say("line", name=name, text=text)
    figures = list(one.figures())
    if figures:
        session.say("policy_figures")
    for figure, words in figures:
        session.say("policy_figure", key=figure.key, words=words, basis=figure.basis[language])


@policy.command("adopt")
@WORKSPACE
@FILE
@speaking
def adopt_(workspace: Path, file: Path, lang: str, as_json: bool, actor: str) -> None:
    """采用一份扶持政策；可以同时采用几份 / adopt a policy; several may stand side by side."""
    from scoring.services.policies import adopt_policy, kind_for_policy
    from scoring.services.settling import later_policies

    session = Session(lang, actor, as_json)
    with opened_kinds(workspace) as kinds:
        opened = kind_for_policy(kinds, file)
        adopted, count = adopt_policy(opened, file, actor=actor, now=now())
        later = later_policies(opened)
    document = adopted.compiled.document
    facts = {"title": document.title[lang], "status": document.status[lang], "version": document.version}
    session.say("policy_adopted", count=count, **facts)
    if later is not None:
        session.say("line_of", text=later.said())
    session.show("policy-adopt", {"key": document.key, "version": document.version, "sha256": adopted.hash, "policies": count})

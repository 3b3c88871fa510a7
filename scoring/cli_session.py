"""How a call of the terminal speaks: language, JSON, progress, and the options every verb has."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scoring.errors import Refusal
from scoring.findings import Finding
from scoring.messages import LANGUAGES, place_words, say, sentence

if TYPE_CHECKING:
    from scoring.services.kinds import Whose
    from scoring.services.rounds import OpenRound


@dataclass(frozen=True, slots=True)
class Session:
    """How this call speaks and who makes it."""

    language: str
    actor: str
    as_json: bool

    def say(self, code: str, /, **facts: object) -> None:
        """A line for people, out at once; silent under --json."""
        if not self.as_json:
            click.echo(say(f"cli.{code}", facts, self.language))

    def show(self, schema: str, document: Mapping[str, object]) -> None:
        """The answer for programs, under --json only."""
        if self.as_json:
            answer(schema, document)

    def tell(self, finding: Finding, *, document: str = "") -> None:
        """A finding as a line: level, places, sentence. The ``document`` it is all about need not be named at each place."""
        near = tuple(replace(place, document="") if place.document == document else place for place in finding.places)
        places = place_words(tuple(place for place in near if str(place)), self.language)
        facts = {"level": say(f"levels.{finding.level.value}", {}, self.language), "sentence": sentence(finding, self.language)}
        self.say("finding" if places else "finding_nowhere", places=places, **facts)

    @property
    def progress(self) -> Bar:
        return Bar(self.language, shown=not self.as_json and sys.stderr.isatty())


def answer(schema: str, document: Mapping[str, object]) -> None:
    """One JSON document on stdout; its first key names what it is."""
    whole = {"schema": f"fuping/cli-{schema}/1", **document}
    click.echo(json.dumps(whole, ensure_ascii=False, indent=2, default=str))


@dataclass(frozen=True, slots=True)
class Bar:
    """One line on a terminal that is rewritten; nothing anywhere else."""

    language: str
    shown: bool

    def step(self, done: int, total: int, label: str = "") -> None:
        if self.shown:
            text = say("cli.progress", {"done": done, "total": total, "label": label}, self.language) if done < total else ""
            click.echo(f"\r\x1b[2K{text}", nl=False, err=True)

    def clear(self) -> None:
        """Make room for a line of the other stream."""
        self.step(1, 1)


def now() -> datetime:
    return datetime.now(UTC)


def _actor() -> str:
    try:
        return os.environ.get("FUPING_ACTOR") or getpass.getuser()
    except (KeyError, OSError):  # a machine without a name for whoever is at it
        return ""


def invented_unless_named(actor: str) -> str:
    """Who acts in the demo: whom the user names, else its own evaluator and not this machine's login."""
    source = click.get_current_context().get_parameter_source("actor")
    named = source is not click.core.ParameterSource.DEFAULT or "FUPING_ACTOR" in os.environ
    return actor if named else say("services.demo.evaluator", {}, "zh")


def _named(_context: click.Context, _parameter: click.Parameter, actor: str) -> str:
    if not actor.strip():
        raise Refusal("cli.actor_needed")
    return actor.strip()


def speaking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every verb has."""
    for option in (
        click.option("--lang", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="消息语言 / language"),
        click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果 / answer as JSON"),
        click.option("--actor", default=_actor, callback=_named, help="操作人，默认为登录名 / who acts, the login unless given"),
    ):
        command = option(command)
    return command


WORKSPACE = click.argument("workspace", type=click.Path(path_type=Path))


_YEAR_ASKED = "fuping.year"


def _asked_for(context: click.Context, _parameter: click.Parameter, year: int | None) -> None:
    context.meta[_YEAR_ASKED] = year or 0


def year_asked() -> int:
    """Of the call under way; 0 where none was named."""
    return int(click.get_current_context().meta.get(_YEAR_ASKED, 0))


YEAR = click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    callback=_asked_for,
    expose_value=False,
    help="考评年度，默认为最近的年度 / assessment year, the youngest unless given",
)
"""Heard by the three below: a verb need not hand it on."""


def KIND(command: Callable[..., Any]) -> Callable[..., Any]:  # noqa: N802 - written above a verb as the other options are
    """Which kind of carriers, and of which year."""
    kind = click.option("--kind", default="", metavar="类型", help="只针对这一类型的载体 / only this kind of carriers")
    return kind(YEAR(command))


@contextmanager
def opened_round(workspace: Path, kind: str = "", *, read_only: bool = False) -> Iterator[OpenRound]:
    """The round of the kind, or of the only one; closed again afterwards."""
    from scoring.services.rounds import open_workspace

    opened = open_workspace(workspace, read_only=read_only, kind=kind, year=year_asked())
    with opened.store:
        yield opened


@contextmanager
def opened_kinds(workspace: Path, kind: str = "", *, read_only: bool = False) -> Iterator[tuple[OpenRound, ...]]:
    """Every kind of the year, or the one named; closed again afterwards."""
    from scoring.services.rounds import of_kind, open_all

    opened = open_all(workspace, read_only=read_only, year=year_asked())
    with opened[0].store:
        yield (of_kind(opened, kind),) if kind else opened


@contextmanager
def opened_for(workspace: Path, carrier: str, kind: str = "", *, read_only: bool = False) -> Iterator[Whose]:
    """The round of the kind a carrier is of, and the carrier."""
    from scoring.services.kinds import whose

    with opened_kinds(workspace, kind, read_only=read_only) as kinds:
        yield whose(kinds, carrier)

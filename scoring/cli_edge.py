"""The outermost edge of the terminal: whatever goes wrong becomes one sentence and an exit code, never a traceback.

0 done, 1 findings that stop, 2 refused (the user can do something), 3 a fault of the program, 130 stopped by the user.
"""

from __future__ import annotations

import difflib
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from scoring.cli_session import answer
from scoring.errors import Cancelled, Refusal, Said
from scoring.messages import LANGUAGES, catalogue, tell

DONE, FINDINGS, REFUSED, FAULT, STOPPED = 0, 1, 2, 3, 130


class Verbs(click.Group):
    """A group that answers a mistyped verb with the nearest one."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], known, n=1, cutoff=0.6)
            raise Refusal("cli.usage.verb_near" if near else "cli.usage.verb", wanted=args[0], known=near or known)
        return super().resolve_command(ctx, args)


def run(verbs: click.Command, arguments: list[str]) -> int:
    """Do what the arguments say. Everything that is raised ends here."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Chinese Windows console would choke on rare name characters
    language, as_json = _language(arguments), "--json" in arguments
    try:
        verbs.main(args=arguments, prog_name="fuping", standalone_mode=False)
    except Refusal as refusal:
        return _refused(refusal.said, language, as_json=as_json)
    except (Cancelled, click.Abort):
        click.echo(tell(Said("cli.stopped"), language), err=True)
        return STOPPED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return REFUSED
    except click.ClickException as error:
        return _refused(_mistake(error), language, as_json=as_json)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINDINGS
    except Exception as error:  # the outermost edge: a fault is told, its details go to a file
        if os.environ.get("FUPING_DEBUG"):
            raise
        return _fault(error, arguments, language, as_json=as_json)
    return DONE


def _language(arguments: list[str]) -> str:
    """As asked for, read before anything is parsed: a mistake in the arguments is told in this language too."""
    for given, after in zip(arguments, [*arguments[1:], ""], strict=False):
        wanted = after if given == "--lang" else given.removeprefix("--lang=")
        if given.startswith("--lang") and wanted in LANGUAGES:
            return wanted
    return LANGUAGES[0]


def _refused(said: Said, language: str, *, as_json: bool) -> int:
    """The sentence for people, with the command that helps where there is one; under --json the same as a document."""
    helps = catalogue(language).get(f"on_terminal.{said.code}", "")
    sentence = f"{tell(said, language)}{_apart(language) if helps else ''}{helps}"
    click.echo(sentence, err=True)
    if as_json:
        answer("refusal", {"code": said.code, "sentence": sentence})
    return REFUSED


def _apart(language: str) -> str:
    return "　" if language == "zh" else "  "


def _mistake(error: click.ClickException) -> Said:
    """A mistake in the arguments, as a sentence of ours."""
    context = getattr(error, "ctx", None)
    verb = context.command_path if context is not None else "fuping"
    match error:
        case click.NoSuchOption():
            return Said("cli.usage.option", {"option": error.option_name, "verb": verb})
        case click.MissingParameter():
            return Said("cli.usage.missing", {"what": _called(error.param), "verb": verb})
        case click.BadParameter():
            return Said("cli.usage.value", {"what": _called(error.param), "due": _due(error.param), "verb": verb})
        case click.BadOptionUsage():
            return Said("cli.usage.value", {"what": error.option_name, "due": Said("cli.usage.due_value"), "verb": verb})
        case _:
            usage = " ".join(context.get_usage().split()).removeprefix("Usage: ") if context is not None else verb
            return Said("cli.usage.other", {"usage": usage, "verb": verb})


def _called(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(click.Context(click.Command("")))


def _due(parameter: click.Parameter | None) -> Said:
    match parameter.type if parameter is not None else None:
        case click.Choice() as kind:
            return Said("cli.usage.due_choice", {"choices": tuple(map(str, kind.choices))})
        case click.IntRange() as kind:
            return Said("cli.usage.due_range", {"least": kind.min, "most": kind.max})
        case _:
            return Said("cli.usage.due_value")


def _fault(error: BaseException, arguments: list[str], language: str, *, as_json: bool) -> int:
    """Said shortly; where in our sources it happened goes to a file, without a value, a name or an argument of the user's."""
    try:
        file = _written(error, arguments)
        said = Said("cli.fault", {"file": file})
    except OSError:
        said = Said("cli.fault_unwritten", {"kind": type(error).__name__})
    click.echo(tell(said, language), err=True)
    if as_json:
        answer("fault", {"code": said.code, "sentence": tell(said, language)})
    return FAULT


def _written(error: BaseException, arguments: list[str]) -> Path:
    verb = arguments[0] if arguments and arguments[0].isascii() and arguments[0].isalpha() else ""
    handle, name = tempfile.mkstemp(prefix="fuping-fault-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(_report(error, verb)) + "\n")
    return Path(name)


def _report(error: BaseException, verb: str) -> Iterator[str]:
    """Kinds of errors and lines of sources. Messages stay out: they may quote what a carrier declared."""
    yield f"fuping {_version()} {verb}"
    yield f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    cause: BaseException | None = error
    while cause is not None:
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        cause = cause.__cause__ or cause.__context__


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("fuping")
    except PackageNotFoundError:
        return "?"

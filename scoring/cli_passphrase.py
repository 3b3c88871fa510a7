"""The passphrase of the signing key on a terminal: asked without echo, or from a file or the environment; never an argument."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from scoring.errors import Refusal
from scoring.messages import say

VARIABLE = "FUPING_PASSPHRASE"
MOST_BYTES = 4096

PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help=f"口令所在的文件（首行）；也可放在环境变量 {VARIABLE} / a file whose first line is the passphrase",
)


def passphrase(file: Path | None, language: str, *, twice: bool = False) -> str:
    """As typed. ``twice`` where it is a new one. Raises Refusal where there is nobody to ask."""
    if file is not None:
        return _first_line(file)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise Refusal("keys.passphrase_needed", variable=VARIABLE)
    asked = str(click.prompt(say("keys.ask", {}, language), hide_input=True, err=True))
    if twice and click.prompt(say("keys.ask_again", {}, language), hide_input=True, err=True) != asked:
        raise Refusal("keys.not_the_same")
    return asked


def _first_line(file: Path) -> str:
    try:
        text = file.read_bytes()[:MOST_BYTES].decode("utf-8-sig")
    except OSError as error:
        raise Refusal("keys.cannot_read", name=file.name, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise Refusal("keys.cannot_read", name=file.name, reason="UTF-8") from error
    return text.split("\n", 1)[0].rstrip("\r")

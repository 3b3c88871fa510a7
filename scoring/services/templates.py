"""Write the blank workbook of a round's form."""

from __future__ import annotations

from pathlib import Path

from scoring.errors import Refusal
from scoring.intake.template import write_template
from scoring.services.rounds import OpenRound


def write_blank(opened: OpenRound, path: Path) -> None:
    """Raises Refusal where the file cannot be written, or is there already: it may be a return that somebody filled in."""
    if path.exists():
        raise Refusal("services.file_exists", name=path.resolve().name)
    write_template(opened.form.form, path, form_hash=opened.round.form, round_words=opened.round.title)

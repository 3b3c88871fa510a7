"""Write the blank workbook of a round's form."""

from __future__ import annotations

from pathlib import Path

from scoring.intake.template import write_template
from scoring.services.rounds import OpenRound


def write_blank(opened: OpenRound, path: Path) -> None:
    """Raises Refusal where the file cannot be written."""
    write_template(opened.form.form, path, form_hash=opened.round.form, round_words=opened.round.title)

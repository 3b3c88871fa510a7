"""Write the workbooks of a round's form: a blank one, or one for every carrier with its name and code filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.errors import Cancelled, Refusal
from scoring.intake.template import write_template
from scoring.progress import SILENT, Progress
from scoring.services.folders import made
from scoring.services.reporting import FORBIDDEN
from scoring.services.rounds import OpenRound
from scoring.store.carriers import Carrier


def write_blank(opened: OpenRound, path: Path) -> None:
    """Raises Refusal where the file cannot be written, or is there already: it may be a return that somebody filled in."""
    if path.exists():
        raise Refusal("services.file_exists", name=path.resolve().name)
    write_template(opened.form.form, path, form_hash=opened.round.form, round_words=opened.round.title)


@dataclass(frozen=True, slots=True)
class Issued:
    """``written`` anew; ``kept``, a file of that name was there and was left alone. ``stopped``: on the person's word."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    stopped: bool = False


def write_each(opened: OpenRound, folder: Path, carriers: Sequence[Carrier] | None = None, progress: Progress = SILENT) -> Issued:
    """A workbook for each carrier, everybody's unless named, called after it; what was begun is whole when it is stopped.

    Raises Refusal where the folder cannot be made or a file not be written.
    """
    folder = made(folder)
    asked = opened.participants() if carriers is None else tuple(carriers)
    if not asked:
        raise Refusal("roster.nobody")
    written: list[Path] = []
    kept: list[Path] = []
    for number, (carrier, path) in enumerate(zip(asked, _paths(opened, folder, asked), strict=True)):
        try:
            progress.step(number, len(asked), carrier.name)
        except Cancelled:
            return Issued(tuple(written), tuple(kept), stopped=True)
        if path.exists():
            kept.append(path)
        else:
            _write_for(opened, carrier, path)
            written.append(path)
    progress.step(len(asked), len(asked))
    return Issued(tuple(written), tuple(kept))


def _write_for(opened: OpenRound, carrier: Carrier, path: Path) -> None:
    form = opened.form.form
    known = {form.carrier_name: carrier.name, form.carrier_id: carrier.uscc}
    prefill = {form.record: ({key: value for key, value in known.items() if key},)}
    write_template(form, path, form_hash=opened.round.form, round_words=opened.round.title, prefill=prefill)


def _paths(opened: OpenRound, folder: Path, carriers: Sequence[Carrier]) -> tuple[Path, ...]:
    """Named after the carrier and the year; two of one name by their codes as well."""
    names = [carrier.name.translate(FORBIDDEN) for carrier in carriers]
    borne = Counter(names)
    year = opened.round.assessment_year
    return tuple(
        folder / f"{name if borne[name] == 1 else f'{name}_{carrier.uscc}'}_{year}.xlsx"
        for name, carrier in zip(names, carriers, strict=True)
    )

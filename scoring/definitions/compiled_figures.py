"""Open figures (待定) with what their document does print of them: bounds, or a value that the district may replace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.definitions.compiled_amounts import PRINTED, Values, figure_words, fraction
from scoring.definitions.form_rules import key_may_be
from scoring.definitions.policy import OpenFigure
from scoring.definitions.tree import Number


@dataclass(frozen=True, slots=True)
class CompiledFigure:
    """An open figure with what the document prints of it."""

    figure: OpenFigure
    at_least: Number | None
    at_most: Number | None
    value: Number | None


def compile_figures(figures: Iterable[OpenFigure], values: Values) -> dict[str, CompiledFigure]:
    """By key; a name stands for one thing only, figure or measure."""
    to, figures = values.to, tuple(figures)
    to.once((one.key for one in figures), "figures")
    for clash in (one.key for one in figures if one.key in values.measures):
        to.say("twice", f"figures[{clash}]", seen=clash)
    return {one.key: _figure(one, f"figures[{one.key}]", values) for one in figures}


def _figure(figure: OpenFigure, key: str, values: Values) -> CompiledFigure:
    key_may_be(figure.key, f"{key}.key", values.to)
    read: dict[str, Number | None] = {}
    for name in ("at_least", "at_most", "value"):
        text = getattr(figure, name)
        if text and figure.type not in PRINTED:
            values.to.say("policy.figure_prints_nothing", f"{key}.{name}", kind=figure_words(figure.type))
        elif text:
            read[name] = values.literal(text, figure.type, f"{key}.{name}")
    known = {name: number for name, number in read.items() if number is not None}
    for low, high in (("at_least", "at_most"), ("at_least", "value"), ("value", "at_most")):
        if low in known and high in known and fraction(known[low]) > fraction(known[high]):
            values.to.say("policy.figure_bounds", f"{key}.{high}", first=known[low].text, second=known[high].text)
    return CompiledFigure(figure, known.get("at_least"), known.get("at_most"), known.get("value"))

"""What is said of a node of the rubric, as a leaf: facts with links to fields, measures and other indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.widgets import leaf
from scoring.services.rubric_book import MeasureCard, RubricBook
from scoring.services.rubric_show import Named, ShownBranch, ShownIndicator, ShownRubric

Rows = Iterator[tuple[str, str]]


class Leaves:
    """Made of one book."""

    def __init__(self, book: RubricBook) -> None:
        self._book = book
        self._words = _words()
        self._branches = {one.code: one for one in book.shown.branches}
        self._indicators = {one.code: one for one in book.shown.indicators}

    def of(self, code: str, *, raw: bool) -> tuple[str, ...]:
        """``raw``: with the expressions as the file has them."""
        if code in self._indicators:
            return tuple(self._indicator(self._indicators[code], raw=raw))
        if code in self._branches:
            return tuple(self._branch(self._branches[code]))
        return tuple(self._whole(self._book.shown))

    # --- one indicator

    def _indicator(self, one: ShownIndicator, *, raw: bool) -> Iterator[str]:
        card = self._book.cards[self._book.measures[one.code]]
        yield leaf.heading(f"{one.code} {one.title}")
        yield leaf.lines(self._facts(one))
        yield leaf.heading(self._word("measure"), 3)
        yield leaf.lines(self._measure(card, one.code))
        target = leaf.link("raw:", self._word("hide_raw") if raw else self._word("show_raw"))
        yield f"<p>{target}</p>"
        if raw:
            yield leaf.code("\n".join(f"{name} = {text}" for name, text in card.expressions))

    def _facts(self, one: ShownIndicator) -> Rows:
        above = self._branches.get(one.parent)
        yield self._word("belongs"), leaf.link(f"node:{one.parent}", f"{one.parent} {above.title}") if above else ""
        yield self._word("maximum"), leaf.plain(one.maximum)
        for name, text in (("reading", one.measure), ("rule", one.rule), ("missing", one.missing), ("basis", one.basis)):
            yield self._word(name), leaf.plain(text)

    def _measure(self, card: MeasureCard, code: str) -> Rows:
        yield self._word("name"), leaf.plain(f"{card.label}（{card.key}）")
        sets = {one.key: one.words for one in self._book.shown.sets}
        yield self._word("rows"), "<br>".join(leaf.plain(f"{label}：{sets.get(key, '')}") for key, label in card.sets)
        links = (leaf.link(f"field:{one.table}.{one.key}", one.label) for one in card.fields)
        yield self._word("fields"), "　".join(links)
        parts = (self._book.cards[key] for key, _ in card.measures)
        yield self._word("made_of"), "<br>".join(self._part(one) for one in parts)
        others = [(key, title) for key, title in card.used_by if key != code]
        yield self._word("also_used"), self._nodes(others)

    def _part(self, card: MeasureCard) -> str:
        links = "　".join(leaf.link(f"field:{one.table}.{one.key}", one.label) for one in card.fields)
        return f"{leaf.plain(f'{card.label}：{card.words}')}　{links}"

    def _nodes(self, nodes: Sequence[tuple[str, str]]) -> str:
        return "　".join(leaf.link(f"node:{code}", f"{code} {title}") for code, title in nodes)

    # --- a branch

    def _branch(self, one: ShownBranch) -> Iterator[str]:
        yield leaf.heading(f"{one.code} {one.title}")
        yield leaf.paragraph(one.words)
        below = [(each.code, each.title, each.words) for each in self._book.shown.branches if each.parent == one.code]
        leaves = [(each.code, each.title, each.maximum) for each in self._book.shown.indicators if each.parent == one.code]
        titles = (self._word("code"), self._word("name"), self._word("maximum"))
        rows = [(leaf.link(f"node:{code}", code), leaf.plain(title), leaf.plain(text)) for code, title, text in (*below, *leaves)]
        yield leaf.cells(titles, rows, (15, 60, 25))

    # --- the whole

    def _whole(self, shown: ShownRubric) -> Iterator[str]:
        yield leaf.heading(shown.title)
        yield leaf.paragraph(f"{shown.key} {shown.version}　{shown.status}　{shown.form}", faint=True)
        yield leaf.paragraph(shown.source, faint=True)
        yield from self._section("who", shown.scope)
        yield from self._named("parameters", shown.parameters)
        yield from self._named("sets", shown.sets)
        yield from self._named("measures", shown.others)
        yield from self._section("total", {"total": shown.total})
        yield from self._section("rounding", shown.rounding)
        if shown.levels:
            yield leaf.heading(self._word("grades"), 3)
            yield "".join(leaf.paragraph(words) for words in shown.levels)
            titles = (self._word("rule"), self._word("when"), self._word("basis"))
            rows = [(leaf.plain(one.words), leaf.plain(one.when), leaf.plain(one.basis)) for one in shown.rules]
            rows += [(leaf.plain(words), "", leaf.plain(basis)) for words, basis in shown.quotas]
            rows += [(leaf.plain(one.label), leaf.plain(one.words), leaf.plain(one.basis)) for one in shown.years]
            if rows:
                yield leaf.cells(titles, rows, (34, 36, 30))
            yield from self._section("", shown.grading)

    def _section(self, name: str, sentences: Mapping[str, str]) -> Iterator[str]:
        if sentences:
            if name:
                yield leaf.heading(self._word(name), 3)
            yield "".join(leaf.paragraph(words) for words in sentences.values())

    def _named(self, name: str, named: Sequence[Named]) -> Iterator[str]:
        if named:
            yield leaf.heading(self._word(name), 3)
            yield leaf.lines((one.label, leaf.plain(one.words)) for one in named)

    def _word(self, name: str) -> str:
        return self._words[name]


def _words() -> Mapping[str, str]:
    """Here and not at the top: what is translated must stand where the language is known."""
    return {
        "measure": QCoreApplication.translate("Leaves", "Measure"),
        "show_raw": QCoreApplication.translate("Leaves", "Show the expressions"),
        "hide_raw": QCoreApplication.translate("Leaves", "Hide the expressions"),
        "belongs": QCoreApplication.translate("Leaves", "Belongs to"),
        "maximum": QCoreApplication.translate("Leaves", "Maximum"),
        "reading": QCoreApplication.translate("Leaves", "What is measured"),
        "rule": QCoreApplication.translate("Leaves", "Rule"),
        "missing": QCoreApplication.translate("Leaves", "Without a result"),
        "basis": QCoreApplication.translate("Leaves", "Basis"),
        "name": QCoreApplication.translate("Leaves", "Name"),
        "rows": QCoreApplication.translate("Leaves", "Which rows"),
        "fields": QCoreApplication.translate("Leaves", "Fields of the form"),
        "made_of": QCoreApplication.translate("Leaves", "Worked out of"),
        "also_used": QCoreApplication.translate("Leaves", "Also used by"),
        "code": QCoreApplication.translate("Leaves", "Code"),
        "who": QCoreApplication.translate("Leaves", "Who is scored, who takes part"),
        "parameters": QCoreApplication.translate("Leaves", "Parameters"),
        "sets": QCoreApplication.translate("Leaves", "Sets of rows"),
        "measures": QCoreApplication.translate("Leaves", "Measures in formulas and conditions"),
        "total": QCoreApplication.translate("Leaves", "Total"),
        "rounding": QCoreApplication.translate("Leaves", "Rounding"),
        "grades": QCoreApplication.translate("Leaves", "Grades"),
        "when": QCoreApplication.translate("Leaves", "Condition"),
    }

"""Two versions of a definition side by side, of whatever kind: what was added, taken away or changed, by key and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.draft_desk import Node, outline
from scoring.services.draft_reading import DefinitionBook, read_version
from scoring.services.draft_slots import Slot, SlotKind, node_card
from scoring.services.draft_trying import errors_of
from scoring.services.draft_words import yes_no
from scoring.services.drafts import DefinitionChoice, open_draft
from scoring.services.rounds import OpenRound
from scoring.services.rubric_compare import Changed, Compared, Piece, compare_rubrics, marked, part_words


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """One thing that is not the same. ``section`` says what of the definition, ``aspect`` what of the thing, empty for all of it."""

    section: str
    key: str
    title: str
    aspect: str
    change: Changed
    old: str
    new: str

    @property
    def pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Both texts, the words marked that differ."""
        return marked(self.old, self.new)


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """``old`` and ``new`` say which versions were compared."""

    old: Compared
    new: Compared
    differences: tuple[VersionDifference, ...]
    language: str

    def count(self, change: Changed) -> int:
        return sum(one.change is change for one in self.differences)

    @property
    def summary(self) -> str:
        """How much is not the same."""
        if not self.differences:
            return say("drafts.same", {}, self.language)
        return say("comparison.summary", {one.value: self.count(one) for one in Changed}, self.language)

    def document(self) -> dict[str, object]:
        """The answer of ``fuping draft compare --json``."""
        listed = [asdict(one) | {"change": one.change.value} for one in self.differences]
        return {"old": asdict(self.old), "new": asdict(self.new), "differences": listed}

    def lines(self) -> Iterator[str]:
        """The answer of ``fuping draft compare``."""
        heads = {name: _head(one, self.language) for name, one in (("old", self.old), ("new", self.new))}
        yield say("comparison.heads", heads, self.language)
        yield self.summary
        section = None
        for one in self.differences:
            if one.section != section:
                section = one.section
                yield section
            facts = {"name": "　".join(word for word in (one.title, one.aspect) if word), "old": one.old, "new": one.new}
            yield f"  {say(f'comparison.line.{one.change.value}', facts, self.language)}"


def _head(one: Compared, language: str) -> str:
    return say("comparison.head", {"title": one.title, "version": one.version}, language)


def book_of(opened: OpenRound, wanted: DefinitionChoice | str) -> DefinitionBook:
    """A version, or a draft (by its id) as it stands."""
    return open_draft(opened, wanted) if isinstance(wanted, str) else read_version(opened, wanted.kind, wanted.text)


def compare_versions(
    opened: OpenRound, old: DefinitionChoice | str, new: DefinitionChoice | str, language: str = "zh"
) -> VersionComparison:
    """Piece by piece, by key. Rubrics that read are told in the words of ``rubric compare``. Raises Refusal for two kinds."""
    before, after = book_of(opened, old), book_of(opened, new)
    if before.sort is not after.sort:
        raise Refusal("drafts.not_of_one_kind")
    heads = (_compared(before, language), _compared(after, language))
    match before.linted.compiled, after.linted.compiled:
        case CompiledRubric() as ours, CompiledRubric() as theirs if not _faulty(before) and not _faulty(after):
            found = tuple(
                VersionDifference(
                    part_words(one.part, language), one.key, one.title, one.aspect_label, one.change, one.old, one.new
                )
                for one in compare_rubrics(ours, theirs, language).differences
            )
        case _:
            found = tuple(_differences(_told(before, language), _told(after, language), language))
    return VersionComparison(*heads, found, language)


def _faulty(one: DefinitionBook) -> bool:
    return bool(errors_of(one.linted.findings))


def _compared(one: DefinitionBook, language: str) -> Compared:
    title, status = (_word(one.document.get(name), language) for name in ("title", "status"))
    return Compared(str(one.document.get("key", "")), str(one.document.get("version", "")), title, status)


def _word(words: object, language: str) -> str:
    return str(words.get(language) or words.get("zh", "")) if isinstance(words, Mapping) else ""


# By the slots of every entry -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """What a version says of one entry: aspect → text, in order."""

    section: str
    key: str
    title: str
    aspects: Mapping[str, str]


def _told(one: DefinitionBook, language: str) -> dict[tuple[str, ...], _Told]:
    return dict(_of_node(one, outline(one, language), (), "", language))


def _of_node(
    one: DefinitionBook, node: Node, above: tuple[str, ...], section: str, language: str
) -> Iterator[tuple[tuple[str, ...], _Told]]:
    if not node.sort:
        for child in node.children:
            yield from _of_node(one, child, above, section or node.label, language)
        return
    own = (*above, f"{node.sort} {node.key}") if node.path else ()
    title = " ".join(dict.fromkeys(word for word in (node.key, node.label) if word))
    card = node_card(one, node.path, language)
    aspects = {name: text for slot in card.slots for name, text in _aspects(slot, language)}
    yield own, _Told(section or node.sort_label, node.key, title, aspects)
    for child in node.children:
        yield from _of_node(one, child, own, section, language)


def _aspects(slot: Slot, language: str) -> Iterator[tuple[str, str]]:
    """Every part of a slot by what it is called."""
    if not slot.given:
        return
    if slot.kind in (SlotKind.GROUP, SlotKind.UNION, SlotKind.WORDS):
        if slot.kind is SlotKind.UNION:
            yield slot.label, slot.reading or slot.text
        for inner in slot.inner:
            yield from ((f"{slot.label} › {name}", text) for name, text in _aspects(inner, language))
    elif slot.rows:
        lines = (" ".join(cell.text or "；".join(each.text for each in cell.inner) for cell in row) for row in slot.rows)
        yield slot.label, "；".join(lines) if language == "zh" else "; ".join(lines)
    else:
        yield slot.label, _text(slot, language)


def _text(slot: Slot, language: str) -> str:
    if slot.kind is SlotKind.YES_NO:
        return yes_no(slot.text == slot.options[0].value, language)
    if slot.kind is SlotKind.REFERENCE and slot.reading:
        return f"{slot.reading}（{slot.text}）" if language == "zh" else f"{slot.reading} ({slot.text})"
    return slot.reading or slot.text


def _differences(
    old: Mapping[tuple[str, ...], _Told], new: Mapping[tuple[str, ...], _Told], language: str
) -> Iterator[VersionDifference]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        there = after or before
        assert there is not None
        if before is None or after is None:
            change = Changed.ADDED if before is None else Changed.REMOVED
            whole = ("；" if language == "zh" else "; ").join(
                say("comparison.said", {"name": label, "text": text}, language) for label, text in there.aspects.items() if text
            )
            yield VersionDifference(
                there.section, there.key, there.title, "", change, *(("", whole) if before is None else (whole, ""))
            )
            continue
        for aspect in dict.fromkeys((*before.aspects, *after.aspects)):
            ours, theirs = before.aspects.get(aspect, ""), after.aspects.get(aspect, "")
            if ours != theirs:
                yield VersionDifference(there.section, there.key, there.title, aspect, Changed.CHANGED, ours, theirs)

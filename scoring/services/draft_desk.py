"""The desk of a draft: its outline with what is wrong beneath each entry, what may be added where, and what can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scoring.definitions.form import ChoiceList
from scoring.definitions.locations import Path
from scoring.definitions.shapes import attributes
from scoring.messages import tell
from scoring.services.draft_options import PARENT
from scoring.services.draft_places import ShownFinding, shown_findings
from scoring.services.draft_reading import DefinitionBook
from scoring.services.draft_slots import NodeCard, is_section, node_card
from scoring.services.draft_steps import Adding
from scoring.services.draft_words import entry_label, entry_name, key_label, sort_label
from scoring.services.drafts import DraftHead, draft_head, open_draft, standing_edits, words_of
from scoring.services.rounds import OpenRound
from scoring.store import drafts

TREE = ("branches", "indicators")
"""Two lists of a rubric that are one tree."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entry of a draft, or a list of them (``sort`` empty). Errors and warnings are those of everything beneath as well.

    ``removable``; ``rises`` and ``sinks``: whether it can be moved up or down.
    """

    path: Path
    sort: str
    sort_label: str
    key: str
    label: str
    errors: int = 0
    warnings: int = 0
    children: tuple[Node, ...] = ()
    adds: tuple[Adding, ...] = ()
    removable: bool = False
    rises: bool = False
    sinks: bool = False

    def everything(self) -> Iterator[Node]:
        """The node and all beneath."""
        yield self
        for child in self.children:
            yield from child.everything()


@dataclass(frozen=True, slots=True)
class DraftDesk:
    """Everything a page shows of a draft but the slots of one entry. ``undo`` and ``redo`` are what would be, empty where nothing.

    ``adoptable``: no error stands in the way.
    """

    head: DraftHead
    outline: Node
    findings: tuple[ShownFinding, ...]
    errors: int
    warnings: int
    undo: str
    redo: str
    adoptable: bool


def draft_desk(opened: OpenRound, draft: str, language: str = "zh") -> DraftDesk:
    """The draft as it stands. Raises Refusal where there is none of this id."""
    one = open_draft(opened, draft)
    found = shown_findings(one.document, one.linted.findings, language)
    errors = sum(each.is_error for each in found)
    standing = standing_edits(drafts.edits_of(opened.store, draft))
    return DraftDesk(
        head=draft_head(opened, one.draft, language),
        outline=outline(one, language),
        findings=found,
        errors=errors,
        warnings=len(found) - errors,
        undo=tell(words_of(standing.done[-1]), language) if standing.done else "",
        redo=tell(words_of(standing.undone[-1]), language) if standing.undone else "",
        adoptable=not errors,
    )


def draft_card(opened: OpenRound, draft: str, path: Path, language: str = "zh") -> NodeCard:
    """The slots of one entry. Raises Refusal where it is not there any more."""
    return node_card(open_draft(opened, draft), path, language)


def outline(one: DefinitionBook, language: str = "zh") -> Node:
    """The whole as a tree; the root is the definition itself."""
    found = shown_findings(one.document, one.linted.findings, language)
    return _Outline(one, language).root(found)


class _Outline:
    def __init__(self, one: DefinitionBook, language: str) -> None:
        self._one, self._language = one, language

    def root(self, found: tuple[ShownFinding, ...]) -> Node:
        one = self._one
        bare = Node((), one.kind.__name__, sort_label(one.kind, self._language), str(one.document.get("key", "")), self._title())
        whole = replace(bare, children=tuple(self._sections(one.kind, one.document, ())))
        return _counted(whole, _by_node(whole, found))

    def _title(self) -> str:
        return entry_label(self._one.document, self._language)

    def _sections(self, kind: Any, entry: Mapping[str, Any], path: Path) -> Iterator[Node]:
        for name, attribute in attributes(kind).items():
            if not is_section(attribute.shape) or (not path and name == TREE[1] and TREE[0] in attributes(kind)):
                continue
            label = key_label(kind, name, self._language)
            if not path and name == TREE[0]:
                yield Node((name,), "", "", "", label, children=tuple(self._hanging("")), adds=self._tree_adds(""))
                continue
            inner = attribute.shape.parts[0].type
            listed = entry.get(name) or []
            children = tuple(self._entry(inner, each, (*path, name, at), len(listed)) for at, each in enumerate(listed))
            yield Node((*path, name), "", "", "", label, children=children, adds=(self._adding(inner, (*path, name)),))

    def _adding(self, kind: Any, path: Path, parent: str = "") -> Adding:
        preset = ((PARENT, parent),) if parent else ()
        return Adding(path, kind.__name__, sort_label(kind, self._language), preset)

    def _entry(self, kind: Any, entry: Mapping[str, Any], path: Path, many: int) -> Node:
        at = path[-1]
        assert isinstance(at, int)
        children = tuple(self._sections(kind, entry, path))
        if len(children) == 1 and children[0].sort == "":  # one list alone needs no line of its own
            return replace(
                self._node(kind, entry, path, at > 0, at < many - 1), children=children[0].children, adds=children[0].adds
            )
        return replace(self._node(kind, entry, path, at > 0, at < many - 1), children=children)

    def _node(self, kind: Any, entry: Mapping[str, Any], path: Path, rises: bool, sinks: bool) -> Node:
        at = path[-1]
        assert isinstance(at, int)
        name = entry_name(kind, entry, at)
        label = entry_label(entry, self._language) or self._used_by(kind, name)
        words = sort_label(kind, self._language)
        return Node(path, kind.__name__, words, name, label, removable=True, rises=rises, sinks=sinks)

    def _used_by(self, kind: Any, key: str) -> str:
        """A list of answers has no words of its own: it is called by the fields that are answered from it."""
        if kind is not ChoiceList:
            return ""
        fields = (each for table in self._one.document.get("tables") or () for each in table.get("fields") or ())
        named = (entry_label(each, self._language) for each in fields if each.get("choices") == key)
        return self._join.join(dict.fromkeys(filter(None, named)))

    @property
    def _join(self) -> str:
        return "、" if self._language == "zh" else ", "

    # --- the tree of a rubric

    def _tree_adds(self, parent: str) -> tuple[Adding, ...]:
        kinds = (attributes(self._one.kind)[name].shape.parts[0].type for name in TREE)
        return tuple(
            self._adding(kind, (name,), parent) for name, kind in zip(TREE, kinds, strict=True) if parent or name == TREE[0]
        )

    def _hanging(self, parent: str) -> Iterator[Node]:
        """What hangs on a branch; on none also what hangs on a branch that is not there."""
        codes = {str(each.get("code")) for each in self._one.document.get(TREE[0]) or ()}
        for name in TREE:
            kind = attributes(self._one.kind)[name].shape.parts[0].type
            listed = [
                (at, each)
                for at, each in enumerate(self._one.document.get(name) or ())
                if (each.get(PARENT) or "") == parent or (not parent and (each.get(PARENT) or "") not in codes)
            ]
            for number, (at, each) in enumerate(listed):
                node = self._node(kind, each, (name, at), number > 0, number < len(listed) - 1)
                code = str(each.get("code") or "")
                if name == TREE[0] and code and each.get(PARENT) != code:
                    node = replace(node, children=tuple(self._hanging(code)), adds=self._tree_adds(code))
                yield node


def _by_node(root: Node, found: tuple[ShownFinding, ...]) -> dict[Path, list[ShownFinding]]:
    paths = {node.path for node in root.everything()}
    by: dict[Path, list[ShownFinding]] = {}
    for one in found:
        nearest = next(one.path[:end] for end in range(len(one.path), -1, -1) if one.path[:end] in paths)
        by.setdefault(nearest, []).append(one)
    return by


def _counted(node: Node, by: Mapping[Path, list[ShownFinding]]) -> Node:
    children = tuple(_counted(child, by) for child in node.children)
    own = by.get(node.path, [])
    errors = sum(one.is_error for one in own)
    return replace(
        node,
        children=children,
        errors=errors + sum(child.errors for child in children),
        warnings=len(own) - errors + sum(child.warnings for child in children),
    )

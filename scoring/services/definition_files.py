"""A definition as a TOML file that reads back to the very same text: keys in the order of their type, tables behind what is short."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from scoring.definitions.canonical import canonical
from scoring.definitions.codec import read_toml
from scoring.definitions.shapes import Shape, Sort, attributes, inside, member, shape_of
from scoring.errors import Bug
from scoring.papers.writing import write_whole
from scoring.services.draft_reading import TYPES, plain_of
from scoring.store.definitions import Kind


def toml_of(kind: Kind, document: Mapping[str, Any]) -> str:
    """The file of a document, faulty or not."""
    ordered = _ordered(shape_of(TYPES[kind]), document)
    text = tomli_w.dumps(ordered, multiline_strings=True)
    return text if _says(text, document) else tomli_w.dumps(ordered)


def _says(text: str, document: Mapping[str, Any]) -> bool:
    """Several lines are written as such unless their ends would become others."""
    return canonical(tomllib.loads(text, parse_float=Decimal)) == canonical(document)


def _ordered(shape: Shape | None, value: Any) -> Any:
    here = member(shape, value) if shape is not None else None
    if isinstance(value, Mapping):
        known = list(attributes(here.type)) if here is not None and here.sort is Sort.TABLE else []
        names = [*(name for name in known if name in value), *(name for name in value if name not in known)]
        return {name: _ordered(inside(shape, value, name) if shape is not None else None, value[name]) for name in names}
    if isinstance(value, list):
        return [_ordered(inside(shape, value, at) if shape is not None else None, part) for at, part in enumerate(value)]
    return value


def save_definition(path: Path, kind: Kind, text: str) -> None:
    """An adopted definition as a file, whole or not at all. Raises Refusal where it cannot be written."""
    toml = toml_of(kind, plain_of(kind, text))
    if read_toml(toml, TYPES[kind], path.name)[1] != text:
        raise Bug(f"{path.name} would not say what the definition says")
    write_whole(path, toml.encode())


def save_document(path: Path, kind: Kind, document: Mapping[str, Any]) -> None:
    """A draft as a file, whatever is still wrong in it. Raises Refusal where it cannot be written."""
    write_whole(path, toml_of(kind, document).encode())

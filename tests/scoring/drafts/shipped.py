"""The definitions of the house as drafts see them: plain documents with their forms."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from scoring.definitions.canonical import canonical
from scoring.definitions.referring import Book
from scoring.services.definitions import lint_document
from scoring.services.draft_reading import TYPES, DefinitionBook, FormText, plain_of, shipped_forms
from scoring.services.drafts import FOLDERS
from scoring.store.definitions import Kind

RESOURCES = Path(__file__).parents[3] / "resources"
FILES = [(kind, path) for kind, folder in FOLDERS.items() for path in sorted((RESOURCES / folder).glob("*.toml"))]
NAMES = [path.stem for _, path in FILES]


@cache
def _text(path: Path) -> str:
    return canonical(tomllib.loads(path.read_text("utf-8"), parse_float=Decimal))


def document(kind: Kind, path: Path) -> dict[str, Any]:
    """As a draft begun from it."""
    return plain_of(kind, _text(path))


def text(path: Path) -> str:
    return _text(path)


def form_of(plain: dict[str, Any]) -> FormText | None:
    return next((one for one in shipped_forms() if one.form.key == plain.get("form")), None)


def book(kind: Kind, plain: dict[str, Any]) -> DefinitionBook:
    """With everything lint says of it."""
    form = form_of(plain)
    linted = lint_document(plain, TYPES[kind], "", lambda _: form.form if form else None)
    return DefinitionBook(kind, plain, form, linted, Book.of(TYPES[kind], plain, form.plain if form else None))


def rubric() -> dict[str, Any]:
    return document(Kind.RUBRIC, RESOURCES / "rubrics" / "quality_mix.toml")


def form() -> dict[str, Any]:
    return document(Kind.FORM, RESOURCES / "forms" / "incubator_annual.toml")


def at(entries: list[dict[str, Any]], key: str, name: str = "key") -> int:
    """The position of an entry."""
    return [one.get(name) for one in entries].index(key)


def same(one: object, other: object) -> bool:
    """Equal to the last digit as it would be stored."""
    return canonical(one) == canonical(other) and json.dumps(canonical(one)) == json.dumps(canonical(other))

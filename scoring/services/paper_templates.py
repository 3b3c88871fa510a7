"""Templates of official papers (文稿): the one in the folder beside the workspace, else the example that comes with the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from scoring.definitions.codec import read_table
from scoring.definitions.documents import DocumentFile, DocumentKind, mistakes_in
from scoring.definitions.form import Words
from scoring.errors import Refusal, Said
from scoring.papers.writing import write_whole
from scoring.services.definitions import text_of

FILES: Mapping[DocumentKind, str] = {
    DocumentKind.PUBLIC_LIST: "public_list.toml",
    DocumentKind.NOTICE: "notice.toml",
    DocumentKind.LETTER: "letter.toml",
    DocumentKind.RECTIFICATION: "rectification.toml",
}
ROUND_FACTS = frozenset(
    {
        *("year", "data_year", "period", "cutoff", "district", "carriers_kind", "rubric", "participants", "assessed"),
        *("grade_counts", "absent", "last_day", "decided", "sealed_on", "receipt"),
        *("resolved_by", "resolved_on", "minutes"),
    }
)
CARRIER_FACTS = frozenset({"carrier", "uscc", "grade", "no_grade", "computed", "points", "maximum", "rank", "of"})
"""What the program fills in by itself, from the sealed result; the rest are words of the district's."""


@dataclass(frozen=True, slots=True)
class Template:
    """``own``: the district's file, and not the example."""

    document: DocumentFile
    name: str
    own: bool


def facts_of(kind: DocumentKind) -> frozenset[str]:
    """The names a template of this kind may use without asking for them."""
    return ROUND_FACTS | CARRIER_FACTS if kind.to_one else ROUND_FACTS


def folder_of(workspace: Path) -> Path:
    """Where a district's own templates lie: beside the workspace."""
    return workspace.with_name(f"{workspace.stem}.documents")


def template(workspace: Path, kind: DocumentKind, file: Path | None = None) -> Template:
    """The file named, else the one beside the workspace, else ours. Raises Refusal for one with mistakes."""
    beside = folder_of(workspace) / FILES[kind]
    path = file if file is not None else beside if beside.is_file() else None
    if path is None:
        return Template(read_template(shipped_text(kind), FILES[kind], kind), FILES[kind], own=False)
    return Template(read_template(text_of(path), path.name, kind), path.name, own=True)


def shipped_text(kind: DocumentKind) -> str:
    return files("resources").joinpath("documents", FILES[kind]).read_text("utf-8")


@cache
def known_labels() -> Mapping[str, Words]:
    """Key → label of every word our own templates ask for: how the journal calls them."""
    shipped = (read_template(shipped_text(kind), name, kind) for kind, name in FILES.items())
    return {word.key: word.label for document in shipped for word in document.words}


def read_template(text: str, name: str, kind: DocumentKind) -> DocumentFile:
    """Raises Refusal with the first mistake and how many there are."""
    document, findings = read_table(text, DocumentFile, name)
    if document is None:
        located = tuple((*map(str, one.places), Said(one.code, one.facts)) for one in findings)
        raise Refusal("documents.template_has_mistakes", name=name, count=len(located), first=located[0])
    if mistakes := tuple(mistakes_in(document, kind, facts_of(kind))):
        raise Refusal("documents.template_has_mistakes", name=name, count=len(mistakes), first=mistakes[0])
    return document


def save_template(workspace: Path, kind: DocumentKind, path: Path) -> Path:
    """The template in use, to be edited. Raises Refusal where the file cannot be written."""
    beside = folder_of(workspace) / FILES[kind]
    write_whole(path, beside.read_bytes() if beside.is_file() else shipped_text(kind).encode("utf-8"))
    return path

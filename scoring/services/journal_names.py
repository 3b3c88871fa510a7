"""What the hashes, ids and codes in the journal stand for: carriers, returns, firms, fields, definitions, rounds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Form
from scoring.definitions.records import TableRecords
from scoring.messages import say
from scoring.services.names import matches
from scoring.store import carriers, definitions, drafts, returns, rounds, truth
from scoring.store.carriers import Carrier
from scoring.store.connection import Store
from scoring.store.journal_pages import TOKEN
from scoring.store.returns import Address
from scoring.store.rounds import Round

MOST_RETURNS = 16
"""Returns kept read: entries about one stand together."""


class Names:
    """Asked of one store, in one language, for one answer: it does not follow what is written later."""

    def __init__(self, store: Store, language: str) -> None:
        self.store, self.language = store, language
        self._tables: dict[str, tuple[TableRecords, ...]] = {}

    # --- carriers

    @cached_property
    def carriers(self) -> Mapping[str, Carrier]:
        """By 统一社会信用代码 and by id."""
        everyone = carriers.everyone(self.store)
        return {one.uscc: one for one in everyone} | {one.id: one for one in everyone}

    @cached_property
    def returns(self) -> Mapping[str, Address]:
        """By id."""
        return returns.addresses(self.store)

    def carrier(self, token: str) -> Carrier | None:
        """The carrier with this code or id, or whose return it is."""
        address = self.returns.get(token)
        return self.carriers.get(address.uscc if address else token)

    def carrier_words(self, token: str) -> str:
        """Its name; the token itself where nobody has it."""
        found = self.carrier(token)
        return found.name if found else token

    def named(self, payload: str) -> tuple[Carrier, ...]:
        """Every carrier a payload names, each once."""
        found = (self.carrier(token) for token in TOKEN.findall(payload))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def tokens(self, wanted: Iterable[Carrier]) -> frozenset[str]:
        """Everything payloads name these carriers by."""
        known = {one.uscc: one for one in wanted}
        own = {token for one in known.values() for token in (one.uscc, one.id)}
        return frozenset(own | {made for made, address in self.returns.items() if address.uscc in known})

    def called(self, word: str) -> tuple[Carrier, ...]:
        """Carriers with this word in their name, its pinyin or its initials."""
        return tuple(one for one in carriers.everyone(self.store) if matches(word, one.name))

    # --- forms

    def form(self, made: str) -> Form | None:
        """The form of a return."""
        address = self.returns.get(made)
        return definitions.form(self.store, address.form) if address else None

    def firm(self, made: str, table: str, number: int) -> str:
        """What a row of a return is called; its number where it has no name."""
        form = self.form(made)
        named_by = form.table(table).named_by if form else ""
        records = next((one for one in self._read(made) if one.table == table), None)
        value = records.value(number, named_by) if records and named_by in records.fields else None
        return value if isinstance(value, str) else say("logbook.row", {"number": number}, self.language)

    def _read(self, made: str) -> tuple[TableRecords, ...]:
        if made not in self._tables:
            if len(self._tables) >= MOST_RETURNS:
                del self._tables[next(iter(self._tables))]
            self._tables[made] = truth.tables(self.store, Sha256(made))
        return self._tables[made]

    def keys_called(self, word: str) -> tuple[str, ...]:
        """Keys of fields with this word in their label."""
        forms = (form for _, form in definitions.forms(self.store))
        found = (field.key for form in forms for _, field in form.all_fields() if word in field.label[self.language].casefold())
        return tuple(dict.fromkeys(found))

    # --- definitions and rounds

    @cached_property
    def _documents(self) -> Mapping[str, Any]:
        """Hash → the definition as plain data."""
        return {one.hash: json.loads(one.text) for one in definitions.adopted(self.store)}

    def definition(self, made: str) -> str:
        """“在孵企业质量 + 毕业企业结构（示例）”2026 版"""
        document = self._documents.get(made)
        if document is None:
            return made
        return say("logbook.version", {"title": document["title"], "version": document["version"]}, self.language)

    def draft(self, made: str) -> str:
        """The version a draft was begun from; its id where nobody has it."""
        base = self._drafts.get(made)
        return say("logbook.version", {"title": base["title"], "version": base["version"]}, self.language) if base else made

    @cached_property
    def _drafts(self) -> Mapping[str, Any]:
        """Id → the definition it was begun from, as plain data."""
        return {one.id: json.loads(one.text) for one in drafts.all_drafts(self.store)}

    def measure(self, key: str) -> str:
        """The label of a measure of any adopted rubric."""
        words = self._measures.get(key)
        return self._word(words) if words else key

    @cached_property
    def _measures(self) -> Mapping[str, Mapping[str, str]]:
        """Key → label, as the rubric adopted first calls it."""
        documents = reversed(list(self._documents.values()))
        return {one["key"]: one["label"] for document in documents for one in document.get("measures", ())}

    def grade(self, zh: str) -> str:
        """A grade of any adopted rubric by its Chinese word."""
        words = self._grades.get(zh)
        return self._word(words) if words else zh

    @cached_property
    def _grades(self) -> Mapping[str, Mapping[str, str]]:
        documents = reversed(list(self._documents.values()))
        return {one["name"]["zh"]: one["name"] for document in documents for one in document.get("grades", ())}

    def _word(self, words: Mapping[str, str]) -> str:
        return words.get(self.language) or words["zh"]

    @cached_property
    def _rounds(self) -> Mapping[str, Round]:
        return {one.id: one for one in rounds.ever_begun(self.store)}

    def round(self, made: str) -> Round | None:
        return self._rounds.get(made)

    def kind(self, made: str) -> str:
        """What the carriers of a round are called."""
        found = self._rounds.get(made)
        if found is None:
            return made
        return found.kind or self._word(self._documents[found.form]["title"])

"""An entry of the journal as a sentence: who it is about, by their names, and what became of what.

The sentence of a kind is ``logbook.said.<kind>`` of the catalogue. A kind whose sentence asks for nothing but what its payload
holds needs no line here; one without a sentence is told as what this program does not know.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from scoring.definitions.canonical import Sha256
from scoring.definitions.form import Field, FilledBy, Form, Table, TableKind
from scoring.definitions.showing import show_datum
from scoring.engine.sharing import SharingRule
from scoring.engine.sharing_words import rule_words
from scoring.engine.support_words import money_words
from scoring.exchange.fingerprints import key_id
from scoring.findings import said_of
from scoring.messages import catalogue, placeholders, say
from scoring.services.journal_decisions import told
from scoring.services.journal_names import Names
from scoring.services.paper_templates import known_labels
from scoring.services.receipts import receipt_number
from scoring.store import calendar_years, decisions, returns
from scoring.store.datums import datum_of
from scoring.store.signing_keys import Act

KIND, SAID = "logbook.kind.", "logbook.said."
MOST = 3
"""So many parts of one entry are told, then how many more; the payload has all."""

Payload: TypeAlias = Mapping[str, Any]
Told: TypeAlias = tuple[str, Mapping[str, object]]
"""The sentence by the end of its code, and its facts."""


def known_kinds() -> tuple[str, ...]:
    """Every kind of action that has a name: ``return.saved``."""
    return tuple(code.removeprefix(KIND) for code in catalogue("zh") if code.startswith(KIND))


def known_sentences() -> tuple[str, ...]:
    """The ends of the codes of all sentences."""
    return tuple(code.removeprefix(SAID) for code in catalogue("zh") if code.startswith(SAID))


def kind_words(kind: str, language: str) -> str:
    """更正; of a kind nobody knows, its own name."""
    return say(f"{KIND}{kind}", {}, language) if f"{KIND}{kind}" in catalogue(language) else kind


def entry_words(names: Names, kind: str, payload: str | None) -> str:
    """The sentence. ``payload`` is the canonical text, None where it was blanked."""
    language = names.language
    if payload is None:
        return say("logbook.blank", {"kind": kind_words(kind, language)}, language)
    document, teller = json.loads(payload), TELLERS.get(kind)
    end, facts = teller(names, document) if teller else (kind, _plain_facts(names, document))
    template = catalogue(language).get(f"{SAID}{end}")
    if template is None or not placeholders(template) <= facts.keys():
        about = [one.name for one in names.named(payload)[:MOST]] or say("logbook.nobody", {}, language)
        return say("logbook.unknown", {"kind": kind_words(kind, language), "about": about}, language)
    return say(f"{SAID}{end}", facts, language)


def _plain_facts(names: Names, payload: Payload) -> Mapping[str, object]:
    """What the payload holds, with carriers by their names."""
    return {key: value if key == "uscc" else _plain_word(names, value) for key, value in payload.items()}


def _plain_word(names: Names, value: object) -> object:
    if isinstance(value, list):
        return some([str(_plain_word(names, one)) for one in value], names.language)
    return names.carrier_words(value) if isinstance(value, str) else value


def some(parts: Sequence[str], language: str) -> str:
    """The first few, and how many there are where that is not all."""
    text = ("；" if language == "zh" else "; ").join(parts[:MOST])
    return text if len(parts) <= MOST else say("logbook.some", {"parts": text, "count": len(parts)}, language)


# One by one -----------------------------------------------------------------------------------------------------------


def _adopted(names: Names, payload: Payload) -> Told:
    sort = say(f"logbook.definition.{payload['kind']}", {}, names.language)
    return "definition.adopted", {"sort": sort, "title": names.definition(payload["definition"]), "source": payload["source"]}


def _draft_begun(names: Names, payload: Payload) -> Told:
    sort = say(f"logbook.definition.{payload['kind']}", {}, names.language)
    return "draft.begun", {"sort": sort, "title": names.draft(payload["draft"]), "source": payload["source"]}


def _draft_edited(names: Names, payload: Payload) -> Told:
    words, reason = payload["words"], payload["words"].get("reason")
    facts = {"title": names.draft(payload["draft"]), "words": said_of(words)}
    return ("draft.edited_renewed", {**facts, "reason": said_of(reason)}) if reason else ("draft.edited", facts)


def _draft_settled(names: Names, payload: Payload) -> Told:
    definition = names.definition(payload["definition"]) if payload["definition"] else ""
    return f"draft.settled_{payload['state']}", {"title": names.draft(payload["draft"]), "definition": definition}


def _started(names: Names, payload: Payload) -> Told:
    facts = {name: names.definition(payload[name]) for name in ("form", "rubric")}
    kind = names.kind(payload["round"])
    return "round.started", {"title": payload["title"], "kind": kind, "data_year": payload["data_year"], **facts}


def _rubric_changed(names: Names, payload: Payload) -> Told:
    facts = {name: names.definition(payload[name]) for name in ("old", "new")}
    return "round.rubric_changed", {"kind": names.kind(payload["round"]), **facts}


def _form_changed(names: Names, payload: Payload) -> Told:
    facts = {name: names.definition(payload[name]) for name in ("old", "new")}
    return "round.form_changed", {"kind": names.kind(payload["round"]), **facts}


def _abandoned(names: Names, payload: Payload) -> Told:
    return "round.abandoned", {"title": payload["title"], "kind": names.kind(payload["round"])}


def _enrolled(names: Names, payload: Payload) -> Told:
    return "round.enrolled", _list(names, payload)


def _withdrawn(names: Names, payload: Payload) -> Told:
    return "round.withdrawn", _list(names, payload)


def _list(names: Names, payload: Payload) -> Mapping[str, object]:
    known = [names.carrier_words(one) for one in payload["carriers"]]
    return {"kind": names.kind(payload["round"]), "carriers": some(known, names.language)}


def _due(names: Names, payload: Payload) -> Told:
    none = say("logbook.no_day", {}, names.language)
    days = {name: payload[name] or none for name in ("old", "new")}
    return "round.due_changed", {"kind": names.kind(payload["round"]), **days}


def _saved(names: Names, payload: Payload) -> Told:
    facts = {"carrier": names.carrier_words(payload["carrier"]), "document": payload["document"]}
    return ("return.saved_again" if payload["supersedes"] else "return.saved"), facts


def _amended(names: Names, payload: Payload) -> Told:
    rows = payload["amendments"]
    made = rows[0]["return_id"]
    form = names.form(made)
    told = [_amendment(names, form, row) for row in rows] if form else []
    return "return.amended", {"carrier": names.carrier_words(made), "changes": some(told, names.language)}


def _amendment(names: Names, form: Form, row: Payload) -> str:
    """在孵企业“霁羽科技”的本年度研发费用：申报值 3 万元 → 核定值 3.5 万元（理由）"""
    table = form.table(row["table_key"])
    field = table.field(row["field"])
    facts = {"reason": row["reason"], "table": table.label[names.language], "field": field.label[names.language]}
    if table.kind is TableKind.ROWS:
        facts["firm"] = names.firm(row["return_id"], table.key, row["row_number"])
    facts |= {name: _value(names, form, field, row[name]) for name in ("old", "new")}
    return say(f"logbook.amended.{_how(table, field, row)}", facts, names.language)


def _how(table: Table, field: Field, row: Payload) -> str:
    if field.key == table.struck_by:
        return "struck" if row["new"] == "true" else "counted"
    how = "record" if table.kind is TableKind.RECORD else "row"
    if field.filled_by is FilledBy.DISTRICT:  # nobody declared anything
        how += "_found"
    return how if row["supersedes"] is None else f"{how}_again"


def _value(names: Names, form: Form, field: Field, text: str) -> str:
    datum = datum_of(text)
    shown = show_datum(form, field, datum, names.language)
    number = isinstance(datum, int) and not isinstance(datum, bool)
    return f"{shown} {field.measured_in.of(shown, names.language)}".rstrip() if number else shown


def _explained(names: Names, payload: Payload) -> Told:
    rows = payload["explanations"]
    made = rows[0]["return_id"]
    about = dict.fromkeys(_finding(names, made, json.loads(row["finding"])) for row in rows)
    texts = dict.fromkeys(row["text"] for row in rows if row["text"])
    end = "finding.explained" if texts else "finding.unexplained"
    facts = {"carrier": names.carrier_words(made), "count": len(rows), "about": some(list(about), names.language)}
    return end, {**facts, "text": some(list(texts), names.language)}


def _finding(names: Names, made: str, key: Payload) -> str:
    """The rule of a check, else the fields it is about."""
    form = names.form(made)
    if form is None:
        return str(key["code"])
    rule = next((one.message for one in form.checks if one.key == key["check"]), None)
    if rule is not None:
        return rule[names.language].rstrip("。.")
    places = [form.table(table).field(field).label[names.language] for table, _, field in key["spots"] if table and field]
    return some(list(dict.fromkeys(places)), names.language) or say("logbook.finding", {}, names.language)


def _handled(names: Names, payload: Payload) -> Told:
    carrier = names.carrier_words(payload["return_id"])
    return f"return.handled_{payload['state']}", {"carrier": carrier, "reason": payload["reason"]}


def _marked(names: Names, payload: Payload) -> Told:
    facts = {"carrier": names.carrier_words(payload["carrier"]), "measure": names.measure(payload["measure"])}
    facts |= {"reviewer": payload["reviewer"], "value": payload["value"]}
    return ("review.unmarked" if payload["value"] is None else "review.marked"), facts


def _recused(names: Names, payload: Payload) -> Told:
    facts = {name: payload[name] for name in ("reviewer", "relation")}
    carrier = names.carrier_words(payload["carrier"])
    return ("review.recused" if payload["relation"] else "review.unrecused"), facts | {"carrier": carrier}


def _reviewer(names: Names, payload: Payload) -> Told:
    facts = {"reviewer": payload["reviewer"], "kind": names.kind(payload["round"])}
    return ("review.reviewer" if payload["present"] else "review.reviewer_gone"), facts


def _sealed(names: Names, payload: Payload) -> Told:
    found = names.round(payload["round"])
    number = receipt_number(payload["receipt"], found.assessment_year) if found else payload["receipt"]
    return "run.sealed", {"kind": names.kind(payload["round"]), "number": number}


def _issued(names: Names, payload: Payload) -> Told:
    carrier = names.carrier_words(payload["carrier"]) if payload["carrier"] else say("logbook.nobody", {}, names.language)
    paper = f"logbook.paper.{payload['kind'].replace('-', '_')}"
    known = say(paper, {}, names.language) if paper in catalogue(names.language) else payload["kind"]
    version = f"logbook.paper_version.{payload.get('version', '')}"
    which = say(version, {}, names.language) if version in catalogue(names.language) else payload.get("version", "")
    return "paper.issued", {"carrier": carrier, "paper": known, "version": which}


def _worded(names: Names, payload: Payload) -> Told:
    key = payload["word"]
    label = known_labels().get(key)
    facts = {"word": label[names.language] if label else key, "value": payload["value"]}
    if payload["carrier"]:
        return ("paper.worded_of" if payload["value"] else "paper.unworded_of"), facts | {
            "carrier": names.carrier_words(payload["carrier"])
        }
    return ("paper.worded" if payload["value"] else "paper.unworded"), facts


def _support_settled(names: Names, payload: Payload) -> Told:
    whose = names.carrier_words(payload["carrier"]) if payload["carrier"] else names.kind(payload["round"])
    facts = {name: payload[name] for name in ("policy", "about", "value", "basis")} | {"whose": whose}
    return (f"support.settled_{payload['matter']}" if payload["value"] else "support.withdrawn"), facts


def _earlier(names: Names, payload: Payload) -> Told:
    rows = payload["results"]
    told = [
        say(
            f"logbook.earlier.{row['standing']}",
            {**{name: row[name] for name in ("year", "grade", "source")}, "carrier": names.carrier_words(row["carrier"])},
            names.language,
        )
        for row in rows
    ]
    facts = {"kind": names.kind(payload["round"]), "count": len(rows), "results": some(told, names.language)}
    return "past_result.recorded", facts


def _support_pot(names: Names, payload: Payload) -> Told:
    rule = SharingRule(payload["rule"]) if payload["rule"] else None
    words = {"amount": money_words(int(payload["amount"]), names.language), "rule": rule_words(rule, names.language)}
    facts = {"kind": names.kind(payload["round"]), "name": payload["name"], "basis": payload["basis"]}
    return ("support.pot" if payload["stands"] else "support.pot_withdrawn"), facts | words


def _support_decided(names: Names, payload: Payload) -> Told:
    return "support.decided", {"kind": names.kind(payload["round"]), "basis": payload["basis"]}


def _entry_begun(names: Names, payload: Payload) -> Told:
    source = names.returns.get(payload["source"] or "")
    facts = {"document": source.document if source else "", "year": _year_of(names, payload["source"])}
    origin = say(f"entering.origin.{payload['origin']}", facts, names.language)
    return "entry.begun", {"carrier": names.carrier_words(payload["carrier"]), "origin": origin}


def _year_of(names: Names, made: str | None) -> object:
    found = returns.find(names.store, Sha256(made)) if made else None
    round_ = names.round(found.round_id) if found else None
    return round_.assessment_year if round_ else ""


def _entry_edited(names: Names, payload: Payload) -> Told:
    title = say(payload["title"]["code"], payload["title"]["facts"], names.language)
    facts = {"carrier": names.carrier_words(payload["carrier"]), "title": title}
    end = "entry.edited" if payload["kind"] == "do" else f"entry.edited_{payload['kind']}"
    return end, facts | {name: payload[name] for name in ("number", "about")}


def _entry_finished(names: Names, payload: Payload) -> Told:
    made = names.returns.get(payload["return"])
    return "entry.finished", {"carrier": names.carrier_words(payload["carrier"]), "document": made.document if made else ""}


def _holidays(_names: Names, payload: Payload) -> Told:
    facts = {name: payload[name] for name in ("year", "source")}
    days = {name: len(payload[name]) for name in ("days_off", "workdays")}
    return ("calendar.entered" if payload["source"] else "calendar.removed"), {**facts, **days}


def _key(_names: Names, payload: Payload) -> Told:
    facts = {name: payload[name] for name in ("holder", "reason")}
    return f"key.{payload['act']}", facts | {"id": key_id(payload["public"])}


def _certificate(names: Names, payload: Payload) -> Told:
    facts = {name: payload[name] for name in ("number", "replaces", "reason")}
    end = "certificate.reissued" if payload["replaces"] else "certificate.issued"
    return end, facts | {"carrier": names.carrier_words(payload["carrier"])}


def _certificate_gone(names: Names, payload: Payload) -> Told:
    facts = {name: payload[name] for name in ("number", "day", "reason")}
    return "certificate.withdrawn", facts | {"carrier": names.carrier_words(payload["carrier"])}


Teller: TypeAlias = Callable[[Names, Payload], Told]
TELLERS: Mapping[str, Teller] = {
    "definition.adopted": _adopted,
    "draft.begun": _draft_begun,
    "draft.edited": _draft_edited,
    "draft.settled": _draft_settled,
    "round.started": _started,
    "round.rubric_changed": _rubric_changed,
    "round.form_changed": _form_changed,
    "round.abandoned": _abandoned,
    "round.enrolled": _enrolled,
    "round.withdrawn": _withdrawn,
    "round.due_changed": _due,
    "return.saved": _saved,
    "return.amended": _amended,
    "entry.begun": _entry_begun,
    "entry.edited": _entry_edited,
    "entry.finished": _entry_finished,
    "finding.explained": _explained,
    "return.handled": _handled,
    "review.marked": _marked,
    "review.recused": _recused,
    "review.reviewer": _reviewer,
    "run.sealed": _sealed,
    "support.settled": _support_settled,
    "support.pot": _support_pot,
    "support.decided": _support_decided,
    "paper.issued": _issued,
    **dict.fromkeys(decisions.VERBS, told),
    calendar_years.VERB: _holidays,
    **{f"key.{act.value}": _key for act in Act},
    "certificate.issued": _certificate,
    "certificate.withdrawn": _certificate_gone,
    "past_result.recorded": _earlier,
    "paper.worded": _worded,
}

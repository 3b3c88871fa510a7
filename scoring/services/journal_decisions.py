"""Decisions as sentences of the journal: who was asked, what was decided, what followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.messages import say
from scoring.services.deeds import short
from scoring.services.journal_names import Names
from scoring.store import decisions
from scoring.store.decisions import TAKEN_BACK, Act

MOST = 3
"""So many carriers or rules of one act are named, then how many there are."""


def act_words(names: Names, act: Act, round_id: str) -> tuple[str, Mapping[str, object]]:
    """The end of the sentence's code and its facts, of an act."""
    return told(
        names,
        {
            "round": round_id,
            "carrier": act.uscc,
            "matter": act.matter.value,
            "act": act.act,
            "about": act.about,
            "content": act.content,
        },
    )


def told(names: Names, payload: Mapping[str, Any]) -> tuple[str, Mapping[str, object]]:
    """The same of a journal entry's payload."""
    matter, act, content = payload["matter"], payload["act"], payload["content"]
    facts: dict[str, object] = {key: _word(names, key, value) for key, value in content.items()}
    facts |= {"kind": names.kind(payload["round"]), "number": short(payload["about"])}
    whose = payload["carrier"]
    facts["carrier"] = names.carrier_words(whose) if whose else say("logbook.whole_list", {}, names.language)
    if act == TAKEN_BACK:
        code = f"logbook.kind.{matter}.{content['did']}"
        reason = "_because" if content["reason"] else ""
        return f"decision.taken_back{reason}", facts | {"what": say(code, {}, names.language)}
    return f"{matter}.{act}{_how(matter, act, content)}", {**facts, **_more(names, matter, act, payload)}


def _how(matter: str, act: str, content: Mapping[str, Any]) -> str:
    """Of several sentences for one kind of act the one that fits."""
    match (matter, act):
        case ("inquiry", "replied"):
            return f"_{content['answer']}"
        case ("feedback", "answered"):
            return f"_{content['answer']}"
        case ("rectification", "checked"):
            return "_passed" if content["passed"] else "_failed"
        case ("objection", "found"):
            return "_changed" if content["run"] else ""
        case ("window", "set"):
            return "_weekends" if content["weekends_only"] else ""
        case _:
            return ""


def _more(names: Names, matter: str, act: str, payload: Mapping[str, Any]) -> Mapping[str, object]:
    """What an act says only together with the one its matter began with."""
    content = payload["content"]
    if matter == "inquiry":
        first = content if act == "asked" else decisions.load(names.store, payload["about"]).content
        labels = {one["key"]: one[names.language] for one in first["rules"]}
        asked = act == "asked"
        keys = labels if asked else dict.fromkeys(key for _, key in content["about"])
        codes = content["carriers"] if asked else list(dict.fromkeys(uscc for uscc, _ in content["about"]))
        carriers = _some(names, [names.carrier_words(one) for one in codes])
        return {"department": first["department"], "rules": [labels[key] for key in keys], "carriers": carriers}
    if matter == "override" and act != "proposed":
        first = decisions.load(names.store, payload["about"]).content
        return {key: names.grade(first[key]) for key in ("before", "after")}
    if matter == "objection":
        first = content if act == "raised" else decisions.load(names.store, payload["about"]).content
        found = {} if act == "raised" else {"verdict": say(f"decide.verdict.{content['verdict']}", {}, names.language)}
        grades = {"before": names.grade(first["grade"]) or "—", "after": names.grade(str(content.get("grade", ""))) or "—"}
        return {"who": first["who"], **grades, **found}
    return {}


def _word(names: Names, key: str, value: object) -> object:
    if key in ("before", "after", "grade") and isinstance(value, str):
        return names.grade(value) or "—"
    if isinstance(value, list):
        return tuple(map(str, value))
    return "—" if value in ("", None) else value


def _some(names: Names, parts: Sequence[str]) -> str:
    """The first few, and how many there are where that is not all."""
    text = ("、" if names.language == "zh" else ", ").join(parts[:MOST])
    return text if len(parts) <= MOST else say("logbook.some_carriers", {"parts": text, "count": len(parts)}, names.language)

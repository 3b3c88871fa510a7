"""The decisions of a round as lists for the terminal and for programs: each matter with everything it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from scoring.errors import Refusal
from scoring.messages import say
from scoring.services.announcing import Announcement, Offer, announcement
from scoring.services.days import minute_of
from scoring.services.deciding import open_matters
from scoring.services.deeds import short
from scoring.services.inquiring import Inquiry, inquiries
from scoring.services.journal_decisions import act_words
from scoring.services.journal_names import Names
from scoring.services.journal_words import SAID, kind_words
from scoring.services.locking import locked
from scoring.services.objecting import Change, changes, objections
from scoring.services.outcome import Outcome, outcomes
from scoring.services.overriding import overrides
from scoring.services.rectifying import rectifications
from scoring.services.resolving import resolution
from scoring.services.rounds import OpenRound
from scoring.services.scoring import latest_run
from scoring.services.telling import Feedback, feedback
from scoring.services.windows import WindowNow, window_now
from scoring.store import decisions
from scoring.store.decisions import Act
from scoring.store.runs import Run

INTERNAL = ("acts",)
"""What a list for programs leaves out: the ids of the acts stand in the list of acts."""


def act_document(act: Act) -> dict[str, object]:
    """An act, for programs."""
    facts = {"id": act.id, "number": short(act.id), "matter": act.matter.value, "act": act.act, "about": act.about}
    return facts | {"carrier": act.uscc, "content": dict(act.content), "actor": act.actor, "at": act.at.isoformat()}


def act_lines(opened: OpenRound, language: str = "zh") -> Iterator[tuple[Act, str, str, bool]]:
    """Every act of the round, the oldest first: what kind it is, the sentence, and whether it still stands."""
    names = Names(opened.store, language)
    known = decisions.every(opened.store, opened.round.id)
    standing = {one.id for one in decisions.holding(known)}
    for one in known:
        end, facts = act_words(names, one, opened.round.id)
        kind = kind_words(decisions.verb_of(one.matter, one.act), language)
        yield one, kind, say(f"{SAID}{end}", facts, language), one.id in standing or one.act == decisions.TAKEN_BACK


def act_sentence(opened: OpenRound, act: Act, language: str = "zh") -> str:
    """One act in a sentence."""
    end, facts = act_words(Names(opened.store, language), act, opened.round.id)
    return say(f"{SAID}{end}", facts, language)


def run_or_none(opened: OpenRound) -> Run | None:
    """The youngest sealed run; None before there is one."""
    try:
        return latest_run(opened)
    except Refusal:
        return None


def inquiries_document(opened: OpenRound) -> list[dict[str, object]]:
    """Every inquiry with its replies and what is unanswered."""
    return [_inquiry(one) for one in inquiries(opened)]


def _inquiry(one: Inquiry) -> dict[str, object]:
    facts = {"id": one.id, "number": one.number, "department": one.department, "day": one.day, "document": one.document}
    rules = [asdict(rule) for rule in one.rules]
    replies = [{"carrier": uscc, "rule": key, **_plain(asdict(reply))} for (uscc, key), reply in sorted(one.replies.items())]
    unanswered = [{"carrier": uscc, "rule": key} for uscc, key in one.unanswered]
    return {**facts, "rules": rules, "carriers": list(one.carriers), "replies": replies, "unanswered": unanswered}


def feedback_document(opened: OpenRound, run: Run) -> list[dict[str, object]]:
    """Everybody in the run: told or not, and what was answered."""
    told = feedback(opened, run)
    found = []
    for one in outcomes(opened, run):
        heard = told.get(one.result.uscc, Feedback(one.result.uscc))
        facts = _plain(asdict(heard)) if heard.told_day else {"uscc": one.result.uscc}
        state = heard.state
        found.append({"name": one.result.name, "told": bool(heard.told_day) and heard.stands, "state": state.value, **facts})
    return found


def overrides_document(opened: OpenRound, run: Run) -> list[dict[str, object]]:
    return [{"number": one.number, **_plain(asdict(one))} for one in overrides(opened, run)]


def objections_document(opened: OpenRound) -> list[dict[str, object]]:
    found = objections(opened)
    moved = changes(opened, found)
    return [{"number": one.number, "open": one.open, **_plain(asdict(one)), **_points(moved.get(one.id))} for one in found]


def _points(moved: Change | None) -> dict[str, object]:
    """The printed points before and after; null where nothing followed, or there are none."""
    return {
        "points_before": (moved.points_before or None) if moved else None,
        "points_after": (moved.points_after or None) if moved else None,
    }


def rectifications_document(opened: OpenRound) -> list[dict[str, object]]:
    return [{"number": one.number, "open": one.open, **_plain(asdict(one))} for one in rectifications(opened)]


def decisions_document(opened: OpenRound, language: str) -> dict[str, object]:
    """Everything: the result, what stands on it, what is open, and every act."""
    run, on, window, passed = run_or_none(opened), locked(opened), window_now(opened), resolution(opened)
    return {
        "kind": opened.kind(language),
        "run": run.id if run else None,
        "locked": {"by": on.by, "at": on.at.isoformat(), "note": on.note} if on else None,
        "resolution": _plain(asdict(passed)) if passed else None,
        "window": _window(window) if window else None,
        "announced": announcement_document(announcement(opened)),
        "open": asdict(open_matters(opened)),
        "outcomes": [_outcome(one) for one in outcomes(opened, run, language)] if run else [],
        "acts": [
            {**act_document(act), "kind": kind, "sentence": sentence, "stands": stands}
            for act, kind, sentence, stands in act_lines(opened, language)
        ],
    }


def announcement_document(one: Announcement | None) -> dict[str, object] | None:
    """The day the result was announced, for programs; None where nobody entered it."""
    return _plain(asdict(one)) if one else None


def offer_document(one: Offer | None) -> dict[str, object] | None:
    """A day that may be the one."""
    return {"day": one.day, "document": one.document, "why": one.why.code.rsplit("_", 1)[-1]} if one else None


def _window(now: WindowNow) -> dict[str, object]:
    return {**_plain(asdict(now.window)), "counted": {"last": now.last, "weekends_only": now.weekends_only, "moved": now.moved}}


def _outcome(one: Outcome) -> dict[str, object]:
    facts = {"carrier": one.result.name, "uscc": one.result.uscc, "points": one.result.points, "rank": one.result.rank}
    waits = {
        "override": one.override.id if one.override else None,
        "proposed": one.proposed.id if one.proposed else None,
        "lapsed": one.lapsed.id if one.lapsed else None,
    }
    return {**facts, "computed": one.computed, "grade": one.grade, **waits, "open_objections": len(one.open_objections)}


def _plain(found: Mapping[str, Any]) -> dict[str, object]:
    return {key: value for key, value in found.items() if key not in INTERNAL}


def act_head(act: Act) -> str:
    """When and who."""
    return f"{minute_of(act.at)} {act.actor}"

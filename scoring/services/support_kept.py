"""Support decided: the amounts of a round kept for good with the names of everything they rest on, and worked out again from those.

What is kept has no words in it, only figures: whoever prints it says them in the language asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scoring.definitions.canonical import canonical
from scoring.engine import ENGINE_VERSION
from scoring.engine.award import Source, Worked
from scoring.engine.capitals import capitals
from scoring.engine.exact import Ratio
from scoring.engine.overlap import Choice
from scoring.engine.sharing import Share, Sharing
from scoring.engine.support import ClauseResult, Eligibility
from scoring.errors import Refusal, Said
from scoring.progress import SILENT, Progress
from scoring.services.receipts import receipt_number
from scoring.services.rounds import OpenRound
from scoring.services.scoring import stale
from scoring.services.support import CarrierSupport, RoundSupport, round_support, support_on
from scoring.services.support_ground import (
    EDITION,
    SOON_DAYS,
    Inputs,
    announced_document,
    by_sealing,
    edition_of,
    inputs_document,
    inputs_now,
    inputs_of,
    rows_changed,
)
from scoring.store import runs, support_results
from scoring.store.support_results import SupportResult

SCHEMA = "fuping/support/1"


@dataclass(frozen=True, slots=True)
class Decided:
    """The support that was decided. ``carriers`` 统一社会信用代码 → its part of the document; ``changed`` why it is no longer what
    it would be today, nothing where it still is.
    """

    result: SupportResult
    document: Mapping[str, object]
    carriers: Mapping[str, Mapping[str, object]]
    changed: tuple[Said, ...]

    def amount(self, uscc: str) -> int | None:
        """What was decided for a carrier (分), after the budget; None for one that is not in it."""
        found = self.carriers.get(uscc)
        return int(str(found["after"])) if found is not None else None


def amounts_of(decided: Decided) -> tuple[tuple[str, int, int], ...]:
    """Of each carrier its name, 拟扶持金额, and the amount after the budget (分)."""
    return tuple((str(one["name"]), int(str(one["total"])), int(str(one["after"]))) for one in decided.carriers.values())


def support_document(found: RoundSupport) -> dict[str, object]:
    """Every figure, exact: money in whole 分, pairs as [numerator, denominator]."""
    round_ = found.ground.opened.round
    return {
        "schema": SCHEMA,
        "engine": ENGINE_VERSION,
        "round": {"id": round_.id, "title": round_.title, "assessment_year": round_.assessment_year},
        "rests_on": inputs_document(found.inputs),
        "carriers": [_carrier(one) for one in found.carriers],
        "pots": [
            {
                "pot": outcome.pot.key,
                "wanted": outcome.wanted,
                "open": sorted(outcome.open),
                "sharing": _sharing(outcome.sharing) if outcome.sharing else None,
            }
            for outcome in found.pots
        ],
        "total": sum(one.support.total for one in found.carriers),
        "after": sum(one.after or 0 for one in found.carriers),
    }


def decide_support(
    opened: OpenRound, *, basis: str, actor: str, now: datetime, soon: int = SOON_DAYS, progress: Progress = SILENT
) -> Decided:
    """Keep the amounts as they are now. What is open stays open in it, and is shown as such.

    Raises Refusal: no sealed run, one that is stale, a pot that is not shared yet, or no basis.
    """
    if not basis.strip():
        raise Refusal("aid.decision_basis_needed")
    with opened.store.writing():
        found = round_support(opened, now=now, soon=soon, progress=progress)
        run = found.inputs.run
        if run is None:
            raise Refusal("aid.seal_first", round=opened.round.title)
        if stale(opened, run) or rows_changed(opened, found.inputs):
            raise Refusal("aid.run_is_stale", number=receipt_number(run.receipt_hash, opened.round.assessment_year))
        waiting = [outcome.pot.key for outcome in found.pots if outcome.sharing is None]
        if waiting:
            raise Refusal("aid.pot_not_shared", pots=waiting)
        text = canonical(support_document(found))
        kept = support_results.keep(
            opened.store, round_id=opened.round.id, run_id=run.id, text=text, basis=basis.strip(), actor=actor, now=now
        )
    return _decided(kept, text, ())


def decided_support(opened: OpenRound, *, now: datetime, inputs: Inputs | None = None) -> Decided | None:
    """The latest decision and whether it still holds; None where nothing was decided. ``inputs``: as they are now, if at hand.

    Raises Refusal where the file is damaged.
    """
    kept = support_results.latest(opened.store, opened.round.id)
    if kept is None:
        return None
    text = support_results.text_of(opened.store, kept.id)
    return _decided(kept, text, changed_since(opened, json.loads(text), now=now, inputs=inputs))


def _decided(kept: SupportResult, text: str, changed: tuple[Said, ...]) -> Decided:
    document = json.loads(text)
    return Decided(kept, document, {str(one["uscc"]): one for one in document["carriers"]}, changed)


def changed_since(
    opened: OpenRound, document: Mapping[str, object], *, now: datetime, inputs: Inputs | None = None
) -> tuple[Said, ...]:
    """What an earlier decision rests on that is otherwise today; a clause that has ended since changes nothing decided."""
    before = document["rests_on"]
    assert isinstance(before, Mapping)
    inputs = inputs or inputs_now(opened, now=now, soon=int(str(before["soon"])))
    if inputs.run is None:
        return (Said("aid.changed.run"),)
    today = inputs_document(inputs)
    parts = ("run", "policies", "settlements", "pots", "carriers")
    apart = [Said(f"aid.changed.{part}") for part in parts if today[part] != before[part]]
    apart += _announced_otherwise(opened, inputs, before)
    if today.get("earlier") != before.get("earlier"):
        apart.append(Said("aid.changed.earlier"))
    if edition_of(before) < EDITION and _beyond_knowledge(document):
        apart.append(Said("aid.changed.ceilings"))
    if stale(opened, inputs.run) or rows_changed(opened, inputs):
        apart.append(Said("aid.changed.data"))
    return tuple(apart)


def _announced_otherwise(opened: OpenRound, inputs: Inputs, before: Mapping[str, object]) -> list[Said]:
    """Whether the day of the announcement is another one than the decision went by; the day of sealing, where it is that old."""
    if not (today := announced_document(inputs)):
        return []
    told = before.get("announced")
    if told is None:
        sealed = by_sealing(runs.load(opened.store, str(before["run"]))).day
        return [] if inputs.announced.day == sealed else [Said("aid.changed.by_sealing", {"day": sealed})]
    return [] if told == today["announced"] else [Said("aid.changed.announced")]


def _beyond_knowledge(document: Mapping[str, object]) -> bool:
    """Whether an amount was decided in it under a ceiling that nobody knew."""
    clauses = [clause for one in _mappings(document["carriers"]) for clause in _mappings(one["clauses"])]
    decided = [one for one in clauses if one.get("from") == Source.DECISION.value]
    return any(one["ceiling"] is None and one["award"] is not None for one in decided)


def _mappings(found: object) -> list[Mapping[str, object]]:
    assert isinstance(found, list)
    return found


def support_as_decided(opened: OpenRound, kept: SupportResult, language: str = "zh") -> RoundSupport:
    """A decision worked out again from what it rests on, for whoever prints it. Raises Refusal where it does not come out the same."""
    text = support_results.text_of(opened.store, kept.id)
    found = support_on(opened, inputs_of(opened, json.loads(text)["rests_on"]), language)
    if canonical(support_document(found)) != text:
        raise Refusal("aid.not_the_same_again", day=kept.at.date())
    return found


def replay_support(opened: OpenRound, kept: SupportResult) -> bool:
    """Whether a decision comes out byte by byte as it was kept."""
    text = support_results.text_of(opened.store, kept.id)
    return canonical(support_document(support_on(opened, inputs_of(opened, json.loads(text)["rests_on"])))) == text


# The document -------------------------------------------------------------------------------------------------------------


def _carrier(one: CarrierSupport) -> dict[str, object]:
    return {
        "uscc": one.carrier.uscc,
        "name": one.entitled.carrier.name,
        "grade": one.entitled.grade,
        "total": one.support.total,
        "capitals": one.capitals,
        "open": one.support.open,
        "after": one.after,
        "after_capitals": capitals(one.after) if one.after is not None else None,
        "clauses": [{"policy": policy.key, **_clause(clause)} for policy in one.support.policies for clause in policy.clauses],
        "choices": [_choice(each) for each in one.support.choices],
        "budget": [
            {
                "clause": list(each.name),
                "before": each.before,
                "after": each.after,
                "borne": dict(each.borne),
                "pots": list(each.pots),
            }
            for each in one.budget.clauses
        ],
    }


def _clause(one: ClauseResult) -> dict[str, object]:
    """Of one that is surely not for it only what it fails."""
    facts: dict[str, object] = {"clause": one.key, "outcome": one.outcome.value}
    if one.outcome is Eligibility.NOT_ELIGIBLE:
        return facts | {"fails": [check.asking.value for check in one.checks if check.outcome.value == "not_met"]}
    checks = [
        [check.asking.value, check.key, check.outcome.value, check.why.value if check.why else None, check.day]
        for check in one.checks
    ]
    given = one.award
    return facts | {
        "checks": checks,
        "worked": _worked(one.worked) if one.worked else None,
        "ceiling": given.ceiling if given else None,
        "award": given.amount if given else None,
        **({"decided": given.decided} if given and given.decided is not None else {}),
        "from": given.source.value if given else None,
        "coefficient": _pair(given.coefficient) if given else None,
        "borne": [[each.share.key, _pair(each.part), each.amount] for each in one.borne],
    }


def _worked(worked: Worked) -> dict[str, object]:
    return {
        "base": _pair(worked.base),
        "value": _pair(worked.value),
        "grade": worked.grade,
        "product": _pair(worked.product),
        "cap": _pair(worked.cap),
        "total": worked.total,
        "provisional": worked.provisional,
        "lacking": [[each.what.value, each.key] for each in worked.lacking],
    }


def _choice(one: Choice) -> dict[str, object]:
    return {
        "matter": one.key,
        "state": one.state.value,
        "taken": [list(each.name) for each in one.taken],
        "left": [[list(each.name), list(each.behind), each.by] for each in one.left],
        "open": [list(each.name) for each in one.open],
        "award": one.award,
    }


def _sharing(sharing: Sharing) -> dict[str, object]:
    return {
        "amount": sharing.pot,
        "rule": sharing.rule.value,
        "unit": int(sharing.unit),
        "ties": [tie.value for tie in sharing.ties],
        "left": sharing.left,
        "shares": [_share(one) for one in sharing.shares],
    }


def _share(one: Share) -> dict[str, object]:
    steps = one.steps
    facts: dict[str, object] = {"uscc": one.claim.key, "most": one.claim.most, "amount": one.amount}
    if steps is None:
        return facts
    quotient = {"units": steps.units, "weight": _pair(steps.weight), "weights": _pair(steps.weights), "floor": steps.floor}
    return facts | quotient | {"reached": steps.reached, "place": steps.place, "extra": steps.extra}


def _pair(value: Ratio | None) -> list[int] | None:
    return None if value is None else list(value.simplest())

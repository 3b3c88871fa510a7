"""Peer groups: what the indicators that look at others need to know of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from scoring.definitions.compiled_rubric import CompiledRubric
from scoring.definitions.layout import Stored
from scoring.definitions.rubric import MissingRule
from scoring.engine.exact import Ratio
from scoring.engine.measure import Measured
from scoring.engine.members import Members
from scoring.engine.scale import needs_peers
from scoring.engine.score import Peers

Group: TypeAlias = Stored
"""What the members of a peer group share: the answer to the rubric's ``peers_by``; None: all are peers, or unknown."""


def peers_of(
    rubric: CompiledRubric, measured: Mapping[int, Mapping[str, Measured]], groups: Mapping[int, Group]
) -> Mapping[Group, Peers]:
    """Group → indicator → values of its members, for the indicators that look at their peers. Unit → measured values."""
    looking = [
        indicator
        for indicator in rubric.rubric.indicators
        if needs_peers(indicator) or indicator.missing.rule is MissingRule.PEER_MEAN
    ]
    found: dict[Group, dict[str, list[Ratio]]] = {}
    for unit, values in measured.items():
        group = found.setdefault(groups.get(unit), {indicator.code: [] for indicator in looking})
        for indicator in looking:
            value = values[indicator.measure].value
            if value is not None:
                group[indicator.code].append(value)
    return {group: {code: Members(known) for code, known in values.items()} for group, values in found.items()}

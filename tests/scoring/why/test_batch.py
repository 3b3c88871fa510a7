"""Reports made together share what is common to the round: each has the bytes it would have by itself, whatever came before it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scoring.papers.facts import Version
from scoring.services.reporting import Press
from scoring.services.rounds import OpenRound
from scoring.services.scoring import live, seal

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize("version", list(Version))
def test_a_report_of_a_batch_is_the_report_by_itself(own: OpenRound, version: Version) -> None:
    run, _ = seal(own, actor="沈评审", now=NOW)
    carriers = [one.carrier.uscc for one in live(own)]
    with Press(own, run) as press:
        together = [press.report(uscc, version, "zh") for uscc in carriers]
    with Press(own, run) as press:
        backwards = [press.report(uscc, version, "zh") for uscc in reversed(carriers)]
    assert together == backwards[::-1]
    for uscc, content in list(zip(carriers, together, strict=True))[::4]:
        with Press(own, run) as press:
            assert press.report(uscc, version, "zh") == content

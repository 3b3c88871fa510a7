"""Both versions of the report over a made-up district: what each says of the peers, and what the first must not say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from scoring.papers.facts import Version
from scoring.services.comparing import among
from scoring.services.explaining import source_of
from scoring.services.past import Past, past
from scoring.services.replaying import replay
from scoring.services.report_facts import report_facts
from scoring.services.reporting import amendments_of, print_reports, report_bytes
from scoring.services.rounds import OpenRound
from scoring.services.scoring import results_document, seal
from scoring.store import doctor, papers
from scoring.store.runs import Run
from tests.journeys.districts import district
from tests.scoring.papers.reading import pages, squeezed, words

NOW = datetime(2026, 3, 20, tzinfo=UTC)
CARRIERS = 8
BASE = ("A", "B")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenRound, Run]]:
    opened = district(tmp_path_factory.mktemp("versions") / "district.fuping", CARRIERS)
    with opened.store:
        run, _ = seal(opened, actor="测", now=NOW)
        yield opened, run


@pytest.fixture(scope="module")
def then(sealed: tuple[OpenRound, Run]) -> Iterator[Past]:
    opened, run = sealed
    with past(opened.store, run) as found:
        yield found


def independent_shares(then: Past) -> Mapping[str, Mapping[str, Fraction]]:
    """Carrier → indicator → points before rounding ÷ the indicator's own maximum, as 66.7% is printed; by plain fractions."""
    return {
        one["carrier"]: {
            each["code"]: as_printed(Fraction(*each["exact"]) / own_maximum(each))
            for each in one["indicators"]
            if each["points"] is not None and each["code"][0] in BASE
        }
        for one in json.loads(json.dumps(results_document(then.scored)))
        if one["scored"] and not one["watched"]
    }


def own_maximum(indicator: Mapping[str, Any]) -> Fraction:
    """Without what others handed to it."""
    return Fraction(*indicator["maximum"]) - sum((Fraction(*share) for share in indicator["received"].values()), Fraction())


def as_printed(share: Fraction) -> Fraction:
    """To a tenth of a per cent, halves up."""
    return Fraction(int(share * 1000 + Fraction(1, 2)), 1000)


def test_every_median_and_lead_is_that_of_plain_fractions(then: Past) -> None:
    shares, compared = independent_shares(then), among(then)
    assert len(shares) >= 5
    checked = 0
    for scored in then.scored:
        for code, one in compared.compared(scored).items():
            if code not in shares[scored.carrier.uscc]:
                continue  # a branch
            group = [own[code] for own in shares.values() if code in own]
            own = shares[scored.carrier.uscc][code]
            assert Fraction(*one.median) == as_printed(median(group))
            assert Fraction(*one.own) == own
            assert (one.members, one.above) == (len(group), sum(other > own for other in group))
            checked += 1
    assert checked > 100


def test_the_words_say_the_figures_the_median_and_the_place(then: Past) -> None:
    shares, compared = independent_shares(then), among(then)
    scored = next(one for one in then.scored if one.score.scored and not one.watched)
    known = amendments_of(then, scored)
    facts = report_facts(then, scored, source_of(then.opened, then.source, scored, known), known, compared, "zh")
    assert facts.comparison is not None
    told = [*facts.comparison.strengths, *facts.comparison.weaknesses]
    assert told
    for one in told:
        code = one.label.split()[0]
        group = [own[code] for own in shares.values() if code in own]
        own = shares[scored.carrier.uscc][code]
        place = 1 + sum(other > own for other in group)
        assert f"同类 {len(group)} 家中第 {place}" in one.words
        assert ("高" in one.words) is (own > as_printed(median(group)))


def test_printed_shares_and_differences_add_up(then: Past) -> None:
    compared, checked = among(then), 0
    for scored in then.scored:
        known = amendments_of(then, scored)
        facts = report_facts(then, scored, source_of(then.opened, then.source, scored, known), known, compared, "zh")
        assert facts.comparison is not None
        for one in facts.comparison.meters:
            assert Decimal(one.own_words.rstrip("%")) <= 100
            if one.median_words:
                own, middle = (Decimal(words.rstrip("%")) for words in (one.own_words, one.median_words))
                assert own - middle == Decimal(one.lead.replace("−", "-"))
                checked += 1
    assert checked > 100


def test_only_the_internal_version_names_other_carriers(then: Past) -> None:
    names = [one.carrier.name for one in then.scored]
    compared = among(then)
    for scored in then.scored[:3]:
        others = [squeezed(name) for name in names if name != scored.carrier.name]
        own = {version: words(report_bytes(then, compared, scored.carrier.uscc, "zh", version)) for version in Version}
        assert [name for name in others if name in own[Version.FEEDBACK]] == []
        listed = [name for name in others if name in own[Version.INTERNAL]]
        assert listed == others if compared.takes_part(scored) else not listed


def test_both_versions_are_issued_kept_and_replayed(sealed: tuple[OpenRound, Run], tmp_path: Path) -> None:
    opened, run = sealed
    uscc = opened.participants()[0].uscc
    made = print_reports(opened, run, tmp_path, only=[uscc], versions=tuple(Version), actor="测", now=NOW)
    assert [(one.paper.version, one.path.stem[-3:]) for one in made] == [("feedback", "反馈版"), ("internal", "内部版")]
    kept = [papers.content(opened.store, one.paper.hash) for one in made]
    assert kept == [one.path.read_bytes() for one in made]
    assert kept[0] != kept[1]
    found = replay(opened.store, run)
    assert [(paper.version, same) for paper, same in found.papers] == [("feedback", True), ("internal", True)]
    assert not doctor.examine(opened.store)


def test_long_lists_name_the_version_on_every_page(then: Past) -> None:
    pdf = report_bytes(then, among(then), then.scored[0].carrier.uscc, "en", Version.INTERNAL)
    assert all("Internalversion" in page for page in pages(pdf))

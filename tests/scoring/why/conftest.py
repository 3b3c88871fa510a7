"""A made-up district of twelve carriers in a real workspace, with unknown cells, strikes, ties, vetoes and reviewers' marks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scoring.services.rounds import OpenRound
from tests.journeys.districts import district
from tests.scoring.why.every_kind import lacking, toml


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRound]:
    """Nobody writes into it."""
    opened = district(tmp_path_factory.mktemp("why") / "district.fuping", 12)
    with opened.store:
        yield opened


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRound]:
    """One of its own, to be changed."""
    opened = district(tmp_path_factory.mktemp("why") / "own.fuping", 12)
    with opened.store:
        yield opened


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRound]:
    """The same district under a rubric with every kind of measure. Nobody writes into it."""
    opened = district(tmp_path_factory.mktemp("why") / "kinds.fuping", 9, toml=toml())
    with opened.store:
        yield opened


@pytest.fixture(scope="module")
def lacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRound]:
    """The same district under a rubric of which many have no results. Nobody writes into it."""
    opened = district(tmp_path_factory.mktemp("why") / "lacking.fuping", 9, toml=lacking())
    with opened.store:
        yield opened

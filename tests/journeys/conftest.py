from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.driving import WORKSPACE, Answer, cells, fuping

TOLD = "demo.json"
"""What ``fuping demo --json`` said, kept in the district's folder."""


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """A workbook is a hundred thousand objects, and every later search for garbage would go through them."""
    yield
    cells.cache_clear()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """The folder of the demo of the worked carriers, and what ``fuping demo --worked --json`` said. Nobody writes into it."""
    folder = tmp_path_factory.mktemp("journeys") / "demo"
    answer = fuping("demo", folder, "--worked", "--json")
    assert answer.code == 0, answer.err
    return folder, answer


@pytest.fixture(scope="session")
def demo(told: tuple[Path, Answer]) -> Path:
    """The demo, to be read."""
    return told[0]


@pytest.fixture(scope="session")
def drafting(told: tuple[Path, Answer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo in which somebody works at a draft, to be read: what the verbs about drafts need."""
    folder = Path(shutil.copytree(told[0], tmp_path_factory.mktemp("drafting") / "demo"))
    for verb, *words in (["begin", "rubric"], ["edit", "quality-mix", "indicators[A1-1].title.en", "Intensity of R&D"]):
        assert fuping("draft", verb, folder / WORKSPACE, *words).code == 0
    return folder


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo, to be changed."""
    return Path(shutil.copytree(demo, tmp_path / "own"))


PATIENCE = 120.0
"""Seconds that one process waits for another's district."""


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district of 36 carriers, as ``fuping demo`` leaves it. Made once a run, by the process that asks first. Nobody
    writes into it."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "district"
    try:
        shared.mkdir()
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not (shared / "demo" / TOLD).exists():
            assert time.monotonic() < end, "whoever began the district has not ended it"
            time.sleep(0.1)
    else:
        _build(shared / "demo")
    return shared / "demo"


def _build(folder: Path) -> None:
    """``demo.json`` is there once everything else is."""
    answer = fuping("demo", folder, "--json")
    assert answer.code == 0, answer.err
    half = folder / "half.json"
    half.write_text(answer.out, "utf-8")
    half.replace(folder / TOLD)

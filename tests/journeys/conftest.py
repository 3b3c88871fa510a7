from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.journeys.driving import Answer, fuping


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


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo, to be changed."""
    return Path(shutil.copytree(demo, tmp_path / "own"))


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district of 36 carriers, as ``fuping demo`` leaves it. Nobody writes into it."""
    folder = tmp_path_factory.mktemp("district") / "demo"
    answer = fuping("demo", folder, "--json")
    assert answer.code == 0, answer.err
    (folder / "demo.json").write_text(answer.out, "utf-8")
    return folder

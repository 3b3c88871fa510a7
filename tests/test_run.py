"""run.py itself: what it does on which machine, without a network and without touching this one."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parent.parent
SOURCE = (ROOT / "run.py").read_text("utf-8")

Calls = list[tuple[str, ...]]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own with both locks, no virtual environment, every system library in place, nobody root, no display."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(f"# {name}\n", "utf-8")
    (tmp_path / "lib").mkdir()
    for file in run.QT_LIBRARIES:
        (tmp_path / "lib" / file).touch()
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "WINDOW", tmp_path / "desktop" / "__main__.py")
    monkeypatch.setattr(run, "LOCKS", {"runtime": tmp_path / "requirements.lock", "dev": tmp_path / "requirements-dev.lock"})
    monkeypatch.setattr(run, "LIBRARY_FOLDERS", (tmp_path / "lib",))
    monkeypatch.setattr(run, "is_root", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/usr/bin/{name}")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def calls(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Calls]:
    """The programs that would have been started; ``-m venv`` leaves a python behind, and all of them go well."""
    seen: Calls = []

    def call(*words: str | Path, **_: object) -> int:
        seen.append(tuple(str(word) for word in words))
        if "venv" in words:
            run.python().parent.mkdir(parents=True)
            run.python().touch()
        return 0

    monkeypatch.setattr(run, "call", call)
    yield seen
    assert not any("sudo" in words for words in seen)


def started(calls: Calls, word: str) -> Calls:
    return [words for words in calls if word in words]


# --- set-up


def test_the_first_start_makes_everything_and_the_second_starts_nothing(calls: Calls) -> None:
    run.ready("runtime")
    installs = started(calls, "install")
    assert len(started(calls, "venv")) == 1
    assert [("--require-hashes" in words, "-e" in words) for words in installs] == [(True, False), (False, True)]
    assert {"--only-binary", ":all:"} <= set(installs[0])
    assert {"--no-deps", "--no-build-isolation"} <= set(installs[1])
    calls.clear()
    run.ready("runtime")
    assert calls == []


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_is_installed(machine: Path, calls: Calls, changed: str) -> None:
    run.ready("runtime")
    (machine / changed).write_text("# newer\n", "utf-8")
    calls.clear()
    run.ready("runtime")
    assert len(started(calls, "install")) == 2
    assert started(calls, "venv") == []


def test_a_moved_checkout_is_installed_anew(machine: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    run.ready("runtime")
    calls.clear()
    monkeypatch.setattr(run, "ROOT", machine / "elsewhere")
    (machine / "elsewhere").mkdir()
    (machine / "elsewhere" / "pyproject.toml").write_bytes((machine / "pyproject.toml").read_bytes())
    run.ready("runtime")
    assert len(started(calls, "install")) == 2


def test_tests_bring_their_tools_and_the_program_needs_nothing_more(calls: Calls) -> None:
    run.ready("dev")
    assert any("requirements-dev.lock" in word for word in started(calls, "install")[0])
    calls.clear()
    run.ready("runtime")
    assert calls == []


def test_the_program_alone_does_not_count_for_the_tests(calls: Calls) -> None:
    run.ready("runtime")
    calls.clear()
    run.ready("dev")
    assert len(started(calls, "install")) == 2


def test_nothing_is_stamped_when_the_installation_fails(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "pip", lambda *words: 1)
    with pytest.raises(SystemExit):
        run.ready("runtime")
    assert not run.stamp("runtime").exists()


def test_an_offline_laptop_asks_no_index(machine: Path, calls: Calls) -> None:
    run.ready("runtime", machine)
    assert all({"--no-index", str(machine)} <= set(words) for words in started(calls, "install"))


def test_offline_wants_a_folder(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["--offline", "nowhere"])
    assert "run.py bundle" in capsys.readouterr().err
    assert calls == []


# --- system packages


def test_root_installs_what_is_missing(machine: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "is_root", lambda: True)
    (machine / "lib" / "libEGL.so.1").unlink()
    run.ready("runtime")
    assert started(calls, "apt-get") == [
        ("apt-get", "-q", "update"),
        ("apt-get", "-q", "install", "-y", "--no-install-recommends", "libegl1"),
    ]


def test_others_are_told_the_command_and_go_on(machine: Path, calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    (machine / "lib" / "libGL.so.1").unlink()
    (machine / "lib" / "libglib-2.0.so.0").unlink()
    run.ready("runtime")
    assert "run: sudo apt-get install -y --no-install-recommends libgl1 libglib2.0-0\n" in capsys.readouterr().err
    assert len(started(calls, "install")) == 2


def test_later_only_those_who_need_qt_are_reminded(machine: Path, calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    run.ready("dev")
    (machine / "lib" / "libGL.so.1").unlink()
    capsys.readouterr()
    run.ready("runtime")
    assert capsys.readouterr().err == ""
    run.ready("dev")
    assert "libgl1" in capsys.readouterr().err


def test_without_a_way_to_a_venv_there_is_one_sentence_and_an_end(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit) as ended:
        run.ready("runtime")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.endswith(f"run: sudo apt-get install -y --no-install-recommends python{version}-venv\n")
    assert said.count("\n") == 1
    assert calls == []


def test_a_screen_asks_for_more_once_there_is_a_window(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert run.missing_packages() == []
    run.WINDOW.parent.mkdir()
    run.WINDOW.touch()
    assert "libxcb-cursor0" in run.missing_packages() or os.name == "nt"


def test_the_tests_bring_a_screen_of_their_own(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.WINDOW.parent.mkdir()
    run.WINDOW.touch()
    for file in run.SCREEN_LIBRARIES:
        (machine / "lib" / file).touch()
    assert run.missing_packages("dev") == []
    monkeypatch.setattr("shutil.which", lambda name, path=None: None if name in run.TEST_PROGRAMS else f"/usr/bin/{name}")
    assert run.missing_packages("dev") == ["xvfb", "xdotool"]
    assert run.missing_packages("runtime") == []


def test_elsewhere_nothing_is_asked_of_the_system(monkeypatch: pytest.MonkeyPatch, machine: Path) -> None:
    (machine / "lib" / "libGL.so.1").unlink()
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    assert run.missing_packages() == []


# --- what is started


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        ([], ("demo", "{root}/demo")),
        (["demo"], ("demo", "{root}/demo")),
        (["demo", "there"], ("demo", "there")),
        (["fuping", "score", "x.fuping"], ("score", "x.fuping")),
        (["doctor", "x.fuping"], ("doctor", "x.fuping")),
    ],
)
def test_words_reach_the_terminal(machine: Path, calls: Calls, words: list[str], passed: tuple[str, ...]) -> None:
    assert run.main(words) == 0
    expected = tuple(word.replace("{root}/demo", str(machine / "demo")) for word in passed)
    assert calls[-1] == (str(run.python()), "-m", "scoring.cli", *expected)


def test_the_window_opens_where_there_is_a_display(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    run.WINDOW.parent.mkdir()
    run.WINDOW.touch()
    monkeypatch.setattr(run, "has_display", lambda: True)
    run.main([])
    assert calls[-1] == (str(run.python()), "-m", "desktop")


def test_without_a_display_it_says_so_and_shows_the_demo(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run.WINDOW.parent.mkdir()
    run.WINDOW.touch()
    monkeypatch.setattr(run, "has_display", lambda: False)
    run.main([])
    assert "There is no display" in capsys.readouterr().err
    assert calls[-1][-2] == "demo"


def test_pictures_want_a_folder(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["screenshots"])
    assert "run.py screenshots DIR" in capsys.readouterr().err
    assert run.main(["screenshots", "there"]) == 0
    assert calls[-1] == (str(run.python()), "-m", "desktop.screenshots", "there")


def test_pulled_words_are_compiled_before_the_window_opens(machine: Path, calls: Calls) -> None:
    run.main([])
    assert started(calls, "resources.i18n.linguist") == []
    words = machine / "resources" / "i18n" / "desktop" / "window.zh_CN.ts"
    words.parent.mkdir(parents=True)
    words.touch()
    run.main([])
    assert len(started(calls, "resources.i18n.linguist")) == 1
    made = machine / "resources" / "i18n" / "window.zh_CN.qm"
    made.touch()
    os.utime(words, (1, 1))
    run.main([])
    assert len(started(calls, "resources.i18n.linguist")) == 1


def test_all_steps_run_and_the_failed_ones_are_named(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = run.call
    monkeypatch.setattr(run, "call", lambda *words, **more: recorded(*words, **more) or int("mypy" in words))
    assert run.steps(run.TEST) == 1
    assert len(calls) == len(run.TEST)
    assert "Failed: mypy." in capsys.readouterr().err


def test_what_is_compiled_for_the_tests_is_kept_even_where_the_environment_says_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "asked.py").write_text("import sys; sys.exit(sys.dont_write_bytecode)", "utf-8")
    for name, value in (("PYTHONPATH", str(tmp_path)), ("PYTHONDONTWRITEBYTECODE", "1")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(run, "python", lambda: Path(sys.executable))
    assert run.call(run.python(), "-m", "asked") == 1
    assert run.steps((("asked", ("asked",)),)) == 0


@pytest.mark.parametrize(
    ("word", "tools"),
    [("test", ["ruff", "ruff", "mypy", "pytest"]), ("check", ["ruff", "ruff", "pytest"])],
)
def test_each_word_runs_its_set(calls: Calls, word: str, tools: list[str]) -> None:
    run.ready("dev")
    calls.clear()
    assert run.main([word]) == 0
    assert [words[2] for words in calls] == tools


def test_the_whole_set_holds_the_fast_one() -> None:
    """The two house modules of the fast set are found by pytest in the whole one."""
    assert set(run.CHECK) - set(run.TEST) == {("house rules", ("pytest", "-q", *run.HOUSE))}
    assert all((ROOT / module).exists() for module in run.HOUSE)


def test_words_after_test_go_to_pytest_alone(calls: Calls) -> None:
    run.main(["test", "tests/scoring", "-k", "x"])
    assert calls[-1] == (str(run.python()), "-m", "pytest", "tests/scoring", "-k", "x")
    assert started(calls, "ruff") == []


# --- the file itself


def test_an_old_python_is_told_so_in_a_sentence() -> None:
    program = "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); runpy.run_path('run.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr == "孵评需要 Python 3.11 或更新的版本，这里是 3.9.2。 Fuping needs Python 3.11 or newer; this is 3.9.2.\n"


def test_an_old_python_can_read_as_far_as_that_sentence() -> None:
    ast.parse(SOURCE, feature_version=(3, 6))
    assert "from __future__" not in SOURCE


def test_only_the_standard_library() -> None:
    names = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None) or "sys"]
        )
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names


# --- what is packed


def test_a_wheel_holds_the_compiled_words_and_the_manual(tmp_path: Path) -> None:
    """Built by the hook from a tree without them, as in a fresh clone."""
    tree = tmp_path / "tree"
    kept = shutil.ignore_patterns(".*", "__pycache__", "*.qm", "demo", "bundle", "tests", "benchmarks")
    shutil.copytree(ROOT, tree, ignore=kept)
    words = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    subprocess.run(words, cwd=tree, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        assert {
            "resources/i18n/window.zh_CN.qm",
            "resources/docs/manual.zh-CN.md",
            "resources/docs/manual.en.md",
            "resources/style/window.qss",
        } <= names
        assert packed.getinfo("resources/i18n/window.zh_CN.qm").file_size > 1_000
        assert "resources/icons/fuping.svg" in names


# --- the locks


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Requirement → its version and marker, and how many hashes it has."""
    found: dict[str, tuple[str, int]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip()):
        head, *hashes = [part.strip() for part in block.split("\\\n")]
        project, _, version = head.partition("==")
        found[project] = (version.strip(), sum(bool(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one)) for one in hashes))
        assert len(hashes) == found[project][1], f"{name}: {project}"
    return found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    assert [project for project, (version, hashes) in pins(name).items() if not version or not hashes] == []
    assert {"hatchling", "editables", "pyside6-essentials", "sqlite-utils"} <= pins(name).keys()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_no_lock_names_an_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash)", text, re.MULTILINE)


def test_the_tools_lock_holds_the_same_program() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()
    assert {"ruff", "mypy", "pytest", "pytest-qt", "hypothesis"} <= pins("requirements-dev.lock").keys() - pins(
        "requirements.lock"
    ).keys()

"""Compiles the window's translations, and collects its sentences anew. Called when the package is built, by run.py and by the tests.

python -m resources.i18n.linguist            compile, where a source is newer than what was compiled
python -m resources.i18n.linguist update     collect the sentences of desktop/ into the sources; says what is untranslated
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "desktop"
COMPILED = HERE / "window.zh_CN.qm"
DESKTOP = HERE.parent.parent / "desktop"
"""One file of translations for each room of desktop/: its top-level modules, and each folder in it; pages a file each."""


def compiled() -> Path:
    """The file the window loads, made anew where any source is newer."""
    sources = sorted(SOURCES.glob("*.ts"))
    if not COMPILED.exists() or any(source.stat().st_mtime > COMPILED.stat().st_mtime for source in sources):
        _run("lrelease", "-silent", *map(str, sources), "-qm", str(COMPILED))
    return COMPILED


def rooms() -> dict[str, list[Path]]:
    """Name of the file of translations → the modules it has the sentences of."""
    found: dict[str, list[Path]] = {"window": sorted(DESKTOP.glob("*.py"))}
    for folder in sorted(path for path in DESKTOP.iterdir() if path.is_dir() and path.name != "__pycache__"):
        if folder.name == "pages":
            found["page"] = sorted(folder.glob("*.py"))
            for page in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__"):
                found[f"page_{page.name}"] = sorted(page.rglob("*.py"))
        else:
            found[folder.name] = sorted(folder.rglob("*.py"))
    return found


def update() -> list[str]:
    """Collect; answers the sentences that are not translated yet, with their file."""
    for name, modules in rooms().items():
        target = SOURCES / f"{name}.zh_CN.ts"
        _run("lupdate", "-silent", "-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", "zh_CN",
             *map(str, modules), "-ts", str(target))  # fmt: skip
        if target.exists() and not messages(target):
            target.unlink()
    return untranslated()


def untranslated() -> list[str]:
    """``file: context: sentence`` of what has no translation."""
    return [
        f"{path.name}: {context}: {source}"
        for path in sorted(SOURCES.glob("*.ts"))
        for context, source, translation in messages(path)
        if not translation
    ]


def messages(path: Path) -> list[tuple[str, str, str]]:
    """(context, sentence, translation, empty while unfinished) of one file of our own making."""
    found = []
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - ours
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            found.append(
                (name, message.findtext("source") or "", (translation.text or "") if done and translation is not None else "")
            )
    return found


def _run(program: str, *words: str) -> None:
    spec = find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    binary = next(path for path in (folder / program, folder / f"{program}.exe") if path.exists())
    subprocess.run([str(binary), *words], check=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        print("\n".join(update()))  # noqa: T201
    else:
        compiled()

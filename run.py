"""孵评 Fuping: sets up whatever is missing, then starts. Needs Python 3.11 or newer and nothing else.

    python3 run.py                      the window, at first on a sample district; without a display the demo, into demo/
    python3 run.py test [ARGS]          all tests and checks; with ARGS only pytest, and those go to it
    python3 run.py check                the fast checks that run before a commit
    python3 run.py fuping ARGS          the terminal; any word not named here is passed to it as well
    python3 run.py screenshots DIR      a picture of every page, light and dark, in both languages and two sizes, into DIR
    python3 run.py lock [ARGS]          pin the dependencies anew; needs uv, and ARGS (--upgrade) go to it
    python3 run.py bundle DIR           download the wheels into DIR, for a laptop without a network of the same system
    python3 run.py --offline DIR ...    set up from such a DIR, then go on as above

On Windows say `py run.py`.
"""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

_HERE = ".".join(str(part) for part in sys.version_info[:3])

# Nothing above or below may use syntax newer than Python 3.6: an old Python must get as far as this sentence.
if sys.version_info < (3, 11):  # noqa: UP036 - see above
    sys.exit(f"孵评需要 Python 3.11 或更新的版本，这里是 {_HERE}。 Fuping needs Python 3.11 or newer; this is {_HERE}.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
WINDOW = ROOT / "desktop" / "__main__.py"

# Shared library → Debian package that brings it. The older name libglib2.0-0 is right everywhere: apt takes libglib2.0-0t64 for it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# The tests drive the real window on a screen of their own: program → Debian package.
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool"}
LIBRARY_FOLDERS = tuple(
    Path(folder) for folder in ("/usr/lib/" + platform.machine() + "-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib")
)

HOUSE = ("tests/test_house.py", "tests/test_architecture.py")
LINT = (("ruff format", ("ruff", "format", "--check", ".")), ("ruff check", ("ruff", "check", ".")))
CHECK = (*LINT, ("house rules", ("pytest", "-q", *HOUSE)))
# A file of tests stays on one core, so that what its tests share is made once; more than four processes gain nothing.
BOTH_CORES = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
TEST = (*LINT, ("mypy", ("mypy",)), ("pytest", ("pytest", "-q", *BOTH_CORES)))


def main(words: list[str]) -> int:
    wheels = None
    if words[:1] == ["--offline"]:
        if len(words) < 2 or not Path(words[1]).is_dir():
            refuse("--offline 后面要写下载好的文件夹。", "--offline needs the folder made by `run.py bundle`.")
        wheels, words = Path(words[1]).resolve(), words[2:]
    verb, rest = (words[0], words[1:]) if words else ("", [])
    if verb in {"-h", "--help"}:
        print(__doc__)
        return 0
    if verb == "lock":
        return lock(rest)
    ready("dev" if verb in {"test", "check"} else "runtime", wheels)
    compile_translations()
    if verb == "test":
        return steps((("pytest", ("pytest", *rest)),) if rest else TEST)
    if verb == "check":
        return steps(CHECK)
    if verb == "bundle":
        return bundle(rest)
    if verb == "screenshots":
        return screenshots(rest)
    return terminal(rest if verb == "fuping" else words) if words else start()


# --- what it does once everything is there


def start() -> int:
    if WINDOW.exists() and has_display():
        return product("desktop")
    if WINDOW.exists():
        tell("没有图形界面，改为运行演示。", "There is no display, so here is the demo instead of the window.")
    return terminal(["demo"])


def terminal(words: list[str]) -> int:
    return product("scoring.cli", *(["demo", str(ROOT / "demo")] if words == ["demo"] else words))


def product(module: str, *words: str) -> int:
    """The program itself, in the caller's folder, which must not lend it modules (PYTHONSAFEPATH)."""
    return call(python(), "-m", module, *words, stdout=None, env={"PYTHONSAFEPATH": "1"})


COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Tests start Python a hundred times: where the environment says not to keep what is compiled, half of that is compiling."""


def steps(wanted: tuple[tuple[str, tuple[str, ...]], ...]) -> int:
    """All of them, even after one has failed, then the names of those that did."""
    begun = time.monotonic()
    failed = []
    for name, words in wanted:
        tell(f"== {name}")
        if call(python(), "-m", *words, cwd=ROOT, stdout=None, env=COMPILED):
            failed.append(name)
    took = f"{time.monotonic() - begun:.0f} s"
    if failed:
        tell(f"== 未通过：{'、'.join(failed)}（{took}）", f"Failed: {', '.join(failed)}.")
        return 1
    tell(f"== 全部通过（{took}）", "All passed.")
    return 0


def screenshots(words: list[str]) -> int:
    if not words or words[0].startswith("-"):
        refuse("请写明文件夹：run.py screenshots 文件夹", "Name the folder: run.py screenshots DIR")
    return product("desktop.screenshots", *words)


def lock(more: list[str]) -> int:
    """Both lock files out of pyproject.toml, for all systems. An index belongs into the environment: on the command line uv echoes it."""
    folders = os.pathsep.join([str(python().parent), os.environ.get("PATH", "")])
    uv = shutil.which("uv", path=folders) or refuse(
        "没有找到 uv，请先安装：", f"uv is missing; first run: {python()} -m pip install uv"
    )
    common = (
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--only-binary",
        ":all:",
        "--no-header",
        "--no-annotate",
    )
    compile_ = (uv, "pip", "compile", "-q", *common, *more, "pyproject.toml")
    runtime = call(*compile_, "--group", "build", "-o", LOCKS["runtime"].name, cwd=ROOT)
    return runtime or call(*compile_, "--group", "dev", "-c", LOCKS["runtime"].name, "-o", LOCKS["dev"].name, cwd=ROOT)


def bundle(words: list[str]) -> int:
    if len(words) != 1:
        refuse("请写明文件夹：run.py bundle 文件夹", "Name the folder: run.py bundle DIR")
    folder = Path(words[0]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(LOCKS["runtime"], folder)
    return pip("download", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS["runtime"]), "-d", str(folder))


# --- what has to be there first


def ready(kind: str, wheels: Path | None = None) -> None:
    """The virtual environment holds what the lock of this kind and pyproject.toml ask for; a stamp in it spares the second start."""
    fresh = stamp(kind).exists() and stamp(kind).read_text("utf-8") == digest(kind) and python().exists()
    missing = missing_packages(kind)
    if fresh:
        if missing and (kind == "dev" or WINDOW.exists()):  # the terminal alone does without Qt
            tell("缺少系统组件，请运行：", f"System packages are missing; run: {apt_command(missing)}")
        return
    if missing:
        get_packages(missing)
    make_venv()
    install(kind, wheels)
    for done in ("runtime", kind):  # the dev lock holds the runtime's pins as well, a test says so
        stamp(done).write_text(digest(done), "utf-8")


def install(kind: str, wheels: Path | None) -> None:
    """Two calls, because pip refuses hashes together with an editable package."""
    source = (*(() if sys.stderr.isatty() else ("-q",)), *(("--no-index", "-f", str(wheels)) if wheels else ()))
    tell("正在安装依赖，第一次需要几分钟……", "Installing the dependencies; the first time takes some minutes ...")
    done = pip("install", *source, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[kind])) or pip(
        "install", *source, "--no-deps", "--no-build-isolation", "-e", str(ROOT)
    )
    if done:
        refuse(
            "依赖没有装好，原因见上；没有网络时请用 run.py bundle 准备的文件夹。",
            "The dependencies could not be installed, see above; without a network use a folder made by `run.py bundle`.",
        )


def compile_translations() -> None:
    """The package compiled its words when it was installed; what was pulled since is newer."""
    sources = list((ROOT / "resources" / "i18n" / "desktop").glob("*.ts"))
    made = ROOT / "resources" / "i18n" / "window.zh_CN.qm"
    stale = sources and (not made.exists() or any(path.stat().st_mtime > made.stat().st_mtime for path in sources))
    if stale and call(python(), "-m", "resources.i18n.linguist", cwd=ROOT):
        tell(
            "界面文字没有编译成功，原因见上；界面将显示英文。",
            "The window's words could not be compiled, see above; it will speak English.",
        )


def make_venv() -> None:
    if python().exists() and call(python(), "-m", "pip", "--version", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    tell("正在建立 .venv……", "Making .venv ...")
    if call(sys.executable, "-m", "venv", "--clear", str(VENV)):
        refuse("无法建立虚拟环境，原因见上。", "The virtual environment could not be made, see above.")


def missing_packages(kind: str = "runtime") -> list[str]:
    """Debian packages that are not there, found out by their files, which is quicker than asking dpkg. Elsewhere none."""
    if not shutil.which("apt-get"):
        return []
    tests = kind == "dev" and WINDOW.exists()
    wanted = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if tests or (WINDOW.exists() and has_display()) else {})}
    missing = [package for file, package in wanted.items() if not any((folder / file).exists() for folder in LIBRARY_FOLDERS)]
    missing += [package for program, package in TEST_PROGRAMS.items() if tests and not shutil.which(program)]
    return missing if can_make_venv() else [venv_package(), *missing]


def get_packages(missing: list[str]) -> None:
    """Install them where we may, else say how. Only without a virtual environment there is no going on."""
    if is_root():
        tell("正在安装系统组件：", f"Installing system packages: {' '.join(missing)}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call("apt-get", "-q", "update", env=quiet)
        if call("apt-get", "-q", "install", "-y", "--no-install-recommends", *missing, env=quiet) == 0:
            return
    said = ("缺少系统组件，请运行：", f"System packages are missing; run: {apt_command(missing)}")
    if venv_package() in missing:
        refuse(*said)
    tell(*said)


def can_make_venv() -> bool:
    return python().exists() or importlib.util.find_spec("ensurepip") is not None


def venv_package() -> str:
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def apt_command(packages: list[str]) -> str:
    return f"{'' if is_root() else 'sudo '}apt-get install -y --no-install-recommends {' '.join(packages)}"


# --- small things


def python() -> Path:
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def stamp(kind: str) -> Path:
    return VENV / f"fuping-{kind}.stamp"


def digest(kind: str) -> str:
    """The folder counts too: an editable installation points back at it, and a moved checkout has to be installed anew."""
    parts = (LOCKS[kind].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def pip(*words: str) -> int:
    return call(python(), "-m", "pip", "--disable-pip-version-check", "--no-input", *words, env={"PIP_USER": "0"})


def call(
    *words: str | Path,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    stdout: int | None = 2,
    stderr: int | None = None,
) -> int:
    """The exit code of a program. Its output goes to our stderr unless told otherwise, so that a verb's own output stays clean."""
    sys.stderr.flush()
    whole = {**os.environ, "PYTHONUTF8": "1", **(env or {})}
    return subprocess.run([str(word) for word in words], check=False, cwd=cwd, env=whole, stdout=stdout, stderr=stderr).returncode


def is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def has_display() -> bool:
    return os.name == "nt" or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def tell(zh: str, en: str = "") -> None:
    print(f"{zh} {en}".strip(), file=sys.stderr, flush=True)


def refuse(zh: str, en: str) -> NoReturn:
    tell(zh, en)
    sys.exit(2)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

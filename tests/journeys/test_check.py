"""fuping check: what a clerk sees before anything is imported, in the words and exit codes of the terminal."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from benchmarks.district import carrier_records
from scoring.intake.template import write_template
from scoring.services.shipped import FormFile, shipped_form
from tests.journeys.driving import fuping
from tests.scoring.intake.builders import OLE_ENCRYPTED
from tests.scoring.intake.forging import packed

ROOT = Path(__file__).parents[2]
WORKBOOKS = ROOT / "tests" / "data" / "workbooks"
CLEAN, DIRTY = WORKBOOKS / "clean_libreoffice.xlsx", WORKBOOKS / "dirty_six_ways.xlsx"


@pytest.fixture(scope="module")
def ours() -> FormFile:
    return shipped_form()


def filled(form: FormFile, path: Path, **changes: object) -> Path:
    """Our template with 20 tenants, each changed alike."""
    records = dict(carrier_records(form.compiled.form, 1, 20))
    records["tenants"] = tuple({**row, **changes} for row in records["tenants"])
    write_template(form.compiled.form, path, form_hash=form.hash, round_words="2026 年度考评", prefill=records)
    return path


def test_a_clean_return_is_said_to_be_so() -> None:
    answer = fuping("check", CLEAN)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "clean_libreoffice.xlsx　云岬汀洲创业苗圃　按“孵化器年度填报表”（2025 年数据）核验",
        "  已核验，0 个问题",
    ]
    assert fuping("check", CLEAN, "--lang", "en").out.splitlines()[-1] == "  Checked, 0 problems"


def test_each_illness_is_one_line_the_gravest_first() -> None:
    answer = fuping("check", DIRTY)
    lines = answer.out.splitlines()
    assert answer.code == 1
    assert [line.split("　")[0].strip() for line in lines[1:-1]] == ["错误"] * 5 + ["警示"]
    assert lines[-1] == "  已核验，6 个问题：错误 5 个，警示 1 个"
    assert any("在孵企业!K3" in line and "是“占用孵化场地面积”之误" in line for line in lines)


def test_one_rule_broken_in_many_rows_is_one_cause(ours: FormFile, tmp_path: Path) -> None:
    path = filled(ours, tmp_path / "a.xlsx", rd_staff=999)
    answer = fuping("check", path)
    (line,) = (line for line in answer.out.splitlines() if "研发人员不应多于" in line)
    assert line.startswith("  错误　在孵企业!P4、在孵企业!P5、在孵企业!P6，其余 17 处　研发人员不应多于年末从业人员")
    (cause,) = (one for one in fuping("check", path, "--json").json["files"][0]["causes"] if one["count"] == 20)
    assert len(cause["places"]) == 20
    assert cause["code"] == "form.check_row"


def test_warnings_alone_do_not_fail(ours: FormFile, tmp_path: Path) -> None:
    answer = fuping("check", filled(ours, tmp_path / "a.xlsx", registered_inside=False), "--json")
    (file,) = answer.json["files"]
    assert {cause["level"] for cause in file["causes"]} == {"warning"}
    assert (answer.code, file["verdict"]) == (0, "sound")


def test_the_form_is_told_by_the_stamp_or_by_the_headings(tmp_path: Path) -> None:
    for name, key in (
        ("maker_space.toml", "maker-space"),
        ("tech_sme.toml", "tech-sme"),
        ("incubator_annual.toml", "incubator-annual"),
    ):
        form = shipped_form(name)
        write_template(form.compiled.form, tmp_path / f"{key}.xlsx", form_hash=form.hash, round_words="2026 年度考评")
        assert fuping("check", tmp_path / f"{key}.xlsx", "--json").json["files"][0]["form"] == {"key": key, "version": "2025"}
    without_a_stamp = fuping("check", CLEAN, "--json").json["files"][0]
    assert without_a_stamp["form"]["key"] == "incubator-annual"


def test_a_workbook_of_no_form_is_one_finding_that_stops(tmp_path: Path) -> None:
    shutil.copy(WORKBOOKS / "shapes.xlsx", tmp_path / "a.xlsx")
    answer = fuping("check", tmp_path / "a.xlsx")
    assert answer.code == 1
    assert "看不出是哪一种填报表" in answer.out
    assert "众创空间年度填报表" in answer.out
    (file,) = fuping("check", tmp_path / "a.xlsx", "--json").json["files"]
    assert (file["form"], file["verdict"], [cause["level"] for cause in file["causes"]]) == (None, "faulty", ["stop"])


def test_what_cannot_be_read_is_refused_and_the_others_are_checked(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(OLE_ENCRYPTED)
    (tmp_path / "b.xlsx").write_bytes(b"")
    (tmp_path / "c.rar").write_bytes(b"Rar!\x1a\x07")
    shutil.copy(CLEAN, tmp_path / "d.xlsx")
    answer = fuping("check", tmp_path)
    assert answer.code == 2
    assert answer.out.splitlines()[-1] == "共 4 份：没有错误 1，有错误 0，读不了 3"
    assert "设有打开密码" in answer.out
    assert "“c.rar”是 RAR 压缩包，这里解不开" in answer.out
    assert "已核验，0 个问题" in answer.out


def test_in_a_zip_the_old_formats_say_what_the_new_one_says(tmp_path: Path) -> None:
    entries = [(f"收表/{path.name}", path.read_bytes()) for path in sorted(WORKBOOKS.glob("dirty_six_ways.*"))]
    files = fuping("check", packed(tmp_path / "收.zip", entries, gbk=True), "--json").json["files"]
    assert [Path(one["file"]).suffix for one in files] == [".ods", ".xls", ".xlsx"]
    told = []
    for one in files:
        name = f"收.zip/收表/dirty_six_ways{Path(one['file']).suffix}"
        assert {place["document"] for cause in one["causes"] for place in cause["places"]} == {name}
        causes = [cause for cause in one["causes"] if cause["code"] != "intake.unproven"]
        told.append(
            [(cause["code"], [(place["sheet"], place["row"], place["column"]) for place in cause["places"]]) for cause in causes]
        )
    assert told[0] == told[1] == told[2]
    assert [sum(cause["code"] == "intake.unproven" for cause in one["causes"]) for one in files] == [0, 1, 0]


def test_a_form_of_ones_own(tmp_path: Path) -> None:
    own = (ROOT / "resources" / "forms" / "incubator_annual.toml").read_text("utf-8")
    (tmp_path / "own.toml").write_text(own.replace('zh = "孵化器年度填报表"', 'zh = "自己的表"'), "utf-8")
    answer = fuping("check", CLEAN, "--form", tmp_path / "own.toml")
    assert (answer.code, "按“自己的表”" in answer.out) == (0, True)
    (tmp_path / "bad.toml").write_text(own.replace("rd_staff <= employees", "rd_staf <= employees"), "utf-8")
    answer = fuping("check", CLEAN, "--form", tmp_path / "bad.toml")
    assert answer.code == 2
    assert "“bad.toml”有 1 处错误" in answer.err
    assert "rd_staff" in answer.err


def test_another_year_of_data() -> None:
    answer = fuping("check", CLEAN, "--data-year", 2024)
    assert answer.code == 1
    assert "（2024 年数据）" in answer.out
    assert "入驻日期不应晚于截止日" in answer.out


def test_nothing_is_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = tmp_path / "space"
    space.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(space))
    packed(tmp_path / "a.zip", [("甲.xlsx", CLEAN.read_bytes())])
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert fuping("check", "a.zip").code == 0
    assert sorted(tmp_path.rglob("*")) == before


def test_a_path_that_is_not_there_and_a_folder_of_nothing(tmp_path: Path) -> None:
    answer = fuping("check", tmp_path / "gone.xlsx")
    assert (answer.code, answer.out) == (2, "")
    assert "gone.xlsx" in answer.err
    assert fuping("check", tmp_path).code == 2

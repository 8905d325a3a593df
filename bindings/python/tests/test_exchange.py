"""Sheets, acts and workbooks come in; rejects go out; nothing is half-written."""

import datetime
import json
import os
import signal
import subprocess
import sys
import threading

import pytest

import kezhuan
from kezhuan import acts

DAY = datetime.date(2026, 3, 2)
PEOPLE = [["工号", "姓名", "部门编号"], ["P001", "示例甲", "U-1"], ["P002", "示例乙", "U-1"]]


@pytest.fixture
def ctrl_c():
    """As in a terminal: a script started in the background is born deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def office(registry):
    registry.record(
        acts.RegisterUnit(name="影像科", institution="H-1", number="U-1"), happened=DAY
    )
    return registry


def csv(tmp_path, rows, name="people.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("".join(",".join(row) + "\r\n" for row in rows).encode(encoding))
    return path


def test_a_csv_file_comes_in_and_again_changes_nothing(office, tmp_path):
    path = csv(tmp_path, PEOPLE, encoding="gb18030")
    checked = kezhuan.import_csv(office, path, "people", check=True)
    assert checked.records == 2 and not checked.is_written
    report = kezhuan.import_csv(office, path, "people")
    assert report.is_written and report.records == 2 and report.rejected == 0
    assert [row.number for row in office.list("person")] == ["P001", "P002"]
    again = kezhuan.import_csv(office, path, kezhuan.Mapping.built_in("people"))
    assert again.repeated == 2
    assert len(office.list("person")) == 2


def test_what_comes_in_bears_the_name_of_whoever_acts(office):
    office.act_as("zhang", "office")
    kezhuan.import_rows(office, PEOPLE, "people")
    assert {(change.actor, change.role) for change in office.changes()[-2:]} == {("zhang", "office")}


def test_rows_of_ones_own_come_in_by_the_same_mapping(office):
    report = kezhuan.import_rows(office, PEOPLE, "people", name="from elsewhere")
    assert report.is_written and report.acts >= 2
    assert office.get("P002").name == "示例乙"


def test_all_or_none_unless_the_good_ones_are_asked_for(office):
    rows = [*PEOPLE, ["P003", "示例丙", "U-9"]]
    report = kezhuan.import_rows(office, rows, "people")
    assert not report.is_written and report.rejected == 1 and report.problems
    assert len(office.list("person")) == 0
    report = kezhuan.import_rows(office, rows, "people", keep_good=True)
    assert report.is_written and len(office.list("person")) == 2
    (reject,) = report.rejects
    assert reject.rows[0] == (4, ("P003", "示例丙", "U-9"))
    assert "rows:4" in reject.problems[0].place


def test_rejects_go_to_a_file_that_is_imported_when_mended(office, tmp_path):
    rejects = tmp_path / "rejects.csv"
    path = csv(tmp_path, [*PEOPLE, ["P003", "示例丙", "U-9"]])
    report = kezhuan.import_csv(office, path, "people", rejects=rejects)
    assert report.is_written and report.rejected == 1
    text = rejects.read_text(encoding="utf-8-sig")
    assert "P003" in text and "P001" not in text
    with pytest.raises(kezhuan.Storage, match="not overwritten"):
        kezhuan.import_csv(office, path, "people", rejects=rejects)
    mended = tmp_path / "mended.csv"
    mended.write_text(text.replace("U-9", "U-1"), encoding="utf-8")
    assert kezhuan.import_csv(office, mended, "people").is_written
    assert len(office.list("person")) == 3
    assert not list(tmp_path.glob("*.part"))


def test_a_workbook_comes_in_and_its_rejects_are_marked(office, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    page = book.active
    for row in [*PEOPLE, ["P003", "示例丙", "U-9"]]:
        page.append(row)
    path = tmp_path / "people.xlsx"
    book.save(path)
    rejects = tmp_path / "rejects.xlsx"
    report = kezhuan.import_xlsx(office, path, "people", rejects=rejects)
    assert report.is_written and report.rejected == 1, report
    page = openpyxl.load_workbook(rejects).active
    header = [cell.value for cell in page[1]]
    assert header[:3] == ["工号", "姓名", "部门编号"] and "原因" in header
    assert page["A2"].value == "P003"
    assert page["C2"].fill.fgColor.rgb == "FFFFC7CE" and page["C2"].comment
    assert page["A2"].fill.fgColor.rgb != "FFFFC7CE"
    page["C2"] = "U-1"
    mended = tmp_path / "mended.xlsx"
    page.parent.save(mended)
    report = kezhuan.import_xlsx(office, mended, "people")
    assert report.is_written and report.rejected == 0
    assert {row.number for row in office.list("person")} == {"P001", "P002", "P003"}


def test_characters_a_workbook_cannot_hold_are_shown_in_its_rejects(office, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "rejects.xlsx"
    rows = [*PEOPLE, ["P003", "示\x07例", "U-9"]]
    report = kezhuan.import_rows(office, rows, "people", rejects=path)
    assert report.is_written and report.rejected == 1
    assert openpyxl.load_workbook(path).active["B2"].value == "示␇例"


@pytest.mark.parametrize("name", ["r.xls", "r.xlsm", "R.ODS"])
def test_rejects_are_not_written_as_what_they_are_not(office, tmp_path, name):
    with pytest.raises(kezhuan.Invalid, match="Let it end in .xlsx or .csv"):
        kezhuan.import_rows(office, PEOPLE, "people", rejects=tmp_path / name)
    assert not list(tmp_path.glob("[rR].*")) and len(office.list("person")) == 0


def test_a_workbook_given_as_csv_is_sent_to_where_it_is_read(office, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(b"PK\x03\x04rest")
    with pytest.raises(kezhuan.Invalid, match="Use import_xlsx"):
        kezhuan.import_csv(office, path, "people")


def test_cells_are_read_as_they_are_shown(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from kezhuan.exchange import _shown

    book = openpyxl.Workbook()
    page = book.active
    shown = {
        1234.56: "1234.56",
        0.1 + 0.2: "0.3",
        1e15: "1000000000000000",
        15: "15",
        datetime.datetime(2026, 3, 2): "2026-03-02",
        datetime.date(2026, 3, 2): "2026-03-02",
        True: "是",
        "P001": "P001",
    }
    for at, (value, text) in enumerate(shown.items(), start=1):
        page.cell(row=at, column=1).value = value
        assert _shown(page.cell(row=at, column=1)) == text
    page["B1"] = 0.333
    page["B1"].number_format = "0.0%"
    assert _shown(page["B1"]) == "33.3%"
    page["B2"] = 15
    page["B2"].number_format = "0000"
    assert _shown(page["B2"]) == "0015"
    assert _shown(page["C9"]) == ""


def test_acts_come_in_one_a_line(office, tmp_path):
    lines = [
        {"act": "person.register", "happened": "2026-03-02",
         "data": {"name": f"示例{n}", "unit": "U-1", "number": f"P-{n}"}}
        for n in range(3)
    ]
    path = tmp_path / "acts.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    report = kezhuan.import_acts(office, path)
    assert report.is_written and report.acts == 3
    assert len(office.list("person")) == 3


def test_an_exception_in_a_callback_leaves_nothing_written(office):
    size = office.read().mark.size
    rows = [PEOPLE[0], *([f"P{n:05d}", f"示例{n}", "U-1"] for n in range(4000))]

    def progress(done):
        raise ZeroDivisionError("my own")

    with pytest.raises(ZeroDivisionError, match="my own"):
        kezhuan.import_rows(office, rows, "people", progress=progress)
    assert office.read().mark.size == size
    assert office.verify(replay=True).is_whole


def test_ctrl_c_in_a_long_import_leaves_nothing_written(office, ctrl_c):
    size = office.read().mark.size
    rows = [PEOPLE[0], *([f"P{n:05d}", f"示例{n}", "U-1"] for n in range(20000))]
    started = threading.Event()

    def progress(done):
        if not started.is_set():
            started.set()
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        kezhuan.import_rows(office, rows, "people", progress=progress)
    assert office.read().mark.size == size
    office.record(
        acts.RegisterUnit(name="乙", institution="H-1", number="U-2"), happened=DAY
    )


INTERRUPTED = """
import sys, kezhuan
path, sheet, today = sys.argv[1:]
with kezhuan.open(path, now=today) as registry:
    def progress(done):
        print(done, flush=True)
    try:
        kezhuan.import_csv(registry, sheet, "people", progress=progress)
    except KeyboardInterrupt:
        raise SystemExit(130)
"""


@pytest.mark.skipif(not hasattr(os, "kill"), reason="needs signals")
def test_ctrl_c_from_outside_ends_an_import_and_leaves_nothing_written(office, tmp_path):
    size = office.read().mark.size
    sheet = csv(tmp_path, [PEOPLE[0], *([f"P{n:05d}", f"示例{n}", "U-1"] for n in range(50000))])
    path = office.path
    office.close()
    child = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, path, str(sheet), "2026-03-02"],
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert child.stdout.readline().strip().isdigit()
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=60)
    assert child.returncode == 130
    with kezhuan.open(path, now="2026-03-02") as again:
        assert again.read().mark.size == size and again.verify(replay=True).is_whole


def test_ctrl_c_while_acts_are_recorded_leaves_nothing_written(office, ctrl_c):
    size = office.read().mark.size

    def units():
        for n in range(1000):
            if n == 500:
                signal.raise_signal(signal.SIGINT)
            yield acts.RegisterUnit(name=f"部门 {n}", institution="H-1", number=f"U-x{n}")

    with pytest.raises(KeyboardInterrupt):
        office.record_all(units(), happened=DAY)
    assert office.read().mark.size == size

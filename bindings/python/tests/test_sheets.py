"""Cells as people see them: what stands there is taken as it is shown, or refused by its place."""

import datetime
import uuid
from decimal import Decimal
from fractions import Fraction

import pytest

import kezhuan
from kezhuan import Money, acts
from kezhuan._number_format import styled
from kezhuan.exchange import _Bad, _cell_text

DAY = datetime.date(2026, 3, 2)
HEADER = ["工号", "姓名", "部门编号"]


@pytest.fixture
def office(registry):
    registry.record(acts.RegisterUnit(name="影像科", institution="H-1", number="U-1"), happened=DAY)
    return registry


def workbook(path, rows, formats=()):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, style in dict(formats).items():
        book.active[cell].number_format = style
    book.save(path)
    return path


@pytest.mark.parametrize(
    "value, style, text",
    [
        (12.5, '0.00"万元"', "12.50万元"),
        (12.345, '0.00"万元"', "12.345万元"),
        (12.5, 'General"万元"', "12.5万元"),
        (12.5, "[$USD] #,##0.00", "USD 12.50"),
        (1000, '"US$"#,##0.00', "USD 1000.00"),
        (1000, "[$$-409]#,##0.00", "USD 1000.00"),
        (1000, "[$-804]0.00", "1000"),
        (5, "#,##0.00 [$€-407]", "EUR 5.00"),
        (1000, "[$¥-804]#,##0.00", "1000"),
        (1000, '"¥"#,##0.00', "¥1000.00"),
        (125000, '0!.0,"万"', "125000"),
        (125000, "#,##0,", "125000"),
        (250000, '[>=10000]0!.0,"万";0', "250000"),
        (5, '[>=10]0"万元";0"元"', "5元"),
        (50, '[>=10]0"万元";0"元"', "50万元"),
        (-5, "0;(0)", "-5"),
        (-5, r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)', "-5"),
        (0, r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)', "0"),
        (0.333, "0.0%", "33.3%"),
        (15, "0000", "0015"),
        (100000, "0.00E+00", "100000"),
        (5, "[Red]0.00_ ", "5"),
        (46100, "General", "46100"),
    ],
)
def test_numbers_are_read_with_the_unit_their_format_shows(value, style, text):
    assert styled(value, style) == text


@pytest.mark.parametrize(
    "value, text",
    [
        (None, ""),
        (float("nan"), ""),
        (Decimal("NaN"), ""),
        (True, "是"),
        (Decimal("12.50"), "12.50"),
        (Money("USD 12.5"), "USD 12.50"),
        (Fraction(1, 3), "1/3"),
        (uuid.UUID(int=5), str(uuid.UUID(int=5))),
        (kezhuan.models.Kind.person, "person"),
        (datetime.datetime(2026, 3, 2), "2026-03-02"),
    ],
)
def test_a_value_of_a_row_is_a_text(value, text):
    assert _cell_text(value) == text


def test_values_of_pandas_that_are_none_are_empty():
    pandas = pytest.importorskip("pandas")
    assert _cell_text(pandas.NaT) == _cell_text(pandas.NA) == ""
    assert _cell_text(pandas.Timestamp("2026-01-01")) == "2026-01-01"


@pytest.mark.parametrize(
    "value",
    [
        float("inf"),
        Decimal("Infinity"),
        "\ud800",
        b"x",
        object(),
        datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc),
        [1],
    ],
)
def test_a_value_that_is_no_cell_is_a_problem_of_its_row_and_column(office, value):
    assert isinstance(_cell_text(value), _Bad)
    rows = [HEADER, ["P1", "示例甲", "U-1"], ["P2", value, "U-1"]]
    report = kezhuan.import_rows(office, rows, "people", keep_good=True)
    (problem,) = report.problems
    assert problem.place == "rows:3:姓名" and problem.remedy.zh and problem.remedy.en
    assert [row.number for row in office.list("person")] == ["P1"]


def test_a_bad_cell_that_nothing_is_read_from_does_no_harm(office):
    rows = [[*HEADER, "备忘"], ["P1", "示例甲", "U-1", object()]]
    assert kezhuan.import_rows(office, rows, "people").is_written


def test_rows_may_be_dicts(office):
    rows = [{"工号": "P1", "姓名": "示例甲", "部门编号": "U-1"}, {"姓名": "示例乙", "工号": "P2"}]
    report = kezhuan.import_rows(office, rows, "people")
    assert report.is_written and office.get("P2").name == "示例乙"
    for bad in ([rows[0], ["P3"]], [rows[0], {"职称": "x"}], [HEADER, rows[0]], [HEADER, "P1"], "ab", 5):
        with pytest.raises(kezhuan.Invalid) as caught:
            kezhuan.import_rows(office, bad, "people")
        assert caught.value.problems[0].remedy.zh


def test_a_formula_that_was_never_worked_out_is_a_problem_of_its_cell(office, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["P1", "示例甲", '="U-"&"1"'], ["P2", "示例乙", "U-1"]])
    report = kezhuan.import_xlsx(office, path, "people", keep_good=True)
    (problem,) = report.problems
    assert problem.place.endswith(":2:部门编号") and "formula" in str(problem)
    assert [row.number for row in office.list("person")] == ["P2"]


@pytest.mark.parametrize("cell, times", [("U-1", 1), ('="U-"&"1"', 2)])
def test_a_workbook_without_formulas_is_read_once(office, tmp_path, monkeypatch, cell, times):
    openpyxl = pytest.importorskip("openpyxl")
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["P1", "示例甲", cell]])
    load, loads = openpyxl.load_workbook, []
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *a, **k: loads.append(a) or load(*a, **k))
    report = kezhuan.import_xlsx(office, path, "people")
    assert len(loads) == times and report.is_written == (times == 1)


def test_an_error_value_is_a_problem_of_its_cell(office, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["P1", "#N/A", "U-1"]])
    report = kezhuan.import_xlsx(office, path, "people")
    assert not report.is_written and report.problems[0].place.endswith(":2:姓名")


@pytest.mark.parametrize(
    "name, content", [("a.xlsx", b"PK\x03\x04no"), ("a.xls", b"\xd0\xcf\x11\xe0"), ("b.xlsx", b"text")]
)
def test_a_broken_workbook_says_what_to_do(office, tmp_path, name, content):
    pytest.importorskip("openpyxl")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(kezhuan.Invalid, match=r"save it as \.xlsx"):
        kezhuan.import_xlsx(office, tmp_path / name, "people")


def test_a_mapping_and_a_folder_that_are_none_are_told(office, tmp_path):
    rows = [HEADER, ["P1", "示例甲", "U-9"]]
    with pytest.raises(kezhuan.Invalid, match="mapping"):
        kezhuan.import_rows(office, rows, None)
    with pytest.raises(kezhuan.Storage, match="no such folder"):
        kezhuan.import_rows(office, rows, "people", rejects=tmp_path / "no" / "r.csv")


def test_files_and_sheets_that_are_not_there_are_told(office, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER])
    with pytest.raises(kezhuan.Invalid, match="One of Sheet"):
        kezhuan.import_xlsx(office, path, "people", sheet="人员")
    for read, name in (
        (kezhuan.import_xlsx, "no.xlsx"), (kezhuan.import_csv, "no.csv"), (kezhuan.import_csv, "."),
    ):
        with pytest.raises(kezhuan.Storage, match="Check the path"):
            read(office, tmp_path / name, "people")
    with pytest.raises(kezhuan.Storage):
        kezhuan.import_acts(office, tmp_path / "no.jsonl")


@pytest.mark.parametrize("package", ["openpyxl", "pandas", "polars"])
def test_a_package_that_is_not_installed_is_named(office, tmp_path, monkeypatch, package):
    monkeypatch.setitem(__import__("sys").modules, package, None)
    extra = "xlsx" if package == "openpyxl" else package
    with pytest.raises(kezhuan.Invalid, match=rf"pip install 'kezhuan\[{extra}\]'"):
        if package == "openpyxl":
            kezhuan.import_xlsx(office, tmp_path / "a.xlsx", "people")
        else:
            getattr(office.list("unit"), f"to_{package}")()


def test_rows_take_no_memory_while_they_wait(office):
    import tracemalloc

    def rows(count):
        yield HEADER
        for n in range(count):
            yield [f"P{n:05d}", "示例" * 50, "U-1"]

    def peak(count):
        tracemalloc.start()
        kezhuan.import_rows(office, rows(count), "people", check=True)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(3000) < peak(300) + 300_000

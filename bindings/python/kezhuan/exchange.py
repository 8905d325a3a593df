"""Taking in many records at once: sheets (CSV, XLSX, rows of one's own) and acts."""

from __future__ import annotations

import collections.abc
import contextlib
import datetime
import enum
import math
import numbers
import os
import pathlib
import re
import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, Iterator, NamedTuple, Sequence

from . import _core
from ._number_format import number_text, styled
from ._values import (
    Money,
    Path,
    Record,
    Text,
    checked,
    current_language,
    invalid,
    is_unicode,
    read_text,
    unreadable,
)
from .errors import Problem, Storage
from .tables import _needs

if TYPE_CHECKING:
    from .registry import Registry

__all__ = ["ImportReport", "Mapping", "Reject", "import_acts", "import_csv", "import_rows", "import_xlsx"]

Progress = Callable[[int], object]


class Mapping:
    """How the columns of a sheet become acts. ``Mapping.built_in("people")``, ``Mapping.load(path)``."""

    def __init__(self, core: _core.Mapping) -> None:
        self._core = core

    @classmethod
    @checked
    def built_in(cls, id: str) -> Mapping:
        return cls(_core.Mapping.built_in(id))

    @classmethod
    @checked
    def from_yaml(cls, text: str, file: str = "mapping.yaml") -> Mapping:
        return cls(_core.Mapping.from_yaml(text, file))

    @classmethod
    @checked
    def load(cls, path: Path) -> Mapping:
        return cls.from_yaml(*read_text(path))

    @staticmethod
    def built_in_ids() -> list[str]:
        return _core.Mapping.built_in_ids()

    @staticmethod
    @checked
    def built_in_text(id: str) -> str:
        """The YAML text of one, to be edited."""
        return _core.Mapping.built_in_text(id)

    def __repr__(self) -> str:
        return f"<Mapping {self.id}>"

    @property
    def id(self) -> str:
        return self._core.id

    @property
    def title(self) -> Text:
        return self._core.title


@dataclass(frozen=True)
class Reject(Record):
    """One record that was not taken: its rows as they stand, and everything wrong with it."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ImportReport(Record):
    """What an import found and did."""

    records: int
    acts: int
    repeated: int
    rejected: int
    warnings: int
    outstanding: int
    first_warnings: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    more_problems: int
    is_written: bool
    unused_columns: tuple[str, ...]
    passed_over: tuple[int, tuple[tuple[int, str], ...]]
    rejects: tuple[Reject, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        zh = current_language() == "zh"
        lines = [str(problem) for problem in self.problems]
        if zh:
            lines.append(
                f"共 {self.records} 条记录，业务动作 {self.acts} 项，有误 {self.rejected} 条，"
                f"此前已导入 {self.repeated} 条，警告 {self.warnings} 项，待补 {self.outstanding} 项；"
                + ("已写入。" if self.is_written else "没有写入。")
            )
        else:
            lines.append(
                f"{self.records} records, acts: {self.acts}, rejected: {self.rejected}, "
                f"imported before: {self.repeated}, warnings: {self.warnings}, "
                f"outstanding: {self.outstanding}; "
                + ("written." if self.is_written else "nothing written.")
            )
        return "\n".join(lines)


class _Rejects:
    """Collects what is rejected, and writes it to a file before the rest is recorded for good.

    The file appears by its name only when the import went well; what stands there is not replaced.
    """

    def __init__(self, path: Path | None, keep_good: bool | None) -> None:
        self.path = None if path is None else pathlib.Path(path)
        self.wanted = self.path is not None or bool(keep_good)
        self.keep_good = self.wanted if keep_good is None else keep_good
        self.collected: list[Reject] = []
        self.header: list[str] = []
        self._text: list[str] = []
        self._part: pathlib.Path | None = None
        if self.path is not None:
            _refuse_rejects(self.path)

    def add(self, header: list[str], rows: Any, problems: tuple[Problem, ...], text: str) -> None:
        self.header = header
        self._text.append(text)
        rows = tuple((line, tuple(cells)) for line, cells in rows)
        self.collected.append(Reject(rows, problems))

    def write(self) -> None:
        """Before the commit: from here on the disk holds what was rejected."""
        if self.path is None or not self.collected:
            return
        self._part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        if self.path.suffix.lower() == ".xlsx":
            _write_rejects(self._part, self.header, self.collected)
        else:
            self._part.write_bytes("".join(self._text).encode("utf-8"))

    def publish(self) -> None:
        if self._part is not None and self.path is not None:
            self._part.replace(self.path)
            self._part = None

    def discard(self) -> None:
        if self._part is not None:
            self._part.unlink(missing_ok=True)


def _refuse_rejects(path: pathlib.Path) -> None:
    """Before anything is read: what cannot be written there."""
    wrong = None
    if path.exists():
        wrong = (
            Text("已有这个文件，不覆盖。", "this file exists, it is not overwritten."),
            Text("换一个文件名，或先把它移走。", "Choose another name, or move it away first."),
        )
    elif not path.parent.is_dir():
        wrong = (
            Text("没有这个文件夹。", "there is no such folder."),
            Text("先建立它，或换一个路径。", "Make it first, or choose another path."),
        )
    if wrong is not None:
        raise Storage([Problem("", str(path), *wrong)])
    if path.suffix.lower() in (".xls", ".xlsm", ".xlsb", ".et", ".ods"):
        raise invalid(
            (f"退回的行不能写成 {path.suffix}。", f"rejected rows are not written as {path.suffix}."),
            ("文件名以 .xlsx 或 .csv 结尾。", "Let it end in .xlsx or .csv."),
            str(path),
        )


def _run(
    call: Callable[
        [bool, bool, bool, _core._OnReject, _core._BeforeCommit, _core._Progress], dict[str, Any]
    ],
    rejects: _Rejects,
    check: bool,
    legacy: bool,
    progress: Progress | None,
) -> ImportReport:
    """``call`` is an import of the core, to be given what all of them take last."""
    on_reject = rejects.add if rejects.wanted else None
    try:
        said = call(legacy, check, rejects.keep_good, on_reject, rejects.write, progress)
        if said["rejected"] and rejects.path is not None and rejects._part is None:
            rejects.write()  # nothing was recorded, so nothing was about to be
        rejects.publish()
    finally:
        rejects.discard()
    return ImportReport(**said, rejects=tuple(rejects.collected))


def _mapping(mapping: Mapping | str) -> _core.Mapping:
    return (Mapping.built_in(mapping) if isinstance(mapping, str) else mapping)._core


@checked
def import_csv(
    registry: Registry,
    file: Path,
    mapping: Mapping | str,
    *,
    check: bool = False,
    rejects: Path | None = None,
    keep_good: bool | None = None,
    legacy: bool = False,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Takes in a CSV file in one durable step: all or none, unless ``rejects`` names a file.

    :param mapping: a ``Mapping``, or the id of a built-in one, as "people"
    :param check: only judge, write nothing
    :param rejects: the good ones are recorded, the others written here (.csv or .xlsx) with why
    :param keep_good: the same without a file; ``ImportReport.rejects`` has them
    :param legacy: old records: what they lack becomes outstanding
    :param progress: called now and then with how many records were judged
    """
    path = pathlib.Path(file)
    _refuse_workbook(path)
    kept = _Rejects(rejects, keep_good)
    call = partial(
        _core.import_csv,
        registry._core,
        _mapping(mapping),
        path,
        encoding,
        delimiter,
    )
    return _run(call, kept, check, legacy, progress)


@checked
def import_rows(
    registry: Registry,
    rows: Iterable[Sequence[object] | dict[str, object]],
    mapping: Mapping | str,
    *,
    name: str = "rows",
    check: bool = False,
    rejects: Path | None = None,
    keep_good: bool | None = None,
    legacy: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """The same of rows that one has; they are read before it begins.

    The first is the header; or all are dicts, whose keys are it. What a cell cannot hold (a number
    that is none, bytes, a time with a zone) is a problem of that cell; None and NaN are empty.
    """
    lines = (_line(n, row) for n, row in enumerate(_with_header(rows), start=1))
    kept = _Rejects(rejects, keep_good)
    call = partial(_core.import_rows, registry._core, _mapping(mapping), name, lines)
    return _run(call, kept, check, legacy, progress)


@checked
def import_acts(
    registry: Registry,
    file: Path,
    *,
    check: bool = False,
    rejects: Path | None = None,
    keep_good: bool | None = None,
    legacy: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Takes in acts, one JSON document a line. ``registry.record_all`` takes them from Python."""
    path = pathlib.Path(file)
    kept = _Rejects(rejects, keep_good)
    call = partial(_core.import_acts, registry._core, path)
    return _run(call, kept, check, legacy, progress)


@checked
def import_xlsx(
    registry: Registry,
    file: Path,
    mapping: Mapping | str,
    *,
    sheet: str | None = None,
    check: bool = False,
    rejects: Path | None = None,
    keep_good: bool | None = None,
    legacy: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Takes in a sheet of an Excel workbook, by the same mappings as a CSV file.

    :param sheet: its name; the first one by default
    :param rejects: a workbook (.xlsx) of the rejected rows with the bad cells marked, or a .csv
    """
    path = pathlib.Path(file)
    kept = _Rejects(rejects, keep_good)
    name = str(path) if sheet is None else f"{path}[{sheet}]"
    with _sheet(path, sheet) as lines:
        call = partial(_core.import_rows, registry._core, _mapping(mapping), name, lines)
        return _run(call, kept, check, legacy, progress)


def _refuse_workbook(path: pathlib.Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        return  # which is told when it is read
    if start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise invalid(
            ("这是 Excel 工作簿，不是文本。", "this is an Excel workbook, not text."),
            (
                "用 import_xlsx（旧的 .xls 先另存为 .xlsx）；或在 Excel 中另存为“CSV UTF-8（逗号分隔）”。",
                "Use import_xlsx (save an old .xls as .xlsx before); or save it in Excel as "
                '"CSV UTF-8 (comma delimited)".',
            ),
            str(path),
        )


@contextlib.contextmanager
def _sheet(path: pathlib.Path, sheet: str | None) -> Iterator[Iterator[_Line]]:
    """The rows of a sheet, read as they are asked for: what formulas gave beside what they are."""
    with contextlib.ExitStack() as books:
        values = books.enter_context(_book(path, True))
        name = values.sheetnames[0] if sheet is None else sheet
        if name not in values.sheetnames:
            known = ", ".join(values.sheetnames)
            raise invalid(
                (f"没有工作表 {name!r}。", f"there is no sheet {name!r}."),
                (f"可用：{known}。", f"One of {known}."),
                path.name,
            )
        rows = values[name].iter_rows()
        if _has_formulas(path):
            formulas = books.enter_context(_book(path, False))[name].iter_rows()
            cells = (map(_shown, row, other) for row, other in zip(rows, formulas))
        else:
            cells = (map(_shown, row) for row in rows)
        yield (_Line.of(line, row) for line, row in enumerate(cells, start=1))


def _has_formulas(path: pathlib.Path) -> bool:
    """Whether any part has one: a workbook without is read but once, in half the time."""
    with zipfile.ZipFile(path) as book:
        return any(_holds_formula(book, name) for name in book.namelist() if name.endswith(".xml"))


def _holds_formula(book: zipfile.ZipFile, name: str) -> bool:
    with book.open(name) as sheet:
        before = b""
        while piece := sheet.read(1 << 20):
            if re.search(rb"<(\w+:)?f[\s/>]", before + piece):
                return True
            before = piece[-64:]  # an element's name may lie across two pieces
    return False


@contextlib.contextmanager
def _book(path: pathlib.Path, data_only: bool) -> Iterator[Any]:
    load = _needs("openpyxl").load_workbook
    try:
        book = load(path, read_only=True, data_only=data_only)
    except OSError as error:
        raise unreadable(path, error) from error
    except Exception as error:  # whatever a broken file makes of it
        raise invalid(
            ("这不是可以读的 Excel 工作簿。", "this is no Excel workbook that can be read."),
            (
                "在 Excel 中打开并另存为 .xlsx（旧的 .xls、加密的文件也这样）；或另存为 CSV 用 import_csv。",
                "Open it in Excel and save it as .xlsx (an old .xls or an encrypted one, too); or "
                "save it as CSV for import_csv.",
            ),
            str(path),
        ) from error
    try:
        yield book
    finally:
        book.close()


class _Bad(NamedTuple):
    """What a cell holds that is no text, and what to do."""

    shown: str
    what: tuple[str, str]
    remedy: tuple[str, str]


class _Line(NamedTuple):
    """A row as the core takes it: its number, its cells, and those that are bad."""

    number: int
    cells: list[str]
    bad: list[_core._BadCell]

    @classmethod
    def of(cls, number: int, cells: Iterable[str | _Bad]) -> _Line:
        line = cls(number, [], [])
        for at, cell in enumerate(cells):
            if isinstance(cell, _Bad):
                line.bad.append((at, cell.what, cell.remedy))
            line.cells.append(cell.shown if isinstance(cell, _Bad) else cell)
        return line


def _line(number: int, row: object) -> _Line:
    if isinstance(row, (str, bytes)) or not isinstance(row, Iterable):
        kind = type(row).__name__
        raise invalid(
            (f"第 {number} 行不是一列单元格，而是 {kind}。", f"row {number} is no list of cells but {kind}."),
            ("每行给一个列表，或都给字典。", "Give each row as a list, or all as dicts."),
        )
    return _Line.of(number, map(_cell_text, row))


def _with_header(rows: Iterable[Any]) -> Iterator[Any]:
    """Rows with the header first: the keys, where they are dicts, of the first of them."""
    if isinstance(rows, (str, bytes)) or not isinstance(rows, Iterable):
        raise invalid(
            (f"rows 要若干行，不是 {type(rows).__name__}。", f"rows are rows, not {type(rows).__name__}."),
            ("如 [[\"工号\", \"姓名\"], [\"P1\", \"甲\"]]。", 'As [["工号", "姓名"], ["P1", "甲"]].'),
        )
    header: list[Any] | None = None
    for number, row in enumerate(rows):
        if number == 0 and isinstance(row, collections.abc.Mapping):
            header = list(row)
            yield header
        if header is None and not isinstance(row, collections.abc.Mapping):
            yield row
            continue
        if header is None or not isinstance(row, collections.abc.Mapping) or set(row) - set(header):
            raise invalid(
                (
                    f"第 {number + 1} 行与首行不同：字典与列表混用，或有首行没有的键。",
                    f"row {number + 1} is unlike the first: dicts among lists, or keys the first lacks.",
                ),
                ("都用字典，首行写全各键；或都用列表。", "Use dicts with all keys in the first, or lists."),
            )
        yield [row.get(name) for name in header]


def _shown(cell: Any, formula: Any = None) -> str | _Bad:
    """A cell as a person reads it there: percents, units, numbers with leading noughts, days.

    :param formula: the same cell as it was written
    """
    value = cell.value
    # a formula that gives the empty text has no value either, and says that it is a text
    is_empty_text = cell.data_type == "str"
    if value is None and not is_empty_text and formula is not None and formula.data_type == "f":
        return _Bad(
            str(formula.value),
            ("公式没有算出的值。", "a formula without the value it gives."),
            (
                "在 Excel 中打开并保存一次，或把公式粘贴成值。",
                "Open and save it in Excel, or paste the formula as its value.",
            ),
        )
    if value is not None and cell.data_type == "e":
        return _Bad(
            str(value),
            (f"单元格是错误值 {value}。", f"the cell is an error, {value}."),
            ("改正公式或填写内容。", "Mend the formula or fill the cell in."),
        )
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return styled(value, str(getattr(cell, "number_format", "") or ""))
    return _cell_text(value)


def _cell_text(value: object) -> str | _Bad:
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value if is_unicode(value) else _no_text(value)
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, Text):
        return value.zh
    if isinstance(value, Money):
        return value.text
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, Decimal):
        if value.is_nan():
            return ""
        return format(value, "f") if value.is_finite() else _no_text(value)
    if isinstance(value, numbers.Real) and not isinstance(value, Fraction):
        if math.isnan(value):
            return ""
        return number_text(float(value)) if math.isfinite(value) else _no_text(value)
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            return _Bad(
                str(value),
                ("带时区的时刻是哪一天，要看在哪里。", "which day a time with a zone is depends on where."),
                (
                    "用 value.astimezone(ZoneInfo(\"Asia/Shanghai\")).date()。",
                    "Use value.astimezone(ZoneInfo(\"Asia/Shanghai\")).date().",
                ),
            )
        return (value.date() if value.time() == datetime.time() else value).isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, Fraction, datetime.timedelta)):
        return str(value)
    return _no_text(value)


def _no_text(value: object) -> _Bad:
    shown = ascii(value) if isinstance(value, str) else repr(value)
    shown = shown.encode("utf-8", "replace").decode()[:60]
    return _Bad(
        shown,
        (f"单元格不能是 {shown}。", f"a cell cannot be {shown}."),
        (
            "给文字、数、日期或 None；字节串先解码。",
            "Give a text, a number, a date or None; decode bytes before.",
        ),
    )


#: Characters a workbook cannot hold, as the pictures Unicode has of them: "␇".
_pictures = {n: chr(0x2400 + n) for n in range(32) if chr(n) not in "\t\n\r"}


_own_columns = ("行号 line", "列 column", "规则 rule", "原因", "办法", "reason", "remedy")


def _write_rejects(path: pathlib.Path, header: list[str], rejects: Sequence[Reject]) -> None:
    """The rejected rows as a workbook to be mended and imported again, the bad cells marked."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    own = [name for name in header if name.strip() not in _own_columns]
    book = _needs("openpyxl").Workbook()
    page = book.active
    assert page is not None
    page.title = "rejects"
    page.append([*(name.translate(_pictures) for name in own), *_own_columns])
    for cell in page[1]:
        cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    mark = PatternFill("solid", fgColor="FFFFC7CE")
    for reject in rejects:
        for index, (line, cells) in enumerate(reject.rows):
            mine = [p for p in reject.problems if _is_about(p, line)]
            if index == 0:
                mine += [
                    p for p in reject.problems if not any(_is_about(p, n) for n, _ in reject.rows)
                ]
            why = (
                str(line),
                _joined(_column(p, line) for p in mine),
                _joined(p.rule for p in mine),
                _joined(p.what.zh for p in mine),
                _joined(p.remedy.zh for p in mine),
                _joined(p.what.en for p in mine),
                _joined(p.remedy.en for p in mine),
            )
            at = page.max_row + 1
            shown = [*cells[: len(own)], *[""] * (len(own) - len(cells)), *why]
            for column, text in enumerate(shown, start=1):
                cell = page.cell(row=at, column=column)
                cell.value = text.translate(_pictures)
                cell.data_type = "s"  # nothing that came from elsewhere is run as a formula
                cell.number_format = "@"
            for problem in mine:
                column_name = _column(problem, line)
                if column_name in own:
                    said = f"{problem.what.zh}\n{problem.what.en}"
                    cell = page.cell(row=at, column=own.index(column_name) + 1)
                    cell.fill = mark
                    cell.comment = Comment(said.translate(_pictures), "kezhuan")
    for column in range(1, len(own) + len(_own_columns) + 1):
        page.column_dimensions[get_column_letter(column)].width = 18
    book.save(path)
    book.close()


def _is_about(problem: Problem, line: int) -> bool:
    return re.search(rf":{line}(:|$)", problem.place) is not None


def _column(problem: Problem, line: int) -> str:
    _, found, column = problem.place.partition(f":{line}:")
    return column if found else ""


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))

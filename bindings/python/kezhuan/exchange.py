"""Taking in many records at once: sheets (CSV, XLSX, rows of one's own) and acts."""

from __future__ import annotations

import datetime
import os
import pathlib
import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, Iterable, Sequence

from . import _core
from ._values import Path, Text, current_language, read_text
from .errors import Problem

if TYPE_CHECKING:
    from .registry import Registry

__all__ = ["ImportReport", "Mapping", "Reject", "import_acts", "import_csv", "import_rows", "import_xlsx"]

Progress = Callable[[int], object]


class Mapping:
    """How the columns of a sheet become acts. ``Mapping.built_in("people")``, ``Mapping.load(path)``."""

    def __init__(self, core: _core.Mapping) -> None:
        self._core = core

    @classmethod
    def built_in(cls, id: str) -> Mapping:
        return cls(_core.Mapping.built_in(id))

    @classmethod
    def from_yaml(cls, text: str, file: str = "mapping.yaml") -> Mapping:
        return cls(_core.Mapping.from_yaml(text, file))

    @classmethod
    def load(cls, path: Path) -> Mapping:
        return cls.from_yaml(*read_text(path))

    @staticmethod
    def built_in_ids() -> list[str]:
        return _core.Mapping.built_in_ids()

    @staticmethod
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
class Reject:
    """One record that was not taken: its rows as they stand, and everything wrong with it."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ImportReport:
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
        if self.path is not None and self.path.exists():
            raise FileExistsError(
                f"已有这个文件，不覆盖 / this file exists, it is not overwritten: {self.path}"
            )

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
    kept = _Rejects(rejects, keep_good)
    call = partial(
        _core.import_csv,
        registry._core,
        _mapping(mapping),
        str(path),
        path.read_bytes(),
        encoding,
        delimiter,
    )
    return _run(call, kept, check, legacy, progress)


def import_rows(
    registry: Registry,
    rows: Iterable[Sequence[object]],
    mapping: Mapping | str,
    *,
    name: str = "rows",
    check: bool = False,
    rejects: Path | None = None,
    keep_good: bool | None = None,
    legacy: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """The same of rows that one has, the first of them the header; they are read before it begins."""
    lines = enumerate((list(map(_cell_text, row)) for row in rows), start=1)
    kept = _Rejects(rejects, keep_good)
    call = partial(_core.import_rows, registry._core, _mapping(mapping), name, lines)
    return _run(call, kept, check, legacy, progress)


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
    call = partial(_core.import_acts, registry._core, str(path), path.read_bytes())
    return _run(call, kept, check, legacy, progress)


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
    import openpyxl

    path = pathlib.Path(file)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise KeyError(f"{path.name}: {sheet!r}? {', '.join(book.sheetnames)}")
        page = book[book.sheetnames[0] if sheet is None else sheet]
        name = str(path) if sheet is None else f"{path}[{sheet}]"
        lines = [
            (line, [_shown(cell) for cell in row])
            for line, row in enumerate(page.iter_rows(), start=1)
        ]
    finally:
        book.close()
    kept = _Rejects(rejects, keep_good)
    call = partial(_core.import_rows, registry._core, _mapping(mapping), name, lines)
    return _run(call, kept, check, legacy, progress)


_only_noughts = re.compile(r"0+")


def _shown(cell: Any) -> str:
    """A cell as a person reads it there: percents, numbers with leading noughts, days."""
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        style = str(getattr(cell, "number_format", "") or "")
        if "%" in style:
            return _number_text(value * 100) + "%"
        if _only_noughts.fullmatch(style) and value == int(value):
            return f"{int(value):0{len(style)}d}"
    return _cell_text(value)


def _number_text(value: float) -> str:
    """What a spreadsheet shows of a number: 15 digits, no exponent."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(value, ".15g")
    return format(float(text), "f").rstrip("0").rstrip(".") if "e" in text else text


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime.datetime):
        return (value.date() if value.time() == datetime.time() else value).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


_own_columns = ("行号 line", "列 column", "规则 rule", "原因", "办法", "reason", "remedy")


def _write_rejects(path: pathlib.Path, header: list[str], rejects: Sequence[Reject]) -> None:
    """The rejected rows as a workbook to be mended and imported again, the bad cells marked."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    own = [name for name in header if name.strip() not in _own_columns]
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "rejects"
    page.append([*own, *_own_columns])
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
                cell.value = text
                cell.data_type = "s"  # nothing that came from elsewhere is run as a formula
                cell.number_format = "@"
            for problem in mine:
                column_name = _column(problem, line)
                if column_name in own:
                    cell = page.cell(row=at, column=own.index(column_name) + 1)
                    cell.fill = mark
                    cell.comment = Comment(f"{problem.what.zh}\n{problem.what.en}", "kezhuan")
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

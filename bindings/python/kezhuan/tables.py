"""Lists that turn into tables."""

from __future__ import annotations

import datetime
import html
import uuid
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, Iterable, Iterator, Sequence, TypeVar, overload

from . import _notebook, models
from ._values import Code, Money, Record, Text, _plain, checked, field_names, field_types, invalid

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["ListRow", "Rows", "Table"]

R = TypeVar("R")


def _cell(value: Any) -> Any:
    """A value as a table has it: names of codes, texts in the chosen language."""
    if isinstance(value, Code):
        return value.value
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_cell(each) for each in value]
    return value


def _needs(name: str) -> ModuleType:
    """An optional package, or how to get it."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        extra = "xlsx" if name == "openpyxl" else name
        raise invalid(
            (f"没有安装 {name}。", f"{name} is not installed."),
            (f"安装它：pip install 'kezhuan[{extra}]'。", f"Install it: pip install 'kezhuan[{extra}]'."),
        ) from error


def recorded_html(recorded: Any) -> str:
    """What was recorded, and what the rules said of it."""
    told = (recorded.seq, recorded.act, recorded.number, recorded.id)
    line = " ".join(html.escape(str(each)) for each in told if each is not None)
    said = recorded.decision._repr_html_() if recorded.decision.findings else ""
    return f"<p>{line}</p>{said}"


def _polars_type(annotation: str) -> Any:
    """How a frame holds a field; None: as it finds it."""
    import polars

    kind = annotation.split(" | ")[0]
    if kind.startswith("Sequence["):  # in a list everything is plain, as JSON has it
        inner = _polars_type(kind.partition("[")[2].rstrip("]"))
        plain = inner if inner in (polars.Int64, polars.Boolean) else polars.String
        return None if inner is None else polars.List(plain)
    types = {
        "str": polars.String,
        "Ref": polars.String,
        "Text": polars.String,
        "Fraction": polars.String,
        "uuid.UUID": polars.String,
        "int": polars.Int64,
        "bool": polars.Boolean,
        "Decimal": polars.Decimal(38, 2),
        "datetime.date": polars.Date,
        "datetime.datetime": polars.Datetime("us", "UTC"),
    }
    if kind not in types and issubclass(getattr(models, kind, object), Code):
        return polars.String
    return types.get(kind)


class Table(Sequence[R], Generic[R]):
    """Rows of one class, unchanging; turns into dicts, pandas and polars.

    An empty one keeps its columns if it is told of what class its rows are.
    """

    _shown = 60

    @checked
    def __init__(self, rows: Iterable[R], of: type[R] | None = None) -> None:
        self._rows = tuple(rows)
        self._of = type(self._rows[0]) if self._rows else of

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Table[R]: ...
    def __getitem__(self, at: int | slice) -> R | Table[R]:
        if isinstance(at, slice):
            return Table(self._rows[at], self._of)
        return self._rows[at]

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)}>" if self._of is None else f"<{len(self)} × {self._of.__name__}>"

    @property
    def columns(self) -> list[str]:
        return [] if self._of is None else list(field_names(self._of))

    def to_columns(self) -> dict[str, list[Any]]:
        return {name: [_cell(getattr(row, name)) for row in self._rows] for name in self.columns}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row; codes as text, sums as ``Money``."""
        return [{name: _cell(getattr(row, name)) for name in self.columns} for row in self._rows]

    def to_pandas(self) -> pandas.DataFrame:
        frame: pandas.DataFrame = _needs("pandas").DataFrame(self.to_columns())
        return frame

    def to_polars(self) -> polars.DataFrame:
        """Days, times and amounts are typed. Amounts not all in yuan have their currency beside them."""
        frames = _needs("polars")
        columns: dict[str, Any] = {}
        types: dict[str, Any] = {}
        annotations = {} if self._of is None else field_types(self._of)
        for name in self.columns:
            values = [getattr(row, name) for row in self._rows]
            types[name] = _polars_type(annotations[name])
            columns[name] = [_frame_value(value) for value in values]
            currencies = [value.currency if isinstance(value, Money) else None for value in values]
            if set(currencies) - {None, "CNY"}:
                columns[f"{name}_currency"] = currencies
        known = {name: type for name, type in types.items() if type is not None}
        frame: polars.DataFrame = frames.DataFrame(columns, schema_overrides=known, strict=False)
        return frame

    def _repr_html_(self) -> str:
        rows = [[getattr(row, n) for n in self.columns] for row in self._rows[: self._shown]]
        return _notebook.table(self.columns, rows, len(self) - len(rows))


def _frame_value(value: Any) -> Any:
    """A value as a frame of polars takes it."""
    if isinstance(value, Money):
        return Decimal(format(value, "f"))
    if isinstance(value, (Decimal, datetime.date)):
        return value
    return _plain(_cell(value))


@dataclass(frozen=True)
class ListRow:
    """One line of a list or of what was found."""

    id: uuid.UUID
    number: str
    name: str
    state: str
    kind: str


class Rows(Sequence[ListRow]):
    """What a list shows, held column by column."""

    def __init__(
        self,
        kind: str,
        ids: list[str],
        numbers: list[str],
        names: list[str],
        states: list[str],
        kinds: list[str] | None = None,
    ) -> None:
        self._kinds = kinds
        self._kind = kind
        self._columns = {"id": ids, "number": numbers, "name": names, "state": states}
        if kinds is not None:
            self._columns["kind"] = kinds

    def __len__(self) -> int:
        return len(self._columns["id"])

    @overload
    def __getitem__(self, at: int) -> ListRow: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> ListRow | Rows:
        columns = self._columns
        if isinstance(at, slice):
            return Rows(
                self._kind,
                columns["id"][at],
                columns["number"][at],
                columns["name"][at],
                columns["state"][at],
                None if self._kinds is None else self._kinds[at],
            )
        return ListRow(
            uuid.UUID(columns["id"][at]),
            columns["number"][at],
            columns["name"][at],
            columns["state"][at],
            self._kind if self._kinds is None else self._kinds[at],
        )

    def __repr__(self) -> str:
        return f"<{len(self)} {self._kind or 'rows'}>"

    @property
    def columns(self) -> list[str]:
        return list(self._columns)

    @property
    def next(self) -> str:
        """Where to go on, for ``after`` of the next page; empty when there are no rows."""
        if not len(self):
            return ""
        number = self._columns["number"][-1]
        return number if self._kinds is None else f"{self._kinds[-1]}/{number}"

    def to_columns(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self._columns.items()}

    def to_dicts(self) -> list[dict[str, Any]]:
        names = self.columns
        return [dict(zip(names, row)) for row in zip(*self._columns.values())]

    def to_pandas(self) -> pandas.DataFrame:
        frame: pandas.DataFrame = _needs("pandas").DataFrame(self._columns)
        return frame

    def to_polars(self) -> polars.DataFrame:
        frames = _needs("polars")
        schema = dict.fromkeys(self._columns, frames.String)
        frame: polars.DataFrame = frames.DataFrame(self._columns, schema=schema)
        return frame

    def _repr_html_(self) -> str:
        names = [name for name in self.columns if name != "id"]
        rows = list(zip(*(self._columns[name][:60] for name in names)))
        return _notebook.table(names, rows, len(self) - len(rows))

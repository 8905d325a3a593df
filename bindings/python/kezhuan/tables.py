"""Lists that turn into tables."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Iterable, Iterator, Sequence, TypeVar, overload

from . import _notebook
from ._values import Code, Record, Text, _plain, field_names

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


class Table(Sequence[R], Generic[R]):
    """Rows of one class, unchanging; turns into dicts, pandas and polars."""

    _shown = 60

    def __init__(self, rows: Iterable[R]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Table[R]: ...
    def __getitem__(self, at: int | slice) -> R | Table[R]:
        if isinstance(at, slice):
            return Table(self._rows[at])
        return self._rows[at]

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} × {type(self._rows[0]).__name__}>" if self._rows else "<0>"

    @property
    def columns(self) -> list[str]:
        if not self._rows:
            return []
        return list(field_names(type(self._rows[0])))

    def to_columns(self) -> dict[str, list[Any]]:
        return {name: [_cell(getattr(row, name)) for row in self._rows] for name in self.columns}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row; codes as text, sums as ``Money``."""
        return [{name: _cell(getattr(row, name)) for name in self.columns} for row in self._rows]

    def to_pandas(self) -> pandas.DataFrame:
        import pandas

        return pandas.DataFrame(self.to_columns())

    def to_polars(self) -> polars.DataFrame:
        import polars

        return polars.DataFrame(
            {name: [_plain(v) for v in values] for name, values in self.to_columns().items()},
            strict=False,
        )

    def _repr_html_(self) -> str:
        rows = [[getattr(row, n) for n in self.columns] for row in self._rows[: self._shown]]
        return _notebook.table(self.columns, rows, len(self) - len(rows))


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
        import pandas

        return pandas.DataFrame(self._columns)

    def to_polars(self) -> polars.DataFrame:
        import polars

        return polars.DataFrame(self._columns)

    def _repr_html_(self) -> str:
        names = [name for name in self.columns if name != "id"]
        rows = list(zip(*(self._columns[name][:60] for name in names)))
        return _notebook.table(names, rows, len(self) - len(rows))

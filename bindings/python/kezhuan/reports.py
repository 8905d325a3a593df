"""What people hand in or pin up, as objects, tables and files."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING, Any, Dict, Generic, List, TypeVar

from . import _core, _notebook, models
from ._values import (
    Path,
    Record,
    Ref,
    checked,
    current_language,
    field_names,
    field_types,
    invalid,
    text_or_none,
)
from .errors import Invalid
from .models import (
    AnnualReport,
    DisclosureList,
    DistributionReport,
    EditionDifference,
    IncomeStatement,
    TaxNote,
)
from .tables import Table

if TYPE_CHECKING:
    import pandas
    import polars

    from .registry import Snapshot

__all__ = ["Report", "annual", "case", "diff", "distribution", "list", "notice"]

R = TypeVar("R", bound=Record)

_main_rows = {
    DisclosureList: "entries",
    DistributionReport: "people",
    AnnualReport: "projects",
    IncomeStatement: "balances",
    EditionDifference: "changed",
    TaxNote: "receipts",
}


class Report(Generic[R]):
    """A report: ``data`` is an object of its class; the rest is how it is given out."""

    def __init__(self, core: _core.Report, lang: str) -> None:
        self._core = core
        self._lang = lang
        self.data: R = core.data()

    def __repr__(self) -> str:
        return f"<Report {type(self.data).__name__}>"

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return self.data.to_dict()

    def json(self) -> str:
        return self._core.text("json", self._lang)

    @checked
    def text(self, *, lang: str | None = None) -> str:
        return self._core.text("text", current_language(lang or self._lang))

    @checked
    def csv(self, *, lang: str | None = None) -> str:
        """For a spreadsheet: with byte order mark and CRLF, as Excel wants it."""
        return self._core.text("csv", current_language(lang or self._lang))

    @checked
    def html(self, *, lang: str | None = None) -> str:
        """A page that fetches nothing from anywhere, to print."""
        return self._core.text("html", current_language(lang or self._lang))

    @checked
    def save(self, path: Path, *, lang: str | None = None) -> pathlib.Path:
        """Writes .html, .csv, .json or .txt, by the name's ending."""
        file = pathlib.Path(path)
        kind = {".html": "html", ".csv": "csv", ".json": "json", ".txt": "text"}.get(file.suffix)
        if kind is None:
            raise invalid(
                (f"不知道按什么格式写 {file.name}。", f"no telling how to write {file.name}."),
                ("文件名以 .html、.csv、.json 或 .txt 结尾。", "Let it end in .html, .csv, .json or .txt."),
            )
        text = self._core.text(kind, current_language(lang or self._lang))
        file.write_bytes(text.encode("utf-8"))
        return file

    @property
    def tables(self) -> dict[str, Table[Any]]:
        """Every list of the report by its name."""
        return {
            name: self.table(name)
            for name in field_names(type(self.data))
            if isinstance(getattr(self.data, name), tuple)
        }

    @checked
    def table(self, name: str | None = None) -> Table[Any]:
        """One list of it; without a name the one it is about, as the people of a distribution."""
        kind = type(self.data)
        name = _main_rows[kind] if name is None else name
        rows = getattr(self.data, name, None)
        if not isinstance(rows, tuple):
            raise invalid(
                (f"这份报告没有列表 {name!r}。", f"the report has no list {name!r}."),
                (f"可用：{', '.join(self.tables)}。", f"One of {', '.join(self.tables)}."),
            )
        of = field_types(kind)[name].partition("[")[2].rstrip("]")
        return Table(rows, getattr(models, of, None))

    @checked
    def to_dicts(self, name: str | None = None) -> List[Dict[str, Any]]:  # `list` is a report here
        return self.table(name).to_dicts()

    @checked
    def to_pandas(self, name: str | None = None) -> pandas.DataFrame:
        return self.table(name).to_pandas()

    @checked
    def to_polars(self, name: str | None = None) -> polars.DataFrame:
        return self.table(name).to_polars()

    def _repr_html_(self) -> str:
        try:
            return _notebook.frame(self.html())
        except Invalid:
            return self.table()._repr_html_()


@checked
def list(
    snapshot: Snapshot, edition: Ref, *, public: bool = False, lang: str | None = None
) -> Report[DisclosureList]:
    """An edition of the disclosure list; ``public``: without what is confidential."""
    lang = current_language(lang)
    return Report(_core.report_list(snapshot._core, str(edition), public, lang), lang)


@checked
def notice(snapshot: Snapshot, edition: Ref, notice: Ref, *, lang: str | None = None) -> str:
    """The page (HTML) to pin up for a public notice of an edition."""
    return _core.report_notice(snapshot._core, str(edition), str(notice), current_language(lang))


@checked
def diff(
    snapshot: Snapshot, before: Ref, after: Ref, *, public: bool = False, lang: str | None = None
) -> Report[EditionDifference]:
    """What changed between two editions."""
    lang = current_language(lang)
    core = _core.report_diff(snapshot._core, str(before), str(after), public, lang)
    return Report(core, lang)


@checked
def distribution(
    snapshot: Snapshot,
    *,
    case: Ref | None = None,
    year: int | None = None,
    person: Ref | None = None,
    unit: Ref | None = None,
    contract: Ref | None = None,
    public: bool = False,
    lang: str | None = None,
) -> Report[DistributionReport]:
    """How income was divided: receipts, costs, what each is entitled to and was paid, and why.

    With ``contract``, receipts and shares are those of the contract; costs, payments and the rows
    by year, person and unit stay those of its case.
    """
    lang = current_language(lang)
    core = _core.report_distribution(
        snapshot._core,
        text_or_none(case),
        year,
        text_or_none(person),
        text_or_none(unit),
        text_or_none(contract),
        public,
        lang,
    )
    return Report(core, lang)


@checked
def annual(
    snapshot: Snapshot, year: int, *, public: bool = False, lang: str | None = None
) -> Report[AnnualReport]:
    """The figures of a year's report, with the cases behind each."""
    lang = current_language(lang)
    return Report(_core.report_annual(snapshot._core, year, public, lang), lang)


@checked
def case(
    snapshot: Snapshot, transfer_case: Ref, *, public: bool = False, lang: str | None = None
) -> Report[AnnualReport]:
    """The figures of a real-time report on one case."""
    lang = current_language(lang)
    return Report(_core.report_case(snapshot._core, str(transfer_case), public, lang), lang)

"""Money: how it came about, tax notes, and what a scheme would make of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import (
    TYPE_CHECKING,
    Any,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    TypeVar,
    Union,
    overload,
)

from . import _core, _notebook, models
from ._values import (
    Day,
    Money,
    Path,
    Record,
    Ref,
    Text,
    checked,
    current_language,
    day_text,
    field_names,
    given,
    given_text,
    invalid,
    read_text,
    text_or_none,
)
from .errors import Problem
from .models import (
    SimulationCost,
    SimulationOwner,
    SimulationPerson,
    SimulationReceipt,
    SimulationTeam,
)
from .reports import Report
from .tables import Table

if TYPE_CHECKING:
    import pandas
    import polars

    from .registry import Snapshot

Amount = Union[Decimal, int, str]
R = TypeVar("R")
#: A row: an object of its class, or a dict with the same names.
Given = Union[R, Mapping[str, Any]]

__all__ = [
    "EquityDivision",
    "EquityPart",
    "Figures",
    "Scheme",
    "SimulatedBand",
    "SimulatedEntries",
    "SimulatedEntry",
    "SimulatedLine",
    "Simulation",
    "SimulationCost",
    "SimulationOwner",
    "SimulationPerson",
    "SimulationReceipt",
    "SimulationTeam",
    "allocate",
    "divide_equity",
    "explain",
    "journal",
    "shipped_schemes",
    "simulate",
    "tax",
]


@checked
def explain(
    snapshot: Snapshot, transfer_case: Ref, *, person: Ref | None = None, lang: str | None = None
) -> Report[models.IncomeStatement]:
    """How each amount of a case came about; of one person without anybody else's amounts."""
    lang = current_language(lang)
    who = text_or_none(person)
    return Report(_core.explain(snapshot._core, str(transfer_case), who, lang), lang)


@checked
def tax(
    snapshot: Snapshot,
    transfer_case: Ref,
    person: Ref,
    *,
    on: Day | None = None,
    reward: Amount | None = None,
    income: Amount | None = None,
    exempt: Amount | None = None,
    deductions: Amount | None = None,
    withheld: Amount | None = None,
    months: int | None = None,
    lang: str | None = None,
) -> Report[models.TaxNote]:
    """What the tax rules say of a cash reward; an estimate if ``income`` of the year is given.

    Applied to nothing.
    """
    lang = current_language(lang)
    core = _core.tax_note(
        snapshot._core,
        str(transfer_case),
        str(person),
        day_text(on),
        reward,
        income,
        exempt,
        deductions,
        withheld,
        months,
        lang,
    )
    return Report(core, lang)


@checked
def journal(
    snapshot: Snapshot,
    *,
    case: Ref | None = None,
    first: Day | None = None,
    last: Day | None = None,
    lang: str | None = None,
) -> str:
    """A double-entry journal that hledger and ledger read."""
    return _core.journal(
        snapshot._core,
        text_or_none(case),
        day_text(first),
        day_text(last),
        current_language(lang),
    )


@checked
def allocate(total: Amount, weights: Iterable[Fraction | Decimal | int | str]) -> list[Money]:
    """Splits an amount by weights, to the fen and without remainder: the largest remainders first."""
    return _core.allocate(total, list(weights))


@dataclass(frozen=True)
class EquityPart(Record):
    """Somebody's part of an equity reward, in whole shares."""

    id: str
    weight: Fraction
    excluded: bool
    shares: int


@dataclass(frozen=True)
class EquityDivision(Record):
    """How the shares of an investment are split."""

    people: tuple[EquityPart, ...]
    people_shares: int
    institution_shares: int


@checked
def divide_equity(
    shares: int,
    reward_ratio: Fraction | Decimal | int | str,
    people: Iterable[Given[SimulationPerson]],
    *,
    excluded: Iterable[str] | str = (),
) -> EquityDivision:
    """Splits whole shares that add up: the people's side is rounded up, then the largest remainders.

    :param people: names and weights, as in ``simulate``
    :param excluded: principal heads, who may hold none; the others take over their weights (INC-04)
    """
    out = [excluded] if isinstance(excluded, str) else [given_text("excluded", id) for id in excluded]
    parts, theirs, rest = _core.divide_equity(shares, reward_ratio, list(people), out)
    divided = tuple(EquityPart(*part) for part in parts)
    unknown = sorted(set(out) - {part.id for part in divided})
    if unknown:
        raise invalid(
            (f"excluded 里有不在 people 中的人：{unknown}。", f"excluded names nobody of people: {unknown}."),
            ("写 people 里的 id。", "Give ids of people."),
        )
    return EquityDivision(divided, theirs, rest)


def shipped_schemes() -> list[str]:
    """Ids of the schemes built in."""
    return _core.shipped_schemes()


class Scheme:
    """A rule of distribution. ``Scheme.load("ours.yaml")``, ``Scheme.shipped("…")``."""

    def __init__(self, core: _core.Scheme) -> None:
        self._core = core

    @classmethod
    @checked
    def shipped(cls, id: str) -> Scheme:
        return cls(_core.Scheme.shipped(id))

    @classmethod
    @checked
    def from_yaml(cls, text: str, file: str = "scheme.yaml") -> Scheme:
        return cls(_core.Scheme.from_yaml(text, file))

    @classmethod
    @checked
    def load(cls, path: Path) -> Scheme:
        return cls.from_yaml(*read_text(path))

    def __repr__(self) -> str:
        data = self.data
        return f"<Scheme {data.id} {data.version}>"

    @property
    def data(self) -> models.Scheme:
        return self._core.data

    @property
    def hash(self) -> str:
        return self._core.hash

    @property
    def adoption(self) -> models.AdoptScheme:
        """The act that adopts it, to be recorded."""
        return self._core.adoption


@dataclass(frozen=True)
class Figures(Record):
    """Cumulative figures behind the lines of a receipt."""

    gross: Money
    off_the_top: Money
    direct_recovered: Money
    own_part: Money
    indirect_recovered: Money
    distributable: Money
    net: Money
    owner_income: Money
    reserved: Money
    distributed: Money
    reward: Money
    floor_base: Money


@dataclass(frozen=True)
class SimulatedLine(Record):
    """A part of one receipt: at which step it leaves, and to whom. Empty: nobody in particular."""

    step: str
    pool: str
    party: str
    team: str
    achievement: str
    share: Fraction
    amount: Money


@dataclass(frozen=True)
class SimulatedBand(Record):
    """What of a receipt fell into one band; ``up_to`` is None for the last, which has no end."""

    achievement: str
    band: int
    from_: Money
    up_to: Money | None
    amount: Money


@dataclass(frozen=True)
class SimulatedEntry(Record):
    """A receipt, or a release of the reserve, and what became of it."""

    id: str
    date: datetime.date
    kind: str
    amount: Money
    lines: tuple[SimulatedLine, ...]
    so_far: Figures
    bands: tuple[SimulatedBand, ...]


class SimulatedEntries(Sequence[SimulatedEntry]):
    """The entries in the order given, each made when it is looked at: a million take no room."""

    def __init__(self, core: _core.Division) -> None:
        self._core = core

    def __len__(self) -> int:
        return self._core.size()

    @overload
    def __getitem__(self, at: int) -> SimulatedEntry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[SimulatedEntry, ...]: ...
    def __getitem__(self, at: int | slice) -> SimulatedEntry | tuple[SimulatedEntry, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(len(self))[at])
        id, date, kind, amount, lines, figures, bands = self._core.entry(range(len(self))[at])
        return SimulatedEntry(
            id,
            date,
            kind,
            amount,
            tuple(SimulatedLine(*line) for line in lines),
            Figures(**figures),
            tuple(SimulatedBand(*band) for band in bands),
        )

    def __iter__(self) -> Iterator[SimulatedEntry]:
        return (self[at] for at in range(len(self)))

    def __repr__(self) -> str:
        return f"<{len(self)} × SimulatedEntry>"

    def _repr_html_(self) -> str:
        first = self[:60]
        names = field_names(SimulatedEntry)
        rows = [[getattr(entry, name) for name in names] for entry in first]
        return _notebook.table(names, rows, len(self) - len(first))

    def to_dicts(self) -> list[dict[str, Any]]:
        return self._table().to_dicts()

    def to_pandas(self) -> pandas.DataFrame:
        return self._table().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        return self._table().to_polars()

    def _table(self) -> Table[SimulatedEntry]:
        return Table(self, SimulatedEntry)


class Simulation:
    """What one scheme makes of the income."""

    def __init__(self, scheme: Scheme, core: _core.Division) -> None:
        self._core = core
        self.scheme = scheme

    def __repr__(self) -> str:
        return f"<Simulation {self.scheme!r}: {len(self.entries)} entries>"

    def _repr_html_(self) -> str:
        data = self.scheme.data
        return _notebook.table([str(data.title), data.version], list(self.totals().items()))

    @property
    def entries(self) -> SimulatedEntries:
        return SimulatedEntries(self._core)

    @property
    def figures(self) -> Figures:
        """After the last receipt."""
        return self.entries[-1].so_far

    @property
    def unrecovered(self) -> Money:
        """Costs that count and were not recovered."""
        return self._core.unrecovered

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What is legal and yet ought to be looked at."""
        return self._core.warnings

    @property
    def failing_floor(self) -> Problem | None:
        """The floor that is not reached, with the numbers."""
        return self._core.failing_floor

    def totals(self) -> dict[str, Money]:
        """What each person, unit or institution gets in all, by name."""
        return self._core.totals()

    def lines(self) -> Table[SimulatedLine]:
        """Every line of every entry."""
        return Table((line for entry in self.entries for line in entry.lines), SimulatedLine)


@checked
def simulate(
    scheme: Scheme | str | Sequence[Scheme | str],
    receipts: Iterable[Given[SimulationReceipt]],
    *,
    costs: Iterable[Given[SimulationCost]] = (),
    people: Iterable[Given[SimulationPerson]] = (),
    owners: Iterable[Given[SimulationOwner]] = (),
    teams: Iterable[Given[SimulationTeam]] = (),
    achievements: Sequence[str] = (),
    expected_income: Amount | None = None,
    signed_on: Day | None = None,
    face_value: bool = False,
) -> list[Simulation]:
    """What schemes would make of invented income; writes nothing.

    Rows are objects of the classes named, or dicts with the same names. Receipts are taken one by
    one from whatever gives them.

    :param scheme: one, or several to set side by side: a ``Scheme``, or the id of a built-in one
    :param people: nobody: one person has the weight
    :param face_value: take the thresholds of a foreign scheme at face value
    :raises Invalid: what is wrong with its row and field; ``index`` says which receipt it was
    """
    chosen = [scheme] if isinstance(scheme, (str, Scheme)) else scheme
    schemes = [Scheme.shipped(each) if isinstance(each, str) else given("scheme", each, Scheme) for each in chosen]
    divided = _core.simulate(
        {
            "costs": list(costs),
            "people": list(people),
            "owners": list(owners),
            "teams": list(teams),
            "achievements": list(achievements),
            "expected_income": expected_income,
            "signed_on": signed_on,
        },
        receipts,
        [each._core for each in schemes],
        face_value,
    )
    return [Simulation(each, core) for each, core in zip(schemes, divided)]

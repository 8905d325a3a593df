"""Money: how it came about, tax notes, and what a scheme would make of it."""

from __future__ import annotations

import datetime
import pathlib
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Iterable, Mapping, Sequence, Union

from . import _core, models
from ._values import (
    Day,
    Money,
    Path,
    Ref,
    Text,
    current_language,
    day_text,
    read_text,
    text_or_none,
)
from .errors import Problem
from .reports import Report
from .tables import Table

if TYPE_CHECKING:
    from .registry import Snapshot

Amount = Union[Decimal, int, str]

__all__ = [
    "Figures",
    "Scheme",
    "SimulatedEntry",
    "SimulatedLine",
    "Simulation",
    "explain",
    "journal",
    "shipped_schemes",
    "simulate",
    "tax",
]


def explain(
    snapshot: Snapshot, transfer_case: Ref, *, person: Ref | None = None, lang: str | None = None
) -> Report[models.IncomeStatement]:
    """How each amount of a case came about; of one person without anybody else's amounts."""
    lang = current_language(lang)
    who = text_or_none(person)
    return Report(_core.explain(snapshot._core, str(transfer_case), who, lang), lang)


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


def shipped_schemes() -> list[str]:
    """Ids of the schemes built in."""
    return _core.shipped_schemes()


class Scheme:
    """A rule of distribution. ``Scheme.load("ours.yaml")``, ``Scheme.shipped("…")``."""

    def __init__(self, core: _core.Scheme) -> None:
        self._core = core

    @classmethod
    def shipped(cls, id: str) -> Scheme:
        return cls(_core.Scheme.shipped(id))

    @classmethod
    def from_yaml(cls, text: str, file: str = "scheme.yaml") -> Scheme:
        return cls(_core.Scheme.from_yaml(text, file))

    @classmethod
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
class Figures:
    """Cumulative figures behind the lines of a receipt."""

    gross: Money
    off_the_top: Money
    direct_recovered: Money
    own_part: Money
    indirect_recovered: Money
    net: Money
    owner_income: Money
    reserved: Money
    distributed: Money
    reward: Money
    floor_base: Money


@dataclass(frozen=True)
class SimulatedLine:
    """A part of one receipt: at which step it leaves, and to whom. Empty: nobody in particular."""

    step: str
    pool: str
    party: str
    team: str
    achievement: str
    share: Fraction
    amount: Money


@dataclass(frozen=True)
class SimulatedEntry:
    """A receipt, or a release of the reserve, and what became of it."""

    id: str
    date: datetime.date
    kind: str
    amount: Money
    lines: tuple[SimulatedLine, ...]
    so_far: Figures


@dataclass(frozen=True)
class Simulation:
    """What one scheme makes of the income."""

    scheme: Scheme
    entries: tuple[SimulatedEntry, ...]
    unrecovered: Money
    warnings: tuple[Text, ...]
    failing_floor: Problem | None

    @property
    def figures(self) -> Figures:
        """After the last receipt."""
        return self.entries[-1].so_far

    def totals(self) -> dict[str, Money]:
        """What each person or unit gets in all, by name."""
        sums: dict[str, Money] = {}
        for entry in self.entries:
            for line in entry.lines:
                if line.party:
                    zero = Money(0, line.amount.currency)
                    sums[line.party] = sums.get(line.party, zero) + line.amount
        return sums

    def lines(self) -> Table[SimulatedLine]:
        return Table(line for entry in self.entries for line in entry.lines)


def simulate(
    scheme: Scheme | str | Sequence[Scheme | str],
    receipts: Iterable[Mapping[str, Any]],
    *,
    costs: Iterable[Mapping[str, Any]] = (),
    people: Iterable[Mapping[str, Any]] = (),
    owners: Iterable[Mapping[str, Any]] = (),
    teams: Iterable[Mapping[str, Any]] = (),
    achievements: Sequence[str] = (),
    expected_income: Amount | None = None,
    signed_on: Day | None = None,
    face_value: bool = False,
) -> list[Simulation]:
    """What schemes would make of invented income; writes nothing.

    :param scheme: one, or several to set side by side: a ``Scheme``, or the id of a built-in one
    :param receipts: dicts with date and amount, and id, refunded, release, schedule if need be
    :param costs: category, amount, date
    :param people: id, weight, pool, team, achievement, main_contributor, transfer_staff
    :param owners: id, share, institution
    :param teams: id, weight
    :param face_value: take the thresholds of a foreign scheme at face value
    """
    story = {
        "receipts": [_exact(row) for row in receipts],
        "costs": [_exact(row) for row in costs],
        "people": list(people),
        "owners": list(owners),
        "teams": list(teams),
        "achievements": list(achievements),
        **_exact({"expected_income": expected_income, "signed_on": signed_on}),
    }
    given = [scheme] if isinstance(scheme, (str, Scheme)) else scheme
    schemes = [Scheme.shipped(each) if isinstance(each, str) else each for each in given]
    with tempfile.TemporaryDirectory(prefix="kezhuan-") as folder:
        file = pathlib.Path(folder) / "simulation.json"
        file.write_text(_core.to_json(story), encoding="utf-8")
        return [_simulated(each, _core.simulate(file, each._core, face_value)) for each in schemes]


def _exact(row: Mapping[str, Any]) -> dict[str, Any]:
    """Whole yuan may be given as int: in the documents every amount is text."""
    return {
        name: str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in row.items()
    }


def _simulated(scheme: Scheme, said: Any) -> Simulation:
    entries, unrecovered, warnings, failing_floor = said
    return Simulation(
        scheme,
        tuple(
            SimulatedEntry(
                id,
                date,
                kind,
                amount,
                tuple(SimulatedLine(*line) for line in lines),
                Figures(**figures),
            )
            for id, date, kind, amount, lines, figures in entries
        ),
        unrecovered,
        warnings,
        failing_floor,
    )

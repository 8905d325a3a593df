"""The registry: acts go in, what they add up to comes out."""

from __future__ import annotations

import datetime
import json
import os
import uuid
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Iterable,
    Iterator,
    List,
    Mapping,
    Sequence,
    TypedDict,
    Union,
    overload,
)

from . import _core
from ._values import (
    Act,
    Day,
    Path,
    Record,
    Ref,
    Text,
    check_asked,
    checked,
    current_language,
    day_text,
    given_code,
    given_day,
    given_number,
    given_text,
    moment_text,
    one_of,
    read_moment,
    text_or_none,
)
from .calendar import Calendar
from .errors import Decision, Error, NotFound, Problem
from .models import CaseBoard, Deadline, FoundRegistry, Kind, NextReport, Settings, Who
from .policy import Policy
from .tables import Rows, Table

if TYPE_CHECKING:
    from typing_extensions import Unpack

Recorded = _core.Recorded
Now = Union[datetime.date, datetime.datetime, str]

__all__ = [
    "Batch",
    "Change",
    "Changes",
    "Due",
    "DueAsked",
    "LedgerMark",
    "ListFilters",
    "Recorded",
    "Registry",
    "SearchAsked",
    "Session",
    "Snapshot",
    "Submission",
    "Touched",
    "VerifyReport",
    "create",
    "migrate",
    "open",
    "rebuild",
    "restore",
    "verify_file",
]


@dataclass(frozen=True)
class Submission:
    """An act with what goes with it: when it happened, by whom, whether it is an old record."""

    act: Act | Mapping[str, Any]
    happened: datetime.date
    id: uuid.UUID | None = None
    actor: str | None = None
    role: str | None = None
    legacy: bool = False


Submitted = Union[Act, Submission, Mapping[str, Any]]
"""An act, an act with its day, or a dict as in JSON: act, happened, data."""


@dataclass(frozen=True)
class Touched(Record):
    """Something on record that an act made or named."""

    kind: str
    id: uuid.UUID
    number: str
    is_new: bool


@dataclass(frozen=True)
class Change(Record):
    """One entry of the ledger. A personal value in ``data`` is its commitment."""

    seq: int
    id: uuid.UUID
    act: str
    happened: datetime.date
    recorded: datetime.datetime
    actor: str
    role: str | None
    legacy: bool
    touched: tuple[Touched, ...]
    data: dict[str, Any]
    outcome: dict[str, Any]
    version: int = 1
    """of the act: how its data is to be read"""


class Changes(Table[Change]):
    """A page of entries in order. ``next`` is what ``changes(since=…)`` takes to go on."""

    def __init__(self, rows: Iterable[Change], next: int, has_more: bool) -> None:
        super().__init__(rows, Change)
        self.next = next
        self.has_more = has_more

    @overload
    def __getitem__(self, at: int) -> Change: ...
    @overload
    def __getitem__(self, at: slice) -> Changes: ...
    def __getitem__(self, at: int | slice) -> Change | Changes:
        """A part of the page goes on where it was cut off."""
        rows = self._rows
        if not isinstance(at, slice):
            return rows[at]
        end = len(rows) if at.stop is None else range(len(rows))[at].stop
        if end >= len(rows):
            return Changes(rows[at], self.next, self.has_more)
        return Changes(rows[at], rows[end - 1].seq if end > 0 else rows[0].seq - 1, True)


def _change(line: str) -> Change:
    said = json.loads(line)
    return Change(
        said["seq"],
        uuid.UUID(said["id"]),
        said["act"],
        datetime.date.fromisoformat(said["happened"]),
        read_moment(said["recorded"]),
        said["actor"],
        said.get("role"),
        said.get("legacy", False),
        tuple(
            Touched(each["kind"], uuid.UUID(each["id"]), each.get("number", ""), each.get("new", False))
            for each in said.get("touched", ())
        ),
        said["data"],
        said.get("outcome", {}),
        said.get("version", 1),
    )


@dataclass(frozen=True)
class RecordedBefore(Record):
    """Where an act stands that was recorded before."""

    seq: int
    happened: datetime.date


@dataclass(frozen=True)
class LedgerMark(Record):
    """Size and root of the ledger: what a later check is compared with."""

    size: int
    root: str

    def __str__(self) -> str:
        return f"{self.size} {self.root}"


@dataclass(frozen=True)
class VerifyReport(Record):
    """What ``verify`` found: whole when there are no problems."""

    mark: LedgerMark
    evidence_files: int
    replayed: int
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        return not self.problems


def _surroundings(
    now: Now | None, seed: int | None, calendar: Calendar | None
) -> tuple[str | None, int | None, _core.Calendar | None]:
    if now is None:
        now = os.environ.get("KEZHUAN_NOW") or None
    if seed is None and os.environ.get("KEZHUAN_SEED"):
        text = os.environ["KEZHUAN_SEED"]
        seed = int(text) if text.isdecimal() else given_number("KEZHUAN_SEED", text)
    if seed is not None:
        given_number("seed", seed, 0)
    own = None if calendar is None else calendar._core
    return moment_text(now), seed, own


@checked
def create(
    path: Path,
    founding: FoundRegistry | Mapping[str, Any],
    *,
    policy: Policy | None = None,
    actor: str = "unknown",
    now: Now | None = None,
    seed: int | None = None,
    calendar: Calendar | None = None,
) -> Registry:
    """Makes a new registry and adopts ``policy`` (the national one). Nothing may stand at ``path``.

    :param actor: who does it, as the ledger shows
    :param now: for tests and demos: the clock stands still there (default: KEZHUAN_NOW)
    :param seed: for tests and demos: ids that are the same each time (default: KEZHUAN_SEED)
    """
    chosen = Policy.national() if policy is None else policy
    around = _surroundings(now, seed, calendar)
    core = _core.Registry.create(path, founding, chosen._core, actor, *around)
    return Registry(core, actor, None, calendar)


@checked
def open(
    path: Path,
    *,
    access: str = "read_write",
    actor: str = "unknown",
    role: str | None = None,
    now: Now | None = None,
    seed: int | None = None,
    calendar: Calendar | None = None,
) -> Registry:
    """Opens a registry. ``access`` is "read_write" or "read_only".

    A registry may be used from any thread, by one at a time: the others wait. To read in parallel,
    each thread opens it for itself, or reads a snapshot of its own.
    """
    one_of("access", access, ("read_write", "read_only"))
    around = _surroundings(now, seed, calendar)
    core = _core.Registry.open(path, access == "read_only", *around)
    return Registry(core, actor, role, calendar)


@checked
def migrate(
    path: Path, *, now: Now | None = None, calendar: Calendar | None = None
) -> str | None:
    """Brings an older file up to date; the path of the backup, None when it was up to date."""
    moment, _, own = _surroundings(now, None, calendar)
    return _core.migrate(path, moment, own, False)


@checked
def rebuild(path: Path, *, now: Now | None = None, calendar: Calendar | None = None) -> str:
    """Makes the tables anew from the ledger; the path of the backup."""
    moment, _, own = _surroundings(now, None, calendar)
    backup = _core.migrate(path, moment, own, True)
    assert backup is not None
    return backup


@checked
def restore(backup: Path, target: Path) -> LedgerMark:
    """Puts a backup in a new place, with its evidence. It is verified first."""
    return LedgerMark(*_core.restore(backup, target))


def _given_mark(saved: LedgerMark | None) -> tuple[int, str] | None:
    if saved is None:
        return None
    return given_number("saved.size", saved.size, 0), given_text("saved.root", saved.root)


def _verified(size: int, root: str, *found: Any) -> VerifyReport:
    return VerifyReport(LedgerMark(size, root), *found)


@checked
def verify_file(
    path: Path,
    *,
    saved: LedgerMark | None = None,
    replay: bool = False,
    deep: bool = True,
    progress: Callable[[int, int], object] | None = None,
) -> VerifyReport:
    """As ``Registry.verify``, of a file. Of one too damaged to be opened it tells which part is,
    and whether the entries of its ledger fit their hashes.

    :raises Storage: the file cannot be read
    :raises Integrity: it is no registry
    """
    return _verified(*_core.verify_file(path, _given_mark(saved), replay, deep, progress))


def _in_role(role: str | None) -> str:
    return "" if role is None else f" as {role}"


class _Recorder:
    """What a session and a batch have in common: acts by somebody."""

    def __init__(self, core: _core.Registry | _core.Batch, actor: str, role: str | None) -> None:
        self._core = core
        self._actor = actor
        self._role = role

    @checked
    def record(
        self,
        act: Submitted,
        *,
        happened: Day | None = None,
        id: uuid.UUID | str | None = None,
        legacy: bool = False,
    ) -> Recorded:
        """Judges and records one act.

        :param happened: the day; may stand in a ``Submission`` or dict instead
        :raises Refused: with every finding; nothing was written
        :raises Conflict: the act id stands for other content
        """
        return self._core.record(act, happened, id, self._actor, self._role, legacy)

    @checked
    def check(
        self,
        act: Submitted,
        *,
        happened: Day | None = None,
        id: uuid.UUID | str | None = None,
        legacy: bool = False,
    ) -> Decision:
        """What recording it now would find; writes nothing."""
        return self._core.check(act, happened, id, self._actor, self._role, legacy)


class Batch(_Recorder):
    """Several acts, all or none: a context manager that commits at its end, unless one raised."""

    _core: _core.Batch

    def __repr__(self) -> str:
        try:
            at = f"next entry {self.next_seq}"
        except Error:
            at = "ended"
        return f"<Batch of {self._actor}{_in_role(self._role)}, {at}>"

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._core.commit()
        else:
            self._core.roll_back()

    @checked
    def record_all(
        self,
        acts: Iterable[Submitted],
        *,
        happened: Day | None = None,
        legacy: bool = False,
        progress: Callable[[int], object] | None = None,
    ) -> list[Recorded]:
        """Records whatever the iterable gives.

        After an exception the batch is good for nothing but being rolled back.

        :param progress: called now and then with how many are done
        """
        return self._core.record_all(
            acts, happened, self._actor, self._role, legacy, progress
        )

    def commit(self) -> None:
        self._core.commit()

    def roll_back(self) -> None:
        """Ends the batch; nothing of it was done."""
        self._core.roll_back()

    def mark(self) -> None:
        """From here on what is recorded can be taken back by itself; forgets an earlier mark."""
        self._core.mark()

    def roll_back_to_mark(self) -> None:
        """Undoes what was recorded since ``mark``, which stays; the batch is good again."""
        self._core.roll_back_to_mark()

    @property
    def next_seq(self) -> int:
        """What the next entry will be called."""
        return self._core.next_seq

    @checked
    def find(self, act: uuid.UUID | str) -> RecordedBefore | None:
        """The act with this id, on record or in the batch."""
        found = self._core.find(str(act))
        return None if found is None else RecordedBefore(*found)


class Session(_Recorder):
    """Acts by one person in one role, each durable by itself."""

    _core: _core.Registry

    def __repr__(self) -> str:
        return f"<Session of {self._actor}{_in_role(self._role)}>"

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def batch(self) -> Batch:
        return Batch(self._core.batch(), self._actor, self._role)

    @checked
    def record_all(
        self,
        acts: Iterable[Submitted],
        *,
        happened: Day | None = None,
        legacy: bool = False,
        progress: Callable[[int], object] | None = None,
    ) -> list[Recorded]:
        """Records whatever the iterable gives, all or none, in one durable step.

        :raises Refused: ``index`` of the exception says which item it was
        """
        with self.batch() as batch:
            return batch.record_all(acts, happened=happened, legacy=legacy, progress=progress)


class Snapshot:
    """An unchanging view of the registry at one moment."""

    def __init__(self, core: _core.Snapshot, calendar: Calendar) -> None:
        self._core = core
        self._calendar = calendar

    def __repr__(self) -> str:
        try:
            return f"<Snapshot of {self.mark.size} entries, {self.today}>"
        except Error:
            return "<Snapshot, closed>"

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._core.close()

    @property
    def today(self) -> datetime.date:
        """In Asia/Shanghai."""
        return self._core.today

    @property
    def mark(self) -> LedgerMark:
        return LedgerMark(*self._core.mark)

    @property
    def settings(self) -> Settings:
        """What the registry says of itself: whose it is, which policies it adopted."""
        return self._core.settings

    @checked
    def policy(self, day: Day | None = None) -> Policy:
        """The policy that applies to what happens on ``day`` (today)."""
        return Policy(self._core.policy(day_text(day) or self.today.isoformat()))

    @checked
    def get(self, number_or_id: Ref, kind: Kind | str | None = None) -> Any:
        """A record by number or id: an object of the class of its kind, such as ``Achievement``.

        :raises NotFound: which is a ``KeyError`` too
        """
        return self._core.get(str(number_or_id), "" if kind is None else str(kind))

    @checked
    def find(self, number_or_id: Ref, kind: Kind | str | None = None) -> Any | None:
        """The same; None when it is not on record."""
        try:
            return self.get(number_or_id, kind)
        except NotFound:
            return None

    @checked
    def kind_of(self, number_or_id: Ref) -> Kind:
        return Kind(self._core.key(str(number_or_id))[0])

    @checked
    def number_of(self, id: uuid.UUID) -> str:
        """The number people know a record by."""
        return self._core.number_of(str(id))

    @checked
    def next(self, number_or_id: Ref) -> NextReport:
        """Where an achievement or a case stands, what is missing, what may be done."""
        return self._core.next(str(number_or_id), "zh")[0]

    @checked
    def next_text(self, number_or_id: Ref, *, lang: str | None = None) -> str:
        return self._core.next(str(number_or_id), current_language(lang))[1]

    @checked
    def board(self, transfer_case: Ref) -> CaseBoard:
        """The path board of a case: its ten links."""
        return self._core.board(str(transfer_case))

    @checked
    def board_text(
        self, transfer_case: Ref, format: str = "text", *, lang: str | None = None
    ) -> str:
        """The board as "text", "html", "svg", "csv", "mermaid" or "json"."""
        formats = ("text", "html", "svg", "csv", "mermaid", "json")
        chosen = one_of("format", format, formats)
        return self._core.board_text(str(transfer_case), chosen, current_language(lang))

    @checked
    def due(self, **asked: Unpack[DueAsked]) -> Due:
        """What is overdue, and what falls due ``until`` a day or ``within`` so many working days."""
        check_asked(asked, DueAsked)
        person = asked.get("person")
        return Due(
            self._core.due(
                day_text(asked.get("day")),
                day_text(asked.get("until")),
                given_number("within", asked.get("within", 15), 0),
                self._calendar._core,
                "" if person is None else str(person),
                text_or_none(asked.get("role")),
            )
        )

    @checked
    def changes(self, *, since: int = 0, limit: int = 1000) -> Changes:
        """What was recorded after entry ``since``, in order; at most ``limit`` (0: all).

        Whoever keeps ``next`` and asks again with it sees every entry once.

        :raises Conflict: ``since`` is beyond the end, as after an older backup was restored
        """
        lines, next, has_more = self._core.changes(
            since, limit
        )
        return Changes((_change(line) for line in lines), next, has_more)

    @checked
    def follow(self, *, since: int = 0) -> Iterator[Change]:
        """Every entry after ``since``, page by page."""
        page = self.changes(since=since)
        yield from page
        while page.has_more:
            page = self.changes(since=page.next)
            yield from page

    @checked
    def list(self, kind: Kind | str, **filters: Unpack[ListFilters]) -> Rows:
        """The records of one kind, by number; every filter must hold. See ``ListFilters``."""
        return Rows(str(kind), *self._core.list(str(kind), _filters(filters)))

    @checked
    def count(self, kind: Kind | str, **filters: Unpack[ListFilters]) -> int:
        """How many ``list`` would give."""
        return self._core.count(str(kind), _filters(filters))

    @checked
    def search(self, words: str, **asked: Unpack[SearchAsked]) -> Rows:
        """What all the words are in: names, titles, parts of numbers. People are found by number."""
        of = _search(words, asked)
        return Rows("", *self._core.search(of.words, of.kinds, of.after, of.limit, of.lang))

    @checked
    def count_found(self, words: str, **asked: Unpack[SearchAsked]) -> int:
        """How many ``search`` would give without ``limit``."""
        of = _search(words, asked)
        return self._core.count_found(of.words, of.kinds, of.lang)

    @checked
    def entries(self, first: int = 1, last: int | None = None) -> List[str]:
        """The entries of the ledger from ``first`` to ``last`` (the end) as they are hashed, in JSON."""
        size = self.mark.size
        end = size if last is None else min(given_number("last", last, 0), size)
        return [*self._core.entries(given_number("first", first, 1), end)]


class ListFilters(TypedDict, total=False):
    """What ``list`` and ``count`` may be asked for; None is as if it were not said."""

    limit: int | None
    """at most so many; None or 0: all"""
    after: str
    """goes on where a page ended: ``Rows.next``"""
    state: object
    type: object
    unit: Ref | None
    contributor: Ref | None
    link: int | None
    """only those where this link is in ``link_state``"""
    link_state: object
    expiring_within: int | None
    """calendar days from today"""
    amount_from: Decimal | int | str | None
    amount_to: Decimal | int | str | None
    year: int | None
    outstanding: bool
    about: Ref | None
    search: str | None


class SearchAsked(TypedDict, total=False):
    """What ``search`` and ``count_found`` may be told besides the words."""

    kinds: Sequence[Kind | str] | Kind | str
    after: str
    limit: int
    """at most so many (100); 0: all"""
    lang: str | None


class DueAsked(TypedDict, total=False):
    """What ``due`` may be told."""

    until: Day | None
    within: int
    """so many working days (15), unless ``until`` is given"""
    day: Day | None
    """as of that day, instead of today"""
    person: Ref | None
    """only what is this person's matter"""
    role: Who | str | None
    """only what this role has to do"""


def _filters(given: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments as the core takes them: codes and references as text."""
    check_asked(given, ListFilters)
    as_they_are = ("amount_from", "amount_to", "outstanding")
    numbers = {"limit": 0, "link": 1, "expiring_within": 0, "year": 1}
    filters: dict[str, Any] = {"language": current_language()}
    for name, value in given.items():
        if value is None:
            continue
        if name in numbers:
            filters[name] = given_number(name, value, numbers[name])
        else:
            filters[name] = value if name in as_they_are else given_text(name, str(value))
    return filters


@dataclass(frozen=True)
class _Search:
    words: str
    kinds: List[str]
    after: str
    limit: int
    lang: str


def _search(words: str, asked: Mapping[str, Any]) -> _Search:
    check_asked(asked, SearchAsked)
    kinds = asked.get("kinds", ())
    return _Search(
        given_text("words", words),
        [given_code("kinds", kind) for kind in ((kinds,) if isinstance(kinds, (str, Kind)) else kinds)],
        given_text("after", asked.get("after", "")),
        given_number("limit", asked.get("limit", 100), 0),
        current_language(asked.get("lang")),
    )


class Due(Table[Deadline]):
    """What is due, from overdue on up to ``until``.

    ``limited_to`` is the day the working calendar ends on, when it ends before the working days
    asked for do: of what falls due later nothing is known yet. None when all of it is there.
    """

    def __init__(self, core: _core.Due) -> None:
        super().__init__(core.rows(), Deadline)
        self._core = core
        self.until = core.until
        self.limited_to = core.limited_to

    def __repr__(self) -> str:
        short = f", limited to {self.limited_to}" if self.limited_to else ""
        return f"<{len(self)} × Deadline until {self.until}{short}>"

    @property
    def limit_text(self) -> Text:
        """What to say of ``limited_to``; empty when there is nothing to say."""
        if self.limited_to is None:
            return Text("", "")
        return Text(
            f"只列到 {self.limited_to}：此后哪些是工作日，待下一年度放假安排公布后才能确定。",
            f"Listed up to {self.limited_to} only: which days are working days after it is not "
            "known until the next year's holidays are announced.",
        )

    @checked
    def to_text(self, *, lang: str | None = None) -> str:
        """For a terminal: overdue first, with the working days left."""
        text = self._core.text("text", current_language(lang), None)
        return text + (self.limit_text.in_(lang) + "\n" if self.limit_text else "")

    @checked
    def to_csv(self, *, lang: str | None = None) -> str:
        """For a spreadsheet: with byte order mark and CRLF."""
        return self._core.text("csv", current_language(lang), None)

    @checked
    def to_icalendar(self, *, alarm_days: int | None = None, lang: str | None = None) -> str:
        """For a calendar (.ics): an event each, with an alarm so many days before if asked for."""
        days = None if alarm_days is None else given_number("alarm_days", alarm_days, 0)
        if days is not None and days > 36500:
            one_of("alarm_days", days, ("0 … 36500",))
        return self._core.text("icalendar", current_language(lang), days)


class Registry:
    """An open registry. A context manager: closed at its end."""

    def __init__(
        self,
        core: _core.Registry,
        actor: str,
        role: str | None,
        calendar: Calendar | None,
    ) -> None:
        self._core = core
        self.act_as(actor, role)
        self._calendar = Calendar.national() if calendar is None else calendar

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Registry, closed>" if self._core.is_closed else f"<Registry {self.path}>"

    def close(self) -> None:
        """Whatever is used of it afterwards raises ``Invalid``. Snapshots stay good."""
        self._core.close()

    @property
    def path(self) -> str:
        return self._core.path

    @property
    def calendar(self) -> Calendar:
        return self._calendar

    @checked
    def act_as(self, actor: str, role: str | None = None) -> None:
        """Who acts from now on where nothing else says so, imports too. "unknown" until set."""
        self._core.act_as(actor, role)
        self._actor = actor
        self._role = role

    @checked
    def acting(self, person: str, role: str | None = None) -> Session:
        """``with registry.acting("zhang", "office") as session: session.record(...)``."""
        return Session(self._core, person, role)

    def batch(self) -> Batch:
        """Several acts, all or none: ``with registry.batch() as batch: batch.record(...)``."""
        return self.acting(self._actor, self._role).batch()

    @checked
    def record(
        self,
        act: Submitted,
        *,
        happened: Day | None = None,
        id: uuid.UUID | str | None = None,
        legacy: bool = False,
    ) -> Recorded:
        """As ``Session.record``, by whoever ``act_as`` named."""
        session = self.acting(self._actor, self._role)
        return session.record(act, happened=happened, id=id, legacy=legacy)

    @checked
    def record_all(
        self,
        acts: Iterable[Submitted],
        *,
        happened: Day | None = None,
        legacy: bool = False,
        progress: Callable[[int], object] | None = None,
    ) -> List[Recorded]:
        """As ``Session.record_all``."""
        session = self.acting(self._actor, self._role)
        return session.record_all(acts, happened=happened, legacy=legacy, progress=progress)

    @checked
    def check(
        self,
        act: Submitted,
        *,
        happened: Day | None = None,
        id: uuid.UUID | str | None = None,
        legacy: bool = False,
    ) -> Decision:
        """What recording it now would find; writes nothing."""
        session = self.acting(self._actor, self._role)
        return session.check(act, happened=happened, id=id, legacy=legacy)

    def read(self) -> Snapshot:
        """An unchanging view of what is on record now."""
        return Snapshot(_core.read(self._core), self._calendar)

    @checked
    def adopt(self, policy: Policy, *, happened: Day) -> Recorded:
        """Adopts a policy from its effective date on; what is on record keeps its own."""
        return self._core.adopt(policy._core, given_day("happened", happened))

    @checked
    def keep_file(self, file: Path) -> str:
        """Takes a copy into the evidence folder; its SHA-256, for ``AttachEvidence``."""
        return self._core.keep_file(file)

    @checked
    def backup(self, target: Path) -> LedgerMark:
        """A consistent copy with evidence, while others go on working; verified."""
        return LedgerMark(*self._core.backup(target))

    @checked
    def verify(
        self,
        *,
        saved: LedgerMark | None = None,
        replay: bool = False,
        deep: bool = True,
        progress: Callable[[int, int], object] | None = None,
    ) -> VerifyReport:
        """Proves that the record is whole; what is not is told in ``problems``.

        :param saved: an earlier size and root to compare with
        :param replay: rebuild the tables in memory and compare every row
        :param deep: evidence files, personal values, the database's own checks
        """
        return _verified(*self._core.verify(_given_mark(saved), replay, deep, progress))

    @property
    def is_erasure_pending(self) -> bool:
        """True while somebody's open snapshot keeps erased values in the file."""
        return self._core.is_erasure_pending

    # What a snapshot of this moment answers.

    @checked
    def next(self, number_or_id: Ref) -> NextReport:
        with self.read() as snapshot:
            return snapshot.next(number_or_id)

    @checked
    def board(self, transfer_case: Ref) -> CaseBoard:
        with self.read() as snapshot:
            return snapshot.board(transfer_case)

    @checked
    def due(self, **asked: Unpack[DueAsked]) -> Due:
        """As ``Snapshot.due``."""
        with self.read() as snapshot:
            return snapshot.due(**asked)

    @checked
    def list(self, kind: Kind | str, **filters: Unpack[ListFilters]) -> Rows:
        """As ``Snapshot.list``."""
        with self.read() as snapshot:
            return snapshot.list(kind, **filters)

    @checked
    def search(self, words: str, **asked: Unpack[SearchAsked]) -> Rows:
        """As ``Snapshot.search``."""
        with self.read() as snapshot:
            return snapshot.search(words, **asked)

    @checked
    def changes(self, *, since: int = 0, limit: int = 1000) -> Changes:
        """As ``Snapshot.changes``."""
        with self.read() as snapshot:
            return snapshot.changes(since=since, limit=limit)

    @checked
    def get(self, number_or_id: Ref, kind: Kind | str | None = None) -> Any:
        """As ``Snapshot.get``."""
        with self.read() as snapshot:
            return snapshot.get(number_or_id, kind)

"""Working days, as the notices of the State Council have them; never guessed."""

from __future__ import annotations

import datetime

from . import _core
from ._values import Day, Path, checked, given_day, one_of, read_text

__all__ = ["Calendar"]


class Calendar:
    """Which days are working days, inside a stated coverage: beyond it ``Invalid`` is raised."""

    def __init__(self, core: _core.Calendar) -> None:
        self._core = core

    @classmethod
    def national(cls) -> Calendar:
        """That of mainland China, built in."""
        return cls(_core.Calendar.national())

    @classmethod
    @checked
    def from_yaml(cls, text: str, file: str = "calendar.yaml") -> Calendar:
        return cls(_core.Calendar.from_yaml(text, file))

    @classmethod
    @checked
    def load(cls, path: Path) -> Calendar:
        return cls.from_yaml(*read_text(path))

    def __repr__(self) -> str:
        return f"<Calendar {self.id} {self.version}, {self.first_day} – {self.last_day}>"

    @property
    def id(self) -> str:
        return self._core.id

    @property
    def version(self) -> str:
        return self._core.version

    @property
    def first_day(self) -> datetime.date:
        return self._core.first_day

    @property
    def last_day(self) -> datetime.date:
        return self._core.last_day

    @property
    def hash(self) -> str:
        return self._core.hash

    @checked
    def covers(self, day: Day) -> bool:
        """Whether it is known which days around it are working days."""
        return self.first_day.isoformat() <= given_day("day", day) <= self.last_day.isoformat()

    @checked
    def is_working_day(self, day: Day) -> bool:
        return self._core.is_working_day(given_day("day", day))

    @checked
    def add_working_days(self, start: Day, n: int) -> datetime.date:
        """The n-th working day after ``start``, which is not counted."""
        return self._core.add_working_days(given_day("start", start), n)

    @checked
    def count_working_days(self, from_exclusive: Day, to_inclusive: Day) -> int:
        return self._core.count_working_days(given_day("from_exclusive", from_exclusive), given_day("to_inclusive", to_inclusive))

    @checked
    def working_days_in_year(self, year: int) -> int:
        return self._core.working_days_in_year(year)

    @checked
    def next_working_day_on_or_after(self, day: Day) -> datetime.date:
        return self._core.next_working_day_on_or_after(given_day("day", day))

    @checked
    def last_day_of_period(
        self, start: Day, n: int, unit: str = "working_day"
    ) -> datetime.date:
        """Last day of a period that starts on ``start`` (not counted).

        :param unit: "working_day", or "calendar_day": then a day off moves on to a working day
        """
        is_working = one_of("unit", unit, ("working_day", "calendar_day")) == "working_day"
        return self._core.last_day_of_period(given_day("start", start), n, is_working)

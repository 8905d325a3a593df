"""What may go wrong. A refusal by the rules is ``Refused``; every other failure names its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Sequence

from ._values import Record, Text, current_language

if TYPE_CHECKING:
    from .models import Finding

__all__ = [
    "Config",
    "Conflict",
    "Decision",
    "Error",
    "Integrity",
    "Invalid",
    "Migration",
    "NotFound",
    "Problem",
    "Refused",
    "Storage",
    "WrongType",
]


@dataclass(frozen=True)
class Problem(Record):
    """One thing wrong: where, what, and what would mend it."""

    rule: str
    place: str
    what: Text
    remedy: Text

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        rule = f" [{self.rule}]" if self.rule else ""
        label = "补救：" if current_language() == "zh" else "Remedy: "
        remedy = f"\n  {label}{self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{rule}{remedy}"


@dataclass(frozen=True)
class Decision:
    """Everything the rules say about one act; never only the first."""

    findings: Sequence[Finding] = ()

    @property
    def is_refused(self) -> bool:
        return any(finding.severity.value == "refuse" for finding in self.findings)

    def has(self, rule: str) -> bool:
        return any(finding.rule == rule for finding in self.findings)

    def count(self, severity: str) -> int:
        """How many weigh "refuse", "warn" or "note"."""
        return sum(finding.severity.value == str(severity) for finding in self.findings)

    @property
    def refusals(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity.value == "refuse")

    def _repr_html_(self) -> str:
        from .tables import Table  # which builds on this module
        from .models import Finding

        return Table(self.findings, Finding)._repr_html_()

    def __str__(self) -> str:
        if not self.findings:
            return "没有意见。" if current_language() == "zh" else "Nothing to find fault with."
        return "\n".join(_finding_text(finding) for finding in self.findings)


def _finding_text(finding: Finding) -> str:
    zh = current_language() == "zh"
    colon, stop = ("：", "；") if zh else (": ", "; ")
    text = f"{finding.severity.text} {finding.rule}{colon}{finding.what}"
    if finding.remedy:
        text += f"\n  {'补救' if zh else 'Remedy'}{colon}{finding.remedy}"
    if finding.who:
        names = ("、" if zh else ", ").join(who.text for who in finding.who)
        text += f"\n  {'由谁' if zh else 'Who'}{colon}{names}"
    if finding.mend_by:
        text += f"\n  {'可用' if zh else 'By'}{colon}{', '.join(finding.mend_by)}"
    if finding.citations:
        cited = stop.join(f"{cite.title} {cite.clause}".strip() for cite in finding.citations)
        text += f"\n  {'依据' if zh else 'Source'}{colon}{cited}"
    return text


class Error(Exception):
    """The base of all. ``code`` is stable; ``problems`` are all that were found.

    ``index`` says which item of an iterable it was about, counted from 0, if it was one.
    """

    code: str = "error"
    problems: tuple[Problem, ...]
    index: int | None = None

    def __init__(self, problems: Sequence[Problem] = ()) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        at = "" if self.index is None else f"[{self.index}] "
        return at + "\n".join(str(problem) for problem in self.problems)


class Refused(Error):
    """The rules refuse the act. Nothing was written; ``decision`` says what, why, and what mends it."""

    code = "refused"
    decision: Decision

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.args = (decision,)
        self.decision = decision
        self.problems = tuple(
            Problem(f.rule, f.place, f.what, f.remedy) for f in decision.refusals
        )

    @property
    def findings(self) -> Sequence[Finding]:
        return self.decision.findings

    def __str__(self) -> str:
        at = "" if self.index is None else f"[{self.index}] "
        return at + str(self.decision)


class NotFound(Error, KeyError):
    """Something referred to is not on record."""

    code = "not_found"
    __str__ = Error.__str__


class Conflict(Error):
    """The record changed meanwhile, the same act id came with other content, or it is in use."""

    code = "conflict"


class Invalid(Error, ValueError):
    """The input is malformed or breaks a value's invariant."""

    code = "invalid"


class WrongType(Invalid, TypeError):
    """An argument is of a kind that is not taken: a float as money, a list as a number."""


class Config(Error):
    """A policy, calendar or configuration file is wrong."""

    code = "config"


class Storage(Error, OSError):
    """The registry file cannot be opened, read or written."""

    code = "storage"
    __str__ = Error.__str__


class Integrity(Error):
    """What is stored does not match its hash."""

    code = "integrity"


class Migration(Error):
    """The file was written by a newer version, or by an older one: ``kezhuan.migrate``."""

    code = "migration"


_by_code: dict[str, type[Error]] = {
    kind.code: kind
    for kind in (NotFound, Conflict, Invalid, Config, Storage, Integrity, Migration)
}


def of_code(code: str, problems: Sequence[Problem]) -> Error:
    return _by_code.get(code, Error)(problems)

"""What is managed as an achievement (★) and what is public data (☆): rules CLS and DLV.

```python
with registry.read() as snapshot:
    record = classification.classify(snapshot, "KZ-2026-0001")
    print(record.outcome.zh, *(fact.zh for fact in record.facts), sep="\\n")
    for each in classification.requirements(snapshot, "KZ-2026-0001"):
        print(each.rule, each.title, each.state.zh)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _core
from ._values import Day, Ref, checked, day_text, given_day
from .models import (
    AchievementForm,
    Certificate,
    CertificateKind,
    Classification,
    ClassificationFact,
    ClassificationRecord,
    DataAttribute,
    DataChange,
    DataLevel,
    DataOrigin,
    Deliverable,
    DeliverableKind,
    DoneBy,
    Measure,
    MeasureTaken,
    NextAction,
    ProcessingKind,
    ProcessingStep,
    Requirement,
    RuleEntry,
)
from .policy import Policy
from .tables import Table

if TYPE_CHECKING:
    from .registry import Snapshot

__all__ = [
    "AchievementForm",
    "Certificate",
    "CertificateKind",
    "Classification",
    "ClassificationFact",
    "ClassificationRecord",
    "DataAttribute",
    "DataChange",
    "DataLevel",
    "DataOrigin",
    "Deliverable",
    "DeliverableKind",
    "DoneBy",
    "Measure",
    "MeasureTaken",
    "ProcessingKind",
    "ProcessingStep",
    "classify",
    "hints",
    "is_cancelled_on",
    "is_eligible",
    "is_own_registration",
    "is_valid_on",
    "recorded",
    "requirements",
    "rules",
]


def _is_ours(rule: str) -> bool:
    return rule.startswith(("CLS-", "DLV-"))


@checked
def classify(
    snapshot: Snapshot, achievement: Ref, *, on: Day | None = None
) -> ClassificationRecord:
    """What the record makes of an achievement, with every fact that led to it; writes nothing.

    :param on: the day judged (today): a certificate cancelled by then no longer counts
    :raises NotFound: there is no such achievement
    """
    return snapshot._core.classify(str(achievement), day_text(on))


@checked
def recorded(snapshot: Snapshot, achievement: Ref) -> ClassificationRecord | None:
    """The classification on record that counts: the last; None before the first."""
    records = snapshot.get(achievement, "achievement").classifications
    return records[-1] if records else None


@checked
def requirements(snapshot: Snapshot, achievement: Ref) -> Table[Requirement]:
    """What classification and deliverables require, met or not, with what is missing."""
    links = snapshot.next(achievement).links
    return Table(each for link in links for each in link.requirements if _is_ours(each.rule))


@checked
def hints(snapshot: Snapshot, achievement: Ref) -> Table[NextAction]:
    """What may be done about them: act, why, by whom."""
    return Table(
        action for action in snapshot.next(achievement).actions if any(map(_is_ours, action.rules))
    )


@checked
def rules(policy: Policy) -> tuple[RuleEntry, ...]:
    """The rules on classification and deliverables."""
    return tuple(rule for rule in policy.rules if _is_ours(rule.id))


@checked
def is_eligible(outcome: Classification | str) -> bool:
    """True for what may be managed as an achievement (★)."""
    return _core.is_eligible(str(outcome))


@checked
def is_own_registration(certificate: CertificateKind | str) -> bool:
    """True for registrations the institution makes itself, under its own measure (DLV-07)."""
    return _core.is_own_registration(str(certificate))


@checked
def is_valid_on(certificate: Certificate, day: Day) -> bool:
    """Issued by that day, not expired, not cancelled (DLV-05)."""
    return _core.is_valid_on(certificate, given_day("day", day))


@checked
def is_cancelled_on(certificate: Certificate, day: Day) -> bool:
    """Whether it was cancelled by that day: it then marks nothing as public data (CLS-05)."""
    return _core.is_cancelled_on(certificate, given_day("day", day))

"""Whatever is given where something else is wanted is told by an error of kezhuan, never by another.

Every public function and method is gone through, and each of its parameters is given what it may
not take. A public class that is new has to be named in ``made``, or its test fails.
"""

import dataclasses
import datetime
import inspect
import math
import shutil
import typing

import pytest

import kezhuan
from kezhuan import acts, classification, exchange, income, models, policy, registry, reports, tables

DAY = datetime.date(2026, 8, 3)
WRONG = (
    None, True, -1, 2**70, 1.5, math.nan, object(), b"x", "\ud800", "a\0b", "", [object()], {1: 2},
    datetime.datetime(2026, 8, 3), print,
)  # fmt: skip

MODULES = (
    kezhuan, acts, kezhuan.calendar, classification, kezhuan.errors, exchange, income, policy, registry,
    reports, tables,
)  # fmt: skip

#: Classes that hold what they are given, to be judged where they are used.
HOLDS = {"Code", "Record", "Rows", "SimulatedEntries", "Change", "Changes"}


def is_public_class(thing):
    """One whose methods take arguments: no exception, no keywords, no plain record."""
    return (
        inspect.isclass(thing)
        and thing.__module__.startswith("kezhuan")
        and not issubclass(thing, BaseException)
        and not typing_only(thing)
        and thing.__name__ not in HOLDS
        and not (issubclass(thing, (models.Record, models.Code)) and thing is not acts.RegisterUnit)
    )


def typing_only(thing):
    return hasattr(thing, "__total__")


def methods_of(kind):
    for base in kind.__mro__:
        if not base.__module__.startswith("kezhuan"):
            continue
        for name, member in vars(base).items():
            is_function = inspect.isfunction(member) or isinstance(member, (classmethod, staticmethod))
            if is_function and not name.startswith("_"):
                yield name


def everything_public():
    """(label, class or None, name, what holds it)"""
    seen = {}
    for module in MODULES:
        for name in getattr(module, "__all__", [n for n in vars(module) if not n.startswith("_")]):
            thing = getattr(module, name)
            if inspect.isfunction(thing) and thing.__module__.startswith("kezhuan"):
                seen.setdefault(f"{thing.__module__}.{thing.__name__}", (None, name, module))
            elif is_public_class(thing):
                for method in methods_of(thing):
                    seen.setdefault(f"{thing.__name__}.{method}", (thing, method, None))
    seen["Money"] = (None, "Money", kezhuan)
    seen["language"] = (None, "language", kezhuan)
    return seen


PUBLIC = everything_public()


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return tmp_path_factory.mktemp("example")


@pytest.fixture
def world(example, request, tmp_path):
    """A registry with a transfer in it, made once."""
    if not (example / "r.kz").exists():
        made = request.getfixturevalue("transferred")
        made.backup(example / "r.kz")
    for each in example.iterdir():
        copy = shutil.copytree if each.is_dir() else shutil.copy
        copy(each, tmp_path / f"mine-{each.name}")
    with kezhuan.open(tmp_path / "mine-r.kz", actor="office", now=DAY, seed=1) as opened:
        yield opened


def made(kind, opened):
    """Something of each class, to call its methods."""
    snapshot = opened.read()
    makers = {
        kezhuan.Registry: lambda: opened,
        kezhuan.Snapshot: lambda: snapshot,
        kezhuan.Session: lambda: opened.acting("office"),
        kezhuan.Batch: lambda: opened.batch(),
        kezhuan.Policy: kezhuan.Policy.national,
        kezhuan.Calendar: kezhuan.Calendar.national,
        kezhuan.Mapping: lambda: kezhuan.Mapping.built_in("people"),
        kezhuan.Due: lambda: snapshot.due(),
        kezhuan.Decision: kezhuan.Decision,
        kezhuan.Text: lambda: kezhuan.Text("中", "en"),
        kezhuan.Table: lambda: tables.Table([kezhuan.Text("中", "en")]),
        kezhuan.LedgerMark: lambda: snapshot.mark,
        kezhuan.Money: lambda: kezhuan.Money("1.00"),
        acts.RegisterUnit: lambda: acts.RegisterUnit,
        reports.Report: lambda: reports.annual(snapshot, 2026),
        income.Scheme: lambda: income.Scheme.shipped("consensus"),
        income.Simulation: lambda: income.simulate("consensus", [{"date": DAY, "amount": 1}])[0],
    }
    return makers.get(kind, kind.__call__)()


def good_arguments(opened, folder):
    """What each parameter takes, by its name, or by that of its owner too."""
    unit = acts.RegisterUnit(name="甲", institution="I-001")

    def file(name, text):
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    overlay = policy.shipped_overlay(policy.shipped_overlays()[0])
    mapping = kezhuan.Mapping.built_in_text("people")
    return {
        "snapshot": opened.read(), "registry": opened, "policy": kezhuan.Policy.national(),
        "achievement": "KZ-2026-0001", "number_or_id": "KZ-2026-0001", "transfer_case": "ZH-2026-001",
        "edition": "QD-001", "before": "QD-001", "after": "QD-001", "person": "P-01", "year": 2026,
        "outcome": "scientific_data", "is_own_registration.certificate": "copyright",
        "certificate": opened.get("C-2026-0001"), "day": DAY, "start": DAY, "n": 3,
        "from_exclusive": DAY, "to_inclusive": DAY, "happened": DAY, "words": "影像", "kind": "person",
        "id": "CLS-06", "Mapping.built_in.id": "people", "Mapping.built_in_text.id": "people",
        "Scheme.shipped.id": "consensus", "shipped_overlay.id": policy.shipped_overlays()[0],
        "Snapshot.number_of.id": opened.read().get("P-01").id, "name": "notice.distribution.days",
        "act": unit, "Batch.find.act": "00000000-0000-0000-0000-000000000005", "acts": [],
        "path": opened.path, "create.path": folder / "new.kz", "target": folder / "copy.kz",
        "Policy.load.path": file("p.yaml", overlay), "Policy.with_overlay_file.path": folder / "p.yaml",
        "Mapping.load.path": file("m.yaml", mapping), "Calendar.load.path": folder / "m.yaml",
        "Scheme.load.path": folder / "m.yaml", "Report.save.path": folder / "report.json",
        "text": "x: 1", "Policy.with_overlay.text": overlay, "Mapping.from_yaml.text": mapping,
        "backup": opened.path, "founding": {}, "mapping": "people",
        "file": file("a.csv", "工号,姓名\nP-9,甲\n"), "rows": [["工号", "姓名"], ["P-9", "甲"]],
        "scheme": "consensus", "receipts": [{"id": "1", "date": DAY, "amount": 100}],
        "total": "100", "weights": [1, 2], "shares": 9, "reward_ratio": "1/2",
        "people": [{"id": "甲", "weight": 1}], "notice.notice": "GS-2026-001", "severity": "warn",
        "rule": "CLS-06", "actor": "office", "amount": "1.00", "lang": "zh",
    }  # fmt: skip


KEYWORDS = {"ListFilters": registry.ListFilters, "SearchAsked": registry.SearchAsked, "DueAsked": registry.DueAsked}


def parameters_of(function):
    """Names, those that have to be given first; keywords by name come from their class."""
    needed, others = [], []
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            asked = str(parameter.annotation).partition("[")[2].rstrip("]")
            others += KEYWORDS[asked].__annotations__
        elif name not in ("self", "cls"):
            (others if parameter.default is not parameter.empty else needed).append(name)
    return needed, others


@pytest.mark.parametrize("label", PUBLIC)
def test_what_is_of_another_kind_is_told_by_an_error_of_kezhuan(world, tmp_path, label):
    kind, name, module = PUBLIC[label]
    holder = module if kind is None else made(kind, world)
    function = getattr(holder, name)
    needed, others = parameters_of(function)
    good = good_arguments(world, tmp_path)
    owner = label if kind is not None else name
    plain = {each: good.get(f"{owner}.{each}", good.get(each)) for each in needed}
    assert None not in plain.values(), plain
    for parameter in needed + others:
        for wrong in WRONG:
            try:
                function(**{**plain, parameter: wrong})
            except kezhuan.Error as error:
                for problem in error.problems:
                    assert problem.what.zh and problem.what.en, (parameter, wrong)
                    assert problem.remedy.zh and problem.remedy.en, (parameter, wrong, problem)
            except BaseException as error:
                pytest.fail(f"{label}({parameter}={wrong!r}): {error!r}")


def test_a_wrong_type_is_a_type_error_too():
    with pytest.raises(TypeError) as caught:
        income.simulate("consensus", None)
    assert isinstance(caught.value, kezhuan.Invalid)
    assert "receipts" in str(caught.value)


@pytest.mark.parametrize("wrong", [{"legacy": "yes"}, {"happened": 3.5}, {"id": 5}, {"actor": 1.5}, {"act": None}])
def test_a_submission_is_judged_where_it_is_recorded(registry, wrong):
    unit = acts.RegisterUnit(name="甲", institution="H-1")
    given = {"act": unit, "happened": DAY, **wrong}
    with pytest.raises(kezhuan.Invalid):
        registry.record(kezhuan.Submission(**given))


def test_a_class_of_ones_own_may_say_act_and_day_alone(registry):
    @dataclasses.dataclass
    class Mine:
        act: object
        happened: datetime.date

    unit = acts.RegisterUnit(name="甲", institution="H-1", number="U-1")
    assert registry.record(Mine(unit, datetime.date(2026, 3, 2))).number == "U-1"

"""What comes in: what is taken, what is refused and how, and that nothing makes it crash."""

import collections
import datetime
import enum
import fractions
import json
import math
import pathlib
import types
import uuid
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kezhuan
from kezhuan import Money, _core, acts

DAY = datetime.date(2026, 3, 2)


def taken(value):
    return json.loads(_core.to_json(value))


@pytest.mark.parametrize(
    "value, text",
    [
        (Decimal("250000"), "250000"),
        (Decimal("2.5E+5"), "250000"),
        (Decimal("1234.5600"), "1234.56"),
        (Decimal("0.100"), "0.10"),
        (Decimal("-0.00"), "0.00"),
        (Decimal("0.333"), "0.333"),
        (Money("USD 12.30"), "USD 12.30"),
        (fractions.Fraction(1, 3), "1/3"),
        (fractions.Fraction(4, 2), "2"),
        (DAY, "2026-03-02"),
        (uuid.UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (pathlib.PurePosixPath("a/b"), "a/b"),
        (kezhuan.models.Kind.person, "person"),
    ],
)
def test_values_of_the_language_have_one_text(value, text):
    assert taken([value]) == [text]


@pytest.mark.parametrize(
    "value, words",
    [
        (1.5, "not exact"),
        (math.nan, "not exact"),
        (Decimal("NaN"), "not a number"),
        (Decimal("Infinity"), "not a number"),
        (Decimal("1E+999999"), "out of range"),
        (2**63, "64 bits"),
        (-(10**4000), "64 bits"),
        (b"bytes", "bytes"),
        (bytearray(b"x"), "bytes"),
        ({1, 2}, "no order"),
        (iter([1]), "only once"),
        ((n for n in range(3)), "only once"),
        (datetime.datetime(2026, 3, 2), "value.date()"),
        (datetime.datetime(2026, 3, 2, tzinfo=datetime.timezone.utc), "Asia/Shanghai"),
        ("\ud800", "surrogate"),
        (object(), "unknown type object"),
        ({1: 2}, "keys"),
    ],
)
def test_what_is_not_exact_or_not_clear_is_refused_with_its_place(value, words):
    with pytest.raises(kezhuan.Invalid) as caught:
        _core.to_json({"outer": [0, value]})
    problem = caught.value.problems[0]
    assert problem.place == "/outer/1"
    assert words in problem.what.en + problem.remedy.en
    assert problem.what.zh and problem.what.zh != problem.what.en


def test_a_float_as_money_says_what_to_write_instead(registry):
    with pytest.raises(kezhuan.Invalid) as caught:
        registry.record(
            {
                "act": "cost.record",
                "happened": DAY,
                "data": {"transfer_case": "X", "category": "other_direct", "amount": 12.5},
            }
        )
    assert any("Decimal" in p.remedy.en for p in caught.value.problems)
    assert caught.value.problems[0].place == "/data/amount"


def test_whole_yuan_may_be_an_int():
    said = json.loads(
        _core.submission_json(
            {"act": "cost.record", "data": {"amount": 12, "transfer_case": "X"}},
            DAY, None, None, None, False,
        )
    )
    assert said["data"]["amount"] == "12"
    assert said["happened"] == "2026-03-02"


def test_what_contains_itself_ends():
    loop = []
    loop.append(loop)
    with pytest.raises(kezhuan.Invalid, match="within itself"):
        _core.to_json(loop)
    loop = {}
    loop["self"] = loop
    with pytest.raises(kezhuan.Invalid, match="within itself"):
        _core.to_json(loop)


def test_code_that_runs_on_the_way_may_do_what_it_likes():
    class Vanishing(dict):
        pass

    given = {"a": 1, "b": 2}

    class Eats:
        def __fspath__(self):
            given.clear()
            return "eaten"

        @classmethod
        def __subclasshook__(cls, other):
            return NotImplemented

    import os

    os.PathLike.register(Eats)
    given["a"] = Eats()
    assert "eaten" in _core.to_json(given)

    class Breaks(collections.abc.Mapping):
        def __getitem__(self, key):
            raise ZeroDivisionError

        def __iter__(self):
            return iter(["a"])

        def __len__(self):
            return 1

    with pytest.raises(ZeroDivisionError):
        _core.to_json(Breaks())


def test_mappings_and_enums_of_ones_own_are_taken():
    class Colour(enum.Enum):
        red = "person"

    assert taken(types.MappingProxyType({"kind": Colour.red})) == {"kind": "person"}
    assert taken(collections.OrderedDict(a=None, b=True)) == {"b": True}


def test_an_act_is_asked_for_where_none_is_given(registry):
    for wrong in (None, 3, "unit.register", [1], object(), acts.RegisterUnit):
        with pytest.raises(kezhuan.Invalid):
            registry.record(wrong, happened=DAY)
    with pytest.raises(kezhuan.Invalid, match="unit.registr"):
        registry.record({"act": "unit.registr", "happened": DAY, "data": {}})
    with pytest.raises(kezhuan.Invalid, match="/happened"):
        registry.record(acts.RegisterUnit(name="甲", institution="H-1"))
    with pytest.raises(kezhuan.Invalid, match="value.date"):
        registry.record(
            acts.RegisterUnit(name="甲", institution="H-1"), happened=datetime.datetime.now()
        )


leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
    | st.decimals() | st.fractions() | st.dates() | st.datetimes() | st.uuids()
    | st.sampled_from([kezhuan.models.Kind.person, object(), pathlib.Path("x")])
    | st.characters(categories=["Cs"])
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=4)
    | st.tuples(inner, inner),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(values)
def test_any_value_is_taken_or_refused(value):
    try:
        json.loads(_core.to_json(value))
    except kezhuan.Invalid as error:
        assert error.problems[0].what.zh


fields = st.sampled_from(
    ["act", "happened", "data", "id", "actor", "role", "legacy", "version", "x"]
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(fields, values, max_size=6), st.sampled_from(_core.act_types()))
def test_any_submission_is_taken_or_refused(said, kind):
    said.setdefault("act", kind)
    try:
        _core.submission_json(said, DAY, None, "x", None, False)
    except kezhuan.Invalid:
        pass


@settings(max_examples=200, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**12))
def test_money_goes_in_and_out_unchanged(amount):
    assert Decimal(taken([amount])[0]) == amount
    assert Money(Money(amount).text) == amount

"""Money, codes, texts, printed classes."""

import copy
import dataclasses
import pickle
import sys
from decimal import Decimal

import pytest

import kezhuan
from kezhuan import Money, Text, acts, models


def test_money_keeps_its_currency_and_never_mixes():
    yuan, dollars = Money("1234.50"), Money("USD 12.30")
    assert (yuan.text, dollars.text, dollars.currency) == ("1234.50", "USD 12.30", "USD")
    assert (str(dollars), f"{dollars}", f"{dollars:.2f}") == ("USD 12.30", "USD 12.30", "12.30")
    assert yuan + 1 == Decimal("1235.5") and (yuan + yuan).currency == "CNY"
    assert [str(each) for each in (Money(5), Money("2.5"), sum([], Money(0)))] == ["5.00", "2.50", "0.00"]
    assert sum([dollars, dollars], Money("USD 0")) == Money("USD 24.60")
    for mixed in (lambda: yuan + dollars, lambda: yuan < dollars, lambda: yuan - dollars):
        with pytest.raises(ValueError):
            mixed()
    assert Money("12.30") != dollars and Money("12.30") == Decimal("12.3")
    for again in (copy.copy(dollars), copy.deepcopy(dollars), pickle.loads(pickle.dumps(dollars))):
        assert again == dollars and again.currency == "USD"
    with pytest.raises(TypeError, match="a float is not exact"):
        Money(0.1)
    with pytest.raises(kezhuan.Invalid, match="two currencies: USD, CNY"):
        dollars - yuan
    for wrong in ("", "12,5", None, True, [1]):
        with pytest.raises(kezhuan.Invalid):
            Money(wrong)
    with pytest.raises(kezhuan.Invalid, match="three capital letters"):
        Money(5, "usd")


def test_codes_know_their_names():
    assert models.Kind.person.value == "person" == str(models.Kind.person)
    assert (models.Kind.person.zh, models.Kind.person.en) == ("人员", "person")
    assert models.Kind("person") is models.Kind.person
    assert pickle.loads(pickle.dumps(models.Kind.person)) is models.Kind.person
    with kezhuan.language("zh"):
        assert models.Kind.person.text == "人员"


def test_language_is_chosen_for_a_while_or_for_good():
    text = Text("中", "en")
    with kezhuan.language("zh"):
        assert str(text) == "中"
        with kezhuan.language("en"):
            assert str(text) == "en"
        assert str(text) == "中"
    with pytest.raises(ValueError):
        kezhuan.language("fr")


def test_acts_are_frozen_and_take_keywords_only():
    act = acts.RegisterUnit(name="甲", institution="H-1")
    with pytest.raises(dataclasses.FrozenInstanceError):
        act.name = "乙"
    with pytest.raises(TypeError):
        acts.RegisterUnit("甲", "H-1")
    with pytest.raises(TypeError):
        acts.RegisterUnit(name="甲")
    with pytest.raises(TypeError):
        acts.RegisterUnit(name="甲", institution="H-1", nane="乙")
    assert dataclasses.replace(act, name="乙").name == "乙"
    assert pickle.loads(pickle.dumps(act)) == act
    assert hash(act) == hash(acts.RegisterUnit(name="甲", institution="H-1"))
    if sys.version_info >= (3, 10):
        assert not hasattr(act, "__dict__")


def test_every_act_has_a_class_that_says_what_it_is():
    from kezhuan import _core

    assert tuple(acts.by_type) == _core.act_types()
    for name, kind in acts.by_type.items():
        assert kind.act_type == name and name in kind.__doc__
        assert dataclasses.is_dataclass(kind)


def test_the_example_of_every_act_goes_through_its_class():
    """What the documentation shows as an example is what the class takes."""
    import json
    import typing

    from kezhuan import _core

    def made(kind, said):
        hints = typing.get_type_hints(kind, vars(models)) if sys.version_info >= (3, 10) else {}
        given = {}
        for field in dataclasses.fields(kind):
            key = field.name.rstrip("_")
            if key in said:
                given[field.name] = value_of(hints.get(field.name), said[key])
        return kind(**given)

    def value_of(hint, value):
        for inner in (hint, *typing.get_args(hint)):
            if isinstance(value, dict) and dataclasses.is_dataclass(inner):
                return made(inner, value)
            if isinstance(value, list) and typing.get_args(inner):
                return [value_of(typing.get_args(inner)[0], each) for each in value]
        return value

    for name, kind in acts.by_type.items():
        said = json.loads(_core.act_example(name, "2026-03-02"))
        act = made(kind, said["data"])
        assert json.loads(_core.to_json(act)) == said["data"], name

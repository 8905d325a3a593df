"""The stubs say what is bound; Python can do what C++ can."""

import ast
import os
import pathlib
import re

import pytest

import kezhuan
from kezhuan import _core

STUBS = pathlib.Path(kezhuan.__file__).parent / "_core.pyi"


def declared():
    """Classes with their members, and functions with their parameters, as the stub has them."""
    classes, functions = {}, {}
    for node in ast.parse(STUBS.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            members = {m.name: m for m in node.body if isinstance(m, ast.FunctionDef)}
            classes[node.name] = members
        elif isinstance(node, ast.FunctionDef):
            functions[node.name] = node
    return classes, functions


def parameters(node, is_method):
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
    static = any(getattr(d, "id", "") == "staticmethod" for d in node.decorator_list)
    return names[1:] if is_method and not static else names


def bound_parameters(function):
    """How many a bound function takes, from the signature nanobind keeps."""
    text = str(function.__nb_signature__[0][0])
    inside = text[text.index("(") + 1 : text.rindex(") ->") if ") ->" in text else text.rindex(")")]
    count, depth = 0, 0
    pieces, piece = [], ""
    for c in inside:
        depth += c in "[(" 
        depth -= c in "])"
        if c == "," and depth == 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += c
    pieces.append(piece)
    count = [p for p in pieces if p.strip() and p.strip() != "/" and not p.strip().startswith("self")]
    return len(count)


def public(names):
    return {name for name in names if not name.startswith("_")}


def test_the_stub_names_what_is_bound_and_nothing_else():
    classes, functions = declared()
    runtime = public(vars(_core)) - {"version"}
    assert runtime == set(classes) | set(functions)
    for name, members in classes.items():
        bound = public(vars(getattr(_core, name)))
        assert bound == public(members), name


def test_the_stub_has_the_parameters_of_what_is_bound():
    classes, functions = declared()
    for name, node in functions.items():
        assert len(parameters(node, False)) == bound_parameters(getattr(_core, name)), name
    for kind, members in classes.items():
        for name, node in members.items():
            if any(getattr(d, "id", "") == "property" for d in node.decorator_list):
                continue
            bound = getattr(getattr(_core, kind), name)
            expected = len(parameters(node, True))
            assert bound_parameters(bound) == expected, f"{kind}.{name}"


def methods_of(header, name):
    """The public functions of a class, from its declaration."""
    text = header.read_text(encoding="utf-8")
    body = re.search(rf"\nclass {name} {{\n public:(.*?)\n private:", text, re.S).group(1)
    body = re.sub(r"///.*", "", body)
    found = re.findall(r"(?<![\w:~])([a-z_]+)\((?!\*)", body)
    return {each for each in found if each not in {"operator", "function", "void"}}


@pytest.mark.skipif("KEZHUAN_SOURCE" not in os.environ, reason="needs the C++ headers")
@pytest.mark.parametrize(
    "name, elsewhere",
    [
        # values of people are told in the clear where a record is read; records are objects
        ("Snapshot", {"state", "reveal", "body_json", "for_each_entry"}),
        ("Registry", {"migrate", "rebuild", "restore", "create", "open"}),
        # roll_back is roll_back_to_mark: without a mark it ends the batch, as leaving it would
        ("Batch", set()),
    ],
)
def test_python_has_what_cpp_has(name, elsewhere):
    header = pathlib.Path(os.environ["KEZHUAN_SOURCE"]) / "include/kezhuan/registry/registry.hpp"
    methods = methods_of(header, name)
    assert len(methods) > 5, methods
    if name == "Batch":
        methods.add("roll_back_to_mark")
    missing = methods - elsewhere - public(dir(getattr(kezhuan, name)))
    assert not missing
    assert all(hasattr(kezhuan, each) for each in elsewhere if name == "Registry")


@pytest.mark.skipif("KEZHUAN_SOURCE" not in os.environ, reason="needs the C++ headers")
def test_python_has_the_classification_that_cpp_has():
    include = pathlib.Path(os.environ["KEZHUAN_SOURCE"]) / "include/kezhuan"
    functions, types = set(), set()
    for name in ("policy/classification.hpp", "model/data.hpp", "model/deliverable.hpp"):
        text = (include / name).read_text(encoding="utf-8")
        functions |= set(re.findall(r"^(?:constexpr )?\w+ (\w+)\(", text, re.M))
        functions |= set(re.findall(r"^  (?:constexpr )?bool (is_\w+)\(const Date", text, re.M))
        types |= set(re.findall(r"^(?:struct|enum class) (\w+) [:{]|^enum class (\w+)", text, re.M))
    assert {"classify", "is_eligible", "is_own_registration", "is_valid_on"} <= functions
    said = set(kezhuan.classification.__all__)
    assert functions <= said
    # what they are about is on record, and a class of kezhuan.models
    named = {name for pair in types for name in pair if name} - {"EnumTable"}
    assert len(named) > 12 and named <= set(kezhuan.models.__all__)
    assert all(getattr(kezhuan.classification, name).__doc__ for name in functions)


def test_everything_public_says_what_it_is():
    for name in public(vars(kezhuan)):
        thing = getattr(kezhuan, name)
        if callable(thing) and getattr(thing, "__module__", "").startswith("kezhuan"):
            assert thing.__doc__, name

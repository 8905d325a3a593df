"""The stubs say what is bound; Python can do what C++ can."""

import ast
import os
import pathlib
import re

import pytest

import kezhuan
from kezhuan import _core, income, models, reports
from kezhuan.reports import Report

#: What C++ asks for by a name of its own, and by what it is asked for in Python.
OF_POLICY = {
    "find_rule": {"get_rule"},
    **dict.fromkeys(("find_value", "get_value", "has_value"), {"value", "values"}),
    # one value, as what it is: in Python a text, or a tuple of texts
    **dict.fromkeys(
        ("get_number", "get_ratio", "get_money", "get_flag", "get_unit", "get_text", "get_list"), {"value"}
    ),
    "find_source": {"sources"},
    "get_link": {"links"},
    "document": {"canonical_json"},
    "from_canonical_json": {"from_yaml"},  # JSON is YAML
    # what judging an act needs, which Registry.check does
    **dict.fromkeys(
        ("guards_of", "severity_for", "cite", "make_finding", "for_institution", "is_in_scope"), {"rules"}
    ),
}
OF_CALENDAR = {"data": {"first_day", "last_day", "id", "version"}}

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
    """Their names; None for one that cannot be given by name."""
    names = [*(None for _ in node.args.posonlyargs), *(a.arg for a in node.args.args)]
    static = any(getattr(d, "id", "") == "staticmethod" for d in node.decorator_list)
    return names[1:] if is_method and not static else names


def bound_parameters(function):
    """The same of a bound function, from the signature nanobind keeps."""
    text = str(function.__nb_signature__[0][0])
    inside = text[text.index("(") + 1 : text.rindex(") ->") if ") ->" in text else text.rindex(")")]
    pieces, depth = [""], 0
    for c in inside:
        depth += c in "[("
        depth -= c in "])"
        if c == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += c
    names = [piece.partition(":")[0].strip() for piece in pieces]
    if "/" in names:
        at = names.index("/")
        names = [None if name != "self" else name for name in names[:at]] + names[at + 1 :]
    return [name for name in names if name not in ("self", "")]


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
        assert parameters(node, False) == bound_parameters(getattr(_core, name)), name
    for kind, members in classes.items():
        for name, node in members.items():
            if any(getattr(d, "id", "") == "property" for d in node.decorator_list):
                continue
            bound = getattr(getattr(_core, kind), name)
            assert parameters(node, True) == bound_parameters(bound), f"{kind}.{name}"


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
        ("Registry", {"migrate", "rebuild", "restore", "create", "open", "verify_file"}),
        # roll_back is roll_back_to_mark: without a mark it ends the batch, as leaving it would
        ("Batch", {"state"}),
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
@pytest.mark.parametrize(
    "header, name, kind, otherwise",
    [
        ("policy/policy.hpp", "Policy", kezhuan.Policy, OF_POLICY),
        ("core/calendar.hpp", "WorkingCalendar", kezhuan.Calendar, OF_CALENDAR),
    ],
)
def test_python_has_the_policy_and_the_calendar_of_cpp(header, name, kind, otherwise):
    path = pathlib.Path(os.environ["KEZHUAN_SOURCE"]) / "include/kezhuan" / header
    methods = methods_of(path, name)
    assert len(methods) > 5 and set(otherwise) <= methods, methods
    wanted = (methods - set(otherwise)) | set().union(*otherwise.values())
    assert not wanted - public(dir(kind))


class Not(str):
    """Why Python has no such function."""


BOOKS = Not("what acts book by themselves; the same engine answers income.simulate")
PROOFS = Not("proofs of single entries: Registry.verify compares a saved mark with the whole ledger")

#: Where Python has what reports, exchange and deadlines of C++ are read or given out by.
FUNCTIONS = {
    "report/annual.hpp": {
        "load_annual_report": reports.annual, "load_case_report": reports.case,
        "figure_of": models.FigureKind,
        "to_csv": Report.csv, "to_html": Report.html, "to_json": Report.json, "to_text": Report.text,
    },
    "report/case_board.hpp": dict.fromkeys(
        ("to_csv", "to_html", "to_mermaid", "to_svg"), kezhuan.Snapshot.board_text
    ),
    "report/disclosure_list.hpp": {
        "load_disclosure_list": reports.list, "load_edition_difference": reports.diff,
        "notice_to_html": reports.notice, "public_rendering_of": reports.list,
        "to_csv": Report.csv, "to_html": Report.html, "to_json": Report.json,
    },
    "report/distribution.hpp": {
        "load_distribution": reports.distribution,
        "to_csv": Report.csv, "to_html": Report.html, "to_json": Report.json, "to_text": Report.text,
    },
    "report/statement.hpp": {
        "load_statement": income.explain,
        "to_html": Report.html, "to_json": Report.json, "to_text": Report.text,
    },
    "report/tax_note.hpp": {"load_tax_note": income.tax, "to_json": Report.json, "to_text": Report.text},
    "exchange/journal.hpp": {"load_journal": income.journal, "to_text": income.journal,
                             "balances_of": income.explain},
    "income/books.hpp": {"adoption_of": income.Scheme.adoption, "consensus_books": BOOKS},
    "income/consensus.hpp": {
        "divide_equity": income.divide_equity,
        "divide_income": BOOKS, "plan_income": BOOKS, "rebook": BOOKS,
    },
    "income/scheme.hpp": {
        "scheme_from_yaml": income.Scheme.from_yaml,
        "scheme_from_json": income.Scheme.from_yaml,  # JSON is YAML
        "check_scheme": income.Scheme.from_yaml,  # which raises all of it
        "hash_of": income.Scheme.hash, "at_face_value": income.simulate,
        "shipped_schemes": income.shipped_schemes, "shipped_scheme": income.Scheme.shipped,
    },
    "income/scheme_engine.hpp": {
        "simulate_scheme": income.simulate, "divide_by_scheme": income.simulate,
        "refund": models.SimulationReceipt,  # its field refunded
        "rebook": BOOKS, "plan_payments": BOOKS, "payment_deadline": BOOKS,
        "percent_text": Not("a text for tables of the command line"),
    },
    "policy/policy_page.hpp": {"rule_page": kezhuan.Policy.rule_page, "policy_page": kezhuan.Policy.page},
    "registry/merkle.hpp": dict.fromkeys(
        ("leaf_hash", "node_hash", "merkle_root", "inclusion_proof", "verify_inclusion",
         "consistency_proof", "verify_consistency"), PROOFS,
    ),
    "exchange/csv.hpp": {"read_csv": kezhuan.import_csv, "append_csv": Report.csv},
    "exchange/importer.hpp": {
        "import_records": kezhuan.import_rows, "map_rows": kezhuan.import_rows,
        "read_acts": kezhuan.import_acts, "defaults_of": kezhuan.import_rows,
        **dict.fromkeys(
            ("is_reject_column", "reject_header", "reject_line", "reject_rows"), kezhuan.import_csv
        ),
    },
    "path/deadline.hpp": {
        **dict.fromkeys(
            ("deadlines_of", "registry_deadlines", "due_until", "sort_deadlines", "horizon_of"),
            kezhuan.Snapshot.due,
        ),
        "is_duty": models.DeadlineKind,
        "to_csv": kezhuan.Due.to_csv, "to_icalendar": kezhuan.Due.to_icalendar,
        "to_json": kezhuan.Due.to_dicts, "to_text": kezhuan.Due.to_text,
    },
}  # fmt: skip


@pytest.mark.skipif("KEZHUAN_SOURCE" not in os.environ, reason="needs the C++ headers")
@pytest.mark.parametrize("header", FUNCTIONS)
def test_python_has_the_functions_of_cpp_or_says_why_not(header):
    path = pathlib.Path(os.environ["KEZHUAN_SOURCE"]) / "include/kezhuan" / header
    text = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
    start = r"^(?!class|struct|using|enum|inline|namespace| )[\w:<>,&* ]+?\b"
    assert set(re.findall(start + r"([a-z_]+)\(", text, re.M)) == set(FUNCTIONS[header])


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

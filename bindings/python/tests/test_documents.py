"""What the documents show in Python runs as it stands there."""

import datetime
import json
import os
import pathlib
import re

import pytest

import kezhuan
from kezhuan import acts, models

DAY = datetime.date(2026, 3, 2)
pytestmark = pytest.mark.skipif("KEZHUAN_SOURCE" not in os.environ, reason="needs the documents")


def source(path):
    return pathlib.Path(os.environ["KEZHUAN_SOURCE"]) / path


def blocks(path):
    """The Python of a document, each block on its own lines so that an error tells where it stands."""
    text = source(path).read_text(encoding="utf-8")
    for found in re.finditer(r"^```python\n(.*?)^```", text, re.M | re.S):
        yield "\n" * (text.count("\n", 0, found.start()) + 1) + found[1]


def documents(folder, pattern):
    for path in sorted(source("examples").joinpath(folder).glob(pattern)):
        text = path.read_text(encoding="utf-8")
        yield from map(json.loads, text.splitlines() if path.suffix == ".jsonl" else [text])


@pytest.fixture
def world(tmp_path, monkeypatch):
    """The first achievement and its transfer, as in examples/."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "world.kz"
    founding = acts.FoundRegistry(
        name="示例登记库",
        institution=acts.RegisterInstitution(
            name="示例大学附属医院", nature=models.InstitutionNature.public_medical, number="I-001"
        ),
    )
    with kezhuan.create(path, founding, actor="zhang", now="2026-03-01") as registry:
        for file in sorted(source("examples/first_achievement/evidence").glob("*.txt")):
            registry.keep_file(file)
    for now, folder, pattern in (
        ("2026-03-24", "first_achievement", "[1-8]-*.json*"),
        ("2026-08-03", "first_transfer", "[1-6]*.json*"),
    ):
        with kezhuan.open(path, actor="zhang", now=now) as registry:
            for document in documents(folder, pattern):
                registry.record(document)
    with kezhuan.open(path, actor="zhang", now="2026-08-03") as registry:
        yield registry


def test_the_readme_runs(world, tmp_path, monkeypatch):
    header, row = ["工号", "姓名", "部门编号"], "P-9{},示例{},U-01"
    for name in ("people.csv", "people.xlsx"):
        n = name[-1]
        rows = [header, row.format(n, n).split(",")]
        if name.endswith(".csv"):
            pathlib.Path(name).write_text("\n".join(map(",".join, rows)), encoding="utf-8")
        else:
            book = pytest.importorskip("openpyxl").Workbook()
            for each in rows:
                book.active.append(each)
            book.save(name)
    pathlib.Path("acts.jsonl").write_text("", encoding="utf-8")

    def unit(n):
        return acts.RegisterUnit(name=f"部门 {n}", institution="I-001", number=f"U-9{n}")

    first, *others = blocks("bindings/python/README.md")
    assert len(others) >= 5
    exec(compile(first, "README.md", "exec"), {})
    given = {
        "kezhuan": kezhuan, "registry": world, "day": DAY, "act": unit(1), "acts": [unit(2), unit(3)],
        "act_id": "00000000-0000-7000-8000-000000000000",
        "rows": [header, ["P-98", "示例", "U-01"]],
    }  # fmt: skip
    numbers = iter(range(10, 100))
    for block in others:
        if "Mapping.load" in block:
            text = kezhuan.Mapping.built_in_text("people")
            pathlib.Path("ours.yaml").write_text(text, encoding="utf-8")
        elif "Scheme.load" in block:
            text = source("schemas/income/gross-70.yaml").read_text(encoding="utf-8")
            pathlib.Path("ours.yaml").write_text(text, encoding="utf-8")
        if "session.record(" in block:
            block = re.sub(r"\bact\b(?=, happened)", lambda _: f"unit({next(numbers)})", block)
            given["unit"] = unit
        if "classification" in block:
            given["snapshot"] = world.read()
        exec(compile(block, "README.md", "exec"), given)


def test_the_page_on_changes_runs(world):
    paid = []
    given = {"registry": world, "since": 0, "pay": paid.append}
    for block in blocks("docs/changes.md"):
        exec(compile(block, "changes.md", "exec"), given)
    assert paid and given["since"] == world.read().mark.size

import datetime
import json
import os
import pathlib

import pytest

import kezhuan
from kezhuan import acts, models


@pytest.fixture(autouse=True)
def plain_world(monkeypatch):
    """Nothing from the outside decides what a test sees."""
    for name in ("KEZHUAN_NOW", "KEZHUAN_SEED", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    with kezhuan.language("en"):
        yield


@pytest.fixture
def founding():
    return acts.FoundRegistry(
        name="示例登记库",
        institution=acts.RegisterInstitution(
            name="示例大学附属医院", nature=models.InstitutionNature.public_medical, number="H-1"
        ),
    )


@pytest.fixture
def today():
    return datetime.date(2026, 3, 2)


@pytest.fixture
def registry(tmp_path, founding, today):
    path = pathlib.Path(tmp_path) / "registry.kz"
    with kezhuan.create(path, founding, actor="office", now=today, seed=1) as made:
        yield made


@pytest.fixture
def transferred(tmp_path, founding):
    """The registry the examples tell, with one transfer carried through."""
    if "KEZHUAN_SOURCE" not in os.environ:
        pytest.skip("needs the examples")
    examples = pathlib.Path(os.environ["KEZHUAN_SOURCE"]) / "examples"
    own = acts.RegisterInstitution(
        name="示例", nature=models.InstitutionNature.public_medical, number="I-001"
    )
    founding = acts.FoundRegistry(name=founding.name, institution=own)
    day = datetime.date(2026, 8, 3)
    with kezhuan.create(tmp_path / "r.kz", founding, actor="office", now=day, seed=1) as made:
        for file in (examples / "first_achievement/evidence").iterdir():
            made.keep_file(file)
        for name in ("first_achievement/[1-8]-*.json*", "first_transfer/*.json*"):
            for file in sorted(examples.glob(name)):
                text = file.read_text(encoding="utf-8")
                said = text.splitlines() if file.suffix == ".jsonl" else [text]
                made.record_all(map(json.loads, said))
        yield made

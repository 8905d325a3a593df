import datetime
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

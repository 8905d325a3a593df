"""A slip that mypy can see, it sees."""

import pytest

SLIPS = """
import kezhuan
with kezhuan.open("x") as registry:
    registry.list("unit", yaer=1)
    registry.list("unit", year="2026")
    registry.due(wihtin=3)
    registry.search("x", foo=2)
    registry.read().count("unit", yaer=1)
    registry.list("unit", year=2026, limit=3)
    print(registry.due(within=3).limited_to)
    print(kezhuan.models.Who("committee").zh, registry.due()[0].who[0].en)
    registry.verify(replay="yes")
"""


def test_mypy_sees_filters_that_are_wrong(tmp_path):
    api = pytest.importorskip("mypy.api")
    script = tmp_path / "slips.py"
    script.write_text(SLIPS, encoding="utf-8")
    said, failed, _ = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(script)])
    assert not failed and "cannot find" not in said.lower(), said + failed
    lines = [line.partition(".py:")[2].partition(":")[0] for line in said.splitlines() if ": error:" in line]
    assert sorted(map(int, lines)) == [4, 5, 6, 7, 8, 12], said

"""A registry from Python: created, opened, acted on, read."""

import contextlib
import datetime
import sqlite3
import uuid

import pytest

import kezhuan
from kezhuan import acts, models

DAY = datetime.date(2026, 3, 2)


def register_people(session):
    session.record(
        acts.RegisterUnit(name="影像科", institution="H-1", number="U-1"), happened=DAY
    )
    session.record(acts.RegisterPerson(name="示例甲", unit="U-1", number="P-1"), happened=DAY)
    session.record(
        acts.RegisterSource(
            name="示例队列",
            holder="H-1",
            level=models.DataLevel.primary,
            origin=models.DataOrigin.research,
            scale="2,000",
            attributes=[models.DataAttribute.health],
            number="S-1",
        ),
        happened=DAY,
    )


def achievement(**more):
    return acts.RegisterAchievement(
        **{
            "name": "示例影像标注数据集",
            "form": models.AchievementForm.dataset,
            "level": models.DataLevel.derived,
            "institution": "H-1",
            "unit": "U-1",
            "lead": "P-1",
            "sources": ["S-1"],
            **more,
        }
    )


def test_acts_are_recorded_and_read_back(registry):
    with registry.acting("zhang", "office") as session:
        register_people(session)
        recorded = session.record(achievement(), happened=DAY)
    assert recorded.act == "achievement.register"
    assert recorded.number == "KZ-2026-0001"
    read = registry.get("KZ-2026-0001")
    assert isinstance(read, models.Achievement)
    assert read.id == recorded.created and isinstance(read.id, uuid.UUID)
    assert read.name == "示例影像标注数据集"
    assert registry.get("P-1").name == "示例甲"


def test_a_dict_says_the_same_as_a_dataclass(registry):
    with registry.acting("zhang") as session:
        register_people(session)
    said = {"name": "另一数据集", "form": "dataset", "level": "derived", "institution": "H-1",
            "unit": "U-1", "lead": "P-1", "sources": ["S-1"]}
    recorded = registry.record(
        {"act": "achievement.register", "happened": DAY, "data": said}
    )
    assert registry.get(recorded.number).name == "另一数据集"
    assert achievement(name="另一数据集").to_dict() == said


def test_refused_says_every_finding_and_writes_nothing(registry):
    before = registry.read().mark
    with pytest.raises(kezhuan.Refused) as caught:
        registry.record(achievement(unit="U-9"), happened=DAY)
    findings = caught.value.decision.findings
    assert findings and all(isinstance(f, models.Finding) for f in findings)
    assert caught.value.decision.is_refused and caught.value.decision.has("REG-01")
    assert isinstance(caught.value, kezhuan.Error)
    assert registry.read().mark == before


def test_not_found_is_a_key_error(registry):
    with pytest.raises(KeyError) as caught:
        registry.get("KZ-2026-9999")
    assert isinstance(caught.value, kezhuan.NotFound)
    assert caught.value.problems[0].rule == "REG-01"
    assert registry.read().find("KZ-2026-9999") is None


def test_what_is_missing_and_what_is_next(registry):
    with registry.acting("zhang") as session:
        register_people(session)
        session.record(achievement(), happened=DAY)
    report = registry.next("KZ-2026-0001")
    assert isinstance(report, models.NextReport)
    assert report.on == DAY
    assert report.links and report.actions
    assert any(each.act == "application.file" for each in report.actions)


def test_lists_page_and_become_tables(registry):
    with registry.acting("zhang") as session:
        register_people(session)
        session.record_all((achievement(name=f"数据集 {n}") for n in range(7)), happened=DAY)
    rows = registry.list("achievement")
    assert len(rows) == 7 and rows[0].number == "KZ-2026-0001"
    assert [row.number for row in rows[5:]] == ["KZ-2026-0006", "KZ-2026-0007"]
    first = registry.list(models.Kind.achievement, limit=3)
    rest = registry.list("achievement", after=first.next)
    assert first.to_dicts() + rest.to_dicts() == rows.to_dicts()
    assert registry.read().count("achievement", unit="U-1") == 7
    assert rows.to_dicts()[0]["name"] == "数据集 0"
    with pytest.raises(kezhuan.Invalid):
        registry.list("achievement", amount_from=3)
    snapshot = registry.read()
    for kind in ("agreement", "contract", "payment"):
        assert snapshot.count(kind, contributor="P-1") == len(snapshot.list(kind, year=DAY.year)) == 0
    assert snapshot.count("contract", unit="U-1") == snapshot.count("plan", year=DAY.year) == 0
    assert snapshot.count("outstanding", type="DSC-02", year=DAY.year) == 0
    with pytest.raises(kezhuan.Invalid, match="DSC-02"):
        snapshot.list("outstanding", type="DSC-2")


def test_a_batch_is_all_or_nothing(registry):
    size = registry.read().mark.size
    with pytest.raises(kezhuan.Refused) as caught:
        with registry.acting("zhang") as session:
            session.record_all(
                [
                    acts.RegisterUnit(name="甲", institution="H-1", number="U-1"),
                    acts.RegisterUnit(name="乙", institution="H-1", number="U-2"),
                    acts.RegisterUnit(name="丙", institution="H-1", number="U-1"),
                ],
                happened=DAY,
            )
    assert caught.value.index == 2
    assert registry.read().mark.size == size
    with registry.batch() as batch:
        batch.record(acts.RegisterUnit(name="甲", institution="H-1", number="U-1"), happened=DAY)
        assert registry.read().mark.size == size
        with pytest.raises(kezhuan.Conflict):
            registry.record(acts.RegisterUnit(name="乙", institution="H-1"), happened=DAY)
    assert registry.read().mark.size == size + 1


def test_part_of_a_batch_is_taken_back_and_the_rest_is_kept(registry):
    def unit(n):
        return acts.RegisterUnit(name=f"部门 {n}", institution="H-1", number=f"U-{n}")

    size = registry.read().mark.size
    id = uuid.uuid4()
    with registry.batch() as batch:
        with pytest.raises(kezhuan.Invalid, match="marked"):
            batch.roll_back_to_mark()
        batch.record(unit(1), happened=DAY, id=id)
        assert batch.next_seq == size + 2
        batch.mark()
        batch.record(unit(2), happened=DAY)
        with pytest.raises(kezhuan.Refused):
            batch.record(unit(1), happened=DAY)
        batch.roll_back_to_mark()
        assert batch.find(id) == kezhuan.RecordedBefore(size + 1, DAY)
        assert batch.find(uuid.uuid4()) is None
        batch.record(unit(3), happened=DAY)
    assert [row.number for row in registry.list("unit")] == ["U-1", "U-3"]


def test_an_iterable_that_raises_leaves_nothing_written(registry):
    size = registry.read().mark.size

    def units():
        for n in range(300):
            yield acts.RegisterUnit(name=f"部门 {n}", institution="H-1", number=f"U-{n}")
        raise ZeroDivisionError("my own")

    with pytest.raises(ZeroDivisionError, match="my own"):
        registry.record_all(units(), happened=DAY)
    assert registry.read().mark.size == size
    registry.record(acts.RegisterUnit(name="部门", institution="H-1"), happened=DAY)


def test_the_same_act_id_answers_as_the_first_time(registry):
    act = acts.RegisterUnit(name="甲", institution="H-1", number="U-1")
    id = uuid.uuid4()
    first = registry.record(act, happened=DAY, id=id)
    again = registry.record(act, happened=DAY, id=id)
    assert again.repeated and again.seq == first.seq and again.number == first.number
    with pytest.raises(kezhuan.Conflict):
        other = acts.RegisterUnit(name="乙", institution="H-1", number="U-2")
        registry.record(other, happened=DAY, id=id)


def test_a_closed_registry_says_so(registry):
    snapshot = registry.read()
    registry.close()
    registry.close()
    with pytest.raises(kezhuan.Invalid, match="closed"):
        registry.read()
    assert snapshot.mark.size == 2
    snapshot.close()
    with pytest.raises(kezhuan.Invalid, match="closed"):
        snapshot.mark


def test_messages_come_in_the_chosen_language(registry):
    with pytest.raises(kezhuan.NotFound) as caught:
        registry.get("KZ-2026-9999")
    assert "KZ-2026-9999" in str(caught.value)
    with kezhuan.language("zh"):
        chinese = str(caught.value)
    assert chinese != str(caught.value) and "补救" in chinese


def test_opened_again_it_says_the_same(registry, today):
    registry.record(acts.RegisterUnit(name="甲", institution="H-1", number="U-1"), happened=DAY)
    mark = registry.read().mark
    with kezhuan.open(registry.path, access="read_only", now=today) as again:
        assert again.read().mark == mark
        with pytest.raises(kezhuan.Storage):
            again.record(acts.RegisterUnit(name="乙", institution="H-1"), happened=DAY)
    with pytest.raises(kezhuan.Storage):
        kezhuan.open(registry.path + ".no")


def test_a_file_too_damaged_to_open_is_examined(registry, tmp_path):
    path = registry.path
    mark = registry.verify().mark
    registry.close()
    assert kezhuan.verify_file(path, saved=mark, replay=True).is_whole
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.execute("DELETE FROM ledger_head")
    with pytest.raises(kezhuan.Error):
        kezhuan.open(path)
    report = kezhuan.verify_file(path)
    assert "ledger_head" in " ".join(str(problem) for problem in report.problems)
    assert report.mark == mark
    (tmp_path / "note.txt").write_text("no registry" * 100)
    with pytest.raises(kezhuan.Integrity):
        kezhuan.verify_file(tmp_path / "note.txt")

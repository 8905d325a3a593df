"""What goes wrong in somebody's script is told by an error of kezhuan that says what to do."""

import datetime
import os

import pytest

import kezhuan
from kezhuan import acts

DAY = datetime.date(2026, 3, 2)


def unit(number, institution="H-1"):
    return acts.RegisterUnit(name=f"部门 {number}", institution=institution, number=number)


def numbers(registry):
    return [row.number for row in registry.list("unit")]


def test_a_batch_that_passed_over_a_refusal_writes_nothing_and_lets_go(registry):
    with pytest.raises(kezhuan.Conflict, match="nothing of the batch was written") as caught:
        with registry.batch() as batch:
            batch.record(unit("U-1"), happened=DAY)
            with pytest.raises(kezhuan.Refused):
                batch.record(unit("U-2", institution="H-9"), happened=DAY)
    assert caught.value.problems[0].remedy.zh and caught.value.problems[0].remedy.en
    assert numbers(registry) == []
    registry.record(unit("U-3"), happened=DAY)
    assert numbers(registry) == ["U-3"]


def test_a_batch_that_failed_takes_no_more(registry):
    batch = registry.batch()
    with pytest.raises(kezhuan.Refused):
        batch.record(unit("U-2", institution="H-9"), happened=DAY)
    with pytest.raises(kezhuan.Conflict):
        batch.record(unit("U-1"), happened=DAY)
    batch.roll_back()
    registry.record(unit("U-1"), happened=DAY)


def test_closing_ends_a_batch_that_is_open(registry, today):
    batch = registry.batch()
    batch.record(unit("U-1"), happened=DAY)
    path = registry.path
    registry.close()
    for use in (batch.commit, lambda: batch.record(unit("U-2"), happened=DAY)):
        with pytest.raises(kezhuan.Invalid, match="closed"):
            use()
    batch.roll_back()
    with kezhuan.open(path, now=today) as again:
        assert numbers(again) == []
        again.record(unit("U-3"), happened=DAY)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_may_not_use_what_its_parent_opened(registry):
    snapshot = registry.read()
    child = os.fork()
    if child == 0:
        refused = 0
        for use in (
            lambda: registry.list("unit"),
            lambda: registry.record(unit("U-1"), happened=DAY),
            lambda: snapshot.mark,
        ):
            try:
                use()
            except kezhuan.Invalid as error:
                refused += "fork" in str(error)
        os._exit(refused)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    registry.record(unit("U-1"), happened=DAY)
    assert registry.verify(replay=True).is_whole


WRONG = {
    "list year text": lambda r: r.list("contract", year="2026"),
    "list year float": lambda r: r.list("contract", year=2026.0),
    "list limit huge": lambda r: r.list("unit", limit=2**70),
    "list limit negative": lambda r: r.list("unit", limit=-1),
    "list link text": lambda r: r.list("transfer_case", link="6"),
    "list link beyond": lambda r: r.list("transfer_case", link=99),
    "list expiring text": lambda r: r.list("certificate", expiring_within="30"),
    "list outstanding text": lambda r: r.list("achievement", outstanding="no"),
    "list typo": lambda r: r.list("unit", yaer=1),
    "count typo": lambda r: r.read().count("unit", yaer=1),
    "due typo": lambda r: r.due(wihtin=3),
    "due within float": lambda r: r.due(within=1.5),
    "due within negative": lambda r: r.due(within=-1),
    "due datetime": lambda r: r.due(day=datetime.datetime(2026, 3, 2)),
    "due role": lambda r: r.due(role="nobody"),
    "changes float": lambda r: r.changes(since=1.5),
    "changes huge": lambda r: r.changes(since=2**70),
    "changes limit": lambda r: r.changes(limit=-1),
    "search number": lambda r: r.search(5),
    "search limit": lambda r: r.search("x", limit="3"),
    "search kinds": lambda r: r.search("x", kinds=["x"]),
    "search typo": lambda r: r.search("x", foo=2),
    "act_as number": lambda r: r.act_as(5),
    "act_as role": lambda r: r.act_as("zhang", 5),
    "adopt": lambda r: r.adopt(5, happened=DAY),
    "adopt no day": lambda r: r.adopt(kezhuan.Policy.national(), happened=None),
    "verify saved": lambda r: r.verify(saved=("a", "b")),
    "verify root": lambda r: r.verify(saved=kezhuan.LedgerMark(1, "zz")),
    "keep_file number": lambda r: r.keep_file(5),
    "backup nul": lambda r: r.backup("a\0b"),
    "open number": lambda r: kezhuan.open(5),
    "open none": lambda r: kezhuan.open(None),
    "open actor": lambda r: kezhuan.open(r.path, actor=5),
    "open seed": lambda r: kezhuan.open(r.path, seed="x"),
    "open now": lambda r: kezhuan.open(r.path, now=5),
    "open access": lambda r: kezhuan.open(r.path, access="rw"),
    "open calendar": lambda r: kezhuan.open(r.path, calendar="cn"),
    "annual text": lambda r: kezhuan.reports.annual(r.read(), "2026"),
    "distribution year": lambda r: kezhuan.reports.distribution(r.read(), year=2026.0),
    "report language": lambda r: kezhuan.reports.annual(r.read(), 2026).text(lang="fr"),
    "report table": lambda r: kezhuan.reports.annual(r.read(), 2026).table("year"),
    "report file": lambda r: kezhuan.reports.annual(r.read(), 2026).save("a.pdf"),
    "language": lambda r: kezhuan.language("fr"),
    "board format": lambda r: r.read().board_text("ZH", "png"),
    "calendar days": lambda r: kezhuan.Calendar.national().add_working_days(DAY, 1.5),
    "calendar unit": lambda r: kezhuan.Calendar.national().last_day_of_period(DAY, 5, "week"),
    "allocate": lambda r: kezhuan.income.allocate(0.1, [1, 2]),
    "allocate weight": lambda r: kezhuan.income.allocate(1, [0.5]),
    "alarm": lambda r: r.due().to_icalendar(alarm_days="3"),
}


@pytest.mark.parametrize("use", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused_with_a_remedy_in_both_languages(registry, use):
    with pytest.raises(kezhuan.Invalid) as caught:
        use(registry)
    for problem in caught.value.problems:
        assert problem.what.zh and problem.what.en and problem.remedy.zh and problem.remedy.en


def test_a_slip_in_the_name_of_a_filter_is_answered_with_the_nearest(registry):
    with pytest.raises(kezhuan.Invalid, match="One of year"):
        registry.list("contract", yaer=2026)


def test_a_bad_seed_in_the_environment_is_told(registry, monkeypatch):
    monkeypatch.setenv("KEZHUAN_SEED", "abc")
    with pytest.raises(kezhuan.Invalid, match="KEZHUAN_SEED"):
        kezhuan.open(registry.path)


def test_no_limit_is_all(registry):
    registry.record_all((unit(f"U-{n}") for n in range(3)), happened=DAY)
    assert len(registry.list("unit", limit=0)) == len(registry.list("unit", limit=None)) == 3

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

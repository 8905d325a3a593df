"""Several threads: each its own registry in parallel, or one registry in turns."""

import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import kezhuan
from kezhuan import acts

DAY = datetime.date(2026, 3, 2)


def unit(n):
    return acts.RegisterUnit(name=f"部门 {n}", institution="H-1", number=f"U-{n}")


def test_threads_share_one_registry_in_turns(registry):
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: registry.record(unit(n), happened=DAY).number, range(40)))
        assert numbers == [f"U-{n}" for n in range(40)]
        counts = list(pool.map(lambda _: len(registry.list("unit")), range(20)))
    assert counts == [40] * 20
    assert registry.verify(replay=True).is_whole


def test_threads_read_with_registries_of_their_own(registry, today):
    registry.record_all((unit(n) for n in range(50)), happened=DAY)
    path = registry.path

    def read(_):
        with kezhuan.open(path, access="read_only", now=today) as mine:
            return [row.number for row in mine.list("unit")]

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(read, range(18)))
    assert all(each == found[0] and len(each) == 50 for each in found)


def longest_pause(work):
    """For how long a thread of Python stood still while ``work`` ran, and how long that took."""
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    ticking = threading.Thread(target=tick)
    ticking.start()
    while not ticks:
        time.sleep(0.001)
    begun = time.perf_counter()
    work()
    ended = time.perf_counter()
    done.set()
    ticking.join()
    seen = [begun, *(each for each in ticks if begun < each < ended), ended]
    return max(after - before for before, after in zip(seen, seen[1:])), ended - begun


@pytest.mark.parametrize("name", ["verify", "import", "backup"])
def test_other_threads_go_on_while_it_works(registry, tmp_path, name):
    """The GIL is free: while something takes long, a thread of Python hardly stands still."""
    registry.record_all((unit(n) for n in range(1500)), happened=DAY)
    lines = "".join(f"P{n},示例{n},U-1\n" for n in range(1500))
    sheet = tmp_path / "people.csv"
    sheet.write_text("工号,姓名,部门编号\n" + lines, encoding="utf-8")
    work = {
        "verify": lambda: registry.verify(replay=True),
        "import": lambda: kezhuan.import_csv(registry, sheet, "people", check=True),
        "backup": lambda: registry.backup(tmp_path / "backup.kz"),
    }[name]
    pause, whole = longest_pause(work)
    # Held all the time it would stand still for the whole of it; the machine may be busy besides.
    assert pause < max(0.5 * whole, 0.05), (pause, whole)


def test_a_callback_may_not_use_the_registry_it_is_called_by(registry):
    registry.record_all((unit(n) for n in range(600)), happened=DAY)
    seen = []

    def progress(done, total):
        seen.append((done, total))
        registry.list("unit")

    with pytest.raises(kezhuan.Conflict, match="callback"):
        registry.verify(progress=progress)
    assert seen


def test_a_batch_in_one_thread_is_not_disturbed_by_another(registry):
    with registry.batch() as batch:
        batch.record(unit(1), happened=DAY)
        errors = []

        def other():
            try:
                registry.record(unit(2), happened=DAY)
            except kezhuan.Conflict as error:
                errors.append(error)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        assert len(errors) == 1
    assert [row.number for row in registry.list("unit")] == ["U-1"]


def test_what_an_iterable_raises_later_does_not_hide_a_refusal_before(registry):
    """The next items are taken while those before are judged; what came first is told."""
    size = registry.read().mark.size

    def units():
        for n in range(100):
            yield unit(n if n != 10 else 9)
        raise ZeroDivisionError("my own")

    with pytest.raises(kezhuan.Refused) as caught:
        registry.record_all(units(), happened=DAY)
    assert caught.value.index == 10
    assert registry.read().mark.size == size


def test_an_iterable_may_look_at_the_batch_that_takes_it_in(registry):
    seen = []
    with registry.batch() as batch:

        def units():
            for n in range(200):
                seen.append(batch.next_seq)
                yield unit(n)

        recorded = batch.record_all(units(), happened=DAY)
    assert [each.number for each in recorded] == [f"U-{n}" for n in range(200)]
    assert seen == sorted(seen) and seen[-1] > seen[0]
    assert registry.verify(replay=True).is_whole

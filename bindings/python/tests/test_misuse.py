"""What goes wrong in somebody's script is told by an error of kezhuan that says what to do."""

import datetime
import os

import pytest

import kezhuan
from kezhuan import acts, income, models

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
    "record legacy text": lambda r: r.record(unit("U-1"), happened=DAY, legacy="yes"),
    "record happened float": lambda r: r.record(unit("U-1"), happened=3.5),
    "check legacy number": lambda r: r.check(unit("U-1"), happened=DAY, legacy=1),
    "acting nobody": lambda r: r.acting(None),
    "acting blank": lambda r: r.acting("").record(unit("U-1"), happened=DAY),
    "verify replay text": lambda r: r.verify(replay="yes"),
    "import check text": lambda r: kezhuan.import_xlsx(r, "a.xlsx", "people", check="no"),
    "import keep_good text": lambda r: kezhuan.import_csv(r, "a.csv", "people", keep_good="no"),
    "import without registry": lambda r: kezhuan.import_acts(None, "a.jsonl"),
    "import without file": lambda r: kezhuan.import_acts(r, None),
    "mapping number": lambda r: kezhuan.Mapping.built_in(5),
    "list public text": lambda r: kezhuan.reports.list(r.read(), "QD-001", public="yes"),
    "annual of registry": lambda r: kezhuan.reports.annual(r, 2026),
    "explain of registry": lambda r: income.explain(r, "ZH-1"),
    "tax months text": lambda r: income.tax(r.read(), "ZH-1", "P-1", months="3"),
    "simulate face value": lambda r: income.simulate("consensus", [], face_value="no"),
    "equity shares text": lambda r: income.divide_equity("9", "1/2", [{"id": "甲"}]),
    "equity ratio float": lambda r: income.divide_equity(9, 0.5, [{"id": "甲"}]),
    "equity excludes nobody": lambda r: income.divide_equity(9, "1/2", [{"id": "甲"}], excluded=["乙"]),
    "rule number": lambda r: kezhuan.Policy.national().get_rule(5),
    "alarm": lambda r: r.due().to_icalendar(alarm_days="3"),
}


@pytest.mark.parametrize("use", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused_with_a_remedy_in_both_languages(registry, use):
    with pytest.raises(kezhuan.Invalid) as caught:
        use(registry)
    for problem in caught.value.problems:
        assert problem.what.zh and problem.what.en and problem.remedy.zh and problem.remedy.en


def test_a_day_that_is_a_number_is_told_as_a_day(registry):
    for act in (unit("U-1"), {"act": "unit.register", "data": {}, "happened": 3.5}):
        with pytest.raises(kezhuan.Invalid, match="a date is wanted here"):
            registry.record(act, happened=3.5)


def test_a_registry_opened_to_read_says_how_it_may_be_written(registry, today):
    with kezhuan.open(registry.path, access="read_only", now=today) as reader:
        with pytest.raises(kezhuan.Storage, match="opened read-only") as caught:
            reader.record(unit("U-1"), happened=DAY)
    assert "reading and writing" in caught.value.problems[0].remedy.en


def test_a_format_that_a_report_lacks_is_answered_with_those_it_has(registry):
    report = kezhuan.reports.annual(registry.read(), 2026)
    with pytest.raises(kezhuan.Invalid, match="Use one of json, text, csv, html"):
        report._core.text("pdf", "en")


def test_who_mends_it_is_told_with_a_refusal(registry):
    with pytest.raises(kezhuan.Refused, match="Who: transfer office") as caught:
        registry.record(unit("U-1", institution="H-9"), happened=DAY)
    assert caught.value.findings[0].who == (models.Who.office,)
    with kezhuan.language("zh"):
        assert "由谁：成果转化管理部门" in str(caught.value)


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


@pytest.mark.parametrize(
    "load", [kezhuan.Mapping.load, kezhuan.Policy.load, kezhuan.Calendar.load, income.Scheme.load]
)
def test_a_document_that_cannot_be_read_says_which_and_why(tmp_path, load):
    with pytest.raises(kezhuan.Storage, match="nowhere.yaml") as caught:
        load(tmp_path / "nowhere.yaml")
    assert isinstance(caught.value, OSError) and caught.value.problems[0].remedy.zh
    other = tmp_path / "gb.yaml"
    other.write_bytes("标题: 甲\n".encode("gb18030"))
    with pytest.raises(kezhuan.Invalid, match="UTF-8") as wrong:
        load(other)
    assert wrong.value.problems[0].place == str(other)

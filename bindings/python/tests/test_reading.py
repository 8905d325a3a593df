"""What is read: changes, policy, calendar, simulation, reports, copies."""

import datetime
import json
from decimal import Decimal
from fractions import Fraction

import pytest

import kezhuan
from kezhuan import Money, acts, income, models, reports

DAY = datetime.date(2026, 3, 2)


def unit(n):
    return acts.RegisterUnit(name=f"部门 {n}", institution="H-1", number=f"U-{n}")


def test_changes_page_by_page_are_the_whole(registry):
    registry.record_all((unit(n) for n in range(9)), happened=DAY)
    with registry.read() as snapshot:
        whole = snapshot.changes(limit=0)
        assert [change.seq for change in whole] == list(range(1, 12))
        pages, since = [], 0
        while True:
            page = snapshot.changes(since=since, limit=4)
            pages += page
            since = page.next
            if not page.has_more:
                break
        assert pages == list(whole) == list(snapshot.follow())
    last = whole[-1]
    assert (last.act, last.happened, last.data["number"]) == ("unit.register", DAY, "U-8")
    assert any(each.number == "U-8" and each.is_new for each in last.touched)
    assert len(registry.changes(since=since)) == 0
    registry.record(unit(9), happened=DAY)
    assert [change.seq for change in registry.changes(since=since)] == [12]
    with pytest.raises(kezhuan.Invalid):
        registry.changes(since=-1)


def test_a_part_of_a_page_goes_on_behind_its_last_entry(registry):
    registry.record_all((unit(n) for n in range(3)), happened=DAY)
    page = registry.changes(limit=4)
    assert page.has_more and (page[1:].next, page[1:].has_more) == (page.next, True)
    assert page[:2].next == 2 and page[:2].has_more
    assert (page[:0].next, page[1:-1].next, page[:9].next) == (0, 3, 4)
    whole = registry.changes()
    assert whole[1:].next == whole.next and not whole[1:].has_more


def test_whoever_is_ahead_of_the_registry_is_told(registry):
    assert len(registry.changes(since=2)) == 0
    with pytest.raises(kezhuan.Conflict, match="older backup"):
        registry.changes(since=3)
    with pytest.raises(kezhuan.Conflict):
        next(registry.read().follow(since=3))


def test_what_an_entry_touched_is_plain_in_tables(registry):
    registry.record(unit(1), happened=DAY)
    (row,) = registry.changes(since=2).to_dicts()
    assert row["touched"][0]["kind"] == "unit" and row["touched"][0]["is_new"] is True
    json.dumps(row["touched"])
    json.dumps([change.to_dict() for change in registry.changes()])
    polars = pytest.importorskip("polars")
    frame = registry.changes().to_polars()
    assert isinstance(frame.schema["touched"], polars.List)
    assert polars.Object not in frame.schema.values()


def test_records_are_known_by_number_and_id(registry):
    recorded = registry.record(unit(1), happened=DAY)
    with registry.read() as snapshot:
        assert snapshot.kind_of("U-1") is models.Kind.unit
        assert snapshot.number_of(recorded.created) == "U-1"
        assert snapshot.get(recorded.created) == snapshot.get("U-1", models.Kind.unit)
        assert snapshot.settings.founded_on == DAY
        assert snapshot.today == DAY


def test_tables_turn_into_frames(registry):
    pandas = pytest.importorskip("pandas")
    registry.record_all((unit(n) for n in range(3)), happened=DAY)
    frame = registry.list("unit").to_pandas()
    assert list(frame["number"]) == ["U-0", "U-1", "U-2"]
    assert list(registry.changes().to_pandas()["seq"]) == [1, 2, 3, 4, 5]
    assert isinstance(registry.due().to_pandas(), pandas.DataFrame)
    assert "<table>" in registry.list("unit")._repr_html_()
    polars = pytest.importorskip("polars")
    assert isinstance(registry.list("unit").to_polars(), polars.DataFrame)


def test_reports_come_as_objects_and_files(registry, tmp_path):
    with registry.read() as snapshot:
        annual = reports.annual(snapshot, 2026)
        assert annual.data.year == 2026 and annual.to_dict()["year"] == 2026
        assert json.loads(annual.json())["ledger_size"] == snapshot.mark.size
        assert "2026" in annual.text() and annual.csv().startswith("\ufeff")
        for name in ("a.html", "a.csv", "a.json", "a.txt"):
            assert annual.save(tmp_path / name).stat().st_size > 0
        with pytest.raises(ValueError):
            annual.save(tmp_path / "a.pdf")
        assert reports.distribution(snapshot).to_dicts() == []
        assert reports.distribution(snapshot).to_dicts("contracts") == []
        with pytest.raises(kezhuan.NotFound):
            reports.distribution(snapshot, contract="HT-1")
        assert income.journal(snapshot, lang="en").startswith(";")
        with pytest.raises(kezhuan.NotFound):
            income.explain(snapshot, "ZH-1")


def test_income_is_divided_to_the_fen():
    people = [{"id": "甲", "weight": Fraction(2, 3)}, {"id": "乙", "weight": "1/3"}]
    receipts = [
        {"date": DAY, "amount": 100000},
        {"date": datetime.date(2026, 4, 1), "amount": Decimal("0.01")},
    ]
    scheme = income.Scheme.shipped("consensus")
    (simulated,) = income.simulate(scheme, receipts, people=people)
    assert simulated.scheme.data.id == "consensus"
    assert simulated.figures.gross == Money("100000.01")
    for entry in simulated.entries:
        assert sum((line.amount for line in entry.lines), Money(0)) == entry.amount
    totals = simulated.totals()
    assert set(totals) >= {"甲", "乙"} and abs(totals["甲"] - 2 * totals["乙"]) <= Money("0.02")
    with pytest.raises(kezhuan.Invalid):
        income.simulate("consensus", [{"date": DAY, "amount": 0.1}])
    with pytest.raises(kezhuan.Invalid):
        income.simulate("consensus", [])
    assert len(income.simulate(["consensus", scheme], receipts)) == 2


def test_simulation_takes_rows_as_objects_from_whatever_gives_them():
    people = [
        income.SimulationPerson(id="甲", weight=Fraction(2, 3)),
        {"id": "乙", "weight": Fraction(1, 3)},
    ]
    receipts = (
        income.SimulationReceipt(date=DAY + datetime.timedelta(days=n), amount=Decimal(100))
        for n in range(1000)
    )
    (simulated,) = income.simulate(
        "consensus",
        receipts,
        people=iter(people),
        costs=[income.SimulationCost(category=models.CostCategory.ip_fees, amount=Decimal("9.5"))],
    )
    assert len(simulated.entries) == 1000 and len(simulated.lines()) > 2000
    assert simulated.entries[-1].id == "1000" and simulated.entries[2:4][0].id == "3"
    assert simulated.figures.direct_recovered == Money("9.5")
    assert {line.party for line in simulated.entries[0].lines if line.party} <= {"甲", "乙"}
    with pytest.raises(IndexError):
        simulated.entries[1000]


@pytest.mark.parametrize(
    "row, place",
    [
        ({"date": DAY, "amount": 0.1}, "/receipts/2/amount"),
        ({"date": DAY}, "/receipts/2/amount"),
        ({"date": DAY, "amount": 1, "amout": 1}, "/receipts/2/amout"),
        ({"date": "2026-13-01", "amount": 1}, "/receipts/2/date"),
        ({"date": DAY, "amount": "USD 1"}, "/receipts/2/amount"),
        ({"date": DAY, "amount": 1, "refunded": 2}, "/receipts/2/refunded"),
        ({"date": DAY, "amount": -1}, "/receipts/2/amount"),
        ("2026-03-02", "/receipts/2"),
    ],
)
def test_a_simulation_names_the_row_and_the_field_at_fault(row, place):
    good = {"date": DAY, "amount": 100}
    with pytest.raises(kezhuan.Invalid) as caught:
        income.simulate("consensus", [good, good, row])
    assert caught.value.problems[0].place == place and caught.value.index == 2


def test_a_simulation_says_where_else_it_is_wrong():
    good = {"date": DAY, "amount": 100}

    def place(receipts, **said):
        with pytest.raises(kezhuan.Invalid) as caught:
            income.simulate("consensus", receipts, **said)
        return caught.value.problems[0].place

    assert place([good], people=[{"id": "甲"}, {"id": "乙", "weight": 0.5}]) == "/people/1/weight"
    assert place([good], expected_income=1.5) == "/expected_income"
    later = DAY + datetime.timedelta(days=1)
    assert place([{"date": later, "amount": 1}, good], signed_on=later) == "/receipts/1/date"
    cost = {"category": "ip_fees", "amount": 1}
    assert place([good], costs=[cost, cost | {"amount": "USD 1"}]) == "/costs/1/amount"
    assert place([good], costs=[cost, cost | {"amount": -2}]) == "/costs/1/amount"
    assert place([good], people=[{"id": "甲", "pool": "teem"}]) == "/people/0/pool"
    with pytest.raises(kezhuan.Invalid, match="teem"):
        income.simulate("consensus", [good], people=[{"id": "甲", "pool": "teem"}])


def test_what_receipts_raise_ends_a_simulation():
    def receipts():
        yield {"date": DAY, "amount": 1}
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        income.simulate("consensus", receipts())
    with pytest.raises(TypeError):
        income.simulate("consensus", None)


def test_policy_says_its_rules_and_values(registry):
    policy = kezhuan.Policy.national()
    assert policy.get_rule("REG-01").id == "REG-01"
    assert len(policy.rules) > 50 and policy.value(policy.values[0])
    assert registry.read().policy().hash == policy.hash
    with pytest.raises(kezhuan.NotFound):
        policy.get_rule("XXX-99")
    with pytest.raises(kezhuan.Config):
        kezhuan.Policy.from_yaml("nonsense: 1")


def test_the_calendar_never_guesses():
    calendar = kezhuan.Calendar.national()
    assert not calendar.is_working_day(datetime.date(2026, 10, 1))
    assert calendar.covers(DAY) and not calendar.covers("2999-01-01")
    assert calendar.add_working_days(DAY, 15) > DAY
    assert calendar.count_working_days(DAY, calendar.add_working_days(DAY, 15)) == 15
    with pytest.raises(kezhuan.Invalid):
        calendar.is_working_day(datetime.date(2999, 1, 1))
    with pytest.raises(kezhuan.Invalid):
        calendar.is_working_day(datetime.datetime(2026, 3, 2))


def test_copies_are_whole(registry, tmp_path):
    evidence = tmp_path / "paper.txt"
    evidence.write_text("paper", encoding="utf-8")
    assert len(registry.keep_file(evidence)) == 64
    registry.record(unit(1), happened=DAY)
    mark = registry.backup(tmp_path / "backup.kz")
    assert mark == registry.read().mark
    assert kezhuan.restore(tmp_path / "backup.kz", tmp_path / "again.kz") == mark
    with kezhuan.open(tmp_path / "again.kz", access="read_only") as again:
        assert again.verify(saved=mark, replay=True).is_whole
        wrong = kezhuan.LedgerMark(mark.size, "0" * 64)
        assert not again.verify(saved=wrong).is_whole
    assert kezhuan.migrate(tmp_path / "again.kz") is None
    with pytest.raises(kezhuan.Storage):
        kezhuan.restore(tmp_path / "backup.kz", tmp_path / "again.kz")


def test_a_snapshot_stands_still(registry):
    with registry.read() as snapshot:
        size = snapshot.mark.size
        registry.record(unit(1), happened=DAY)
        assert snapshot.mark.size == size and snapshot.count("unit") == 0
    assert registry.read().count("unit") == 1


def test_due_tells_where_the_calendar_ends(registry):
    last = kezhuan.Calendar.national().last_day
    near, far = registry.due(), registry.due(within=1000)
    assert near.limited_to is None and not near.limit_text
    assert far.limited_to == far.until == last
    assert f"limited to {last}" in repr(far) and str(last) in far.to_text()
    assert registry.due(until=datetime.date(2030, 1, 1)).limited_to is None


def test_due_is_given_out_as_text_table_and_calendar(registry):
    due = registry.due()
    assert due.columns[0] == "case_number" and len(due) == 0
    assert due.to_csv().startswith("\ufeff") and due.to_csv(lang="zh") != due.to_csv(lang="en")
    assert due.to_icalendar(alarm_days=3).startswith("BEGIN:VCALENDAR")


def test_an_amount_is_split_to_the_fen():
    parts = income.allocate("100.00", [1, Fraction(1), "1"])
    assert parts == [Money("33.34"), Money("33.33"), Money("33.33")]
    assert income.allocate("USD 1.00", [Decimal("0.5"), Decimal("0.5")])[0].currency == "USD"
    with pytest.raises(kezhuan.Invalid):
        income.allocate(1, [])


def test_an_act_says_what_it_is():
    schema = acts.RegisterUnit.act_schema()
    assert "unit.register" in json.dumps(schema)
    example = acts.RegisterUnit.act_example(DAY)
    assert example["act"] == "unit.register" and example["happened"] == "2026-03-02"
    assert "unit.register" in acts.RegisterUnit.act_page(lang="en")
    assert "INC-08" in kezhuan.Policy.national().rule_page("INC-08", lang="zh")


def test_entries_and_what_a_search_finds_are_counted(registry):
    registry.record_all((unit(n) for n in range(3)), happened=DAY)
    with registry.read() as snapshot:
        assert snapshot.count_found("部门") == 3 == len(snapshot.search("部门"))
        assert snapshot.count_found("部门", kinds="person") == 0
        assert len(snapshot.entries()) == 5 and snapshot.entries(2, 3) == snapshot.entries()[1:3]
        assert {change.version for change in snapshot.follow()} >= {1}


def test_a_distribution_by_contract(transferred):
    with transferred.read() as snapshot:
        all_rows = reports.distribution(snapshot).data.contracts
        one = reports.distribution(snapshot, contract=all_rows[0].contract)
    assert one.data.only_contract == all_rows[0].contract
    assert one.data.contracts == all_rows[:1] and len(all_rows) == 1
    assert "By contract" in one.text() and "By contract" in one.html()
    assert all_rows[0].contract in one.csv()
    assert one.to_dicts("contracts")[0]["received"] == all_rows[0].received


def test_an_empty_table_keeps_its_columns(registry):
    for module in ("pandas", "polars"):
        pytest.importorskip(module)
        turn = f"to_{module}"
        assert "due_on" in getattr(registry.due(), turn)().columns
        assert "number" in getattr(registry.list("person"), turn)().columns
        assert "paid" in getattr(reports.distribution(registry.read(), year=2026), turn)().columns
        assert "act" in getattr(registry.changes(since=2), turn)().columns
    polars = pytest.importorskip("polars")
    schema = registry.due().to_polars().schema
    assert polars.Null not in schema.values() and schema["who"] == polars.List(polars.String)


def test_polars_has_days_and_amounts_typed(registry):
    polars = pytest.importorskip("polars")
    frame = registry.changes().to_polars()
    assert frame.schema["happened"] == polars.Date
    assert frame.schema["recorded"] == polars.Datetime("us", "UTC")
    day = datetime.date(2026, 3, 2)
    (result,) = income.simulate(
        "consensus", [{"date": day, "amount": 1000}], people=[{"id": "甲", "weight": 1}]
    )
    frame = result.lines().to_polars()
    assert frame.schema["amount"] == polars.Decimal(38, 2)
    assert frame["amount"].sum() == Decimal("1000.00") and "amount_currency" not in frame.columns
    (result,) = income.simulate(
        "consensus", [{"date": day, "amount": "USD 10"}], people=[{"id": "甲", "weight": 1}]
    )
    assert set(result.lines().to_polars()["amount_currency"]) == {"USD"}


def test_entries_of_a_simulation_turn_into_tables():
    polars = pytest.importorskip("polars")
    (result,) = income.simulate(
        "consensus", [{"date": DAY, "amount": 1000}], people=[{"id": "甲", "weight": 1}]
    )
    (row,) = result.entries.to_dicts()
    assert row["amount"] == 1000 and row["so_far"]["gross"] == "1000.00"
    assert list(result.entries.to_pandas()["amount"]) == [1000]
    assert result.entries.to_polars().schema["date"] == polars.Date
    json.dumps(result.entries[0].to_dict())


def test_shares_are_whole_and_add_up():
    people = [{"id": name, "weight": "1/3"} for name in "甲乙丙"]
    equity = income.divide_equity(2_000_000, "1/2", people)
    assert [part.shares for part in equity.people] == [333_334, 333_333, 333_333]
    assert (equity.people_shares, equity.institution_shares) == (1_000_000, 1_000_000)
    assert equity.people[0].weight == Fraction(1, 3)
    without = income.divide_equity(11, Fraction(1, 2), people, excluded=["甲"])
    assert [part.shares for part in without.people] == [0, 3, 3] and without.people[0].excluded
    assert (without.people_shares, without.institution_shares) == (6, 5)
    with pytest.raises(kezhuan.Invalid, match="/people/1/weight"):
        income.divide_equity(9, "1/2", [people[0], {"id": "乙", "weight": 0.5}])
    with pytest.raises(kezhuan.Invalid, match="INC-04"):
        income.divide_equity(9, "1/2", people, excluded=list("甲乙丙"))


def test_what_is_looked_at_in_a_notebook_shows_itself(registry):
    recorded = registry.record(unit(1), happened=DAY)
    assert "unit.register" in recorded._repr_html_()
    decision = registry.check(
        acts.RegisterUnit(name="甲", institution="H-9", number="U-9"), happened=DAY
    )
    assert "REG-01" in decision._repr_html_() and "<table>" in decision._repr_html_()

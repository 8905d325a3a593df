"""What a notebook shows."""

import datetime
import html.parser

import pytest

import kezhuan
from kezhuan import acts, income, models, reports

DAY = datetime.date(2026, 3, 2)


class Tags(html.parser.HTMLParser):
    """Finds what is opened and never closed, and scripts."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.seen.add(tag)


def tags_of(thing):
    tags = Tags()
    tags.feed(thing._repr_html_())
    tags.close()
    assert not tags.open
    return tags.seen


@pytest.fixture
def filled(registry):
    registry.record(
        acts.RegisterUnit(name="<script>alert(1)</script>", institution="H-1", number="U-1"),
        happened=DAY,
    )
    return registry


def test_lists_and_records_are_tables_and_run_nothing(filled):
    with filled.read() as snapshot:
        for thing in (snapshot.list("unit"), snapshot.get("U-1"), snapshot.changes()):
            assert "table" in tags_of(thing) and "script" not in tags_of(thing)
        assert "&lt;script&gt;" in snapshot.list("unit")._repr_html_()
        assert tags_of(snapshot.list("person")) == {"p"}
        assert "(none)" in snapshot.due()._repr_html_()


def test_codes_and_texts_are_in_the_chosen_language(filled):
    with filled.read() as snapshot:
        institution = snapshot.get("H-1")
        assert models.InstitutionNature.public_medical.en in institution._repr_html_()
        with kezhuan.language("zh"):
            assert models.InstitutionNature.public_medical.zh in institution._repr_html_()


def test_a_report_keeps_its_style_to_itself(filled):
    with filled.read() as snapshot:
        report = reports.distribution(snapshot, year=2026)
    assert tags_of(report) == {"iframe"}


def test_a_simulation_shows_who_gets_what():
    (simulated,) = income.simulate(
        "consensus", [{"date": DAY, "amount": 1000}], people=[{"id": "甲"}]
    )
    assert "甲" in simulated._repr_html_() and "500.00" in simulated._repr_html_()
    assert "table" in tags_of(simulated)


def test_what_verify_and_an_import_found_are_tables(filled):
    assert "table" in tags_of(filled.verify())
    rows = [["工号", "姓名"], ["", "甲"]]
    report = kezhuan.import_rows(filled, rows, "people", check=True)
    assert report.problems and "table" in tags_of(report)
    assert report.to_dict()["problems"][0]["what"]["zh"]
    entries = income.simulate("consensus", [{"date": DAY, "amount": 1000}] * 70)[0].entries
    assert "table" in tags_of(entries) and "… 10" in entries._repr_html_()


def test_what_is_open_says_what_it_is(filled):
    with filled.acting("zhang", "office") as session, session.batch() as batch:
        said = [repr(each) for each in (session, batch)]
    assert said == ["<Session of zhang as office>", "<Batch of zhang as office, next entry 4>"]
    assert repr(batch) == "<Batch of zhang as office, ended>"
    snapshot = filled.read()
    assert repr(snapshot) == "<Snapshot of 3 entries, 2026-03-02>"
    snapshot.close()
    assert repr(snapshot) == "<Snapshot, closed>"


def test_a_board_is_a_picture(transferred):
    board = transferred.board("ZH-2026-001")
    assert board._repr_html_().startswith("<svg") and "title" in tags_of(board)
    assert "完成" not in board._repr_html_()
    with kezhuan.language("zh"):
        assert "已完成" in board._repr_html_()

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


def test_a_board_is_a_picture(transferred):
    board = transferred.board("ZH-2026-001")
    assert board._repr_html_().startswith("<svg") and "title" in tags_of(board)
    assert "完成" not in board._repr_html_()
    with kezhuan.language("zh"):
        assert "已完成" in board._repr_html_()

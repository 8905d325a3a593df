"""年终分配报告：报告、给人事和财务的表 / The year-end distribution report, and tables of it.

    python year_end.py hospital.kz 2026 --to reports/

Writes the report as a page (HTML) and as CSV for Excel, and says per person what was earned, paid
and is still owed. Every sum is exact; the check at the end is one an auditor would make by hand, and
what does not agree ends it with 1.
"""

from __future__ import annotations

import argparse
import pathlib

import kezhuan
from kezhuan import Money, reports


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("registry")
    asked.add_argument("year", type=int)
    asked.add_argument("--to", type=pathlib.Path, default=pathlib.Path("."))
    given = asked.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)

    with kezhuan.open(given.registry, access="read_only") as registry, registry.read() as snapshot:
        report = reports.distribution(snapshot, year=given.year)
        for ending in ("html", "csv"):
            print("写出", report.save(given.to / f"distribution-{given.year}.{ending}").name)
        people = report.data.people
        for row in people:
            print(f"{row.party.number:6} {row.party.name}  应得 {row.entitled}  已付 {row.paid}  未付 {row.due}")
        # One line of figures a currency: sums of two currencies would be none.
        agrees = True
        for figures in report.data.years:
            said = Money(figures.reward) + Money(figures.owner_income)
            mine = [Money(row.entitled) for row in people]
            entitled = sum((each for each in mine if each.currency == said.currency), Money(0, said.currency))
            print(f"合计 {entitled}", "与全年奖励及权属收益相符" if entitled == said else f"不符：{said}")
            agrees = agrees and entitled == said
    return 0 if agrees else 1


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except kezhuan.Error as error:
        raise SystemExit(f"没有办成：{error}") from None

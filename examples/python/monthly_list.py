"""每月的披露清单 / The monthly disclosure list, from the month's spreadsheet.

    python monthly_list.py hospital.kz achievements.csv --to lists/ [--today 2026-08-03]

A workbook (.xlsx) does as well: its first sheet is taken.

Takes in the achievements of the month, says of each open one what it lacks to be listed, freezes an
edition of those that lack nothing else, and writes it as the office keeps it and as it is pinned up.
"""

from __future__ import annotations

import argparse
import datetime
import pathlib

import kezhuan
from kezhuan import acts, models, reports


def missing(snapshot: kezhuan.Snapshot, number: str) -> list[str]:
    """What the disclosure of an achievement still lacks, but for the list itself."""
    disclosure = snapshot.next(number).links[0]
    return [
        f"{each.rule} {each.title.zh}"
        for each in disclosure.requirements
        if each.state is models.RequirementState.unmet and each.rule not in ("DSC-03", "DSC-04")
    ]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("registry")
    asked.add_argument("sheet", type=pathlib.Path)
    asked.add_argument("--to", type=pathlib.Path, default=pathlib.Path("."))
    asked.add_argument("--today", type=datetime.date.fromisoformat)
    given = asked.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)

    with kezhuan.open(given.registry, actor="转化办", now=given.today) as registry:
        try:
            is_workbook = given.sheet.suffix.lower() in (".xlsx", ".xlsm")
            take_in = kezhuan.import_xlsx if is_workbook else kezhuan.import_csv
            taken_in = take_in(registry, given.sheet, "achievements")
            print(taken_in)
        except kezhuan.Error as error:
            print(error)
            taken_in = None
        if taken_in is None or taken_in.rejected:
            print("表格有误，没有导入；改正后再运行，本月清单未出。")
            return 1
        with registry.read() as snapshot:
            today = snapshot.today
            for row in snapshot.list("achievement", link=1, link_state="open", limit=0):
                lacking = missing(snapshot, row.number)
                print(row.number, row.name, "还缺：" + "；".join(lacking) if lacking else "可列入")

        decision = registry.check(acts.FreezeEdition(), happened=today)
        if decision.is_refused:
            print("本月不出清单。")
            print(decision)
            return 1
        edition = registry.record(acts.FreezeEdition(), happened=today)
        assert edition.number is not None
        with registry.read() as snapshot:
            for name, public in (("内部", False), ("公开", True)):
                report = reports.list(snapshot, edition.number, public=public)
                for ending in ("html", "csv"):
                    print("写出", report.save(given.to / f"{edition.number}-{name}.{ending}").name)
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except kezhuan.Error as error:
        raise SystemExit(f"没有办成：{error}") from None

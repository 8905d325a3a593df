"""未来 15 个工作日内到期的事项 / What is due in the next 15 working days, overdue first.

    python due_soon.py hospital.kz [--within 15] [--today 2026-07-20] [--person P-31]
"""

from __future__ import annotations

import argparse
import datetime

import kezhuan


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("registry")
    asked.add_argument("--within", type=int, default=15, metavar="WORKING-DAYS")
    asked.add_argument("--today", type=datetime.date.fromisoformat)
    asked.add_argument("--person", help="only what is this person's matter")
    given = asked.parse_args()

    with kezhuan.open(given.registry, access="read_only", now=given.today) as registry:
        with registry.read() as snapshot:
            today = snapshot.today
            due = snapshot.due(within=given.within, person=given.person)
        for deadline in due:
            days = (deadline.due_on - today).days
            when = f"逾期 {-days} 天" if days < 0 else f"还有 {days} 天"
            print(deadline.due_on, f"{when:>8}", deadline.case_number or "-", deadline.text.zh)
            print(" " * 22, "由谁：" + "、".join(who.zh for who in deadline.who), deadline.rule)
        print(f"共 {len(due)} 项")
        if due.limit_text:
            print(due.limit_text.zh)
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except kezhuan.Error as error:
        raise SystemExit(f"没有办成：{error}") from None

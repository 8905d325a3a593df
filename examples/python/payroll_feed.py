"""夜间任务：把新的发放变成工资系统的明细 / Nightly job: new payments become payroll lines.

    python payroll_feed.py hospital.kz payroll.csv --state payroll.state

Follows the registry from where it stopped the night before, appends one line for each person paid
(a recovery has a negative amount; old records, paid long ago, are none), and remembers how far it
came only once the lines are on disk. Run twice, it adds nothing; killed in between, it goes on. When
the payroll has taken the file away, a new one begins.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import pathlib

import kezhuan

header = ["seq", "happened", "case", "payment", "person", "name", "kind", "currency", "amount"]


def lines_of(snapshot: kezhuan.Snapshot, change: kezhuan.Change) -> list[list[str]]:
    """The payroll lines of an entry; none when it pays nobody."""
    if change.legacy or change.act not in ("payment.record", "payment.recover"):
        return []
    number = {touched.kind: touched.number for touched in change.touched}
    lines = []
    for paid in change.data["lines"]:
        if "person" not in paid:
            continue  # paid to an institution: not the payroll's matter
        person = snapshot.get(paid["person"], "person")
        amount = kezhuan.Money(paid["amount"])
        if change.act == "payment.recover":
            amount = -amount
        lines.append(
            [str(change.seq), change.happened.isoformat(), number["transfer_case"], number["payment"],
             person.number, person.name, paid["kind"], amount.currency, f"{amount:.2f}"]
        )  # fmt: skip
    return lines


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("registry")
    asked.add_argument("payroll", type=pathlib.Path)
    asked.add_argument("--state", type=pathlib.Path, required=True)
    given = asked.parse_args()

    # How far it came, and how long the file then was: what stands after that was never finished.
    since, size = 0, 0
    if given.state.exists():
        since, size = map(int, given.state.read_text().split())
    if not given.payroll.exists():
        size = 0
    elif given.payroll.stat().st_size < size:
        print(f"{given.payroll} 比上次写完时短，被别人改过；移走它再运行，从新文件写起")
        return 1
    with kezhuan.open(given.registry, access="read_only") as registry, registry.read() as snapshot:
        text = io.StringIO()
        writer = csv.writer(text)
        if size == 0:
            writer.writerow(header)
        count = 0
        for change in snapshot.follow(since=since):
            for line in lines_of(snapshot, change):
                writer.writerow(line)
                count += 1
            since = change.seq
        with given.payroll.open("r+b" if given.payroll.exists() else "w+b") as file:
            file.truncate(size)
            file.seek(size)
            file.write(text.getvalue().encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
    part = given.state.with_suffix(".part")
    part.write_text(f"{since} {size}\n")
    part.replace(given.state)
    print(f"新增 {count} 行，读到第 {since} 条")
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except kezhuan.Error as error:
        raise SystemExit(f"没有办成：{error}") from None

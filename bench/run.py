#!/usr/bin/env python3
"""Runs the benchmarks and prints ratios against the same work written by hand, in the same run.

Usage: bench/run.py [--count N] [--build DIR] [--micro]
Every number is a ratio of two runs on this machine now; nothing here is asserted.
"""

import argparse
import datetime
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    words: list  # of its output
    seconds: float
    memory: float  # most, in MiB
    processor: float  # seconds of all its threads together


def peak_of(*command):
    """What one process alone printed and took."""
    start = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command[0]} failed")
    return Run(output.split(), time.perf_counter() - start, usage.ru_maxrss / 1024,
               usage.ru_utime + usage.ru_stime)


def seconds_of(*command):
    """What one run of the benchmark says it took, which leaves its start out."""
    return float(peak_of(*command).words[0])


def best(*command):
    """The fastest of three."""
    return min((peak_of(*command) for _ in range(3)), key=lambda run: float(run.words[0]))


def best_seconds(*command):
    return float(best(*command).words[0])


def row(name, ours, theirs, ratio, aim):
    print(f"| {name} | {ours} | {theirs} | {ratio} | {aim} |")


def rate(count, seconds):
    return f"{count / seconds:,.0f}/s"


def copy(source, target):
    for suffix in ("", "-wal", "-shm"):
        if Path(f"{source}{suffix}").exists():
            shutil.copy(f"{source}{suffix}", f"{target}{suffix}")
    return target


def income(build, count=1_000_000):
    """Receipts divided by a scheme of four bands among eight people."""
    program = next(build.rglob("bench_income"))
    slow = count // 10  # Decimal takes its time

    ours, hand = best(program, "by-scheme", count), best(program, "by-hand", count)
    decimal = peak_of("python3", Path(__file__).with_name("income_decimal.py"), slow)
    less = best(program, "by-scheme", slow)
    if ours.words[1] != hand.words[1] or less.words[1] != decimal.words[1]:
        raise SystemExit("the same receipts were divided differently")
    seconds, by_hand = float(ours.words[0]), float(hand.words[0])
    in_python = float(decimal.words[0])
    row(f"{count:,} receipts × 8 people, 4 bands", rate(count, seconds), rate(count, by_hand),
        f"{by_hand / seconds:.2f} × the rate", "≥ 0.25")
    row("the same in Python's Decimal", rate(count, seconds), rate(slow, in_python),
        f"{in_python / slow * count / seconds:.0f} × the rate", "")
    row("memory, 10 × the receipts", f"{ours.memory:.1f} MiB", f"{less.memory:.1f} MiB",
        f"{ours.memory / less.memory:.2f} ×", "constant")


def explain(build, program, folder, receipts=1000):
    """A case of many receipts, taken in as an old record, and how each amount came about."""
    bench = next(build.rglob("bench_registry"))
    sheets = Path(__file__).parent.parent / "examples" / "import"
    registry = folder / "explain.kz"
    transfer = "HT-2019-02"

    def kezhuan(*command):
        environment = {**os.environ, "KEZHUAN_ACTOR": "bench"}
        subprocess.run([program, "--registry", registry, *command], check=True, env=environment,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def take_in(kind, sheet):
        kezhuan("import", "--legacy", "--kind", kind, sheet)

    def write_sheet(name, *lines):
        sheet = folder / name
        sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return sheet

    kezhuan("init", "--institution", "示例医院", "--number", "I-own", "--name", "示例")
    for kind in ("institutions", "people", "achievements", "agreements", "contracts"):
        take_in(kind, sheets / f"{kind}.csv")
    first = datetime.date(2019, 9, 1)
    rows = ["流水号,合同编号,到账日期,到账金额"]
    amount = 25_500_000 // receipts / 100
    rows += [f"DZ-{i:05},{transfer},{first + datetime.timedelta(i % 400)},{amount}"
             for i in range(receipts)]
    take_in("receipts", write_sheet("first.csv", *rows[:2]))
    people = [("1002", 40, "发明人", ""), ("1001", 10, "转化人员", "推广"),
              ("1003", 20, "转化人员", "推广"), ("1005", 30, "转化人员", "推广")]
    take_in("payments", write_sheet(
        "payments.csv",
        "合同编号,发放日期,工号,发放金额,会议日期,议事机构,应到人数,出席人员,赞成票,奖励比例,身份,实施任务",
        *(f"{transfer},2019-12-16,{who},{weight},2019-12-02,院长办公会,9,1004,9,50%,{role},{task}"
          for who, weight, role, task in people)))
    take_in("receipts", write_sheet("receipts.csv", *rows))
    a = best_seconds(bench, "explain", registry, transfer)
    b = best_seconds(bench, "explain-by-hand", registry, transfer)
    row(f"`income explain` of {receipts:,} receipts", f"{a * 1e3:.1f} ms", f"{b * 1e3:.1f} ms",
        f"{a / b:.2f} ×", "≤ 5")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--build", type=Path, default=Path("build/bench"))
    parser.add_argument("--micro", action="store_true", help="also run the small pieces")
    options = parser.parse_args()
    bench = next(options.build.rglob("bench_registry"))
    program = next(p for p in options.build.rglob("kezhuan") if p.is_file() and os.access(p, os.X_OK))
    count = options.count
    single = min(1000, count)

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        base, lines = folder / "base.kz", folder / "lines.jsonl"
        peak_of(bench, "setup", base, lines, count)

        full = copy(base, folder / "full.kz")
        batch = peak_of(program, "--registry", full, "act", lines)
        whole = batch.seconds
        inside = copy(base, folder / "inside.kz")
        ours = seconds_of(bench, "record-all", inside, lines, count)
        hand = copy(base, folder / "hand.kz")
        theirs = seconds_of(bench, "by-hand-all", hand, lines, count, full)
        each = copy(base, folder / "each.kz")
        one = seconds_of(bench, "record-each", each, lines, single)
        hand_each = copy(base, folder / "hand_each.kz")
        one_hand = seconds_of(bench, "by-hand-each", hand_each, lines, single, full)
        writers = copy(base, folder / "writers.kz")
        wait, kept = peak_of(bench, "writers", writers, lines, single).words

        print(f"\n{count:,} achievements, {count:,} applications, {os.cpu_count()} cores\n")
        print("| what | kezhuan | by hand | ratio | aim |")
        print("|---|---|---|---|---|")
        row(f"{count:,} applications, one `act` call", rate(count, whole), rate(count, theirs),
            f"{theirs / whole:.2f} × the rate", "≥ 0.6")
        row("the same through the library", rate(count, ours), rate(count, theirs),
            f"{theirs / ours:.2f} × the rate", "≥ 0.6")
        row("peak memory of that call", f"{batch.memory:.0f} MiB", "", "", "< 300 MiB")
        row("one durable act", f"{one / single * 1e3:.2f} ms",
            f"{one_hand / single * 1e3:.2f} ms", f"{one / one_hand:.2f} ×", "≤ 2.5")
        row("8 writers at once, longest wait", f"{float(wait):.3f} s", "",
            f"{kept} of {single} kept", "< 1 s, nothing lost")
        pairs = [("`verify` (hashes)", "verify", "read-and-hash", "speed"),
                 ("`show ID`, 2,000 of them", "show", "show-by-hand", "time"),
                 ("`next ID`, 2,000 of them", "next", "next-by-hand", "time")]
        for name, mine, other, kind in pairs:
            a = best_seconds(bench, mine, full, lines, count)
            b = best_seconds(bench, other, full, lines, count)
            if kind == "speed":
                row(name, f"{a:.3f} s", f"{b:.3f} s", f"{b / a:.2f} × the speed", "≥ 0.8")
            else:
                row(name, f"{a / 2000 * 1e6:.0f} µs", f"{b / 2000 * 1e6:.0f} µs", f"{a / b:.2f} ×", "≤ 3")
        cases = count // 5
        peak_of(bench, "open-cases", full, "-", cases)
        for what in ("next", "path"):
            a = best_seconds(bench, f"{what}-case", full, "-", cases)
            b = best_seconds(bench, "case-by-hand", full, "-", cases)
            row(f"`{what} CASE`, 2,000 of {cases:,}", f"{a / 2000 * 1e6:.0f} µs",
                f"{b / 2000 * 1e6:.0f} µs", f"{a / b:.2f} ×", "≤ 3")
        until = "2027-12-31"
        a = best_seconds(bench, "due", full, until)
        b = best_seconds(bench, "due-by-hand", full, until)
        row("`due` over all cases", f"{a * 1e3:.1f} ms", f"{b * 1e3:.1f} ms", f"{a / b:.2f} ×", "≤ 2")
        number = "KZ-B-0000042"
        cold = min(peak_of(program, "--registry", full, "next", number).seconds for _ in range(5))
        row("`kezhuan next ID` from cold", f"{cold * 1e3:.0f} ms", "", "", "< 200 ms")
        explain(options.build, program, folder)
        income(options.build)

    if options.micro:
        subprocess.run([next(options.build.rglob("bench_core"))], check=True)


if __name__ == "__main__":
    main()

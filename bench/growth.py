#!/usr/bin/env python3
"""Shows how import, next, list, search and verify grow with the number of achievements.

Usage: bench/growth.py [--build DIR] [--most N] [--plot FILE]
Takes 1,000, 10,000 … achievements, up to N (100,000; 1,000,000 takes about 10 minutes and 8 GB),
each in from a CSV file. Time is that of the processor, all threads together, so that what else the
machine does hardly matters. With --plot draws it over size as SVG.
"""

import argparse
import os
import tempfile
from pathlib import Path

from run import copy, peak_of, row

HEADER = ("成果编号,成果名称,成果类型,负责人工号,数据来源编号,登记日期,加工技术,实质性改变,新知识,"
          "处置措施,处置主体,不可复原,证书种类,证书号,覆盖交付物,证书登记日,所依管理办法")
REST = ("数据集,P-1,S-1,2026-03-01,标注,结构,影像分型,匿名化,第三方,是,专有技术,ZY-1,D1,2026-03-01,"
        "《专有技术管理办法》")
READS = 2000  # of next, list and search; starting the program is shared by them
BY_HAND_MOST = 100_000  # the rows to write by hand are held in memory
NAMES = {"import": "`import`, a row", "next": "`next ID`", "list": "`list`, a page of 100",
         "search": "`search`, two characters", "verify": "`verify` (hashes), an entry"}
COLOURS = {"import": "#1b6ca8", "next": "#c0392b", "list": "#2e7d32", "search": "#8e44ad",
           "verify": "#b9770e"}


def write_sheet(path, count):
    """The names are those of bench/registry.cpp, so that its searches find them."""
    with open(path, "w", encoding="utf-8") as sheet:
        sheet.write(HEADER + "\n")
        for i in range(count):
            word = chr(0x4E00 + i % 20_000) + chr(0x4E00 + (i * 7919 + i // 20_000) % 20_000)
            sheet.write(f"KZ-B-{i:07d},示例影像 a{word}a 数据集,{REST}\n")


def measure(bench, program, count, folder):
    """Microseconds of processor an item, and peak memory in MiB, of each operation."""
    base, full, sheet = folder / "base.kz", folder / "full.kz", folder / "sheet.csv"
    peak_of(bench, "setup", base, folder / "lines.jsonl", 0)
    copy(base, full)
    write_sheet(sheet, count)
    found = {}

    def note(what, run, items):
        found[what] = (run.processor / items * 1e6, run.memory)
        return run.seconds

    ours = note("import", peak_of(program, "--registry", full, "import", "--kind", "achievements",
                                  sheet), count)
    if count <= BY_HAND_MOST:
        theirs = float(peak_of(bench, "import-by-hand", base, sheet, count, full).words[0])
        found["rates"] = (count / ours, count / theirs)
    for what in ("next", "list", "search"):
        note(what, peak_of(bench, what, full, "-", count), READS)
    note("verify", peak_of(bench, "verify", full), count * 4)
    return found


def plot(path, sizes, results):
    """Both axes logarithmic: what grows as a straight line slopes, what stays the same is level."""
    from math import log10
    left, top, width, height = 70, 20, 560, 300
    low, high = 0, 4  # 1 µs to 10 ms
    span = max(log10(sizes[-1] / sizes[0]), 1)

    def x(size):
        return left + width * log10(size / sizes[0]) / span

    def y(value):
        return top + height * (high - log10(value)) / (high - low)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 170} '
             f'{top + height + 50}" font-family="sans-serif" font-size="13">',
             '<rect width="100%" height="100%" fill="white"/>']
    for power in range(low, high + 1):
        at = y(10 ** power)
        parts.append(f'<path d="M{left} {at:.0f}h{width}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{at + 4:.0f}" text-anchor="end">'
                     f'{("1", "10", "100", "1 000", "10 000")[power]} µs</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.0f}" y="{top + height + 20}" text-anchor="middle">'
                     f'{size:,}</text>'.replace(",", " "))
    parts.append(f'<text x="{left + width / 2:.0f}" y="{top + height + 42}" text-anchor="middle">'
                 '成果数 achievements</text>')
    lowest = 0  # of the labels so far, which follow their lines but keep clear of each other
    for what, colour in sorted(COLOURS.items(), key=lambda each: -results[sizes[-1]][each[0]][0]):
        values = [results[size][what][0] for size in sizes]
        lowest = max(y(values[-1]) + 4, lowest + 15)
        points = " ".join(f"{x(s):.1f},{y(v):.1f}" for s, v in zip(sizes, values))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" '
                     'stroke-width="2.5"/>')
        parts.append(f'<text x="{left + width + 8}" y="{lowest:.0f}" fill="{colour}">'
                     f'{NAMES[what].replace("`", "")}</text>')
    path.write_text("\n".join(parts + ["</svg>"]) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build/bench"))
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    bench = next(options.build.rglob("bench_registry"))
    program = next(p for p in options.build.rglob("kezhuan") if p.is_file() and os.access(p, os.X_OK))
    sizes = [10 ** power for power in range(3, 8) if 10 ** power <= options.most]

    results = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            results[size] = measure(bench, program, size, Path(folder))
        print(f"{size:,} done", flush=True)

    print("\n| processor time an item, peak memory | " + " | ".join(f"{s:,}" for s in sizes) + " |")
    print("|---|" + "---|" * len(sizes))
    for what, name in NAMES.items():
        cells = (f"{results[s][what][0]:,.1f} µs, {results[s][what][1]:,.0f} MiB" for s in sizes)
        print(f"| {name} | " + " | ".join(cells) + " |")
    largest = max((s for s in sizes if s <= BY_HAND_MOST), default=None)
    if largest is not None:
        ours, theirs = results[largest]["rates"]
        print("\n| what | kezhuan | by hand | ratio | aim |\n|---|---|---|---|---|")
        row(f"`import` of {largest:,} achievements from CSV", f"{ours:,.0f} rows/s",
            f"{theirs:,.0f} rows/s", f"{ours / theirs:.2f} × the rate", "≥ 0.5")
    if options.plot:
        plot(options.plot, sizes, results)


if __name__ == "__main__":
    main()

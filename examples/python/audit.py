"""审计别人送来的登记库 / Audit of a registry that somebody sent.

    python audit.py hospital.kz [--mark 532:5c16a4fab3…]

Proves that the record is whole and was only added to since the saved mark, that the tables are what
the ledger adds up to, and looks at what a person would ask next: warnings that were recorded,
old records with things outstanding, personal values erased. Ends with 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import collections

import kezhuan


def mark_of(text: str) -> kezhuan.LedgerMark:
    size, _, root = text.partition(":")
    if not size.isdecimal() or len(root) != 64:
        raise argparse.ArgumentTypeError(f"{text}：写作 SIZE:ROOT，如 532:5c16…（64 位）")
    return kezhuan.LedgerMark(int(size), root)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("registry")
    asked.add_argument("--mark", type=mark_of, help="SIZE:ROOT as printed on an earlier report")
    given = asked.parse_args()
    try:
        return audit(given.registry, given.mark)
    except kezhuan.Error as error:
        print("不能审计：", error)
        return 2


def audit(path: str, saved: kezhuan.LedgerMark | None) -> int:
    with kezhuan.open(path, access="read_only") as registry:
        report = registry.verify(saved=saved, replay=True)
        print(f"账本 {report.mark.size} 条，根 {report.mark.root[:16]}…，佐证 {report.evidence_files} 份，重放 {report.replayed} 条")
        for problem in report.problems:
            print("问题：", problem)
        print("记录完整" if report.is_whole else f"有 {len(report.problems)} 处问题")
        if not report.is_whole:
            return 1

        with registry.read() as snapshot:
            acts: collections.Counter[str] = collections.Counter()
            actors: collections.Counter[str] = collections.Counter()
            warnings: collections.Counter[str] = collections.Counter()
            late = 0
            for change in snapshot.follow():
                acts[change.act] += 1
                actors[change.actor] += 1
                found = change.outcome.get("findings", ())
                warnings.update(each["rule"] for each in found if each["severity"] == "warn")
                late += (change.recorded.date() - change.happened).days > 30
            print("经办人：", "，".join(f"{name} {count} 项" for name, count in actors.most_common()))
            print("记录时的警告：", "，".join(f"{rule} {count} 项" for rule, count in warnings.most_common()) or "无")
            print("更正", acts["act.correct"], "项，删除个人信息", acts["personal.erase"], "项，晚记三十天以上", late, "项")
            print("旧记录待补", snapshot.count("outstanding"), "项")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""导入旧工作簿，退回有误的行 / A legacy workbook, its bad rows handed back.

    python legacy_workbook.py hospital.kz old.xlsx [--to rejects/]

One sheet a kind, named after it (人员, 成果, …). Good rows are recorded; the others come back as a
workbook with the bad cells marked and the reason beside them, to be mended and handed in again.
What old records lack becomes outstanding. The same workbook twice changes nothing.
"""

from __future__ import annotations

import argparse
import pathlib
import zipfile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

import kezhuan

# In this order: a record comes after those it refers to.
kinds = {
    "机构": "institutions",
    "部门": "units",
    "人员": "people",
    "数据来源": "sources",
    "成果": "achievements",
    "赋权协议": "agreements",
    "合同": "contracts",
    "到账": "receipts",
    "发放": "payments",
}


def free_name(folder: pathlib.Path, name: str) -> pathlib.Path:
    """What was handed back before stays: somebody may be at work on it."""
    path, count = folder / f"{name}.xlsx", 1
    while path.exists():
        count += 1
        path = folder / f"{name}-{count}.xlsx"
    return path


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("registry")
    asked.add_argument("workbook", type=pathlib.Path)
    asked.add_argument("--to", type=pathlib.Path, default=pathlib.Path("."))
    given = asked.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)

    try:
        sheets = openpyxl.load_workbook(given.workbook, read_only=True).sheetnames
    except (OSError, zipfile.BadZipFile, InvalidFileException) as error:
        print(f"读不了工作簿：{error}")
        return 1
    unknown = [name for name in sheets if name not in kinds]
    if unknown:
        print("不认识的工作表：", "、".join(unknown), "；可用：", "、".join(kinds))
        return 2
    rejected = 0
    with kezhuan.open(given.registry, actor="导入") as registry:
        for name in sorted(sheets, key=list(kinds).index):
            rejects = free_name(given.to, f"{name}-退回")
            report = kezhuan.import_xlsx(
                registry, given.workbook, kinds[name], sheet=name, rejects=rejects, legacy=True
            )
            rejected += report.rejected
            print(f"{name}：{report}")
        print("待补", len(registry.list("outstanding", limit=0)), "项")
    return 1 if rejected else 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except kezhuan.Error as error:
        raise SystemExit(f"没有办成：{error}") from None

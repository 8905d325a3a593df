"""旧工作簿样例 / Makes the legacy workbook of the README: two sheets, some rows of them wrong."""

from __future__ import annotations

import datetime
import sys

import openpyxl

people = [
    ["工号", "姓名", "部门编号", "入职日期"],
    ["1001", "示例戊", "U-01", datetime.date(2012, 9, 1)],
    ["1002", "示例己", "U-99", datetime.date(2015, 7, 1)],  # no such unit
]
achievements = [
    ["成果编号", "成果名称", "成果类型", "负责人工号", "数据来源名称", "产生场景", "登记日期"],
    ["CG-2017-01", "示例慢病数据集", "数据集", "1001", "慢病队列", "科研", "2017.5.8"],
    ["CG-2018-02", "示例影像模型", "玄学", "1001", "影像队列", "科研", "2018年3月12日"],  # no such form
]

book = openpyxl.Workbook()
book.remove(book["Sheet"])
for name, rows in (("成果", achievements), ("人员", people)):
    page = book.create_sheet(name)
    for row in rows:
        page.append(row)
book.save(sys.argv[1])

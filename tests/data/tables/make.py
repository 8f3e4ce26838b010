#!/usr/bin/env python3
"""Make the tables of Excel before 2007 beside this file: python3 -m pip install xlwt==1.3.0, then run this."""

import datetime
from pathlib import Path

import xlwt

HERE = Path(__file__).resolve().parent


def statistics():
    """Two worksheets and a hidden one; many texts, so that the table of shared ones goes on in further records."""
    book = xlwt.Workbook(encoding="gbk")
    sheet = book.add_sheet("志愿服务统计")
    sheet.write_merge(0, 0, 0, 4, "2026年志愿服务统计表")
    for column, header in enumerate(["序号", "乡镇", "活动日期", "人次", "备注"]):
        sheet.write(1, column, header)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row in range(120):
        sheet.write(row + 2, 0, row + 1)
        sheet.write(row + 2, 1, f"第{row + 1}村，" + "名称很长的村民委员会" * 6)
        sheet.write(row + 2, 2, datetime.date(2026, 1 + row % 6, 1 + row % 28), day)
        sheet.write(row + 2, 3, 12.5 + row)
        if row % 2:
            sheet.write(row + 2, 4, row % 3 == 0)
    other = book.add_sheet("Sheet2")
    other.write(0, 0, "a")
    other.write(0, 1, "b")
    other.write(1, 0, xlwt.Formula("1+2"))
    other.write(65535, 255, "far")
    hidden = book.add_sheet("草稿")
    hidden.visibility = 1
    book.save(HERE / "statistics.xls")


def captions():
    book = xlwt.Workbook(encoding="gbk")
    sheet = book.add_sheet("图片")
    for row, cells in enumerate([["文件名", "时间", "地点", "事由"], ["a.jpg", "2026年3月5日", "人民广场", "公益广告"]]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(HERE / "captions.xls")


if __name__ == "__main__":
    statistics()
    captions()

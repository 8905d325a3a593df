"""许可还是作价投资：各人到手多少 / Licence or equity investment: what each would get.

    python license_or_equity.py

A licence at 600,000 with 80,000 of cost, under the consensus formula and under rules of others;
beside it 2,000,000 shares of a company for the same data, half of them for the people. Nothing
is written: the same engine that books real income works it out.
"""

from __future__ import annotations

import datetime

from kezhuan import Money, income

people = [
    {"id": "示例甲", "weight": "1/3", "main_contributor": True},
    {"id": "示例乙", "weight": "1/3", "main_contributor": True},
    {"id": "示例丙", "weight": "1/3", "transfer_staff": True},
]
receipts = [
    {"date": datetime.date(2026, 3, 2), "amount": 400000},
    {"date": datetime.date(2026, 9, 1), "amount": 200000},
]
costs = [{"category": "ip_fees", "amount": 80000, "date": datetime.date(2026, 1, 15)}]


def main() -> None:
    print("许可 600000.00，成本 80000.00：")
    for result in income.simulate(
        ["consensus", "gross-70"], receipts, costs=costs, people=people
    ):
        scheme = result.scheme.data
        print(f"  {scheme.title.zh}（净收入 {result.figures.net}，奖励 {result.figures.reward}）")
        for name, amount in result.totals().items():
            print(f"    {name}  {amount}")

    # Whole shares, which add up to what the people's side gets: thirds leave one over.
    print("作价投资 2000000 股，每股 1 元，一半归完成人：")
    equity = income.divide_equity(2_000_000, "1/2", people)
    for part in equity.people:
        print(f"    {part.id}  {part.shares} 股，按作价 {Money(part.shares)}")
    print(f"    合计 {equity.people_shares} 股，单位 {equity.institution_shares} 股")


if __name__ == "__main__":
    main()

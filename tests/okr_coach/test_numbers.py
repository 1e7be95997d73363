"""What is a quantity, in which unit, and what only looks like one."""

from __future__ import annotations

import pytest

from okr_coach.text.cues import Line

AMOUNTS = {
    "1,200 customers": ["1200 customers"],
    "$2,000,000 in sales": ["2000000 USD"],
    "€1.5M from donors": ["1500000 EUR"],
    "USD 40k saved": ["40000 USD"],
    "200万元": ["2000000 CNY"],
    "１２０％": ["120 %"],
    "p95 latency under 300 ms": ["300 ms"],
    "4.5/5 on the app store": ["4.5 /5"],
    "4.5 out of 5": ["4.5 /5"],
    "8分（满分10分）": ["8 /10"],
    "3 of 5 plants": ["3 /5"],
    "百分之二十": ["20 %"],
    "八成客户": ["80 %"],
    "七成五": ["75 %"],
    "三分之一的门店": ["33.33 %"],
    "产量翻番": ["2 x"],
    "产量翻两番": ["4 x"],
    "投诉减半": ["50 %"],
    "三到五个城市": ["3 个", "5 个"],
    "两家门店": ["2 家"],
    "一百二十万元": ["1200000 CNY"],
    "从10到20万": ["100000", "200000"],
    "from 15 to 10 minutes": ["15 min", "10 min"],
    "rework hours per hull from 410 to 300": ["410 h", "300 h"],
    "users who come four days per week from 120 to 300": ["120", "300"],
    "five and a half minutes": ["5.5 min"],
    "a dozen volunteers": ["12 volunteers"],
    "twenty-five nurses": ["25 nurses"],
    "half of our members": ["50 %"],
    "double the number of donors": ["2 x"],
    "zero complaints": ["0 complaints"],
    "全年零事故": ["0"],
    "up by 5 percentage points": ["5 pp"],
    "提升5个百分点": ["5 pp"],
    "NPS 50": ["50"],
    "NPS提升至60": ["60"],
    "2000家门店": ["2000 家"],
    "进入行业前三": ["3 rank"],
    "rank in the top 10": ["10 rank"],
    "800份": ["800 份"],
    "12'500 visits": ["12500 visits"],
    "日活 1.1w → 2w": ["11000", "20000"],
    "1.2个亿": ["120000000"],
    "排名由第8名升至第3名": ["8 rank", "3 rank"],
    "≤200ppm": ["200 ppm"],
    "净息差提升10BP": ["10 bps"],
    "12345热线办结率90%": ["90 %"],
    "接种疫苗2万剂": ["20000 剂"],
    "使用强度≤36DDDs": ["36 DDDs"],
    "LOS 5.2d → 4.0d": ["5.2 d", "4 d"],
    "wait 3 wks to 1 wk": ["3 w", "1 w"],
    "payback 14mo": ["14 mo"],
    "MTTR below 30m": ["30 min"],
    "Reach 5m downloads": ["5000000 downloads"],
    "₹2 Cr in orders": ["20000000 INR"],
    "GMV 100Cr": ["1000000000"],
    "€1.5 mln pipeline": ["1500000 EUR"],
    "3.9★ to 4.5★": ["3.9 stars", "4.5 stars"],
    "case studies x4": ["4"],
    "17 → max 2": ["17", "2"],
    "4.2/5.0": ["4.2 /5"],
    "60 of the 75 parishes": ["60 /75"],
    "error rate 1 in 1000": ["1 /1000"],
    "LTV:CAC of 3:1": ["3"],
    "3x/week": ["3 times"],
    "30 demos/week": ["30 demos"],
    "10 LOIs": ["10 LOIs"],
    "one-third of revenue": ["33.33 %"],
    "from #8 to #3": ["8 rank", "3 rank"],
    "one in twenty parcels": ["1 /20"],
    "nine of our twelve regions": ["9 /12"],
    "nine times out of ten": ["9 /10"],
    "lower the bill by a fifth": ["20 %"],
    "three-fifths of the class": ["60 %"],
    "visits down a quarter": ["25 %"],
    "half the time it takes now": ["50 %"],
}
NONE = [
    "ISO 27001",
    "iPhone 15",
    "by 31 March 2026",
    "2026年",
    "2026-03-31",
    "Q3",
    "H1 2026",
    "三季度末",
    "v2.0.1",
    "4.0版本",
    "24/7",
    "7x24小时",
    "Windows 11",
    "Phase 2",
    "COVID-19",
    "the first customer",
    "our one supplier",
    "第一批用户",
    "5G network",
    "2FA",
    "one-stop shop",
    "进一步加强",
    "一流团队",
    "统一平台",
    "千家万户",
    "零售",
    "90后员工",
    "双11",
    "30-day retention",
    "7日留存",
    "世界500强",
    "within the next 3 months",
    "3个月内",
    "12月底前",
    "double-check invoices",
    "一次全员大会",
    "3号产线",
    "6.30前",
    "截至6/30",
    "25年底",
    "26年3月底",
    "24小时闭环率",
    "完成3#产线大修",
    "65岁以上老人",
    "30d retention",
    "nozzles on lines 2 and 5",
    "press 4",
    "share one view of the customer",
    "restate the 2023 accounts",
]


@pytest.mark.parametrize(("text", "amounts"), AMOUNTS.items(), ids=list(AMOUNTS))
def test_a_quantity_is_read_with_its_unit(text: str, amounts: list[str]) -> None:
    assert read(text) == amounts


@pytest.mark.parametrize("text", NONE)
def test_a_date_a_version_or_a_name_is_no_measure(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("from 10% to 20%", [("10", "20")]),
        ("to 20% from 10%", [("10", "20")]),
        ("20%, up from 10%", [("10", "20")]),
        ("20% (today 10%)", [("10", "20")]),
        ("3 days to 4 hours", [("3", "4")]),
        ("14 h/month → 5 h/month", [("14", "5")]),
        ("within 3 days to 2 weeks", []),
        ("10% → 20%", [("10", "20")]),
        ("由10%提升至20%", [("10", "20")]),
        ("10%提升到20%", [("10", "20")]),
        ("达到20%（目前10%）", [("10", "20")]),
        ("从30分钟降到10分钟", [("30", "10")]),
        ("raise 10 partners and 20 donors", []),
        ("3 to 5 plants", []),
    ],
)
def test_from_and_to_are_paired_whichever_stands_first(text: str, moves: list[tuple[str, str]]) -> None:
    assert [(str(first.value), str(second.value)) for first, second in Line(text).moves] == moves


@pytest.mark.parametrize(
    ("text", "odd"), [("9,50 minutes", True), ("9.50 minutes", False), ("1,950 visits", False)]
)
def test_a_number_that_can_be_read_in_two_ways_is_odd(text: str, odd: bool) -> None:
    assert [amount.odd for amount in Line(text).amounts] == [odd]


def read(text: str) -> list[str]:
    return [f"{amount.value.normalize():f} {amount.unit}".strip() for amount in Line(text).amounts]

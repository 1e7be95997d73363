import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.core.decimals import to_text
from headway.transfer.measures import Kind
from headway.transfer.plain_text import MOST_LINES, Document, WrittenKeyResult, read_okrs

EXAMPLES = Path(__file__).parents[2] / "examples"


def _key_result(written: WrittenKeyResult) -> str:
    target = "" if written.target is None else to_text(written.target)
    start = "" if written.start is None else f"{to_text(written.start)}→"
    return f"{written.title} [{written.kind} {start}{target}{written.unit.text}]".replace(" ]", "]")


def _outline(document: Document) -> list[str]:
    return [
        line
        for objective in document.objectives
        for line in (objective.title, *(f"  {_key_result(each)}" for each in objective.key_results))
    ]


def _codes(document: Document) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in document.findings]


def test_the_phone_repair_shop_is_read_with_the_realities_behind_its_objectives() -> None:
    document = read_okrs((EXAMPLES / "phone-repair.md").read_text("utf-8"))
    assert (document.organisation, document.language) == ("xxx手机维修", "zh-hans")
    assert _outline(document) == [
        "进驻购物中心,改变获客渠道",
        "  租下三家购物中心的最好铺位 [number 0→3家]",
        "  招聘和培训六位合格技师 [number 0→6位]",
        "解决资金缺口",
        "  销售掉800份碎屏保修服务 [number 0→800份]",
    ]
    assert [objective.why for objective in document.objectives] == [
        "原来的获客渠道正开始被购物中心这样新的业态而改变",
        "现有资金无法承担三家铺位的租金",
    ]
    assert document.findings == []


def test_teebee_is_read_from_its_mission_down() -> None:
    document = read_okrs((EXAMPLES / "teebee.md").read_text("utf-8"))
    assert document.organisation == "茶叶供应商TeeBee"
    assert document.mission == "让爱茶者喝上好茶"
    assert document.vision == "大部分地区的高档餐厅或咖啡店都能够喝到好茶"
    assert document.strategies == ["将优质散装茶出售给高档餐厅或咖啡店"]
    assert _outline(document) == [
        "向餐厅供应商证明我们所提供优质茶叶的价值",
        "  客户续约率达到70% [number 0→70%]",
        "  50%的续约客户能自助完成续约 [number 0→50%]",
        "  完成25万交易额 [number 0→250000]",
        "为供应商优化在线订单管理系统",
        "  80%续约订单在线完成 [number 0→80%]",
        "  系统满意度达到8分(满分10分) [number 0→8分]",
        "  电话支持减少50% [number 0→50%]",
    ]
    assert _codes(document) == [
        (11, "start_assumed"),
        (12, "start_assumed"),
        (17, "start_assumed"),
        (18, "start_assumed"),
        (19, "relative"),
    ]


def test_sales_and_customers_are_read_from_prose_and_a_list_without_marks() -> None:
    document = read_okrs((EXAMPLES / "sales-and-customers.md").read_text("utf-8"))
    assert document.language == "en"
    assert _outline(document) == [
        "Increase the number of sales and break your own record",
        "  find 100 new clients and sign contracts with them [number 0→100clients]",
        "  increase the company's market share from 10% to 20% [number 10→20%]",
        "Increase customer focus and become friends with customers",
        "  increase the response time to requests from 15 to 10 minutes [number 15→10min]",
        "  increase customer loyalty and satisfaction rates to 70% [number 0→70%]",
    ]
    assert _codes(document) == [(14, "words_say_more"), (15, "start_assumed")]


def test_website_registration_is_read_and_its_tasks_are_left_out() -> None:
    document = read_okrs((EXAMPLES / "website-registration.md").read_text("utf-8"))
    assert _outline(document) == [
        "increase the website registration",
        "  the average daily registration exceeds 100 [number 0→100]",
    ]
    assert _codes(document) == [(5, "start_assumed"), (7, "tasks_left_out")]


SHAPES = {
    "labels with full-width colons and letters": (
        "Ｏ１：做好产品\nＫＲ１：日活达到１０万\nO2：进入巴西\nKR2.1 Sign 5 partners\nO2KR2: foo",
        [
            "做好产品",
            "  日活达到１０万 [number 0→100000]",
            "进入巴西",
            "  Sign 5 partners [number 0→5partners]",
            "  foo [done]",
        ],
    ),
    "Chinese words as labels": (
        "目标一：提升客户满意度\n关键结果1：满意度从80%提升到90%\n目标2：打造团队\n关键结果：\n1、招聘3名工程师；\n2、周期从10天缩短至6天。",
        [
            "提升客户满意度",
            "  满意度从80%提升到90% [number 80→90%]",
            "打造团队",
            "  招聘3名工程师 [number 0→3名]",
            "  周期从10天缩短至6天 [number 10→6d]",
        ],
    ),
    "headings with bullets": (
        "# Marketing OKRs Q3 2026\n\n## Delight customers\n- NPS from 40 to 60\n- Answer 95% of tickets\n"
        "  in time\n\n## Grow\n1. 100 new clients\n2. **KR2**: $1.2M ARR",
        [
            "Delight customers",
            "  NPS from 40 to 60 [number 40→60]",
            "  Answer 95% of tickets in time [number 0→95%]",
            "Grow",
            "  100 new clients [number 0→100clients]",
            "  $1.2M ARR [number 0→1200000USD]",
        ],
    ),
    "labels in headings and bullets": (
        "# Objectives\n## O1 — Be known\n### Key results\n* [ ] 500 mentions\n"
        "* [x] certified\n### Initiatives\n* write",
        ["Be known", "  500 mentions [number 0→500mentions]", "  certified [done]"],
    ),
    "underlined headings": (
        "Be the best\n-----------\n- 5 prizes",
        ["Be the best", "  5 prizes [number 0→5prizes]"],
    ),
    "nested bullets": (
        "- Win the north\n  - 20 shops opened\n    - call the agents\n- Win the south\n  - 30 shops opened",
        [
            "Win the north",
            "  20 shops opened [number 0→20shops]",
            "Win the south",
            "  30 shops opened [number 0→30shops]",
        ],
    ),
    "a Markdown table": (
        "| Objective | Key result | Start | Target | Unit | Owner |\n|---|---|---|---|---|---|\n"
        "| Grow | New clients | 0 | 100 | clients | Ann |\n| | Churn | 8% | 5% | | Bo |\n"
        "| Delight | NPS to 60 | | | | |",
        [
            "Grow",
            "  New clients [number 0→100clients]",
            "  Churn [number 8→5%]",
            "Delight",
            "  NPS to 60 [number 0→60]",
        ],
    ),
    "a table pasted from a sheet": (
        "目标\t关键结果\t起始值\t目标值\t单位\n提升留存\t次日留存\t35\t45\t%\n\t七日留存\t20%\t30%\t",
        ["提升留存", "  次日留存 [number 35→45%]", "  七日留存 [number 20→30%]"],
    ),
    "a table without headings": (
        "| O1 | Win the city |\n|---|---|\n| KR1 | 3 shops |",
        ["Win the city", "  3 shops [number 0→3shops]"],
    ),
    "a quoted message": (
        "> O1: Keep it running\n> - KR1: uptime ≥ 99.9%\n> - KR2: MTTR < 30 min",
        ["Keep it running", "  uptime ≥ 99.9% [hold 99.9%]", "  MTTR < 30 min [hold 30min]"],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_usual_shapes_are_read(shape: str) -> None:
    text, outline = SHAPES[shape]
    assert _outline(read_okrs(text)) == outline
    assert _outline(read_okrs(text.replace("\n", "\r\n"))) == outline


def test_mission_vision_and_strategies_are_read_from_labels_and_from_sections() -> None:
    document = read_okrs(
        "Company: ACME\nOur mission: help people;\n## Vision\nTea for all.\n## Strategies\n- Shops\n- Web\n"
    )
    assert (document.organisation, document.mission, document.vision) == (
        "ACME",
        "help people",
        "Tea for all",
    )
    assert document.strategies == ["Shops", "Web"]


def test_a_paragraph_below_an_objective_is_its_background() -> None:
    document = read_okrs(
        "O1: Grow\nGrowth has stalled.\nWhy: Rents rise.\nKR1: 3 shops\n现实: 缺钱\nO2: Save\nKR: cut 10%"
    )
    assert [objective.why for objective in document.objectives] == [
        "Growth has stalled.\nRents rise.",
        "缺钱",
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", [(1, "no_objective")]),
        ("O1: ;\nKR1: 5 shops", [(1, "line_left_out"), (1, "no_objective"), (2, "no_objective_above")]),
        ("KR1: 5 shops", [(1, "no_objective"), (1, "no_objective_above")]),
        ("O1: Grow", [(1, "no_key_results")]),
        ("hello\n\nworld\nO1: x\nKR: 5 shops", [(1, "lines_left_out")]),
        ("O1: x\nKR: 5 shops\nOwner: Ann", [(3, "label_left_out")]),
        ("O1: x\nKR: 5 shops\n现实: y", [(3, "why_left_out")]),
        ("O1: x\nKR1: 5 shops\n- phone them", [(3, "line_left_out")]),
        ("O1: x\nKR1: " + "很" * 6000, [(2, "line_cut"), (2, "no_number")]),
        ("|目标|关键结果|备注|\n|--|--|--|\n|a|3家店|b|", [(1, "columns_left_out")]),
    ],
)
def test_what_is_not_read_is_found(text: str, codes: list[tuple[int, str]]) -> None:
    document = read_okrs(text)
    assert sorted(_codes(document)) == sorted(codes)
    assert all(finding.note.message() for finding in document.findings)


def test_scripts_and_emoji_stay_and_controls_go() -> None:
    document = read_okrs("O1: <script>alert(1)</script> 🚀\x00\u202e\nKR1: 5 shops")
    assert document.objectives[0].title == "<script>alert(1)</script> 🚀"


def test_a_long_text_is_read_to_a_limit() -> None:
    document = read_okrs(
        "O1: x\n" + "KR1: from 1 2 3 to 4 5 6 % 三十家 | > - " * 100 + "\n" + "KR2: 3 shops\n" * 9000
    )
    assert len(document.objectives[0].key_results) == MOST_LINES - 1
    assert (MOST_LINES, "rest_left_out") in _codes(document)


@pytest.mark.parametrize("piece", ["KR: from 1 2 3 to 4 5 6 % 三十家 | > - ", "KR2: 3 shops\n"])
def test_the_time_to_read_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    def taken(times: int) -> float:
        text = "O1: x\n" + piece * times
        spent = []
        for _ in range(3):
            began = time.process_time()
            read_okrs(text)
            spent.append(time.process_time() - began)
        return min(spent)

    assert taken(1500) < 12 * taken(300)  # 5 in proportion, 25 by the square


_PIECES = st.lists(
    st.sampled_from(
        re.split(
            "¦",
            "O1:¦KR1：¦KR¦目标¦关键结果：¦# ¦## ¦- ¦  - ¦\n¦\n\n¦|¦\t¦---¦===¦> ¦使命:¦战略：¦现实:"
            "¦Key results:¦x¦The goal is to ¦from 1 to 2¦70%¦三家¦;¦。¦**¦任务：¦Example 1¦Why:"
            "¦| Objective | Key result |\n"
            "¦| a | b |¦[ ] ¦1. ¦\u2028¦\x00¦\ud800¦\u200b",
        )
    ),
    max_size=40,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), _PIECES))
def test_any_text_is_read(text: str) -> None:
    document = read_okrs(text)
    lines = len(text) + 1
    assert all(1 <= finding.line <= lines and finding.note.message() for finding in document.findings)
    for objective in document.objectives:
        assert objective.title
        for written in objective.key_results:
            assert written.title
            assert (written.target is None) == (written.kind is Kind.DONE)

"""The lines of the five documents the method was learnt from give exactly what it derives from them."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from okr_coach import Draft, Finding, KeyResult, Objective, review


class Case(NamedTuple):
    """`never` are codes; "errors", "warnings" and "any" are all of that kind."""

    seed: str
    objective: str
    key_results: tuple[str, ...]
    at: str
    must: frozenset[str]
    never: frozenset[str]


def case(
    seed: str, objective: str, key_results: tuple[str, ...], at: str, must: str = "", never: str = ""
) -> Case:
    return Case(seed, objective, key_results, at, frozenset(must.split()), frozenset(never.split()))


TOP = "objectives/0"
K0, K1, K2 = (f"objectives/0/key_results/{number}" for number in range(3))
RECORD = "increase the number of sales and break your own record"
CLIENTS = (
    "find 100 new clients and sign contracts with them",
    "increase the company's market share from 10% to 20%",
)
FRIENDS = "increase customer focus and become friends with customers"
ROUTINES = (
    "increase the response time to requests from 15 to 10 minutes",
    "increase customer loyalty and satisfaction rates to 70%",
)
WEB = ("significantly increase the web page registration", "the average daily registration exceeds 100")
MALLS = ("租下三家购物中心的最好铺位", "招聘和培训六位合格技师")
TEA = ("客户续约率达到70%", "50%的续约客户能自助完成续约", "完成25万交易额")
ORDERS = ("80%续约订单在线完成", "系统满意度达到8分（满分10分）", "电话支持减少50%")
RELIABLE = ("服务正常率>99.9%", "通过ISO认证")
PROVE, MANAGE = "向餐厅供应商证明我们所提供优质茶叶的价值", "为供应商优化在线订单管理系统"
SALES = ("一组每周销售额达到20万元", "二组每周销售额达到30万元")

TABLE = [
    case("000", RECORD, CLIENTS, K0, never="errors"),
    case("000", RECORD, CLIENTS, K1, never="any"),
    case("000", FRIENDS, ROUTINES, K0, must="K206"),
    case("000", FRIENDS, ROUTINES, K1, must="K207 K203"),
    case("001", "win readers over", WEB, K0, must="K201 K205"),
    case("001", "win readers over", WEB, K1, never="errors warnings"),
    case("001", "we should strive to improve our physical fitness", (), TOP, must="O102"),
    case("001", "sales of 100 million", (), TOP, must="O101", never="errors"),
    case("003", "让在线服务更加可靠", RELIABLE, TOP, never="errors warnings"),
    case("003", "让在线服务更加可靠", RELIABLE, K0, never="errors warnings"),
    case("003", "让在线服务更加可靠", RELIABLE, K1, never="errors warnings"),
    case("003", "让客户愿意推荐我们", ("客户满意度",), K0, must="K201"),
    case("003", "进驻购物中心，改变获客渠道", MALLS, K0, must="K202", never="errors"),
    case("003", "进驻购物中心，改变获客渠道", MALLS, K1, must="K202", never="errors"),
    case("003", "解决资金缺口", ("销售掉800份碎屏保修服务",), TOP, must="S302"),
    case("003", "解决资金缺口", ("销售掉800份碎屏保修服务",), K0, never="K201 K202"),
    case("003", PROVE, TEA, K0, must="K203", never="errors warnings"),
    case("003", PROVE, TEA, K1, must="K203", never="errors warnings"),
    case("003", MANAGE, ORDERS, K0, must="K203", never="errors warnings"),
    case("003", PROVE, TEA, K2, never="K202"),
    case("003", MANAGE, ORDERS, K1, never="errors K204"),
    case("003", MANAGE, ORDERS, K2, must="K204", never="errors"),
    case("003", PROVE, TEA, TOP, never="errors warnings"),
    case("003", MANAGE, ORDERS, TOP, never="errors warnings"),
    case("004", "让初创业务站稳脚跟", ("提升企业整体业务水平",), K0, must="K210 K201"),
    case("004", "本月销售额达到200万元", SALES, TOP, must="S303 O101"),
]


@pytest.mark.parametrize("each", TABLE, ids=lambda each: f"{each.seed} {each.at[-1:]} {each.objective[:12]}")
def test_a_seed_line_gives_what_it_must_and_nothing_it_must_not(each: Case) -> None:
    findings = _found(each)
    codes = {finding.code for finding in findings}
    kinds = {f"{finding.severity}s" for finding in findings} | ({"any"} if findings else set())
    assert each.must <= codes
    assert not each.never & (codes | kinds), findings


def test_what_the_table_calls_info_or_warning_is_no_more() -> None:
    severities = {
        (finding.code, finding.path, finding.severity)
        for objective, lines in ((PROVE, TEA), (MANAGE, ORDERS), ("进驻购物中心", MALLS))
        for finding in _review(objective, lines)
        if finding.code in ("K202", "K203", "K204")
    }
    assert severities == {
        ("K203", K0, "info"),
        ("K203", K1, "info"),
        ("K204", K2, "info"),
        ("K202", K0, "warning"),
        ("K202", K1, "warning"),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xiao Wang, he has been doing well recently!", {"F501"}),
        ("Xiao Zhang, you have to work hard!", {"F501"}),
        ("小王，最近不错！", {"F501"}),
        ("小张，你要努力啊！", {"F501"}),
        (
            "Xiao Wang, the xx work he has done recently has brought xx help to the project, which is great",
            set(),
        ),
    ],
)
def test_feedback_without_behaviour_comes_back_with_a_question(text: str, found: set[str]) -> None:
    assert {finding.code for finding in review(Draft(feedback=(text,))).findings} == found


def _review(objective: str, key_results: tuple[str, ...]) -> tuple[Finding, ...]:
    titles = tuple(KeyResult(title) for title in key_results)
    return review(Draft((Objective(objective, key_results=titles or None),))).findings


def _found(each: Case) -> list[Finding]:
    return [finding for finding in _review(each.objective, each.key_results) if finding.path == each.at]

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.core.decimals import to_text
from headway.transfer.measures import Kind, Measure, read_amount, read_measure


def _said(measure: Measure) -> str:
    """number 10 → 20 % · note, hold at_least 99.9 %, done."""
    said = "done"
    target = "" if measure.target is None else to_text(measure.target)
    match measure.kind:
        case Kind.NUMBER:
            assert measure.start is not None
            said = f"{to_text(measure.start)} → {target} {measure.unit.text}".strip()
        case Kind.HOLD:
            said = f"{measure.direction} {target} {measure.unit.text}".strip()
    return " · ".join([said, *(note.code for note in measure.notes)])


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("find 100 new clients and sign contracts with them", "0 → 100 clients"),
        ("increase the company's market share from 10% to 20%", "10 → 20 %"),
        ("increase the response time to requests from 15 to 10 minutes", "15 → 10 min · words_say_more"),
        ("increase customer loyalty and satisfaction rates to 70%", "0 → 70 % · start_assumed"),
        ("the average daily registration exceeds 100", "0 → 100 · start_assumed"),
        ("服务正常率>99.9%", "at_least 99.9 %"),
        ("通过ISO认证", "done · no_number"),
        ("租下三家购物中心的最好铺位", "0 → 3 家"),
        ("招聘和培训六位合格技师", "0 → 6 位"),
        ("销售掉800份碎屏保修服务", "0 → 800 份"),
        ("客户续约率达到70%", "0 → 70 % · start_assumed"),
        ("50%的续约客户能自助完成续约", "0 → 50 % · start_assumed"),
        ("完成25万交易额", "0 → 250000"),
        ("80%续约订单在线完成", "0 → 80 % · start_assumed"),
        ("系统满意度达到8分(满分10分)", "0 → 8 分 · start_assumed"),
        ("电话支持减少50%", "0 → 50 % · relative"),
    ],
)
def test_the_articles_key_results_are_read_as_they_were_meant(sentence: str, said: str) -> None:
    assert _said(read_measure(sentence)) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Raise conversion to 5% from 3%", "3 → 5 %"),
        ("NPS 40 → 60", "40 → 60"),
        ("Grow ARR from $1.2M to $2M", "1200000 → 2000000 USD"),
        ("from 1 to 2 million users", "1000000 → 2000000 users"),
        ("from 500 to 1 million users", "500 → 1000000 users"),
        ("页面加载从30秒降到10秒", "30 → 10 s"),
        ("把次日留存由 35% 提升至 45%", "35 → 45 %"),
        ("由10万增长至20万元", "100000 → 200000 CNY"),
        ("reduce churn from 3% to 5%", "3 → 5 % · words_say_less"),
        ("keep it from 5% to 5%", "at_least 5 % · start_is_target"),
    ],
)
def test_from_and_to_give_start_and_target(sentence: str, said: str) -> None:
    assert _said(read_measure(sentence)) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Keep uptime above 99.95%", "at_least 99.95 %"),
        ("Keep p95 below 200 ms", "at_most 200 ms"),
        ("MTTR ≤ 30 min", "at_most 30 min"),
        ("保持满意度在90%以上", "at_least 90 %"),
        ("响应时间控制在3秒以内", "at_most 3 s"),
        ("0 critical bugs", "at_most 0 bugs"),
        ("Reduce response time to 10 minutes", "at_most 10 min · start_missing"),
        ("客户投诉降至5件", "at_most 5 件 · start_missing"),
    ],
)
def test_a_level_is_held(sentence: str, said: str) -> None:
    assert _said(read_measure(sentence)) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Reach an NPS of 50 by 31 March 2027", "0 → 50"),
        ("Hire 5 engineers in Q3", "0 → 5 engineers"),
        ("在30天内签约20家客户", "0 → 20 家"),
        ("Close 40 tickets within 30 days", "0 → 40 tickets"),
        ("Pass ISO 27001", "done · no_number"),
        ("2026年第三季度上线新版本", "done · no_number"),
        ("Launch in 2027", "done · no_number"),
        ("统一第三方登录", "done · no_number"),
        ("签下一家客户", "done · no_number"),
        ("Ship the new help centre", "done · no_number"),
    ],
)
def test_dates_standards_and_articles_are_no_targets(sentence: str, said: str) -> None:
    assert _said(read_measure(sentence)) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Reduce churn by 30%", "0 → 30 % · relative"),
        ("Increase revenue 30%", "0 → 30 % · relative"),
        ("把转化率提升20%", "0 → 20 % · relative"),
        ("把转化率提升至20%", "0 → 20 % · start_assumed"),
        ("成本降2倍", "0 → 2 倍 · relative"),
        ("新增20家门店", "0 → 20 家"),
    ],
)
def test_by_how_much_is_told_from_to_what(sentence: str, said: str) -> None:
    assert _said(read_measure(sentence)) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("完成三十二万元销售额", "0 → 320000 CNY"),
        ("百分之七十的员工完成培训", "0 → 70 % · start_assumed"),
        ("培训两千三百人次", "0 → 2300 人次"),
        ("日活达到１０万", "0 → 100000 · start_assumed"),
        ("1,234,567 downloads", "0 → 1234567 downloads"),
        ("Publish 12 blog posts and 3 white papers", "0 → 12 posts · several_numbers"),
        ("12,5 points", "done · number_ambiguous"),
        ("1234567890123456789012345 clients", "done · number_too_long"),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(sentence: str, said: str) -> None:
    assert _said(read_measure(sentence)) == said


def test_a_note_says_the_numbers_it_is_about() -> None:
    (note,) = read_measure("increase the response time from 15 to 10 minutes").notes
    assert note.message() == "The words say more, the numbers go down: read as from 15 min down to 10 min."


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("8%", ("8", "%")),
        (" 25万元 ", ("250000", "CNY")),
        ("100 clients", ("100", "clients")),
        ("-3", ("-3", "")),
    ],
)
def test_a_cell_holds_one_amount(cell: str, amount: tuple[str, str]) -> None:
    read = read_amount(cell)
    assert read is not None
    assert (to_text(read[0]), read[1].text) == amount


@pytest.mark.parametrize("cell", ["", "n/a", "8% to 9%", "about 8", "8 and more"])
def test_a_cell_with_anything_else_is_not_an_amount(cell: str) -> None:
    assert read_amount(cell) is None


_WORDS = st.lists(
    st.sampled_from(
        re.split(
            " ",
            "from to by 从 到 降低 提升 至少 10 1.5 20% -3 三十 万 家 $ → > keep below min clients ( ) 2026"
            " 百分之 k 12,5 0",
        )
    )
    | st.just("9" * 40),
    max_size=12,
)


@settings(deadline=None)
@given(st.one_of(st.text(), _WORDS.map(" ".join), _WORDS.map("".join)))
def test_any_sentence_is_read(sentence: str) -> None:
    measure = read_measure(sentence)
    assert all(note.message() for note in measure.notes)
    if measure.kind is Kind.NUMBER:
        assert measure.start is not None and measure.target is not None
        assert measure.start != measure.target
    elif measure.kind is Kind.HOLD:
        assert isinstance(measure.target, Decimal) and measure.start is None

"""A text file becomes goals: each example exactly, twice the same, every problem at its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from headway.core.decimals import to_text
from headway.core.errors import NotFound, Refusal
from headway.core.units import Unit, UnitKind
from headway.goals.models import Cycle, KeyResult, Objective
from headway.people.actions.organisation import add_strategy, edit_organisation, found_company
from headway.people.models import Organisation, Strategy
from headway.people.viewer import Viewer, viewer_of
from headway.transfer.load import LoadReport, load_file
from tests.conftest import NOW, Company

EXAMPLES = Path(__file__).parents[2] / "examples"
AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def first_admin(db: None) -> Viewer:
    """An empty installation: a company and its administrator, nothing else."""
    admin = found_company(
        company="Headway",
        name="Ann",
        mail="ann@example.com",
        password="a few words in a row",
        at=AT,
        door="test",
    )
    return viewer_of(admin, at=AT)


def outline() -> list[str]:
    return [line for objective in Objective.objects.order_by("id") for line in told(objective)]


def told(objective: Objective) -> Iterator[str]:
    why = f" ({objective.why})" if objective.why else ""
    yield f"{objective.title}{why} [{objective.holder} {objective.state}]"
    for row in objective.key_results.order_by("position"):
        yield f"  {row.title} [{metric(row)}]"


def metric(row: KeyResult) -> str:
    unit = Unit(UnitKind(row.unit_kind), row.unit).text
    bounds = [
        f"{name} {to_text(value)}{unit}"
        for name, value in (("from", row.start), ("to", row.target), ("least", row.low), ("most", row.high))
        if value is not None
    ]
    return " ".join([row.kind, *bounds])


def places(report: LoadReport) -> list[tuple[int, str]]:
    return [(found.line, found.code) for found in report.findings]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "okrs.md"
    path.write_text(text, "utf-8")
    return path


def test_the_phone_repair_shop_comes_in(first_admin: Viewer) -> None:
    report = load_file(EXAMPLES / "phone-repair.md", by=first_admin)
    assert outline() == [
        "进驻购物中心,改变获客渠道 (原来的获客渠道正开始被购物中心这样新的业态而改变) [company agreed]",
        "  租下三家购物中心的最好铺位 [number from 0家 to 3家]",
        "  招聘和培训六位合格技师 [number from 0位 to 6位]",
        "解决资金缺口 (现有资金无法承担三家铺位的租金) [company agreed]",
        "  销售掉800份碎屏保修服务 [number from 0份 to 800份]",
    ]
    assert [(one.noun, one.title, one.line, one.key_results, one.published) for one in report.created] == [
        ("objective", "进驻购物中心,改变获客渠道", 5, 2, True),
        ("objective", "解决资金缺口", 13, 1, True),
    ]
    assert (report.unchanged, report.findings) == ([], [])


def test_teebee_comes_in_from_its_mission_down(first_admin: Viewer) -> None:
    report = load_file(EXAMPLES / "teebee.md", by=first_admin)
    org = Organisation.objects.get()
    assert (org.name, org.mission, org.vision) == (
        "Headway",
        "让爱茶者喝上好茶",
        "大部分地区的高档餐厅或咖啡店都能够喝到好茶",
    )
    strategy = Strategy.objects.get()
    assert (strategy.title, strategy.year) == ("将优质散装茶出售给高档餐厅或咖啡店", 2026)
    assert set(Objective.objects.values_list("strategy", flat=True)) == {strategy.pk}
    assert outline() == [
        "向餐厅供应商证明我们所提供优质茶叶的价值 [company agreed]",
        "  客户续约率达到70% [number from 0% to 70%]",
        "  50%的续约客户能自助完成续约 [number from 0% to 50%]",
        "  完成25万交易额 [number from 0 to 250000]",
        "为供应商优化在线订单管理系统 [company agreed]",
        "  80%续约订单在线完成 [number from 0% to 80%]",
        "  系统满意度达到8分(满分10分) [number from 0分 to 8分]",
        "  电话支持减少50% [number from 0% to 50%]",
    ]
    assert [(one.noun, one.line) for one in report.created] == [
        ("mission", 3),
        ("vision", 5),
        ("strategy", 7),
        ("objective", 9),
        ("objective", 15),
    ]
    assert places(report) == [
        (11, "start_assumed"),
        (12, "start_assumed"),
        (17, "start_assumed"),
        (18, "start_assumed"),
        (19, "relative"),
    ]


def test_sales_and_customers_come_in(first_admin: Viewer) -> None:
    report = load_file(EXAMPLES / "sales-and-customers.md", by=first_admin)
    assert outline() == [
        "Increase the number of sales and break your own record [company agreed]",
        "  find 100 new clients and sign contracts with them [number from 0clients to 100clients]",
        "  increase the company's market share from 10% to 20% [number from 10% to 20%]",
        "Increase customer focus and become friends with customers [company agreed]",
        "  increase the response time to requests from 15 to 10 minutes [number from 15min to 10min]",
        "  increase customer loyalty and satisfaction rates to 70% [number from 0% to 70%]",
    ]
    assert places(report) == [(14, "words_say_more"), (15, "start_assumed")]


def test_the_website_registration_comes_in(first_admin: Viewer) -> None:
    report = load_file(EXAMPLES / "website-registration.md", by=first_admin)
    assert outline() == [
        "increase the website registration [company agreed]",
        "  the average daily registration exceeds 100 [number from 0 to 100]",
    ]
    assert places(report) == [(5, "start_assumed"), (7, "tasks_left_out")]


def test_an_empty_installation_gets_the_year_and_the_quarter_that_run(first_admin: Viewer) -> None:
    load_file(EXAMPLES / "phone-repair.md", by=first_admin)
    assert list(Cycle.objects.order_by("ends", "-starts").values_list("kind", "starts", "ends", "state")) == [
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), "running"),
        ("year", date(2026, 1, 1), date(2026, 12, 31), "running"),
    ]
    assert {one.cycle.kind for one in Objective.objects.select_related("cycle")} == {"quarter"}


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_the_same_file_twice_changes_nothing(first_admin: Viewer, example: Path) -> None:
    first = load_file(example, by=first_admin)
    before = outline()
    again = load_file(example, by=viewer_of(first_admin.person, at=AT))
    assert (again.created, again.findings) == ([], [])
    assert [(one.noun, one.title, one.id) for one in again.unchanged] == [
        (one.noun, one.title, one.id) for one in first.created
    ]
    assert outline() == before
    assert (Cycle.objects.count(), Strategy.objects.count()) == (
        2,
        len([x for x in first.created if x.noun == "strategy"]),
    )


def test_a_company_that_has_its_mission_keeps_it(company: Company) -> None:
    by = company.by(company.ann)
    edit_organisation(mission="Ride on", vision="Everywhere", actor=company.ann, at=NOW, door="test")
    add_strategy(year=2026, title="Repair first", actor=company.ann, at=NOW, door="test")
    report = load_file(EXAMPLES / "teebee.md", by=viewer_of(by.person, at=NOW))
    org = Organisation.objects.get()
    assert (org.mission, org.vision) == ("Ride on", "Everywhere")
    assert places(report)[:3] == [(3, "mission_stays"), (5, "vision_stays"), (7, "strategies_stay")]
    assert [one.noun for one in report.created] == ["objective", "objective"]


def test_where_another_agrees_drafts_are_loaded(company: Company) -> None:
    report = load_file(EXAMPLES / "website-registration.md", by=company.by(company.bo), team_name="sales")
    [made] = Objective.objects.all()
    assert (made.state, made.holder, made.team, made.owner) == ("draft", "team", company.sales, company.bo)
    assert [(one.title, one.published) for one in report.created] == [
        ("increase the website registration", False)
    ]
    assert report.lines() == [
        "Draft with 1 key result: increase the website registration",
        "Line 5: It says where to go, not from where; the start is read as 0. "
        "Give the start if it is another.",
        "Line 7: Tasks are not read from text; they are left out.",
    ]


def test_whoever_is_no_admin_loads_their_own(company: Company) -> None:
    load_file(EXAMPLES / "website-registration.md", by=company.by(company.cy), cycle_id=company.year.pk)
    [made] = Objective.objects.all()
    assert (made.holder, made.person, made.cycle, made.state) == ("person", company.cy, company.year, "draft")


def test_what_cannot_be_set_is_said_at_its_line_and_the_rest_comes_in(
    company: Company, tmp_path: Path
) -> None:
    long = "very " * 120
    path = written(
        tmp_path,
        f"O1: Sell more\nKR1: From 3 to 9 shops\nKR2: {long}long\nO2: Keep it\nKR1: Sign 4 shops\n",
    )
    report = load_file(path, by=company.by(company.ann))
    assert outline() == ["Keep it [company agreed]", "  Sign 4 shops [number from 0shops to 4shops]"]
    assert (3, "text_too_long") in places(report)


def test_a_key_result_that_was_added_to_the_file_is_not_added_unasked(
    company: Company, tmp_path: Path
) -> None:
    by = company.by(company.ann)
    load_file(written(tmp_path, "O1: Sell more\nKR1: From 3 to 9 shops\n"), by=by)
    before = outline()
    report = load_file(
        written(tmp_path, "O1: Sell more\nKR1: From 3 to 9 shops\nKR2: From 1 to 2 towns\n"), by=by
    )
    assert (places(report), outline()) == ([(3, "key_result_not_added")], before)


def test_a_level_to_keep_is_a_hold(company: Company, tmp_path: Path) -> None:
    load_file(
        written(tmp_path, "O1: Stay quick\nKR1: keep the answer rate above 95%\nKR2: errors stay below 2%\n"),
        by=company.by(company.ann),
    )
    assert outline()[1:] == [
        "  keep the answer rate above 95% [hold least 95%]",
        "  errors stay below 2% [hold most 2%]",
    ]


def test_findings_speak_the_language_that_is_asked_for(company: Company) -> None:
    report = load_file(EXAMPLES / "website-registration.md", by=company.by(company.ann), language="zh-hans")
    assert [found.sentence for found in report.findings] == [
        "只写了要达到多少，没有写从多少开始，起始值按 0 读取。如果不是 0，请补充起始值。",
        "任务不会从文本中读取，因此已略过。",
    ]


def test_a_text_of_chinese_windows_is_read(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "okrs.txt"
    path.write_bytes("目标一：提升满意度\r\n关键结果1：满意度从80%提升到90%\r\n".encode("gb18030"))
    load_file(path, by=company.by(company.ann))
    assert outline() == ["提升满意度 [company agreed]", "  满意度从80%提升到90% [number from 80% to 90%]"]


@pytest.mark.parametrize(
    ("content", "team", "code"),
    [
        (None, None, "file_missing"),
        (b"PK\x03\x04\x00\x00\x00", None, "file_not_text"),
        (b"O1: x\n" * 400_000, None, "file_too_large"),
        (b"O1: x\n", "Nowhere", "team_unknown"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_refused(
    company: Company, tmp_path: Path, content: bytes | None, team: str | None, code: str
) -> None:
    path = tmp_path / "okrs.md"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        load_file(path, by=company.by(company.ann), team_name=team)
    assert refused.value.code == code


def test_a_cycle_that_is_not_there_is_refused(company: Company) -> None:
    with pytest.raises(NotFound):
        load_file(EXAMPLES / "teebee.md", by=company.by(company.ann), cycle_id=999999999)


def test_without_a_cycle_only_who_keeps_cycles_may_load(company: Company) -> None:
    Cycle.objects.update(state="planned")
    with pytest.raises(Refusal) as refused:
        load_file(EXAMPLES / "teebee.md", by=company.by(company.cy))
    assert refused.value.code == "no_cycle_runs"

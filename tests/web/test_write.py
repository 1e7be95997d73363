"""The editor, as a browser without script uses it: written, refused, kept, met by another version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.activity.models import Event
from headway.goals.actions.alignment import align, weigh_alignment
from headway.goals.actions.cycles import step_cycle
from headway.goals.actions.fields import KeyResultFields, MilestoneFields, ObjectiveFields
from headway.goals.actions.objectives import create_objective, kept_draft
from headway.goals.models import Alignment, Amendment, Claim, Draft, KeyResult, Objective
from headway.people.models import Person, Strategy
from tests.conftest import NOW, Company, number
from tests.web.forms import filled

NEW = "/objectives/new"


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def bo(company: Company) -> Client:
    return signed_in(company.bo)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def opened(client: Client, address: str = NEW) -> dict[str, list[str]]:
    """The page's form as it stands when opened."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return filled(answer.content.decode())


def sent(
    client: Client, address: str, form: dict[str, list[str]], do: str = "save", **typed: str
) -> tuple[int, str]:
    """Status, and the page or the address one is sent to."""
    body = {**form, **{name: [text] for name, text in typed.items()}, "do": [do]}
    answer = client.post(address, body)
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def row(token: str, **typed: str) -> dict[str, str]:
    return {f"{token}.{name}": text for name, text in typed.items()}


def edit_of(objective: Objective) -> str:
    return f"/objectives/{objective.pk}/edit"


def errors_of(page: str) -> dict[str, str]:
    """Every sentence by the id of the field it stands next to."""
    found = re.findall(r'<p class="error" id="f-([\w-]+)-error">.*?<span>(.*?)</span></p>', page, re.DOTALL)
    return {name: unescape(text) for name, text in found}


# Writing


def test_an_objective_and_its_key_results_are_written_on_one_page(company: Company, bo: Client) -> None:
    strategy = Strategy.objects.create(year=2026, title="Small shops")
    form = opened(bo)
    assert (form["holder"], form["owner"], form["cycle"], form["row"]) == (
        [f"person:{company.bo.pk}"],
        ["Bo"],
        [str(company.quarter.pk)],
        ["n1"],
    )
    form["row"] = ["n2", "n1", "n3", "n4", "n5"]
    form |= {"n3.step": ["n6", "n7"], "n2.phase": ["n8"]}
    status, where = sent(
        bo,
        NEW,
        form,
        title="Win the shops",
        why="They said no.\nNow they may not.",
        strategy=str(strategy.pk),
        ambition="aspirational",
        **row(
            "n1",
            title="Shops signed",
            kind="number",
            start="",
            target="１,２５０",
            unit="clients",
            weight="30",
            owner="cy@example.com",
            owner_id="",
        ),
        **row(
            "n2",
            title="Median time",
            kind="number",
            start="21",
            target="12.5",
            unit="days",
            owner="Bo",
            owner_id="",
            delegate="Eve",
            due="2026-12-20",
        ),
        **{"n2.n8.on": "2026-11-30", "n2.n8.value": "15"},
        **row("n3", title="Ready everywhere", kind="milestones", owner="", owner_id=""),
        **{"n3.n6.title": "Drawn", "n3.n6.weight": "2", "n3.n6.due": "2026-11-30", "n3.n7.title": "Built"},
        **row("n4", title="Objections stay rare", kind="hold", high="10", unit="%"),
        **row("n5", kind="number", owner="Bo", owner_id=str(company.bo.pk)),
    )
    objective = Objective.objects.get()
    assert (status, where) == (302, f"/objectives/{objective.pk}")
    assert (objective.title, objective.why, objective.state, objective.ambition, objective.strategy) == (
        "Win the shops",
        "They said no.\nNow they may not.",
        "draft",
        "aspirational",
        strategy,
    )
    rows = [
        (
            each.title,
            each.kind,
            each.start,
            each.target,
            each.high,
            each.unit_kind,
            each.unit,
            each.decimals,
            each.weight,
            each.owner,
            each.delegate,
        )
        for each in objective.key_results.order_by("position")
    ]
    assert rows == [
        (
            "Median time",
            "number",
            21,
            Decimal("12.5"),
            None,
            "duration",
            "d",
            1,
            None,
            company.bo,
            company.eve,
        ),
        ("Shops signed", "number", 0, 1250, None, "word", "clients", 0, Decimal(30), company.cy, None),
        ("Ready everywhere", "milestones", None, None, None, "number", "", 0, None, None, None),
        ("Objections stay rare", "hold", None, None, 10, "percent", "", 0, None, None, None),
    ]
    steps = objective.key_results.get(kind="milestones").milestones.values_list("title", "weight")
    assert list(steps) == [("Drawn", Decimal(2)), ("Built", Decimal(1))]
    assert objective.key_results.get(title="Median time").phased_targets.get().value == 15
    assert Event.objects.filter(verb="created", noun="objective").get().door == "web"


def test_it_is_proposed_or_published_in_the_same_step(company: Company, bo: Client) -> None:
    typed = {"title": "T", **row("n1", title="A", target="4")}
    assert sent(bo, NEW, opened(bo), "propose", **typed)[0] == 302
    ann = signed_in(company.ann)
    assert sent(ann, NEW, opened(ann), "publish", **typed)[0] == 302
    assert list(Objective.objects.order_by("id").values_list("owner__name", "state")) == [
        ("Bo", "proposed"),
        ("Ann", "agreed"),
    ]


def test_the_page_offers_to_publish_only_where_nobody_else_agrees(company: Company, bo: Client) -> None:
    assert ("Propose</span>" in (page := bo.get(NEW).content.decode()), "Publish</span>" in page) == (
        True,
        False,
    )
    assert "Ann agrees with it before it runs." in page
    page = signed_in(company.ann).get(NEW).content.decode()
    assert ("Propose</span>" in page, "Publish</span>" in page) == (False, True)


def test_pressing_the_button_twice_makes_one_objective(company: Company, bo: Client) -> None:
    form = opened(bo)
    first = sent(bo, NEW, form, title="Once")
    again = sent(bo, NEW, form, title="Once")
    assert first == again == (302, f"/objectives/{Objective.objects.get().pk}")
    assert sent(bo, NEW, opened(bo), title="Twice")[0] == 302
    assert Objective.objects.count() == 2


def test_an_address_fills_in_what_it_names(company: Company, bo: Client) -> None:
    parent = company.objective(company.ann, "Lead", holder="company")
    form = opened(bo, f"{NEW}?team={company.sales.pk}&cycle={company.year.pk}&parent={parent.pk}")
    assert (form["holder"], form["cycle"], form["link"], form["n1.to"], form["n1.title"]) == (
        [f"team:{company.sales.pk}"],
        [str(company.year.pk)],
        ["n1"],
        [f"o{parent.pk}"],
        ["Lead"],
    )
    assert opened(bo, f"{NEW}?person={company.cy.pk}")["owner"] == ["Cy"]
    assert opened(bo, f"{NEW}?cycle=nonsense&team=<b>")["holder"] == [f"person:{company.bo.pk}"]


def test_an_old_objective_is_written_anew_from_where_it_stands(company: Company, bo: Client) -> None:
    old = company.objective(company.bo, "Sell", key_results=(number("Shops", 0, 40, company.cy),))
    KeyResult.objects.update(current=Decimal(12))
    form = opened(bo, f"{NEW}?from={old.pk}")
    assert (
        form["title"],
        form["row"],
        form["n1.id"],
        form["n1.start"],
        form["n1.target"],
        form["n1.owner"],
    ) == (
        ["Sell"],
        ["n1"],
        [""],
        ["12"],
        ["40"],
        ["Cy"],
    )
    secret = company.objective(company.eve, visibility="named", viewer_ids=(company.ann.pk,))
    assert bo.get(f"{NEW}?from={secret.pk}").status_code == 404


def test_a_guest_writes_nothing_and_a_stranger_edits_nothing(company: Company) -> None:
    shown, draft = company.objective(company.bo), company.objective(company.bo, agreed=False)
    eve = signed_in(company.eve)
    statuses = [
        signed_in(company.gus).get(NEW).status_code,
        eve.get(edit_of(shown)).status_code,
        eve.get(edit_of(draft)).status_code,
        eve.post(edit_of(shown), {"title": "Mine"}).status_code,
        Client().get(NEW).status_code,
    ]
    assert statuses == [403, 403, 404, 403, 302]


# Refused


def test_every_sentence_stands_next_to_its_field_and_what_was_typed_stays(
    company: Company, bo: Client
) -> None:
    Person.objects.create_person(mail="other@example.com", name="Cy")
    form = opened(bo)
    form["row"] = ["n1", "n2", "n3", "n4"]
    form["n4.step"] = ["n5"]
    typed = {
        "title": "",
        "why": "Kept as it is.",
        "weight": "lots",
        "owner": "Nobody Here",
        "owner_id": "",
        "joined_on": "31.12.",
        **row("n1", title="A", start="0", target="12,5", owner="Cy", owner_id=""),
        **row("n2", title="B", start="7", target="7", weight="-1"),
        **row("n3", title="", target="1" * 40, unit="a unit too long by far", due="2027-05-01"),
        **row("n4", title="C", kind="milestones"),
        "n4.n5.title": "One",
        "n4.n5.due": "2026-13-01",
        "link_new": "No such goal",
    }
    status, page = sent(bo, NEW, form, **typed)
    assert status == 422
    assert errors_of(page) == {
        "title": "Write something here; it cannot stay empty.",
        "owner": "We know nobody called “Nobody Here”. Write the full name or the mail address.",
        "weight": "“lots” is not a number we can read. Write it in digits, such as 12.5 or 1,234.",
        "joined_on": "“31.12.” is not a day we can read. Write it as year-month-day, such as 2026-03-31.",
        "n1-target": "Did you mean 12.5 or 125? Write it with a point for decimals and no commas.",
        "n1-owner": "Several people are called “Cy”. Write the mail address instead.",
        "n2-target": "A key result moves something: choose a target that differs from the start, or the kind "
        "“Hold a level” to keep one.",
        "n2-weight": "Give a weight from 0 to 1000, or leave it empty to have it shared out.",
        "n3-title": "Write something here; it cannot stay empty.",
        "n3-target": "This number has 40 digits; at most 15 are kept. Round it, or use a larger unit.",
        "n3-unit": "“a unit too long by far” is too long for a unit; at most 12 characters fit. "
        "Put the rest into the title.",
        "n4-n5-due": "There is no 2026-13-01 in the calendar. Check the month and the day.",
        "link_new": "We found no open goal called “No such goal”. Choose one from the list.",
    }
    kept = filled(page)
    assert {name: kept[name] for name in typed} == {name: [text] for name, text in typed.items()}
    assert (kept["row"], Objective.objects.count()) == (form["row"], 0)


def test_a_refusal_of_the_verb_finds_its_field_too(company: Company, bo: Client) -> None:
    form = opened(bo)
    status, page = sent(bo, NEW, form, title="T", **row("n1", title="A", target="4", due="2031-01-01"))
    assert (status, errors_of(page)) == (
        422,
        {"n1-due": "2031-01-01 lies outside the cycle (2026-10-01 to 2026-12-31)."},
    )
    status, page = sent(bo, NEW, form, title="T", holder="company")
    assert (status, errors_of(page)) == (
        422,
        {"holder": "You may propose this to them, but not set it for them."},
    )
    status, page = sent(bo, NEW, form, "propose", title="T")
    assert (status, "Give it at least one key result first" in page) == (422, True)
    assert Objective.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "🎯🚀 up",
        "هدف الربع الأخير ١٢",
        "赢回老客户“一个都不少”",
    ],
)
def test_any_text_comes_back_escaped(company: Company, bo: Client, text: str) -> None:
    typed = {
        "title": text,
        "why": text,
        **row("n1", title=text, target="nine", unit="x", owner=text, owner_id=""),
    }
    status, page = sent(bo, NEW, opened(bo), **typed)
    assert status == 422
    assert "<script>alert" not in page and "<img src=x" not in page
    kept = filled(page)
    assert {name: kept[name] for name in typed} == {name: [each] for name, each in typed.items()}
    assert sent(bo, NEW, opened(bo), title=text, why=text, **row("n1", title=text, target="9"))[0] == 302
    objective = Objective.objects.get()
    assert (objective.title, filled(bo.get(edit_of(objective)).content.decode())["title"]) == (text, [text])


def test_five_thousand_characters_are_refused_in_a_title_and_welcome_in_its_background(
    company: Company, bo: Client
) -> None:
    long = "目" * 5_000
    status, page = sent(bo, NEW, opened(bo), title=long, why=long)
    assert (status, errors_of(page)) == (
        422,
        {"title": "This is 5000 characters long; at most 500 fit. Shorten it a little."},
    )
    assert filled(page)["title"] == [long]
    assert sent(bo, NEW, opened(bo), title="T", why=long)[0] == 302


def test_the_sentences_are_chinese_for_who_reads_chinese(company: Company, bo: Client) -> None:
    Person.objects.filter(pk=company.bo.pk).update(language="zh-hans")
    _status, page = sent(bo, NEW, opened(bo), title="目标", **row("n1", title="签约门店", target="12,5"))
    assert errors_of(page)["n1-target"].startswith("你想填的是 12.5 还是 125？")
    assert "关键结果" in page


# Without script


def test_rows_are_added_moved_and_removed_by_buttons(company: Company, bo: Client) -> None:
    form = opened(bo)
    form["title"] = ["Half written"]
    form["n1.title"] = ["First"]
    for do, expected in (
        ("add", ["n1", "n2"]),
        ("up:n2", ["n2", "n1"]),
        ("down:n2", ["n1", "n2"]),
        ("up:n1", ["n1", "n2"]),
        ("add", ["n1", "n2", "n3"]),
        ("remove:n2", ["n1", "n3"]),
        ("remove:n99", ["n1", "n3"]),
        ("nonsense", ["n1", "n3"]),
    ):
        status, page = sent(bo, NEW, form, do)
        form = filled(page)
        assert (status, form["row"], form["title"], form["n1.title"]) == (
            200,
            expected,
            ["Half written"],
            ["First"],
        )
    form["n1.kind"] = ["milestones"]
    form = filled(sent(bo, NEW, form, "add-step:n1")[1])
    assert form["n1.step"] == ["n4"]
    form = filled(sent(bo, NEW, form, "add-phase:n3")[1])
    assert (form["n3.phase"], sent(bo, NEW, form, "remove-step:n1.n4")[1].count('name="n1.step"')) == (
        ["n5"],
        0,
    )
    assert Objective.objects.count() == 0


def test_what_was_added_takes_the_focus(company: Company, bo: Client) -> None:
    page = sent(bo, NEW, opened(bo), "add")[1]
    assert re.findall(r'id="([\w-]+)"[^>]* autofocus', page) == ["f-n2-title"]


# Kept while one types


def test_what_is_typed_survives_a_lost_tab(company: Company, bo: Client) -> None:
    form = opened(bo)
    form |= {"title": ["Half a"], "n1.target": ["12,"]}
    assert bo.post("/objectives/draft?key=objective/new", form).status_code == 204
    page = bo.get(NEW).content.decode()
    assert "You have unsent changes from 9:00" in page.replace("\u202f", " ")
    assert (filled(page)["title"], filled(page)["n1.target"]) == (["Half a"], ["12,"])
    assert opened(signed_in(company.cy))["title"] == [""]
    answer = bo.post("/objectives/draft?key=objective/new", {"do": "forget"})
    assert (answer.status_code, answer.headers["Location"], opened(bo)["title"]) == (302, NEW, [""])


def test_two_new_objectives_at_different_addresses_are_kept_apart(company: Company, bo: Client) -> None:
    address = f"{NEW}?team={company.sales.pk}"
    key = re.search(r'data-autosave-url="([^"]+)"', bo.get(address).content.decode())
    assert key is not None
    assert bo.post(unescape(key[1]), {**opened(bo, address), "title": ["For Sales"]}).status_code == 204
    assert (opened(bo)["title"], opened(bo, address)["title"]) == ([""], ["For Sales"])


def test_a_sent_form_is_forgotten_and_stays_forgotten(company: Company, bo: Client) -> None:
    form = opened(bo)
    bo.post("/objectives/draft?key=objective/new", {**form, "title": ["Half a"]})
    sent(bo, NEW, form, title="Whole")
    bo.post("/objectives/draft?key=objective/new", {**form, "title": ["Whol"]})  # arrives late
    assert kept_draft("objective/new", by=company.by(company.bo)) is None
    assert opened(bo)["title"] == [""]


def test_a_refused_form_stays_kept(company: Company, bo: Client) -> None:
    form = opened(bo)
    bo.post("/objectives/draft?key=objective/new", {**form, "title": ["Half a"]})
    assert sent(bo, NEW, form, title="")[0] == 422
    assert opened(bo)["title"] == ["Half a"]


@pytest.mark.parametrize(
    "key", ["", "check-in/1", "objective/", "objective/new/<b>", "objective/x", "objective/new/" + "a" * 99]
)
def test_only_forms_of_the_editor_are_kept(company: Company, bo: Client, key: str) -> None:
    assert bo.post("/objectives/draft", {"title": "x"}, QUERY_STRING=f"key={key}").status_code == 404
    assert Draft.objects.count() == 0


def test_a_draft_beyond_all_measure_is_not_kept(company: Company, bo: Client) -> None:
    assert bo.post("/objectives/draft?key=objective/new", {"title": "x" * 300_000}).status_code == 413
    assert Draft.objects.count() == 0


# Editing


def test_an_edit_that_changes_nothing_asks_nobody(company: Company, bo: Client) -> None:
    """Also where numbers, units and milestones would be read in another way than they are stored."""
    rows = (
        KeyResultFields(
            title="Days",
            start=Decimal("21.50"),
            target=Decimal(12),
            unit_kind="word",
            unit="days",
            owner_id=company.bo.pk,
            weight=Decimal("33.3"),
            decimals=2,
            phased_targets=[(NOW.date(), Decimal(15))],
        ),
        KeyResultFields(title="Money", target=Decimal(1_200_000), unit_kind="currency", unit="USD"),
        KeyResultFields(
            title="Steps",
            kind="milestones",
            milestones=[MilestoneFields("One"), MilestoneFields("Two", Decimal(2))],
        ),
        KeyResultFields(title="Rare", kind="hold", high=Decimal(10), unit_kind="percent"),
        KeyResultFields(title="Done", kind="done"),
    )
    objective = company.objective(company.bo, key_results=rows)
    before = list(objective.key_results.order_by("id").values())
    status, where = sent(bo, edit_of(objective), opened(bo, edit_of(objective)))
    assert (status, where, Amendment.objects.count()) == (302, f"/objectives/{objective.pk}", 0)
    after = list(objective.key_results.order_by("id").values())
    changing = ("version", "changed_at")
    assert [{**each, **dict.fromkeys(changing)} for each in after] == [
        {**each, **dict.fromkeys(changing)} for each in before
    ]
    assert not Event.objects.filter(verb__in=["reworded", "amended"]).exists()


def test_a_changed_target_asks_for_a_reason_and_then_for_a_yes(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo)
    target = f"k{company.key_result(objective).pk}.target"
    form = opened(bo, edit_of(objective))
    status, page = sent(bo, edit_of(objective), form, **{target: "20"})
    assert (status, errors_of(page)) == (
        422,
        {"reason": "This was agreed: say why it changes, and the agreeing person is asked."},
    )
    assert filled(page)[target] == ["20"]
    status, _where = sent(bo, edit_of(objective), form, reason="Half the shops closed.", **{target: "20"})
    assert (status, Amendment.objects.get().after, company.key_result(objective).target) == (
        302,
        {"target": "20"},
        40,
    )
    assert "Waiting for an answer: Shops signed (Bo asked)" in bo.get(edit_of(objective)).content.decode()


def test_what_was_agreed_for_good_is_shown_as_it_is_stored_on_a_kept_form_too(
    company: Company, bo: Client
) -> None:
    """Disabled fields are not sent by a browser."""
    company.objective(company.ann, cycle=company.year)
    objective = company.objective(company.bo, ambition="aspirational")
    form = opened(bo, edit_of(objective))
    assert not {"holder", "cycle", "ambition"} & form.keys()
    bo.post(f"/objectives/draft?key=objective/{objective.pk}", form)
    for page in (bo.get(edit_of(objective)).content.decode(), sent(bo, edit_of(objective), form, "add")[1]):
        for name, value in (
            ("holder", f"person:{company.bo.pk}"),
            ("cycle", company.quarter.pk),
            ("ambition", "aspirational"),
        ):
            select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
            assert select is not None
            assert re.findall(r'value="([^"]+)" selected', select[0]) == [str(value)]


def test_in_review_the_numbers_cannot_be_typed_over(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo)
    step_cycle(company.quarter.pk, state="reviewing", by=company.by(company.ann), door="test")
    page = bo.get(edit_of(objective)).content.decode()
    token = f"k{company.key_result(objective).pk}"
    assert re.search(rf'name="{token}\.target"[^>]* readonly', page)
    status, page = sent(bo, edit_of(objective), filled(page), **{f"{token}.target": "20"})
    assert (status, "The cycle is in review" in page) == (422, True)
    assert sent(bo, edit_of(objective), opened(bo, edit_of(objective)), title="Reworded")[0] == 302


def test_a_closed_objective_has_no_editor(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo)
    Objective.objects.update(state="closed")
    assert bo.get(edit_of(objective)).status_code in (409, 422)


# Two at once


def test_whoever_saves_second_sees_both_versions_and_chooses(company: Company, bo: Client) -> None:
    objective = company.objective(
        company.bo, "Sell", key_results=(number("A", 0, 40, company.bo), number("B", 0, 4)), agreed=False
    )
    a, b = (f"k{each.pk}" for each in objective.key_results.order_by("position"))
    ann, address = signed_in(company.ann), edit_of(objective)
    mine, theirs = opened(bo, address), opened(ann, address)
    assert (
        sent(ann, address, theirs, title="Ann's title", **{f"{a}.target": "50", f"{b}.owner": "Dee"})[0]
        == 302
    )
    status, page = sent(bo, address, mine, title="Bo's title", why="Bo's reason", **{f"{a}.weight": "30"})
    assert status == 409
    plain = re.sub(r"</?mark>", "", page)
    for text in (
        "Ann&#39;s title",
        "Bo&#39;s title",
        "Bo&#39;s reason",
        "0 → 50",
        "0 → 40",
        "Dee",
        "Saved by Ann",
    ):
        assert text in plain
    picked = dict(re.findall(r'name="pick\.([\w.]+)" value="(\w+)" checked', page))
    assert picked == {
        "title": "mine",
        "why": "mine",
        f"{a}.metric": "stored",
        f"{a}.weight": "mine",
        f"{b}.owner": "stored",
    }
    assert Objective.objects.get().title == "Ann's title"
    body = chosen(page) | {"pick.title": ["stored"]}
    assert sent(bo, address, body, "merge")[0] == 302
    objective.refresh_from_db()
    rows = [
        (each.target, each.weight, each.owner and each.owner.name)
        for each in objective.key_results.order_by("position")
    ]
    assert (objective.title, objective.why, rows) == (
        "Ann's title",
        "Bo's reason",
        [(50, Decimal(30), "Bo"), (4, None, "Dee")],
    )


def chosen(page: str) -> dict[str, list[str]]:
    """The conflict page's form: what was typed, and the side preselected for each piece."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found | {
        f"pick.{name}": [side]
        for name, side in re.findall(r'name="pick\.([\w.]+)" value="(\w+)" checked', page)
    }


def test_key_results_that_only_one_of_two_has_are_chosen_too(company: Company, bo: Client) -> None:
    objective = company.objective(
        company.bo, key_results=tuple(number(each, 0, 4) for each in "ABC"), agreed=False
    )
    a, b, c = (f"k{each.pk}" for each in objective.key_results.order_by("position"))
    ann, address = signed_in(company.ann), edit_of(objective)
    mine, theirs = opened(bo, address), opened(ann, address)
    theirs["row"] = [b, c, "n9"]
    assert (
        sent(ann, address, theirs, **row("n9", title="D", target="9"), **{f"{c}.title": "C, theirs"})[0]
        == 302
    )
    mine["row"] = [a, b]
    status, page = sent(bo, address, mine, **{f"{a}.title": "A, mine"})
    added = f"k{objective.key_results.get(title='D').pk}"
    picked = dict(re.findall(r'name="pick\.([\w.]+)" value="(\w+)" checked', page))
    assert (status, picked) == (409, {a: "mine", c: "mine", added: "stored"})
    body = chosen(page) | {f"pick.{c}": ["stored"]}
    assert sent(bo, address, body, "merge")[0] == 302
    live = objective.key_results.filter(state="live").order_by("position").values_list("title", flat=True)
    assert sorted(live) == ["A, mine", "B", "C, theirs", "D"]


def test_one_may_go_on_writing_with_what_was_chosen(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo, "Sell", agreed=False)
    ann, address = signed_in(company.ann), edit_of(objective)
    mine, theirs = opened(bo, address), opened(ann, address)
    sent(ann, address, theirs, title="Ann's", why="Ann's")
    _status, page = sent(bo, address, mine, title="Bo's")
    status, page = sent(bo, address, chosen(page), "mine")
    form = filled(page)
    assert (status, form["title"], form["why"], form["version"]) == (200, ["Bo's"], ["Ann's"], ["2"])
    assert sent(bo, address, form)[0] == 302


def test_a_draft_from_before_somebody_saved_meets_their_version(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo, "Sell", agreed=False)
    ann, address = signed_in(company.ann), edit_of(objective)
    mine = opened(bo, address)
    bo.post(f"/objectives/draft?key=objective/{objective.pk}", {**mine, "title": ["Bo's"]})
    sent(ann, address, opened(ann, address), title="Ann's")
    page = bo.get(address).content.decode()
    assert ("Somebody has saved since then" in page, filled(page)["title"]) == (True, ["Bo's"])
    assert sent(bo, address, filled(page))[0] == 409


# Links, people and goals to choose from


def test_links_are_made_changed_and_taken_away_with_the_rest(company: Company, bo: Client) -> None:
    sales, lead = (
        company.objective(company.bo, "Sell", holder="team", team=company.sales),
        company.objective(company.ann, "Lead", holder="company"),
    )
    form = opened(bo)
    form["link"] = ["n7"]
    typed = {"n7.to": f"o{sales.pk}", "n7.kind": "contributes", "link_new": "Lead", "title": "Call"}
    assert sent(bo, NEW, form, **typed)[0] == 302
    child = Objective.objects.get(title="Call")
    links = Alignment.objects.order_by("id").values_list("parent", "kind", "state")
    assert list(links) == [(sales.pk, "contributes", "active"), (lead.pk, "supports", "asked")]
    form = opened(bo, edit_of(child))
    first, second = form["link"]
    form["link"] = [first]
    assert sent(bo, edit_of(child), form, **{f"{first}.kind": "unblocks"})[0] == 302
    links = Alignment.objects.order_by("id").values_list("parent", "kind", "state")
    assert list(links) == [
        (sales.pk, "contributes", "ended"),
        (lead.pk, "supports", "ended"),
        (sales.pk, "unblocks", "active"),
    ]
    assert second


def test_a_refused_link_saves_nothing_and_says_so_beside_it(company: Company, bo: Client) -> None:
    parent = company.objective(company.bo, "Sell")
    child = company.objective(company.bo, "Call", agreed=False)
    align(parent.pk, child.pk, kind="contributes", by=company.by(company.bo), door="test")
    form = opened(bo, edit_of(child))
    form["link"] = ["n7"]
    typed = {"n7.to": f"o{parent.pk}", "n7.kind": "contributes", "title": "Call twice"}
    status, page = sent(bo, edit_of(child), form, **typed)
    assert (status, list(errors_of(page)), filled(page)["n7.to"]) == (422, ["n7-kind"], [f"o{parent.pk}"])
    assert Objective.objects.get(pk=child.pk).title == "Call"
    secret = company.objective(company.eve, "Secret", visibility="named", viewer_ids=(company.ann.pk,))
    status, page = sent(bo, edit_of(child), form, **{**typed, "n7.to": f"o{secret.pk}"})
    assert (status, "Secret" in page) == (422, False)


def suggested(client: Client, address: str) -> list[tuple[str, str]]:
    page = client.get(address).content.decode()
    return [
        (value, unescape(text))
        for value, text in re.findall(r'data-value="([^"]*)" data-text="([^"]*)"', page)
    ]


def test_people_are_found_by_name_and_mail(company: Company, bo: Client) -> None:
    Person.objects.create_person(mail="zoe@example.com", name="Bob Archer", is_active=False)
    assert suggested(bo, "/people/options?q=dee") == [(str(company.dee.pk), "Dee")]
    assert suggested(bo, "/people/options?q=eve%40ex") == [(str(company.eve.pk), "Eve")]
    assert suggested(bo, "/people/options?q=archer") == []
    assert suggested(bo, "/people/options?q=") == [
        (str(company.bo.pk), "Bo"),
        (str(company.ann.pk), "Ann"),
        (str(company.cy.pk), "Cy"),
    ]
    assert suggested(bo, "/holders/options?q=sal") == [(f"team:{company.sales.pk}", "Sales")]
    assert suggested(bo, "/teams/options?q=prod") == [(f"team:{company.product.pk}", "Product")]


def test_eight_people_are_suggested_at_most(company: Company, bo: Client) -> None:
    for place in range(20):
        Person.objects.create_person(mail=f"li{place}@example.com", name=f"Li {place:02}")
    assert len(suggested(bo, "/people/options?q=li")) == 8


def test_goals_are_found_as_far_as_they_may_be_seen(company: Company, bo: Client) -> None:
    shown = company.objective(company.ann, "Win the north", holder="company")
    company.objective(company.eve, "Win in secret", visibility="named", viewer_ids=(company.ann.pk,))
    row_ = company.key_result(
        company.objective(company.cy, "Call", key_results=(number("Wins in the north", 0, 4),))
    )
    address = f"/objectives/options?q=win&cycle={company.quarter.pk}"
    assert suggested(bo, address) == [(f"o{shown.pk}", "Win the north"), (f"k{row_.pk}", "Wins in the north")]
    hidden = Objective.objects.get(title="Win in secret")
    far = company.objective(company.eve, "Win far away")
    by_number = [suggested(bo, f"/objectives/options?q=%23{each.pk}") for each in (far, hidden)]
    assert by_number == [[(f"o{far.pk}", "Win far away")], []]
    pasted = suggested(bo, f"/objectives/options?q=https://okr.example.com/objectives/{far.pk}")
    assert pasted == [(f"o{far.pk}", "Win far away")]
    assert suggested(bo, f"{address}&objective={shown.pk}") == [(f"k{row_.pk}", "Wins in the north")]
    assert Client().get(address).status_code == 302


def test_a_hidden_goal_cannot_be_linked_by_guessing_its_name(company: Company, bo: Client) -> None:
    company.objective(company.eve, "Secret", visibility="named", viewer_ids=(company.ann.pk,))
    _status, page = sent(bo, NEW, opened(bo), title="T", link_new="Secret")
    assert errors_of(page)["link_new"] == "We found no open goal called “Secret”. Choose one from the list."


def test_it_may_be_set_for_another_team_by_name_and_seen_by_people_named(
    company: Company, bo: Client
) -> None:
    status, _where = sent(
        bo,
        NEW,
        opened(bo),
        title="For Product",
        holder="other",
        holder_other="Product",
        visibility="named",
        viewers="Dee, Eve <eve@example.com>； ann@example.com,",
        **row("n1", title="A", target="4"),
    )
    objective = Objective.objects.get()
    assert (status, objective.team, objective.owner) == (302, company.product, company.bo)
    assert set(objective.viewers.all()) == {company.dee, company.eve, company.ann}
    form = opened(bo, edit_of(objective))
    assert form["viewers"] == ["Ann <ann@example.com>, Dee <dee@example.com>, Eve <eve@example.com>"]


def test_the_chosen_one_of_two_of_the_same_name_is_meant(company: Company, bo: Client) -> None:
    other = Person.objects.create_person(mail="other@example.com", name="Cy")
    status, _where = sent(
        bo,
        NEW,
        opened(bo),
        title="T",
        owner="Cy",
        owner_id=str(other.pk),
        **row(
            "n1", title="A", target="4", owner="Dee", owner_id=str(other.pk)
        ),  # typed over since it was chosen
    )
    objective = Objective.objects.get()
    assert (status, objective.owner, company.key_result(objective).owner) == (302, other, company.dee)


# Focus


@pytest.mark.parametrize(("there", "note"), [(2, ""), (3, "Fewer get further"), (5, "which could wait?")])
def test_more_than_a_few_objectives_are_noted_and_nothing_is_blocked(
    company: Company, bo: Client, there: int, note: str
) -> None:
    for place in range(there):
        company.objective(company.bo, f"Goal {place}", agreed=False)
    company.objective(company.cy)
    address = f"/objectives/standing?holder=person:{company.bo.pk}&cycle={company.quarter.pk}"
    for page in (bo.get(NEW).content.decode(), bo.get(address).content.decode()):
        assert [each for each in ("Fewer get further", "which could wait?") if each in page] == (
            [note] if note else []
        )
    assert sent(bo, NEW, opened(bo), title="One more")[0] == 302


# Shares


def test_weights_are_shown_as_shares_of_a_hundred(company: Company, bo: Client) -> None:
    rows = (number("A", 0, 1, weight=Decimal(40)), number("B", 0, 1), number("C", 0, 1))
    objective = company.objective(company.bo, key_results=rows, agreed=False)
    page = bo.get(edit_of(objective)).content.decode().split("<template")[0]
    assert re.findall(r"data-share[^>]*>([^<]*)<", page) == ["40%", "30%", "30%"]


# Verbs


def test_verbs_go_on_to_the_objective(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo, agreed=False)
    ann, here = signed_in(company.ann), f"/objectives/{objective.pk}"
    steps = [
        (bo, "propose", {}, "proposed"),
        (ann, "return", {"reason": "Name a number."}, "draft"),
        (bo, "propose", {}, "proposed"),
        (ann, "agree", {}, "agreed"),
        (bo, "close", {"outcome": "partly", "reason": "Half."}, "closed"),
        (bo, "reopen", {"reason": "More came."}, "agreed"),
        (bo, "override", {"progress": "40 %", "reason": "Signed on Friday."}, "agreed"),
        (ann, "lift", {"holder": "company"}, "agreed"),
        (ann, "drop", {"reason": "No time."}, "closed"),
    ]
    for client, verb, typed, state in steps:
        answer = client.post(f"{here}/{verb}", typed)
        assert (verb, answer.status_code, answer.headers.get("Location")) == (verb, 302, here)
        objective.refresh_from_db()
        assert objective.state == state
    assert (objective.override, objective.holder, objective.outcome) == (Decimal("0.4"), "company", "dropped")


def test_a_verb_that_is_refused_shows_its_page_with_what_was_typed(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo)
    here = f"/objectives/{objective.pk}"
    answer = bo.post(f"{here}/drop", {"reason": "  ", "next": "/"})
    page = answer.content.decode()
    assert (answer.status_code, errors_of(page)) == (422, {"reason": "Say why, in a sentence."})
    assert ('name="next" value="/"' in page, objective.title in page) == (True, True)
    answer = bo.post(f"{here}/override", {"progress": "lots", "reason": "<b>so</b>"})
    assert (answer.status_code, list(errors_of(answer.content.decode()))) == (422, ["progress"])
    assert "&lt;b&gt;so&lt;/b&gt;" in answer.content.decode()
    assert bo.get(f"{here}/close").status_code == 200
    assert [
        signed_in(company.eve).post(f"{here}/drop", {"reason": "x"}).status_code,
        bo.post("/objectives/999999999/drop").status_code,
    ] == [403, 404]


def test_a_verb_goes_back_to_the_page_it_came_from_but_nowhere_else(company: Company, bo: Client) -> None:
    for given, where in (("/outline", "/outline"), ("https://evil.example/", None), ("//evil.example", None)):
        objective = company.objective(company.bo, agreed=False)
        answer = bo.post(f"/objectives/{objective.pk}/propose", {"next": given})
        assert answer.headers["Location"] == (where or f"/objectives/{objective.pk}")


def test_requests_changes_and_claims_are_answered(company: Company, bo: Client) -> None:
    ann, cy = signed_in(company.ann), signed_in(company.cy)
    parent = company.objective(
        company.bo, "Sell", key_results=(number("A", 0, 40, company.bo), number("Free", 0, 4))
    )
    a, free = parent.key_results.order_by("position")
    child = company.objective(company.cy, "Call")
    assert (
        cy.post(
            f"/objectives/{child.pk}/alignment", {"parent": str(parent.pk), "kind": "contributes"}
        ).status_code
        == 302
    )
    link = Alignment.objects.get()
    assert bo.post(f"/alignments/{link.pk}/answer", {"answer": "decline"}).status_code == 422
    assert bo.post(f"/alignments/{link.pk}/answer", {"answer": "accept"}).status_code == 302
    sent(bo, edit_of(parent), opened(bo, edit_of(parent)), reason="Fewer shops.", **{f"k{a.pk}.target": "20"})
    asked = Amendment.objects.get()
    assert cy.post(f"/amendments/{asked.pk}/answer", {"answer": "agree"}).status_code == 403
    assert ann.post(f"/amendments/{asked.pk}/answer", {"answer": "agree"}).status_code == 302
    KeyResult.objects.filter(pk=free.pk).update(created_at=NOW.replace(day=1))
    assert cy.post(f"/key-results/{free.pk}/claim").status_code == 302
    claim = Claim.objects.get()
    assert bo.post(f"/claims/{claim.pk}/answer", {"answer": "confirm"}).status_code == 302
    assert cy.post(f"/key-results/{free.pk}/delegate", {"delegate": "nobody here"}).status_code == 422
    assert cy.post(f"/key-results/{free.pk}/delegate", {"delegate": "dee@example.com"}).status_code == 302
    assert (
        cy.post(f"/key-results/{free.pk}/status", {"status": "at_risk", "note": "Rain."}).status_code == 302
    )
    free.refresh_from_db()
    assert (free.owner, free.delegate, free.hand_status) == (company.cy, company.dee, "at_risk")
    assert cy.post(f"/key-results/{free.pk}/release", {"reason": "I move on."}).status_code == 302
    assert bo.post(f"/key-results/{free.pk}/drop", {"reason": "Not needed."}).status_code == 302
    assert cy.post(f"/alignments/{link.pk}/end").status_code == 302
    link.refresh_from_db()
    a.refresh_from_db()
    assert (link.state, a.target, Amendment.objects.count()) == ("ended", 20, 2)


def test_an_objective_is_carried_over_to_its_new_editor(company: Company, bo: Client) -> None:
    from datetime import date

    from headway.goals.actions.cycles import create_cycle

    later = create_cycle(
        kind="quarter",
        starts=date(2027, 1, 1),
        ends=date(2027, 3, 31),
        state="drafting",
        by=company.by(company.ann),
        door="t",
    )
    old = company.objective(company.bo)
    page = bo.get(f"/objectives/{old.pk}/carry-over").content.decode()
    assert (f'<option value="{later.pk}"' in page, f'<option value="{company.quarter.pk}"' in page) == (
        True,
        False,
    )
    answer = bo.post(f"/objectives/{old.pk}/carry-over", {"cycle": str(later.pk)})
    assert answer.headers["Location"] == f"/objectives/{old.pk + 1}/edit"


def test_htmx_is_sent_on_by_a_header(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo, agreed=False)
    answer = bo.post(f"/objectives/{objective.pk}/propose", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/objectives/{objective.pk}")


def test_what_contributes_is_weighed_beside_the_key_results(company: Company, bo: Client) -> None:
    parent = company.objective(company.bo, "Sell", holder="team", team=company.sales)
    children = [company.objective(company.cy, "Call"), company.objective(company.cy, "Visit")]
    by = company.by(company.bo)
    links = [align(each.pk, parent.pk, kind="contributes", by=by, door="web") for each in children]
    form = opened(bo, edit_of(parent))
    tokens = [f"c{link.pk}" for link in links]
    assert form["fed"] == tokens
    assert [form[f"{token}.title"] for token in tokens] == [["Call"], ["Visit"]]
    status, page = sent(bo, edit_of(parent), form, **{f"{tokens[0]}.weight": "1200"})
    assert (status, errors_of(page)) == (
        422,
        {f"{tokens[0]}-weight": "Give a weight from 0 to 1000, or leave it empty to have it shared out."},
    )
    sent(bo, edit_of(parent), form, **{f"{tokens[0]}.weight": "60"})
    assert list(Alignment.objects.order_by("pk").values_list("weight", flat=True)) == [Decimal(60), None]
    assert list(Event.objects.filter(verb="alignment_weighed").values_list("noun_id", flat=True)) == [
        links[0].pk
    ]
    page = bo.get(f"/objectives/{parent.pk}").content.decode()
    assert "Contributes 60%" in page and "Contributes 20%" in page and "20% of the objective" in page
    assert "changed how much a goal counts in" in page


def test_a_weight_that_somebody_else_set_meanwhile_stays_unless_it_was_touched(
    company: Company, bo: Client
) -> None:
    parent = company.objective(company.bo, "Sell", holder="team", team=company.sales)
    child = company.objective(company.cy, "Call")
    link = align(child.pk, parent.pk, kind="contributes", by=company.by(company.bo), door="web")
    form = opened(bo, edit_of(parent))
    weigh_alignment(link.pk, weight=Decimal(40), by=company.by(company.ann), door="api")
    assert sent(bo, edit_of(parent), form, title="Sell more")[0] == 302
    link.refresh_from_db()
    assert link.weight == Decimal(40)


# What it costs


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        client.get(address)
    return len(counted)


def test_the_editor_asks_the_same_of_the_database_however_many_key_results(
    company: Company, bo: Client
) -> None:
    steps = [MilestoneFields("One"), MilestoneFields("Two")]

    def of(count: int) -> Objective:
        rows = tuple(
            KeyResultFields(title=f"R{place}", kind="milestones", milestones=steps, owner_id=company.cy.pk)
            for place in range(count)
        )
        given = ObjectiveFields(
            cycle_id=company.quarter.pk, holder="team", team_id=company.sales.pk, title="T"
        )
        return create_objective(given, rows, by=company.by(company.bo), door="test")

    assert [_queries(bo, edit_of(of(count))) for count in (1, 3, 60)] == [28, 28, 28]
    assert _queries(bo, NEW) == 17


def test_suggestions_cost_the_same_however_many_goals_there_are(company: Company, bo: Client) -> None:
    address = f"/objectives/options?q=win&cycle={company.quarter.pk}"
    costs = []
    for titles in (["Win"], ["Win 1", "Win 2"], []):
        for title in titles:
            company.objective(company.cy, title)
        costs.append(_queries(bo, address))
    assert (costs, _queries(bo, "/people/options?q=d")) == ([14, 14, 14], 6)


def test_nothing_that_was_typed_is_run_as_a_style_or_script(company: Company, bo: Client) -> None:
    answer = bo.get(NEW)
    page = answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", page)
    assert re.findall(r"<script[^>]*>([^<]+)", page) == []
    assert json.loads(filled(page)["base"][0] or "{}") == {}

"""The coach beside the writer: what it says of a form, its mends, what is set aside, without script too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.coach.actions.dismissals import dismiss
from headway.coach.actions.settings import change_coach_settings
from headway.coach.actions.upkeep import settle_reviews
from headway.coach.models import Dismissal
from headway.coach.queries.notes import notes_of
from headway.coach.rules import digest
from headway.goals.models import Cycle, KeyResult, Objective
from headway.goals.queries.writing import Neighbour
from headway.people.models import Person
from headway.web.forms import coaching
from headway.web.forms.coaching import Around, Said
from headway.web.forms.objectives import LinkInput, ObjectiveInput, RowInput
from okr_coach import Config
from okr_coach.pages import page as page_of
from okr_coach.rules.rule import RULES
from tests.conftest import NOW, Company, number
from tests.web.forms import filled

NEW, NOTES = "/objectives/new", "/coach/notes"
COMPOUND = "Grow revenue to $5M and bring churn down to 3%"


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


def written(
    title: str = "", *rows: str, why: str = "", holder: str = "", strategy: str = ""
) -> ObjectiveInput:
    made = [RowInput(f"n{place}", title=text, owner="Bo") for place, text in enumerate(rows, start=1)]
    return ObjectiveInput(title=title, rows=made, why=why, holder=holder, strategy=strategy)


def said(typed: ObjectiveInput, around: Around | None = None, *, begun: bool = False) -> Said:
    return coaching.read(typed, around or Around(), config=Config(), begun=begun)


def codes(found: Said) -> dict[str, list[str]]:
    return {at: [note.code for note in notes] for at, notes in found.at.items()}


def asked_at(page: str) -> dict[str, list[str]]:
    """Codes of the notes by their slot, as a page or an answer has them."""
    parts = re.split(r'data-coach-slot="([^"]*)"', page)
    found = {
        slot: re.findall(r'data-coach-note="(\w+):', part)
        for slot, part in zip(parts[1::2], parts[2::2], strict=True)
    }
    return {slot: notes for slot, notes in found.items() if notes}


def form_of(client: Client, address: str = NEW) -> dict[str, list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return filled(answer.content.decode())


def typed_in(form: dict[str, list[str]], **typed: str) -> dict[str, list[str]]:
    return form | {name: [text] for name, text in typed.items()}


def row(token: str, **typed: str) -> dict[str, str]:
    return {f"{token}.{name}": text for name, text in typed.items()}


def asked(client: Client, body: dict[str, list[str]], address: str = NOTES) -> str:
    answer = client.post(address, body)
    assert answer.status_code == 200
    return answer.content.decode()


# Which field a note stands at


TABLE: list[tuple[str, ObjectiveInput, dict[str, list[str]]]] = [
    ("nothing typed finds nothing", written(), {}),
    ("a row one has not come to finds nothing", written("", ""), {}),
    (
        "while the title is typed, what comes after it is unknown",
        written("Riders trust our workshop", ""),
        {},
    ),
    (
        "a key result speaks before the objective has words",
        written("", "Launch the new app"),
        {"n1": ["K202", "K201"]},
    ),
    (
        "with the first key result the empty fields are empty",
        written("Riders trust our workshop", "Raise repeat orders from 30% to 38%"),
        {"links": ["O108"], "why": ["O109"], "set": ["S302"]},
    ),
    (
        "a company objective serves the company",
        written(
            "Riders trust our workshop", "Raise repeat orders from 30% to 38%", holder="company", why="x"
        ),
        {"set": ["S302"]},
    ),
    (
        "a strategy is what it serves",
        written("Riders trust our workshop", "Raise repeat orders from 30% to 38%", strategy="3", why="x"),
        {"set": ["S302"]},
    ),
    ("a mend comes before what only asks", written("", COMPOUND), {"n1": ["K207", "K203"]}),
    ("中文", written("", "上线新版会员系统"), {"n1": ["K202", "K201"]}),
]


@pytest.mark.parametrize(("name", "typed", "wanted"), TABLE, ids=[name for name, _, _ in TABLE])
def test_where_a_note_stands(name: str, typed: ObjectiveInput, wanted: dict[str, list[str]]) -> None:
    assert codes(said(typed)) == wanted


def test_what_an_old_objective_leaves_empty_is_missing() -> None:
    assert codes(said(written("Riders trust our workshop"), begun=True)) == {
        "links": ["O108"],
        "why": ["O109"],
    }


def test_numbers_in_the_fields_are_read_and_unreadable_ones_are_unknown() -> None:
    typed = written("", "Repeat orders")
    assert codes(said(typed)) == {"n1": ["K201"]}
    typed.rows[0].target, typed.rows[0].start = "３８", "30"
    assert codes(said(typed)) == {}
    typed.rows[0].start = "38"
    assert codes(said(typed)) == {"n1": ["K212"]}
    typed.rows[0].target = "some"
    assert codes(said(typed)) == {"n1": ["K201"]}


def test_a_link_is_a_parent_and_the_one_typed_just_now_as_well() -> None:
    typed = written("Riders trust our workshop", "Raise repeat orders from 30% to 38%", why="x")
    assert "links" in codes(said(typed))
    typed.link_new = "Be the workshop people tell others about"
    assert "links" not in codes(said(typed))
    typed.link_new, typed.links = "", [LinkInput("n9", to="o4", title="Be the workshop")]
    assert "links" not in codes(said(typed))


def test_the_holders_others_count_and_a_copy_is_told_that_it_is_one() -> None:
    others = [Neighbour(place, f"Goal {place} for somebody else", "", ()) for place in range(3)]
    typed = written("Riders trust our workshop", why="x", holder="company")
    assert codes(said(typed, Around(others))) == {"set": ["S301"]}
    copied = Around([Neighbour(1, "Riders trust our workshop", "", ())], ["Riders trust our workshop"])
    assert codes(said(typed, copied)) == {"title": ["S304", "S309"]}


def test_a_note_names_the_words_it_is_about() -> None:
    (deed, _number) = said(written("", "Launch the new app")).notes
    assert deed.message == ("“", "Launch", "” says what will be done, not what will be different afterwards.")
    (baseline,) = said(written("", "Repeat orders rise to 90%")).notes
    assert (baseline.message[1], baseline.excerpt) == ("", ("Repeat orders rise to ", "90%", ""))


def test_the_same_thing_is_said_once_of_a_line() -> None:
    typed = written("", "Significantly raise repeat orders from 30% to 38%, hugely improve delivery, ASAP")
    assert codes(said(typed))["n1"].count("K205") == 1
    coaching.set_aside(typed, "K205:n1", "Not useful")
    assert "K205" not in codes(said(typed)).get("n1", [])


def test_the_score_and_where_to_begin_are_of_this_objective_alone() -> None:
    typed = written("Riders trust our workshop", "Launch the new app", "Raise repeat orders from 30% to 38%")
    bad = Around([Neighbour(1, "Launch it", "", ("Launch X", "TBD"))])
    assert said(typed).score == said(typed, bad).score == 69
    assert [note.code for note in said(typed, bad).focus] == ["K202", "O108"]


# Mends


def test_a_compound_key_result_is_split_where_it_stands() -> None:
    typed = written("", COMPOUND, "Raise repeat orders from 30% to 38%")
    typed.rows[0].target = "5000000"
    assert coaching.mended(typed, said(typed), "K207:n1") == "n1.title"
    assert [(each.token, each.title, each.owner, each.target) for each in typed.rows] == [
        ("n1", "Grow revenue to $5M", "Bo", "5000000"),
        ("n3", "Bring churn down to 3%", "Bo", ""),
        ("n2", "Raise repeat orders from 30% to 38%", "Bo", ""),
    ]


def test_an_objectives_number_moves_into_the_empty_row() -> None:
    typed = written("Grow revenue to $5M", "")
    assert coaching.mended(typed, said(typed), "O101:o") == "title"
    assert (typed.title, [each.title for each in typed.rows]) == ("Grow revenue", ["Grow revenue to $5M"])


def test_a_number_is_written_plainly_and_a_unit_chosen() -> None:
    typed = written("", "Cut handling to 9,50 minutes per order, today 12")
    coaching.mended(typed, said(typed), "K216:n1")
    assert typed.rows[0].title == "Cut handling to 9.50 minutes per order, today 12"
    typed = written("", "Raise repeat orders from 30% to 38%")
    typed.rows[0].unit = "clients"
    coaching.mended(typed, said(typed), "K216:n1")
    assert typed.rows[0].unit == "%"


def test_a_mend_of_what_is_not_there_any_more_changes_nothing() -> None:
    typed = written("", COMPOUND)
    assert coaching.mended(typed, said(typed), "K207:n7") == ""
    assert coaching.mended(typed, said(typed), "nonsense") == ""
    assert [each.title for each in typed.rows] == [COMPOUND]


# Set aside


def test_what_is_set_aside_stays_away_until_the_words_change() -> None:
    typed = written("Riders trust our workshop", "Launch the new app")
    before = said(typed).score
    coaching.set_aside(typed, "K202:n1", "This is our wording")
    now = said(typed)
    assert codes(now)["n1"] == ["K201"]
    assert [(each.key, each.reason) for each in now.aside] == [("K202:n1", "This is our wording")]
    assert before is not None and now.score is not None and now.score > before
    typed.rows[0].title = "Launch  the new app "
    assert codes(said(typed))["n1"] == ["K201"]
    typed.rows[0].title = "Launch the other app"
    assert (codes(said(typed))["n1"], said(typed).aside) == (["K202", "K201"], [])


def test_what_is_set_aside_can_be_taken_back() -> None:
    typed = written("", "Launch the new app")
    coaching.set_aside(typed, "K202:n1", "Not useful")
    coaching.take_back(typed, "K202:n1")
    assert (typed.aside, codes(said(typed))) == ("", {"n1": ["K202", "K201"]})


@pytest.mark.parametrize("kept", ["{", "[1]", '[["K999","","",""]]', '{"a":1}', '[["K202",1,"",""]]', "null"])
def test_what_was_never_set_aside_here_is_left_out(kept: str) -> None:
    typed = written("", "Launch the new app")
    typed.aside = kept
    assert codes(said(typed)) == {"n1": ["K202", "K201"]}


# The doors


def test_what_is_typed_is_read_without_anything_being_saved(company: Company, bo: Client) -> None:
    body = typed_in(form_of(bo), title="Riders trust our workshop", **row("n1", title="Launch the new app"))
    answer = asked(bo, body)
    assert asked_at(answer) == {"n1": ["K202", "K201"], "links": ["O108"], "why": ["O109"], "whole": ["S302"]}
    assert not Objective.objects.exists()


def test_notes_speak_the_readers_language_whatever_is_written(company: Company) -> None:
    company.bo.language = "zh-hans"
    company.bo.save()
    client = signed_in(company.bo)
    body = typed_in(form_of(client), **row("n1", title="Launch the new app"))
    assert "写的是任务，不是结果" in asked(client, body)
    english = signed_in(company.cy)
    body = typed_in(form_of(english), **row("n1", title="上线新版会员系统"))
    assert "Activity, not a result" in asked(english, body)


def test_a_review_costs_the_same_however_much_is_typed(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo)

    def cost(body: dict[str, list[str]], address: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            asked(bo, body, address)
        return len(counted)

    found = []
    for count in (1, 3, 100):
        tokens = [f"n{place}" for place in range(count)]
        rows = {f"{token}.title": [f"Result {token}: {COMPOUND}"] for token in tokens}
        body = form_of(bo) | {"title": ["Win"], "row": tokens} | rows
        found.append((cost(body, NOTES), cost(body, f"{NOTES}?objective={objective.pk}")))
    assert found == [(7, 9)] * 3  # four of them say who is asking


def test_somebody_elses_restricted_objective_is_no_neighbour(company: Company) -> None:
    for place in range(4):
        company.objective(
            company.dee,
            f"Secret {place}",
            holder="team",
            team=company.product,
            visibility="named",
            viewer_ids=(company.dee.pk,),
            agreed=False,
        )
    client = signed_in(company.bo)
    body = typed_in(form_of(client), title="Shops get what they ask for", holder=f"team:{company.product.pk}")
    assert asked_at(asked(client, body)) == {}
    assert asked_at(asked(signed_in(company.dee), body)) == {"whole": ["S301"]}


def test_a_title_of_the_cycle_before_is_known_again(company: Company, bo: Client) -> None:
    before = Cycle.objects.create(
        kind="quarter", starts="2026-07-01", ends="2026-09-30", state="closed", drafting_opens="2026-06-01"
    )
    objective = company.objective(company.bo, "Win the shops that turned us down")
    Objective.objects.filter(pk=objective.pk).update(cycle=before)
    body = typed_in(form_of(bo), title="Win the shops that turned us down")
    assert "S309" in asked_at(asked(bo, body))["title"]


def test_a_switched_off_coach_draws_nothing_and_asks_nothing(company: Company, bo: Client) -> None:
    change_coach_settings(on=False, by=company.by(company.ann), door="test")
    page = bo.get(NEW).content.decode()
    assert "data-coach" not in page and "cslot" not in page
    body = typed_in(form_of(bo), **row("n1", title="Launch the new app"))
    assert bo.post(NOTES, body).status_code == 204
    assert bo.post("/coach/line", {"kind": "feedback", "text": "Work hard"}).status_code == 204


def test_a_rule_that_is_off_here_says_nothing(company: Company, bo: Client) -> None:
    change_coach_settings(severities={"K202": "off"}, by=company.by(company.ann), door="test")
    body = typed_in(form_of(bo), **row("n1", title="Launch the new app"))
    assert asked_at(asked(bo, body)) == {"n1": ["K201"]}


def test_three_notes_of_a_field_are_in_sight_and_the_rest_wait(company: Company, bo: Client) -> None:
    crowded = (
        "Significantly improve overall satisfaction and loyalty by launching X new campaigns ASAP,"
        " at 9,50 per order"
    )
    body = typed_in(form_of(bo), **row("n1", title=crowded))
    slot = asked(bo, body).partition('data-coach-slot="n1"')[2].partition('data-coach-slot="whole"')[0]
    shown, _more, waiting = slot.partition("cnote-rest")
    count = waiting.count("data-coach-note")
    assert shown.count("data-coach-note") == 3
    assert f"{count} more notes" in waiting and count >= 2


def test_whoever_hides_the_coach_writes_without_it_until_they_want_it_back(
    company: Company, bo: Client
) -> None:
    body = typed_in(form_of(bo), **row("n1", title="Launch the new app"))
    hidden = bo.post(NEW, body | {"do": ["coach:hide"]}).content.decode()
    company.bo.refresh_from_db()
    assert (company.bo.coached, asked_at(hidden), "Let the coach speak" in hidden) == (False, {}, True)
    assert asked_at(asked(bo, body)) == {}
    shown = asked(bo, body | {"do": ["coach:show"]})
    assert asked_at(shown) == {"n1": ["K202", "K201"]}


def test_without_script_the_notes_come_with_the_page(company: Company, bo: Client) -> None:
    body = typed_in(form_of(bo), title="Riders trust our workshop", **row("n1", title="Launch the new app"))
    page = bo.post(NEW, body | {"do": ["coach:ask"]}).content.decode()
    assert asked_at(page)["n1"] == ["K202", "K201"]
    assert filled(page)["n1.title"] == ["Launch the new app"]
    assert not Objective.objects.exists()


def test_without_script_a_mend_is_one_press(company: Company, bo: Client) -> None:
    body = typed_in(form_of(bo), title="Riders trust our workshop", **row("n1", title=COMPOUND))
    page = bo.post(NEW, body | {"do": ["mend:K207:n1"]}).content.decode()
    form = filled(page)
    assert [form[f"{token}.title"] for token in form["row"]] == [
        ["Grow revenue to $5M"],
        ["Bring churn down to 3%"],
    ]
    assert not Objective.objects.exists()


def test_a_note_on_a_new_objective_is_set_aside_with_the_draft_and_stored_with_it(
    company: Company, bo: Client
) -> None:
    body = typed_in(form_of(bo), title="Riders trust our workshop", **row("n1", title="Launch the new app"))
    page = bo.post(
        NEW, body | {"do": ["dismiss:K202:n1:own"], "aside.K202:n1": ["Agreed with 100% of the board"]}
    ).content.decode()
    form = filled(page)
    assert asked_at(page)["n1"] == ["K201"]
    assert "Agreed with 100% of the board" in page
    assert bo.post("/objectives/draft?key=objective/new", form).status_code == 204
    again = bo.get(NEW).content.decode()
    assert asked_at(again)["n1"] == ["K201"]
    sent = typed_in(filled(again), **row("n1", target="1"))
    assert bo.post(NEW, sent | {"do": ["save"]}).status_code == 302
    kept = Dismissal.objects.get()
    assert (kept.code, kept.key_result, kept.reason, kept.by) == (
        "K202",
        KeyResult.objects.get(),
        "Agreed with 100% of the board",
        company.bo,
    )


def test_a_note_on_what_is_stored_is_set_aside_at_once(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo, key_results=(number("Launch the new app", 0, 1, company.bo),))
    token = f"k{company.key_result(objective).pk}"
    address = f"{NOTES}?objective={objective.pk}"
    body = form_of(bo, f"/objectives/{objective.pk}/edit")
    assert asked_at(asked(bo, body, address))[token] == ["K202"]
    answer = asked(bo, body | {"do": [f"dismiss:K202:{token}:wording"]}, address)
    assert token not in asked_at(answer)
    kept = Dismissal.objects.get()
    assert (kept.code, kept.key_result_id, kept.reason) == ("K202", int(token[1:]), "This is our wording")
    assert "This is our wording · Bo" in unescape(bo.get(f"/objectives/{objective.pk}/edit").content.decode())
    back = asked(bo, body | {"do": [f"recall:K202:{token}"]}, address)
    assert (asked_at(back)[token], Dismissal.objects.count()) == (["K202"], 0)


def test_a_note_on_words_not_saved_yet_waits_for_them(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo)
    token = f"k{company.key_result(objective).pk}"
    address = f"/objectives/{objective.pk}/edit"
    body = typed_in(form_of(bo, address), **row(token, title="Launch the new app"))
    page = bo.post(address, body | {"do": [f"dismiss:K202:{token}:elsewhere"]}).content.decode()
    assert not Dismissal.objects.exists()
    assert json.loads(filled(page)["aside"][0])[0][:2] == ["K202", token]
    assert bo.post(address, filled(page) | {"do": ["save"]}).status_code == 302
    assert [(each.code, each.key_result_id) for each in Dismissal.objects.all()] == [("K202", int(token[1:]))]


def test_without_a_reason_nothing_is_set_aside(company: Company, bo: Client) -> None:
    body = typed_in(form_of(bo), **row("n1", title="Launch the new app"))
    assert asked_at(asked(bo, body | {"do": ["dismiss:K202:n1:own"], "aside.K202:n1": ["  "]})) == {
        "n1": ["K202", "K201"]
    }


def test_a_reason_in_which_nothing_can_be_read_is_none(company: Company, bo: Client) -> None:
    body = typed_in(
        form_of(bo), **{"title": "Riders trust us", **row("n1", title="Launch the new app", target="1")}
    )
    page = bo.post(NEW, body | {"do": ["dismiss:K202:n1:own"], "aside.K202:n1": ["\u200b"]})
    assert "K202" in asked_at(page.content.decode())["n1"]
    kept = json.dumps([["K202", "n1", digest("Launch the new app"), "\u200b"]])
    assert bo.post(NEW, body | {"aside": [kept], "do": ["save"]}).status_code == 302
    assert not Dismissal.objects.exists()


def test_letters_that_become_longer_once_they_are_composed_are_read(company: Company, bo: Client) -> None:
    body = typed_in(form_of(bo), **{"title": "\u0958" * 40, **row("n1", title="\u0958\U0001d15e")})
    assert asked(bo, body)


def test_errors_never_keep_anything_from_being_saved(company: Company, bo: Client) -> None:
    body = typed_in(form_of(bo), title="Launch X", **row("n1", title="Launch TBD", target="1"))
    assert "K208" in asked_at(asked(bo, body))["n1"]
    assert bo.post(NEW, body | {"do": ["propose"]}).status_code == 302
    assert Objective.objects.get().state == "proposed"


def test_only_those_who_may_edit_are_told_of_an_objective(company: Company) -> None:
    hidden = company.objective(company.dee, visibility="named", viewer_ids=(company.dee.pk,), agreed=False)
    open_one = company.objective(company.dee)
    client = signed_in(company.bo)
    assert client.post(f"{NOTES}?objective={hidden.pk}").status_code == 404
    assert client.post(f"{NOTES}?objective={open_one.pk}").status_code == 403
    assert client.post(f"{NOTES}?objective=x").status_code == 404
    assert signed_in(company.gus).post(NOTES).status_code == 403


def test_what_is_typed_comes_back_escaped(company: Company, bo: Client) -> None:
    title = "Launch <b onmouseover=alert(1)>the \"new\" & 'odd' app</b> and hire a <i>manager</i>"
    answer = asked(bo, typed_in(form_of(bo), **row("n1", title=title)))
    assert "<b onmouseover" not in answer and "<i>" not in answer
    assert not re.search(r"\sstyle=|\son\w+=\"", answer)


def test_the_page_and_the_coachs_own_page_find_the_same_in_what_is_stored(
    company: Company, bo: Client
) -> None:
    rows = (number("Launch the new app", 0, 1, company.bo), number(COMPOUND, 0, 5, company.bo))
    objective = company.objective(company.bo, "Improve fitness", key_results=rows)
    stored = notes_of(company.by(company.bo), objective)
    assert stored is not None
    page = bo.get(f"/objectives/{objective.pk}/edit").content.decode()
    shown = sorted(code for found in asked_at(page).values() for code in found)
    assert shown == sorted(note.finding.code for note in stored.open)
    assert f'aria-valuenow="{stored.score}"' in page


def test_a_dismissal_made_elsewhere_holds_in_the_editor(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo, "Improve fitness")
    before = asked_at(bo.get(f"/objectives/{objective.pk}/edit").content.decode())
    assert before["title"] == ["O102"]
    dismiss(objective.pk, code="O102", reason="Ours", by=company.by(company.bo), door="api")
    assert "title" not in asked_at(bo.get(f"/objectives/{objective.pk}/edit").content.decode())


# On an objective's page


def test_those_who_work_on_a_goal_or_coach_it_see_how_it_reads_and_nobody_else(company: Company) -> None:
    objective = company.objective(company.bo, "Improve fitness")
    settle_reviews()
    shown = {
        person.name: 'id="coach"' in signed_in(person).get(f"/objectives/{objective.pk}").content.decode()
        for person in (company.bo, company.ann, company.cy, company.eve, company.gus)
    }
    assert shown == {"Bo": True, "Ann": True, "Cy": False, "Eve": False, "Gus": False}


def test_the_objective_says_how_many_notes_are_open_and_how_well_it_reads(
    company: Company, bo: Client
) -> None:
    objective = company.objective(company.bo, "Improve fitness")
    settle_reviews()
    stored = notes_of(company.by(company.bo), objective)
    assert stored is not None
    page = bo.get(f"/objectives/{objective.pk}").content.decode()
    part = page[page.index('id="coach"') :].partition("</summary>")[0]
    assert f'<span class="count">{len(stored.open)}</span>' in part
    assert f'aria-valuenow="{stored.score}"' in part
    change_coach_settings(on=False, by=company.by(company.ann), door="test")
    assert 'id="coach"' not in bo.get(f"/objectives/{objective.pk}").content.decode()
    assert bo.get(f"/objectives/{objective.pk}/coach").status_code == 404


def test_each_note_leads_to_its_field(company: Company, bo: Client) -> None:
    objective = company.objective(
        company.bo, "Improve fitness", key_results=(number("Launch the new app", 0, 1, company.bo),)
    )
    at = f"/objectives/{objective.pk}/edit#f-"
    page = bo.get(f"/objectives/{objective.pk}/coach").content.decode()
    assert re.findall(r'href="([^"]*#f-[^"]*)"', page) == [
        f"{at}title",
        f"{at}k{company.key_result(objective).pk}-title",
    ]
    part = bo.get(f"/objectives/{objective.pk}/coach", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "Activity, not a result" in part


def test_what_was_set_aside_is_shown_with_who_and_why(company: Company, bo: Client) -> None:
    objective = company.objective(company.bo, "Improve fitness")
    dismiss(objective.pk, code="O102", reason="Not useful", by=company.by(company.bo), door="api")
    page = bo.get(f"/objectives/{objective.pk}/coach").content.decode()
    assert "1 set aside" in page and "Not useful · Bo" in page


def test_how_a_goal_goes_is_among_its_notes(company: Company) -> None:
    objective = company.objective(company.bo)
    with time_machine.travel(NOW + timedelta(days=28), tick=False):
        page = signed_in(company.bo).get(f"/objectives/{objective.pk}/coach").content.decode()
    assert "Stale" in page


# Single lines


LINES = [
    ("feedback", "You have been doing well recently", ["Feedback without behaviour"]),
    ("feedback", "最近不错，继续努力", ["Feedback without behaviour"]),
    ("feedback", "On Tuesday you called the shop back within the hour; they signed that evening.", []),
    ("task", "Raise repeat orders from 30% to 38%", ["Reads like a key result"]),
    ("task", "Call the ten shops that said no", []),
    ("key_result", "Launch the new app", ["No number", "Activity, not a result"]),
    ("objective", "", []),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), LINES)
def test_a_line_is_read_wherever_it_is_written(
    company: Company, bo: Client, kind: str, text: str, wanted: list[str]
) -> None:
    answer = bo.post("/coach/line", {"kind": kind, "text": text})
    assert answer.status_code == 200
    assert re.findall(r"<summary>.*?<b>(.*?)</b>", answer.content.decode()) == wanted


def test_a_line_of_no_kind_is_not_read(company: Company, bo: Client) -> None:
    assert bo.post("/coach/line", {"kind": "draft", "text": "x"}).status_code == 204


# The rules' pages


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_has_its_page(company: Company, bo: Client, code: str, language: str) -> None:
    company.bo.language = language
    company.bo.save()
    page = unescape(bo.get(f"/coach/rules/{code}").content.decode())
    words = RULES[code].zh if language != "en" else RULES[code].en
    told = page_of(RULES[code], language[:2])
    assert f"<h1>{words.name}</h1>" in page
    assert all(example in page for line in (*told.bad, *told.good) for example in line.split(" | "))
    assert all(paragraph in page for paragraph in told.prose.split("\n\n"))


def test_the_rules_are_listed_with_their_questions(company: Company, bo: Client) -> None:
    page = bo.get("/coach/rules").content.decode()
    assert re.findall(r'href="/coach/rules/(\w+)"', page) == [
        code for scope in ("objective", "key_result", "set", "draft", "feedback", "course")
        for code in sorted(RULES) if RULES[code].scope == scope
    ]  # fmt: skip
    assert bo.get("/coach/rules/K999").status_code == 404

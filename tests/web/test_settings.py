"""The pages where administrators keep the organisation."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from headway.goals.actions.cycles import create_cycle
from headway.goals.models import Cycle, KeyResult
from headway.people.models import Invitation, Membership, Organisation, Person, Strategy, Team, TeamLead
from tests.conftest import NOW, Company

PAGES = [
    "/settings/",
    "/settings/rules",
    "/settings/strategies",
    "/settings/teams",
    "/settings/people",
    "/settings/invitations",
    "/settings/cycles",
    "/settings/rewriting",
]
RULES = {
    "check_in_weekday": "0",
    "agreement": "on",
    "aspirational_aim": "0.7",
    "on_track_ratio": "0.85",
    "at_risk_ratio": "0.6",
    "silent_share": "0.15",
    "stuck_after": "3",
    "hold_slots_out": "2",
    "focus_note": "3",
    "focus_strong": "5",
    "claim_days": "2",
}
ORGANISATION = {
    "name": "Small Company",
    "mission": "Light where people work",
    "vision": "No night shift in the dark",
    "sponsor": "Dee",
    "language": "en",
    "time_zone": "Europe/Berlin",
    "country": "DE",
    "fiscal_month": "4",
}


@pytest.fixture(autouse=True)
def still_clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ann(company: Company, client: Client) -> Client:
    client.force_login(company.ann)
    return client


def queries_of(client: Client, path: str) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode(), len(queries)


@pytest.mark.parametrize("path", PAGES)
def test_the_settings_open_for_an_administrator_in_both_languages(
    company: Company, ann: Client, path: str
) -> None:
    assert '<html lang="en"' in ann.get(path).content.decode()
    Person.objects.update(language="zh-hans")
    assert '<html lang="zh-Hans"' in ann.get(path).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_everyone_else_learns_that_they_may_not(company: Company, client: Client, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/account/login/?next=")
    for person in (company.bo, company.gus):
        client.force_login(person)
        for answer in (client.get(path), client.post(path, {"name": "Mine"})):
            assert answer.status_code in (403, 405)
        assert "This is not open to you" in client.get(path).content.decode()


def test_the_champion_of_the_company_keeps_cycles_and_nothing_else(company: Company, client: Client) -> None:
    company.dee.champion = True
    company.dee.save()
    client.force_login(company.dee)
    assert client.get("/settings/cycles").status_code == 200
    assert client.get("/settings/").status_code == 403


# Organisation and rules


def test_the_organisation_is_saved(company: Company, ann: Client) -> None:
    answer = ann.post("/settings/", ORGANISATION)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/settings/")
    org = Organisation.objects.get()
    assert (org.mission, org.sponsor_id, org.time_zone, org.country, org.fiscal_month) == (
        "Light where people work",
        company.dee.pk,
        "Europe/Berlin",
        "DE",
        4,
    )
    assert 'value="Dee &lt;dee@example.com&gt;"' in ann.get("/settings/").content.decode()


def test_what_is_wrong_in_the_organisation_stands_beside_its_field(company: Company, ann: Client) -> None:
    answer = ann.post("/settings/", {**ORGANISATION, "sponsor": "Nobody Known", "vision": "v" * 2001})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We know nobody called “Nobody Known”." in page
    assert 'value="Nobody Known"' in page
    page = ann.post("/settings/", {**ORGANISATION, "vision": "v" * 2001}).content.decode()
    assert "This is 2001 characters long; at most 2000 fit." in page
    assert "v" * 2001 in page
    assert Organisation.objects.get().mission == ""


def test_new_rules_count_for_running_cycles_at_once(company: Company, ann: Client) -> None:
    row = company.key_result(company.objective(company.bo, ambition="aspirational"))
    expected = row.expected
    assert expected is not None
    answer = ann.post("/settings/rules", {**RULES, "aspirational_aim": "0.35"})
    assert answer.headers["Location"] == "/settings/rules"
    assert Organisation.objects.get().aspirational_aim == Decimal("0.35")
    assert KeyResult.objects.get(pk=row.pk).expected == (expected / 2).quantize(Decimal("0.000001"))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("aspirational_aim", "7", "Take a number between 0.3 and 1."),
        ("at_risk_ratio", "0.9", "must be lower than the one for “on track” (0.85)"),
        ("stuck_after", "1", "Take a number between 2 and 12."),
        ("focus_strong", "3", "The strong note must come after the first one (3 objectives)."),
    ],
)
def test_rules_have_sane_bounds(company: Company, ann: Client, field: str, typed: str, sentence: str) -> None:
    answer = ann.post("/settings/rules", {**RULES, field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'id="id_{field}-error"' in page
    assert f'name="{field}" value="{typed}"' in page


# Strategies


def test_strategies_are_added_edited_retired_and_restored(company: Company, ann: Client) -> None:
    ann.post("/settings/strategies", {"year": "2026", "title": "Own the night shift", "text": ""})
    strategy = Strategy.objects.get()
    ann.post(
        f"/settings/strategies/{strategy.pk}", {"year": "2027", "title": "Own the night", "text": "Rail"}
    )
    ann.post(f"/settings/strategies/{strategy.pk}/retirement")
    assert "retired" in ann.get("/settings/strategies").content.decode()
    strategy.refresh_from_db()
    assert (strategy.year, strategy.title, strategy.text, strategy.retired) == (
        2027,
        "Own the night",
        "Rail",
        True,
    )
    ann.post(f"/settings/strategies/{strategy.pk}/restoration")
    assert not Strategy.objects.get().retired


def test_a_strategy_of_the_year_26_is_refused(company: Company, ann: Client) -> None:
    answer = ann.post("/settings/strategies", {"year": "26", "title": "Old <script>", "text": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Take a number between 2000 and 2100." in page
    assert "Old &lt;script&gt;" in page
    assert (
        ann.post("/settings/strategies/999999999", {"year": "2026", "title": "x", "text": ""}).status_code
        == 404
    )


# Teams


def test_teams_are_added_edited_moved_and_archived(company: Company, ann: Client) -> None:
    ann.post(
        "/settings/teams",
        {"name": "Growth", "kind": "virtual", "parent": str(company.sales.pk), "lead": "Eve"},
    )
    growth = Team.objects.get(name="Growth")
    assert (growth.parent_id, growth.kind, growth.depth) == (company.sales.pk, "virtual", 2)
    assert TeamLead.objects.filter(team=growth, person=company.eve).exists()
    ann.post(
        f"/settings/teams/{growth.pk}",
        {"name": "Growth", "kind": "department", "purpose": "Grow", "check_in_weekday": "2"},
    )
    ann.post(f"/settings/teams/{growth.pk}/place", {"parent": str(company.product.pk)})
    ann.post(f"/settings/teams/{growth.pk}/leads", {"person": "cy@example.com"})
    ann.post(f"/settings/teams/{growth.pk}/leads/{company.eve.pk}/removal")
    growth.refresh_from_db()
    assert (growth.purpose, growth.check_in_weekday, growth.parent_id) == ("Grow", 2, company.product.pk)
    assert list(TeamLead.objects.filter(team=growth).values_list("person__name", flat=True)) == ["Cy"]
    ann.post(f"/settings/teams/{growth.pk}/archive")
    assert "Growth" not in ann.get("/settings/teams").content.decode()
    assert "Growth" in ann.get("/settings/teams?archived").content.decode()
    ann.post(f"/settings/teams/{growth.pk}/restoration")
    assert "Growth" in ann.get("/settings/teams").content.decode()


def test_what_cannot_be_done_with_a_team_is_said_on_its_page(company: Company, ann: Client) -> None:
    circle = ann.post(f"/settings/teams/{company.top.pk}/place", {"parent": str(company.sales.pk)})
    assert circle.status_code == 422
    assert "“Sales” belongs to “Company” itself." in circle.content.decode()
    full = ann.post(f"/settings/teams/{company.sales.pk}/archive")
    assert full.status_code == 422
    assert "is still somebody&#39;s home team (2)." in full.content.decode()
    taken = ann.post(
        "/settings/teams", {"name": "Sales", "kind": "department", "parent": str(company.top.pk)}
    )
    assert 'id="id_name-error"' in taken.content.decode()
    assert ann.get("/settings/teams/999999999").status_code == 404
    assert ann.get("/settings/teams?under=999999999").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_team_tree_takes_the_same_queries_however_large_it_is(
    company: Company, ann: Client, count: int
) -> None:
    Team.objects.filter(pk=company.top.pk).update(rgt=6 + 2 * count)
    made = Team.objects.bulk_create(
        [
            Team(name=f"Team {each}", parent=company.top, lft=6 + 2 * each, rgt=7 + 2 * each, depth=1)
            for each in range(count)
        ]
    )
    TeamLead.objects.bulk_create([TeamLead(team=team, person=company.eve) for team in made])
    page, queries = queries_of(ann, "/settings/teams")
    assert page.count(">Team ") == count
    assert queries == 11


def test_a_very_large_tree_opens_level_by_level(
    company: Company, ann: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headway.people.queries.teams.MOST_AT_ONCE", 2)
    page = ann.get("/settings/teams").content.decode()
    assert "2 teams below" in page
    assert f'href="/settings/teams/{company.sales.pk}"' not in page
    below = ann.get(f"/settings/teams?under={company.top.pk}").content.decode()
    assert f'href="/settings/teams/{company.sales.pk}"' in below


# People


def person_form(person: Person, **changes: str) -> dict[str, str]:
    return {
        "name": person.name,
        "mail": person.mail,
        "title": person.title,
        "role": person.role,
        "home_team": str(person.home_team_id or ""),
        "manager": "",
        "champion_of": "",
        "joined_on": "",
        **changes,
    }


def test_a_person_is_edited_and_their_goals_follow_to_the_new_home_team(
    company: Company, ann: Client
) -> None:
    objective = company.objective(company.cy)
    answer = ann.post(
        f"/settings/people/{company.cy.pk}",
        person_form(
            company.cy, title="Engineer", home_team=str(company.product.pk), manager="Dee <dee@example.com>"
        ),
    )
    assert answer.status_code == 302
    company.cy.refresh_from_db()
    objective.refresh_from_db()
    assert (company.cy.title, company.cy.home_team_id, company.cy.manager_id) == (
        "Engineer",
        company.product.pk,
        company.dee.pk,
    )
    assert objective.counted_in_id == company.product.pk


def test_what_is_wrong_with_a_person_stands_beside_its_field(company: Company, ann: Client) -> None:
    path = f"/settings/people/{company.ann.pk}"
    answer = ann.post(path, person_form(company.ann, role="member"))
    assert answer.status_code == 422
    assert "Ann is the only administrator left." in answer.content.decode()
    answer = ann.post(path, person_form(company.ann, manager="Bo"))
    assert "Bo reports to Ann already" in answer.content.decode()
    assert 'id="id_manager-error"' in answer.content.decode()
    answer = ann.post(path, person_form(company.ann, mail="bo@example.com"))
    assert 'id="id_mail-error"' in answer.content.decode()
    answer = ann.post(f"{path}/deactivation")
    assert answer.status_code == 422
    assert "You cannot deactivate yourself." in answer.content.decode()
    assert ann.get("/settings/people/999999999").status_code == 404


def test_a_person_joins_and_leaves_teams_and_is_deactivated(company: Company, ann: Client) -> None:
    path = f"/settings/people/{company.bo.pk}"
    ann.post(f"{path}/teams", {"team": str(company.product.pk)})
    assert Membership.objects.filter(person=company.bo, team=company.product).exists()
    ann.post(f"{path}/teams/{company.product.pk}/departure")
    assert not Membership.objects.exists()
    ann.post(f"{path}/deactivation")
    assert "this person cannot sign in" in ann.get(path).content.decode()
    assert "bo@example.com" not in ann.get("/settings/people").content.decode()
    assert "bo@example.com" in ann.get("/settings/people?inactive=on").content.decode()
    ann.post(f"{path}/reactivation")
    assert Person.objects.get(pk=company.bo.pk).is_active


def test_people_are_found_by_parts_of_name_mail_or_title(company: Company, ann: Client) -> None:
    Person.objects.filter(pk=company.eve.pk).update(title="资深设计师")
    for text, found in (
        ("eve", {"eve"}),
        ("设计", {"eve"}),
        ("example", {"ann", "bo", "cy", "dee", "eve", "gus"}),
    ):
        page = ann.get("/settings/people", {"q": text}).content.decode()
        assert {
            name for name in ("ann", "bo", "cy", "dee", "eve", "gus") if f"{name}@example.com" in page
        } == found
    assert "gus@" in ann.get("/settings/people?role=guest").content.decode()
    assert "Nobody found" in ann.get("/settings/people?q=xyz").content.decode()
    assert ann.get("/settings/people?page=99999999999999").status_code == 200


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_list_of_people_takes_the_same_queries_however_long_it_is(
    company: Company, ann: Client, count: int
) -> None:
    Person.objects.bulk_create(
        [
            Person(
                mail=f"p{each}@many.example", name=f"A {each:03}", home_team=company.sales, manager=company.bo
            )
            for each in range(count)
        ]
    )
    page, queries = queries_of(ann, "/settings/people")
    assert page.count("@many.example") == min(count, 50)
    assert queries == 9
    if count == 100:
        second, _ = queries_of(ann, "/settings/people?page=2")
        assert second.count("@many.example") == 50
        assert "Page 2 of 3" in second


# Invitations


def test_an_invitation_shows_its_link_once_and_mails_it(
    company: Company,
    ann: Client,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = ann.post(
            "/settings/invitations",
            {"mail": "wei@example.com", "name": "", "team": str(company.sales.pk), "role": "member"},
        )
    page = answer.content.decode()
    link = page.split('id="link">')[1].split("<")[0]
    assert Client().get(f"/invitations/{link.rsplit('/', 1)[1]}").status_code == 200
    assert link in str(mailoutbox[0].body)
    listed = ann.get("/settings/invitations").content.decode()
    assert link not in listed
    assert "open until Dec 2, 2026" in listed
    invitation = Invitation.objects.get()
    again = ann.post(f"/settings/invitations/{invitation.pk}/sending").content.decode()
    assert link not in again
    assert 'id="link">' in again
    ann.post(f"/settings/invitations/{invitation.pk}/withdrawal")
    assert "withdrawn" in ann.get("/settings/invitations").content.decode()


def test_an_invitation_that_makes_no_sense_is_refused(company: Company, ann: Client) -> None:
    answer = ann.post(
        "/settings/invitations", {"mail": "bo@example.com", "name": "Bo", "team": "", "role": "member"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody with the address bo@example.com is already here." in page
    assert 'value="Bo"' in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_list_of_invitations_takes_the_same_queries_however_long_it_is(
    company: Company, ann: Client, count: int
) -> None:
    Invitation.objects.bulk_create(
        [
            Invitation(
                mail=f"p{each}@many.example",
                digest=f"{each:064}",
                team=company.sales,
                invited_by=company.ann,
                created_at=NOW,
                expires_at=NOW + timedelta(days=14),
            )
            for each in range(count)
        ]
    )
    page, queries = queries_of(ann, "/settings/invitations")
    assert page.count("@many.example") == min(count, 50)
    assert queries == 10


# Cycles


def test_cycles_are_generated_set_edited_and_stepped(company: Company, ann: Client) -> None:
    ann.post(
        "/settings/cycles/generation", {"kinds": ["quarter"], "first": "2027-01-01", "last": "2027-12-31"}
    )
    assert Cycle.objects.filter(kind="quarter", starts__year=2027).count() == 4
    ann.post(
        "/settings/cycles",
        {"kind": "custom", "name": "Trial", "starts": "2026-12-01", "ends": "2026-12-20", "practice": "on"},
    )
    trial = Cycle.objects.get(kind="custom")
    assert (trial.name, trial.practice, trial.state) == ("Trial", True, "planned")
    path = f"/settings/cycles/{trial.pk}"
    ann.post(
        path,
        {
            "version": "1",
            "name": "Trial run",
            "starts": "2026-12-01",
            "ends": "2026-12-22",
            "reveal_teams": "2026-12-03",
        },
    )
    ann.post(f"{path}/step", {"state": "drafting"})
    trial.refresh_from_db()
    assert (trial.name, trial.ends, trial.reveal_teams, trial.state, trial.practice) == (
        "Trial run",
        date(2026, 12, 22),
        date(2026, 12, 3),
        "drafting",
        False,
    )
    page = ann.get(path).content.decode()
    assert "On to: Running" in page
    assert "Back to: Planned" in page


def test_the_latest_year_stands_first_and_in_it_the_longer_before_those_within_it(
    company: Company, ann: Client
) -> None:
    for kind, starts, ends in (
        ("month", date(2026, 12, 1), date(2026, 12, 31)),
        ("month", date(2026, 10, 1), date(2026, 10, 31)),
        ("quarter", date(2027, 1, 1), date(2027, 3, 31)),
    ):
        create_cycle(kind=kind, starts=starts, ends=ends, by=company.by(company.ann), door="web")
    names = re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', ann.get("/settings/cycles").text)
    assert names == ["Q1 2027", "2026", "Q4 2026", "October 2026", "December 2026"]


def test_a_cycle_is_opened_to_pilot_teams_and_to_everyone_again(company: Company, ann: Client) -> None:
    path = f"/settings/cycles/{company.quarter.pk}"
    days = {"starts": company.quarter.starts, "ends": company.quarter.ends}
    ann.post(path, {**days, "version": "1", "pilots": f"{company.sales.name}\n\n{company.product.name}"})
    assert list(company.quarter.pilots.order_by("pk")) == [company.sales, company.product]
    assert ticked(ann.get(path).text) == {company.sales.pk, company.product.pk}
    answer = ann.post(path, {**days, "version": "2", "pilots": "Nowhere"})
    assert (answer.status_code, company.quarter.pilots.count()) == (422, 2)
    assert "We know no team called “Nowhere”." in answer.text
    ann.post(path, {**days, "version": "2", "pilots": [company.sales.pk, company.top.pk]})
    assert set(company.quarter.pilots.all()) == {company.sales, company.top}
    ann.post(path, {**days, "version": "3"})
    assert company.quarter.pilots.count() == 0


def ticked(page: str) -> set[int]:
    """The pilot teams whose boxes are ticked."""
    boxes: list[str] = re.findall(r'<input[^>]*name="pilots"[^>]*>', page)
    return {int(pk) for box in boxes if "checked" in box for pk in re.findall(r'value="(\d+)"', box)}


def test_who_saves_a_cycle_over_somebody_sees_theirs_and_keeps_what_was_typed(
    company: Company, ann: Client
) -> None:
    path = f"/settings/cycles/{company.quarter.pk}"
    days = {"starts": company.quarter.starts, "ends": company.quarter.ends}
    assert '<input type="hidden" name="version" value="1">' in ann.get(path).text
    ann.post(path, {**days, "version": "1", "name": "Theirs", "reveal_teams": "2026-10-05"})
    late = ann.post(path, {**days, "version": "1", "name": "Mine", "pilots": company.sales.name})
    assert late.status_code == 409
    assert "Somebody changed this cycle while you were writing." in late.text
    assert '<dt>Name</dt><dd class="pre">Theirs</dd>' in late.text
    assert '<dt>Department drafts open on</dt><dd class="pre">Oct 5, 2026</dd>' in late.text
    assert '<dt>Pilot teams</dt><dd class="pre">—</dd>' in late.text
    assert "<dt>First day</dt>" not in late.text
    assert 'value="Mine"' in late.text and ticked(late.text) == {company.sales.pk}
    assert '<input type="hidden" name="version" value="2">' in late.text
    company.quarter.refresh_from_db()
    assert (company.quarter.name, company.quarter.pilots.count()) == ("Theirs", 0)
    ann.post(path, {**days, "version": "2", "name": "Mine"})
    company.quarter.refresh_from_db()
    assert (company.quarter.name, company.quarter.version) == ("Mine", 3)


def test_a_cycle_form_with_a_slip_keeps_the_version_it_was_written_on(company: Company, ann: Client) -> None:
    path = f"/settings/cycles/{company.quarter.pk}"
    days = {"starts": company.quarter.starts, "ends": company.quarter.ends}
    ann.post(path, {**days, "version": "1", "name": "Theirs"})
    slip = ann.post(path, {**days, "version": "1", "starts": "someday"})
    assert (slip.status_code, '<input type="hidden" name="version" value="1">' in slip.text) == (422, True)


def test_a_cycle_that_ends_before_it_starts_and_a_step_without_a_reason_are_refused(
    company: Company, ann: Client
) -> None:
    answer = ann.post(
        "/settings/cycles", {"kind": "custom", "name": "", "starts": "2026-12-20", "ends": "2026-12-01"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The last day lies before the first." in page
    assert 'id="id_ends-error"' in page
    answer = ann.post(f"/settings/cycles/{company.quarter.pk}/step", {"state": "drafting", "reason": ""})
    assert answer.status_code == 422
    assert 'id="id_reason-error"' in answer.content.decode()
    company.quarter.refresh_from_db()
    assert company.quarter.state == "running"


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_lists_of_cycles_and_strategies_take_the_same_queries_however_long_they_are(
    company: Company, ann: Client, count: int
) -> None:
    first = date(2030, 1, 1)
    Cycle.objects.bulk_create(
        [
            Cycle(
                kind="custom",
                name=f"Sprint {each}",
                starts=first + timedelta(days=each),
                ends=first + timedelta(days=each + 9),
                drafting_opens=first,
                parent=company.year,
            )
            for each in range(count)
        ]
    )
    Strategy.objects.bulk_create([Strategy(year=2026, title=f"Strategy {each}") for each in range(count)])
    page, queries = queries_of(ann, "/settings/cycles")
    assert page.count(">Sprint ") == count
    assert queries == 8
    page, queries = queries_of(ann, "/settings/strategies")
    assert page.count(">Strategy ") == count
    assert queries == 8

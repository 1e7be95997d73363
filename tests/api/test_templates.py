"""Templates over the API: read, fill, make, change, put away."""

from __future__ import annotations

from collections.abc import Callable

from headway.goals.models import Objective
from headway.library.built_in import built_in
from headway.people.models import Person
from tests.api.conftest import Caller, Json
from tests.conftest import Company
from tests.library.made import own_template

type As = Callable[[Person], Caller]

GIVEN = {
    "language": "en",
    "department": "sales",
    "role": "Seller",
    "name": "Shops that stay",
    "objective": "Our shops choose {product} again",
    "key_results": [
        {"title": "Raise the renewal rate from {now}% to 86%", "unit": "%", "start": "{now}", "target": 86}
    ],
    "placeholders": {
        "product": {"label": "product", "example": "Atlas"},
        "now": {"label": "rate now", "example": 78, "kind": "number"},
    },
}


def objects(found: Json) -> list[dict[str, Json]]:
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, dict)]


def test_every_template_comes_once_page_after_page(company: Company, caller: As) -> None:
    own = own_template(company).slug
    bo = caller(company.bo)
    found: list[Json] = []
    cursor: Json = ""
    while cursor is not None:
        answer = bo.get(f"/templates?limit=40&cursor={cursor}")
        found += [each["slug"] for each in objects(answer["items"])]
        cursor = answer["next_cursor"]
    assert found == [own, *built_in()]


def test_the_list_is_narrowed(company: Company, caller: As) -> None:
    own = own_template(company).slug
    bo = caller(company.bo)
    assert [each["slug"] for each in objects(bo.get("/templates?origin=own&q=RENEWAL")["items"])] == [own]
    assert objects(bo.get("/templates?origin=own&language=zh")["items"]) == []
    assert {each["department"] for each in objects(bo.get("/templates?department=hr")["items"])} == {"hr"}
    assert bo.get("/templates?department=nowhere").fields == [("department", "choice_unknown")]
    assert bo.get("/templates?cursor=nonsense").error == (422, "cursor_unreadable")


def test_a_template_is_made_and_read_as_it_was_given(company: Company, caller: As) -> None:
    made = caller(company.ann).post("/templates", GIVEN)
    assert made.status == 201
    read = caller(company.bo).get(f"/templates/{made['slug']}")
    assert read.body == made.body
    assert (read["own"], read["version"], read["cycle_kinds"]) == (True, 1, ["quarter"])
    assert objects(read["key_results"])[0]["target"] == "86"


def test_what_is_not_whole_is_refused_field_by_field(company: Company, caller: As) -> None:
    answer = caller(company.ann).post("/templates", {**GIVEN, "role": "", "objective": "They choose {who}"})
    assert answer.status == 422
    assert answer.fields == [
        ("role", "text_missing"),
        ("placeholders", "placeholder_undefined"),
        ("placeholders.product", "placeholder_unused"),
    ]


def test_a_change_leaves_the_rest_and_a_lost_race_shows_theirs(company: Company, caller: As) -> None:
    own = own_template(company)
    ann = caller(company.ann)
    changed = ann.patch(f"/templates/{own.slug}", {"version": 1, "name": "Better", "tags": []})
    assert (changed["name"], changed["tags"], changed["version"]) == ("Better", [], 2)
    assert changed["objective"] == "Our shops choose {product} again"
    late = ann.patch(f"/templates/{own.slug}", {"version": 1, "name": "Worse"})
    assert late.error == (409, "conflict")
    error = late["error"]
    assert isinstance(error, dict) and isinstance(error["current"], dict)
    assert error["current"]["name"] == "Better"


def test_a_built_in_one_is_not_edited(company: Company, caller: As) -> None:
    answer = caller(company.ann).patch("/templates/sales-manager-existing-customers", {"version": 1})
    assert answer.error == (404, "not_found")


def test_a_filled_template_is_an_objective_that_can_be_set(company: Company, caller: As) -> None:
    own = own_template(company)
    bo = caller(company.bo)
    values = {"product": "Bolt", "lost": 9, "now": "61", "goal": 75}
    filled = bo.post(f"/templates/{own.slug}/filled", {"values": values})
    assert (filled.status, filled["unfilled"]) == (200, [])
    assert isinstance(filled["score"], int) and filled["score"] > 90
    draft = filled["objective"]
    assert isinstance(draft, dict)
    body = {**draft, "cycle": company.quarter.pk, "holder": "person", "person": company.bo.pk}
    assert bo.post("/objectives", body).status == 201
    made = Objective.objects.get()
    assert made.title == "Our shops choose Bolt again"
    assert [(row.start, row.target) for row in made.key_results.order_by("position")] == [(61, 75), (14, 6)]


def test_what_is_not_filled_is_named_and_the_coach_asks_for_it(company: Company, caller: As) -> None:
    own = own_template(company)
    bo = caller(company.bo)
    filled = bo.post(f"/templates/{own.slug}/filled", {"values": {"lost": 9, "now": 61, "product": "Bolt"}})
    assert filled["unfilled"] == ["goal"]
    assert [
        (each["code"], each["path"]) for each in objects(filled["findings"]) if each["severity"] == "error"
    ] == [("K208", "objectives/0/key_results/0")]
    wrong = bo.post(f"/templates/{own.slug}/filled", {"values": {"now": "12,5", "who": "x"}})
    assert wrong.fields == [("values.now", "number_ambiguous"), ("values.who", "placeholder_unknown")]


def test_what_is_put_away_is_not_offered_and_comes_back(company: Company, caller: As) -> None:
    own = own_template(company).slug
    ann, bo = caller(company.ann), caller(company.bo)
    for slug in (own, "sales-manager-existing-customers"):
        assert ann.delete(f"/templates/{slug}")["away"] is True
        assert bo.get(f"/templates/{slug}").status == 404
    assert [each["slug"] for each in objects(ann.get("/templates?away=true")["items"])] == [
        own,
        "sales-manager-existing-customers",
    ]
    for slug in (own, "sales-manager-existing-customers"):
        assert ann.post(f"/templates/{slug}/restoration")["away"] is False
        assert bo.get(f"/templates/{slug}").status == 200

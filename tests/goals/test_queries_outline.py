"""The outline: branch by branch, or a flat list of what fits; never a row of what one may not see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from headway.core.errors import NotFound
from headway.goals.models import Objective
from headway.goals.queries.outline import Asked, Row, outline_children, outline_view
from headway.people.models import Person
from tests.conftest import Company

EARLY = datetime(2026, 10, 2, 9, tzinfo=UTC)


def told(rows: Sequence[Row]) -> list[tuple[int, str, str]]:
    return [(row.level, row.kind, row.title) for row in rows]


def copies(objective: Objective, count: int, **changes: object) -> None:
    made = []
    for place in range(count):
        again = Objective.objects.get(pk=objective.pk)
        again.pk, again.title, again.position = None, f"Copy {place:03}", place + 1
        for name, value in changes.items():
            setattr(again, name, value)
        made.append(again)
    Objective.objects.bulk_create(made)


def test_at_first_the_company_and_its_only_top_team_are_open(company: Company) -> None:
    company.objective(company.ann, "Of the company", holder="company", at=EARLY)
    company.objective(company.bo, "Of Sales", holder="team", team=company.sales, at=EARLY)
    view = outline_view(company.by(company.cy), Asked())
    assert told(view.rows) == [
        (1, "company", "Small Company"),
        (2, "objective", "Of the company"),
        (2, "team", "Company"),
        (3, "team", "Sales"),
        (3, "team", "Product"),
    ]
    assert [row.expanded for row in view.rows] == [True, False, True, False, False]
    assert [(row.position, row.siblings) for row in view.rows] == [(1, 1), (1, 2), (2, 2), (1, 2), (2, 2)]


def test_an_address_opens_every_branch_it_names_down_to_key_results(company: Company) -> None:
    made = company.objective(company.cy, "Cy's", at=EARLY)
    keys = ("company", f"t{company.top.pk}", f"t{company.sales.pk}", f"p{company.cy.pk}", f"o{made.pk}")
    view = outline_view(company.by(company.eve), Asked(opened=keys))
    assert told(view.rows)[2:6] == [
        (3, "team", "Sales"),
        (4, "person", "Cy"),
        (5, "objective", "Cy's"),
        (6, "key_result", "Shops signed"),
    ]


def test_a_branch_alone_is_what_the_page_would_show_there(company: Company) -> None:
    company.objective(company.cy, "Cy's", at=EARLY)
    by = company.by(company.eve)
    at = f"company,t{company.top.pk},t{company.sales.pk}"
    rows = outline_children(by, cycle=company.quarter.pk, at=at)
    assert told(rows) == [(4, "person", "Cy")]
    whole = outline_view(by, Asked(opened=tuple(at.split(",")))).rows
    assert list(rows) == [row for row in whole if row.kind == "person"]


def test_a_team_can_be_the_root(company: Company) -> None:
    company.objective(company.bo, "Of Sales", holder="team", team=company.sales, at=EARLY)
    view = outline_view(company.by(company.eve), Asked(team=company.sales.pk))
    assert told(view.rows) == [(1, "team", "Sales"), (2, "objective", "Of Sales")]


def test_people_without_a_team_stand_under_the_company(company: Company) -> None:
    Person.objects.filter(pk=company.cy.pk).update(home_team=None)
    company.cy.refresh_from_db()
    company.objective(company.cy, "Free", at=EARLY)
    rows = outline_view(company.by(company.eve), Asked(opened=("company",))).rows
    assert told(rows)[-1] == (2, "person", "Cy")


@pytest.mark.parametrize(
    "asked", [Asked(), Asked(text="secret"), Asked(owner="Cy"), Asked(status="not_started")]
)
def test_what_is_restricted_shows_in_no_tree_and_no_list(company: Company, asked: Asked) -> None:
    seen = (company.bo.pk, company.ann.pk)
    company.objective(
        company.ann, "Secret one", holder="company", visibility="named", viewer_ids=seen, at=EARLY
    )
    company.objective(company.cy, "Secret two", visibility="named", viewer_ids=seen, at=EARLY)
    view = outline_view(company.by(company.eve), asked)
    assert [row.title for row in view.rows if row.kind not in ("company", "team")] == []
    assert [row.figure.objectives for row in view.rows if row.figure] == [0] * len(view.rows)


def test_a_person_with_nothing_but_hidden_goals_is_no_row(company: Company) -> None:
    seen = (company.ann.pk, company.bo.pk)
    made = company.objective(company.cy, "Secret", visibility="named", viewer_ids=seen, at=EARLY)
    at = f"company,t{company.top.pk},t{company.sales.pk}"
    assert outline_children(company.by(company.eve), cycle=None, at=at) == []
    assert told(outline_children(company.by(company.bo), cycle=None, at=at)) == [(4, "person", "Cy")]
    with pytest.raises(NotFound):
        outline_children(company.by(company.eve), cycle=None, at=f"{at},p{company.cy.pk},o{made.pk}")


@pytest.mark.parametrize(
    "at",
    ["", "t999999999", "company,p999999999", "o999999999", "k1", "company,t1;drop", "t0", "t" + "9" * 30],
)
def test_a_branch_that_does_not_exist_is_not_found(company: Company, at: str) -> None:
    with pytest.raises(NotFound):
        outline_children(company.by(company.ann), cycle=None, at=at)


def test_a_branch_of_more_than_a_hundred_goes_on_with_show_more(company: Company) -> None:
    made = company.objective(company.bo, "First", holder="team", team=company.sales, at=EARLY)
    copies(made, 149)
    company.objective(company.cy, "Cy's", at=EARLY)
    by = company.by(company.eve)
    at = f"t{company.sales.pk}"
    first = outline_children(by, cycle=None, at=at)
    assert (len(first), first[-1].kind, first[-1].after, first[0].siblings) == (101, "more", "o.100", -1)
    rest = outline_children(by, cycle=None, at=at, after=first[-1].after)
    assert told(rest)[-1] == (2, "person", "Cy")
    titles = [row.title for row in [*first[:-1], *rest[:-1]]]
    assert len(titles) == len(set(titles)) == 150


def test_without_script_show_more_continues_in_the_page(company: Company) -> None:
    made = company.objective(company.bo, "First", holder="team", team=company.sales, at=EARLY)
    copies(made, 149)
    view = outline_view(
        company.by(company.eve), Asked(team=company.sales.pk, more=f"t{company.sales.pk}~o.100")
    )
    assert len(view.rows) == 51


def test_a_list_is_filtered_by_everything_the_address_says(company: Company) -> None:
    company.objective(company.bo, "Win the north", holder="team", team=company.sales, at=EARLY)
    company.objective(company.cy, "Win the south", at=EARLY)
    company.objective(company.dee, "Win them all back", at=EARLY)
    company.objective(company.ann, "Win everything", holder="company", at=EARLY)
    by = company.by(company.cy)

    def titles(**asked: object) -> list[str]:
        return [row.title for row in outline_view(by, Asked(**asked)).rows]  # type: ignore[arg-type]

    assert titles(text="WIN THE") == ["Win the north", "Win the south", "Win them all back"]
    assert titles(text="win", team=company.sales.pk) == ["Win the north", "Win the south"]
    assert titles(owner="me") == ["Win the south"]
    assert titles(owner="dee") == ["Win them all back"]
    assert titles(owner=str(company.dee.pk)) == ["Win them all back"]
    assert titles(status="not_started", owner="ann") == ["Win everything"]
    assert titles(status="done") == []
    assert titles(text="win", cycle=company.year.pk) == []


def test_a_status_that_does_not_exist_is_not_found(company: Company) -> None:
    with pytest.raises(NotFound):
        outline_view(company.by(company.ann), Asked(status="nonsense"))


def test_a_long_list_is_read_in_pages_forwards_and_back(company: Company) -> None:
    copies(company.objective(company.cy, "First", at=EARLY), 119)
    by = company.by(company.eve)
    first = outline_view(by, Asked(owner="cy"))
    second = outline_view(by, Asked(owner="cy", after=first.after))
    third = outline_view(by, Asked(owner="cy", after=second.after))
    assert [len(each.rows) for each in (first, second, third)] == [50, 50, 20]
    assert (first.before, third.after) == (None, None)
    assert outline_view(by, Asked(owner="cy", before=third.before)).rows == second.rows


def test_expected_today_is_of_today_and_not_of_the_day_it_was_stored(company: Company) -> None:
    made = company.objective(company.cy, at=EARLY)
    at = f"company,t{company.top.pk},t{company.sales.pk},p{company.cy.pk}"
    row = outline_children(company.by(company.eve), cycle=None, at=at)[0]
    assert row.expected is not None and made.expected is not None
    assert (str(row.expected), str(made.expected)) == ("0.530303", "0.030303")


@pytest.mark.parametrize("count", [1, 3, 100])
def test_a_branch_takes_as_many_queries_for_one_row_as_for_a_hundred(
    company: Company, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    made = company.objective(company.bo, holder="team", team=company.sales, at=EARLY)
    own = company.objective(company.cy, at=EARLY)
    copies(made, (count - 1) // 2)
    people = [
        Person.objects.create_person(mail=f"p{n}@example.com", name=f"Person {n}", home_team=company.sales)
        for n in range((count - 1) // 2)
    ]
    for each in people:
        copies(own, 1, person=each)
    by = company.by(company.eve)
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        outline_children(by, cycle=None, at=f"t{company.sales.pk}")
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        outline_view(by, Asked(text="shops"))

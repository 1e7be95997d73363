"""What one finds, what one is shown first, and what a template is drawn from."""

from __future__ import annotations

import msgspec
import pytest
from pytest_django import DjangoAssertNumQueries

from headway.coach.actions.settings import change_coach_settings
from headway.core.errors import NotFound
from headway.goals.actions.fields import KeyResultFields, MilestoneFields
from headway.goals.models import Objective
from headway.library.access import ChampionsOnly
from headway.library.actions.fields import faults
from headway.library.actions.templates import archive_template, make_template, put_away
from headway.library.built_in import built_in
from headway.library.queries.drawn import NotOpenToAll, drawn_from
from headway.library.queries.folk import NAMES
from headway.library.queries.shelf import A_PAGE, Asked, browse, entry, stretch, suggested
from headway.library.queries.verdict import verdict, with_examples
from headway.library.rules import DEPARTMENTS, KeyResultBody, Placeholder
from tests.conftest import Company, number
from tests.library.made import BODY, own_template

BUILT_IN = "sales-manager-existing-customers"


def slugs(company: Company, **asked: object) -> list[str]:
    """Everything that fits, page after page, as Bo sees it."""
    by, found, page = company.by(company.bo), [], 1
    while True:
        shelf = browse(by, Asked(**asked), page=page)  # type: ignore[arg-type]
        found += [each.slug for each in shelf.rows]
        if page >= shelf.pages:
            assert len(found) == shelf.count
            return found
        page += 1


def test_own_ones_come_first_and_each_stands_once(company: Company) -> None:
    own = own_template(company).slug
    found = slugs(company)
    assert found[0] == own
    assert sorted(found) == sorted([own, *built_in()])


def test_words_are_looked_for_in_every_text_and_all_must_be_there(company: Company) -> None:
    own = own_template(company).slug
    assert own in slugs(company, text="RENEWALS shops")
    assert own not in slugs(company, text="renewals shops zeppelin")
    assert slugs(company, text="%") == slugs(company, text="%", origin="own") + slugs(
        company, text="%", origin="built-in"
    )


def test_filters_narrow_by_language_department_role_cycle_and_origin(company: Company) -> None:
    own = own_template(company).slug
    assert slugs(company, origin="own") == [own]
    assert slugs(company, origin="own", language="zh") == []
    assert slugs(company, origin="own", cycle="half") == [own]
    assert slugs(company, origin="own", cycle="year") == []
    assert slugs(company, role="Seller") == [own]
    assert BUILT_IN in slugs(company, department="sales", language="en")
    for slug in slugs(company, department="sales", language="en", origin="built-in"):
        body = built_in()[slug].body
        assert (body.department, body.language) == ("sales", "en")


def test_departments_are_counted_as_they_would_be_shown(company: Company) -> None:
    own_template(company)
    shelf = browse(company.by(company.bo), Asked(language="en", department="sales"))
    counted = dict(shelf.departments)
    assert counted["sales"] == shelf.count
    assert counted == {key: len(slugs(company, language="en", department=key)) for key in counted}


def test_what_is_put_away_is_shown_to_those_who_may_bring_it_back(company: Company) -> None:
    own = own_template(company)
    ann, bo = company.by(company.ann), company.by(company.bo)
    archive_template(own.pk, by=ann, door="test")
    put_away(BUILT_IN, by=ann, door="test")
    assert not {own.slug, BUILT_IN} & set(slugs(company))
    assert slugs(company, away=True) == slugs(company)
    assert [each.slug for each in browse(ann, Asked(away=True)).rows] == [own.slug, BUILT_IN]
    for slug in (own.slug, BUILT_IN):
        assert entry(ann, slug).away
        with pytest.raises(NotFound):
            entry(bo, slug)


@pytest.mark.parametrize("slug", ["own-", "own-x", "own-99999999999999999999", "own-0", "nothing", ""])
def test_an_address_that_leads_nowhere_is_not_found(company: Company, slug: str) -> None:
    with pytest.raises(NotFound):
        entry(company.by(company.ann), slug)


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_browsing_takes_three_queries_however_many_there_are(
    company: Company, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(rows):
        make_template(
            msgspec.structs.replace(BODY, name=f"{place:03}"), by=company.by(company.ann), door="test"
        )
    by = company.by(company.bo)
    with django_assert_num_queries(3):
        shelf = browse(by, Asked(text="shops"))
    assert len(shelf.rows) == min(A_PAGE, shelf.count)
    with django_assert_num_queries(3):
        stretch(by, Asked(), after=0, limit=50)
    with django_assert_num_queries(3):
        suggested(by, "en")


def test_a_page_beyond_the_last_is_the_last(company: Company) -> None:
    shelf = browse(company.by(company.bo), Asked(), page=999)
    assert shelf.page == shelf.pages > 1
    assert shelf.rows


def test_the_api_reads_on_where_it_left_off(company: Company) -> None:
    own_template(company)
    by = company.by(company.bo)
    found, after, more = [], 0, True
    while more:
        rows, more = stretch(by, Asked(), after=after, limit=7)
        found += [each.slug for each in rows]
        after += 7
    assert found == slugs(company)


# What fits


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("Sales manager", "sales"),
        ("Software developer", "engineering"),
        ("销售经理", "sales"),
        ("财务经理", "finance"),
    ],
)
def test_what_one_does_is_suggested_first(company: Company, title: str, department: str) -> None:
    company.eve.title = title
    company.eve.home_team = None
    company.eve.save()
    language = "zh" if title[0] > "z" else "en"
    found = suggested(company.by(company.eve), language)
    assert found
    assert {(each.body.language, each.body.department) for each in found[:2]} == {(language, department)}


def test_production_is_no_product(company: Company) -> None:
    company.eve.title = "Production planner"
    company.eve.home_team = None
    company.eve.save()
    assert {each.body.department for each in suggested(company.by(company.eve), "en")} == {"supply"}


def test_where_one_works_counts_when_the_title_says_nothing(company: Company) -> None:
    assert {each.body.department for each in suggested(company.by(company.bo), "en")} == {"sales"}


def test_nothing_is_suggested_where_nothing_speaks_for_it(company: Company) -> None:
    company.ann.title = "Wanderer"
    assert suggested(company.by(company.ann), "en") == []


def test_every_department_has_names_it_is_known_by() -> None:
    assert set(NAMES) == set(DEPARTMENTS)


# The coach's word


def test_the_coach_reads_a_template_with_its_examples_in_place(company: Company) -> None:
    report = verdict(BODY, with_examples(BODY, {}), language="zh-hans")
    assert report is not None
    assert [each for each in report.findings if each.severity != "info"] == []
    launch = KeyResultBody("Launch the new website", kind="done")
    worse = msgspec.structs.replace(BODY, key_results=(*BODY.key_results, launch))
    found = verdict(worse, with_examples(worse, {}), language="zh-hans")
    assert found is not None
    assert "K202" in {each.code for each in found.findings}
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in each.message) for each in found.findings)


def test_a_coach_that_is_switched_off_says_nothing(company: Company) -> None:
    change_coach_settings(on=False, by=company.by(company.ann), door="test")
    assert verdict(BODY, with_examples(BODY, {}), language="en") is None


# Drawn from an objective


def test_the_numbers_of_an_objective_become_placeholders(company: Company) -> None:
    rows = (
        number("Grow sales from 80,000 to 120,000 a month", 80000, 120000),
        number("Shops signed", 0, 40),
        KeyResultFields(
            "Licence", kind="milestones", milestones=(MilestoneFields("Asked"), MilestoneFields("There"))
        ),
    )
    objective = company.objective(company.bo, "Win the {shops} back", key_results=rows)
    body = drawn_from(objective.pk, by=company.by(company.ann))
    assert body.objective == "Win the (shops) back"
    first, second, third = body.key_results
    assert (first.title, first.start, first.target) == (
        "Grow sales from {kr1_start} to {kr1_target} a month",
        "{kr1_start}",
        "{kr1_target}",
    )
    assert body.placeholders["kr1_target"] == Placeholder(
        "Grow sales from to a month: target", "120,000", "number"
    )
    assert (second.title, second.target) == ("Shops signed", "{kr2_target}")
    assert (third.kind, third.steps) == ("milestones", ("Asked", "There"))
    assert body.cycle_kinds == ("quarter",)
    assert faults(msgspec.structs.replace(body, role="Seller")) == []


def test_chinese_amounts_are_found_as_they_are_written(company: Company) -> None:
    objective = company.objective(
        company.bo, "老客户愿意再来", key_results=(number("月销售额从80万元提升到120万元", 800000, 1200000),)
    )
    body = drawn_from(objective.pk, by=company.by(company.ann))
    assert body.language == "zh"
    assert body.key_results[0].title == "月销售额从{kr1_start}元提升到{kr1_target}元"
    assert body.placeholders["kr1_start"].example == "80万"
    assert body.placeholders["kr1_start"].label.endswith("当前值")


def test_what_not_everybody_may_read_becomes_no_template(company: Company) -> None:
    by = company.by(company.ann)
    named = company.objective(company.ann, "Quietly", visibility="named", viewer_ids=(company.ann.pk,))
    draft = company.objective(company.bo, "Draft", agreed=False)
    for objective in (named, draft):
        with pytest.raises(NotOpenToAll):
            drawn_from(objective.pk, by=by)


def test_an_objective_one_may_not_see_is_not_found_and_only_champions_draw(company: Company) -> None:
    hidden = company.objective(company.ann, "Quietly", visibility="named", viewer_ids=(company.ann.pk,))
    open_one = company.objective(company.bo)
    company.cy.champion = True
    company.cy.save()
    with pytest.raises(NotFound):
        drawn_from(hidden.pk, by=company.by(company.cy))
    with pytest.raises(ChampionsOnly):
        drawn_from(open_one.pk, by=company.by(company.bo))
    assert Objective.objects.filter(title="Quietly").count() == 1

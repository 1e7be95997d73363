"""Verbs of templates: result, event, refusal."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest
from django.db import transaction

from headway.activity.models import Event
from headway.core.errors import Conflict, Forbidden, NotFound, Refusals
from headway.library.access import ChampionsOnly
from headway.library.actions.fields import faults, value_faults
from headway.library.actions.templates import (
    archive_template,
    bring_back,
    edit_template,
    make_template,
    put_away,
    restore_template,
)
from headway.library.models import PutAway, Template
from headway.library.rules import Body, KeyResultBody, Placeholder, examples, fill, pieces, used
from headway.people.access import AdminsOnly
from tests.conftest import Company
from tests.library.made import BODY, own_template

BUILT_IN = "sales-manager-existing-customers"


def other(**changes: object) -> Body:
    return msgspec.structs.replace(BODY, **changes)


def events() -> list[tuple[str, str, dict[str, object], dict[str, object]]]:
    nouns = ("template", "putaway")
    return [(e.verb, e.noun, e.before, e.after) for e in Event.objects.filter(noun__in=nouns).order_by("id")]


# Filling


def test_a_filled_text_has_every_value_in_its_place_and_numbers_beside_it() -> None:
    filled = fill(BODY, {"product": "  Bolt ", "now": "70", "goal": "80"})
    assert filled.objective == "Our shops choose Bolt again"
    assert filled.background == "[share of shops lost]% of last year's shops did not renew."
    first = filled.key_results[0]
    assert (first.title, first.start, first.target) == ("Raise the renewal rate from 70% to 80%", "70", "80")
    assert filled.unfilled == ("lost",)


def test_what_is_not_filled_stands_as_its_label_and_its_number_stays_empty() -> None:
    first = fill(BODY, {"goal": " "}).key_results[0]
    assert first.title == "Raise the renewal rate from [renewal rate now]% to [renewal rate aimed for]%"
    assert (first.start, first.target) == ("", "")


def test_the_examples_fill_everything() -> None:
    assert fill(BODY, examples(BODY)).unfilled == ()
    assert used(BODY) == {"product", "lost", "now", "goal"}


def test_a_placeholder_may_be_named_in_chinese() -> None:
    body = other(
        objective="让{客户}再次选择我们",
        background="",
        key_results=(KeyResultBody("续约率从60%提升到75%", unit="%", start="60", target="75"),),
        placeholders={"客户": Placeholder("客户群", "连锁餐饮")},
    )
    assert faults(body) == []
    assert fill(body, {"客户": "诊所"}).objective == "让诊所再次选择我们"


def test_a_text_is_cut_at_its_placeholders() -> None:
    assert list(pieces("{a} and {b}.")) == [("slot", "a"), ("text", " and "), ("slot", "b"), ("text", ".")]


# What makes one whole


@dataclass(frozen=True)
class Case:
    name: str
    body: Body
    field: str
    code: str


NUMBER = BODY.key_results[0]
WITHOUT = {name: each for name, each in BODY.placeholders.items() if name != "product"}
CASES = [
    Case("no name", other(name="  "), "name", "text_missing"),
    Case("no role", other(role=""), "role", "text_missing"),
    Case("no objective", other(objective="", placeholders=WITHOUT), "objective", "text_missing"),
    Case("long", other(objective="x" * 501, placeholders=WITHOUT), "objective", "text_too_long"),
    Case(
        "no key result",
        other(key_results=(), placeholders={}, objective="A", background=""),
        "key_results",
        "template_without_key_results",
    ),
    Case("many", other(key_results=BODY.key_results * 6), "key_results", "template_too_long"),
    Case("no cycle", other(cycle_kinds=()), "cycle_kinds", "cycle_kind_missing"),
    Case("undefined", other(objective="{who} choose {product}"), "placeholders", "placeholder_undefined"),
    Case("unused", other(background=""), "placeholders.lost", "placeholder_unused"),
    Case("loose brace", other(objective="Our {product} and {"), "objective", "braces_loose"),
    Case(
        "bad name",
        other(placeholders={**BODY.placeholders, "1st": Placeholder("x", "y")}),
        "placeholders.1st",
        "placeholder_name_unfit",
    ),
    Case(
        "text for a number",
        other(placeholders={**BODY.placeholders, "now": Placeholder("now", "78")}),
        "key_results.0.start",
        "placeholder_not_a_number",
    ),
    Case(
        "example no number",
        other(placeholders={**BODY.placeholders, "now": Placeholder("now", "many", "number")}),
        "placeholders.now.example",
        "number_not_a_number",
    ),
    Case(
        "no target",
        other(key_results=(NUMBER, KeyResultBody("Sign shops"))),
        "key_results.1.target",
        "target_missing",
    ),
    Case(
        "stands still",
        other(key_results=(NUMBER, KeyResultBody("Sign", start="3", target="3"))),
        "key_results.1.target",
        "start_equals_target",
    ),
    Case(
        "no bound",
        other(key_results=(NUMBER, KeyResultBody("Keep", kind="hold"))),
        "key_results.1.low",
        "bound_missing",
    ),
    Case(
        "no step",
        other(key_results=(NUMBER, KeyResultBody("Pass", kind="milestones"))),
        "key_results.1.steps",
        "milestones_missing",
    ),
    Case(
        "no number",
        other(key_results=(NUMBER, KeyResultBody("Sign", target="many"))),
        "key_results.1.target",
        "number_not_a_number",
    ),
    Case(
        "long unit",
        other(key_results=(NUMBER, KeyResultBody("Sign", unit="x" * 13, target="3"))),
        "key_results.1.unit",
        "unit_too_long",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_missing_or_wrong_is_said_at_its_field(case: Case) -> None:
    assert [(each.field, each.code) for each in faults(case.body)] == [(case.field, case.code)]


def test_values_are_for_what_is_asked_and_numbers_where_numbers_belong() -> None:
    assert value_faults(BODY, {"product": "Bolt", "now": "1,234.5", "goal": ""}) == []
    wrong = value_faults(BODY, {"nobody": "x", "now": "12,5", "product": "x" * 201})
    assert [(each.field, each.code) for each in wrong] == [
        ("values.nobody", "placeholder_unknown"),
        ("values.now", "number_ambiguous"),
        ("values.product", "text_too_long"),
    ]


# Verbs


def test_a_champion_makes_a_template_and_it_is_on_record(company: Company) -> None:
    company.cy.champion = True
    company.cy.save()
    made = make_template(BODY, by=company.by(company.cy), door="test")
    assert (made.name, made.language, made.department, made.version) == ("Shops that stay", "en", "sales", 1)
    assert made.slug == f"own-{made.pk}"
    numbers = {
        name: msgspec.structs.replace(each, example=str(each.example))
        for name, each in BODY.placeholders.items()
    }
    assert Template.objects.get().shape == other(placeholders=numbers)
    assert events() == [("added", "template", {}, {"name": "Shops that stay"})]


def test_the_champion_of_a_department_may_too(company: Company) -> None:
    company.cy.champion_of = company.sales
    company.cy.save()
    assert make_template(BODY, by=company.by(company.cy), door="test").made_by == company.cy


def test_nobody_else_makes_edits_or_archives_one(company: Company) -> None:
    made = own_template(company)
    by = company.by(company.bo)
    with pytest.raises(ChampionsOnly):
        make_template(BODY, by=by, door="test")
    with pytest.raises(ChampionsOnly):
        edit_template(made.pk, other(name="Mine"), version=1, by=by, door="test")
    with pytest.raises(ChampionsOnly):
        archive_template(made.pk, by=by, door="test")
    assert Template.objects.get().name == "Shops that stay"


def test_what_is_not_whole_is_not_kept(company: Company) -> None:
    with pytest.raises(Refusals) as refused:
        make_template(other(name="", role=""), by=company.by(company.ann), door="test")
    assert [each.field for each in refused.value] == ["name", "role"]
    assert not Template.objects.exists()


def test_a_kind_keeps_only_what_it_has_use_for(company: Company) -> None:
    rows = (NUMBER, KeyResultBody(" All  done ", kind="done", unit="%", target="3", steps=("a",)))
    made = make_template(other(key_results=rows), by=company.by(company.ann), door="test")
    assert made.shape.key_results[1] == KeyResultBody("All done", kind="done")


def test_an_edit_says_what_has_changed(company: Company) -> None:
    made = own_template(company)
    edited = edit_template(
        made.pk, other(name="Shops that come back"), version=1, by=company.by(company.ann), door="test"
    )
    assert (edited.name, edited.version) == ("Shops that come back", 2)
    assert events()[1:] == [
        ("edited", "template", {"name": "Shops that stay"}, {"name": "Shops that come back"}),
    ]


def test_an_edit_that_changes_nothing_leaves_no_trace(company: Company) -> None:
    made = own_template(company)
    same = edit_template(made.pk, BODY, version=1, by=company.by(company.ann), door="test")
    assert same.version == 1
    assert len(events()) == 1


def test_two_who_edit_at_once_do_not_overwrite_each_other(company: Company) -> None:
    made = own_template(company)
    by = company.by(company.ann)
    edit_template(made.pk, other(name="First"), version=1, by=by, door="test")
    with pytest.raises(Conflict), transaction.atomic():
        edit_template(made.pk, other(name="Second"), version=1, by=by, door="test")
    assert Template.objects.get().name == "First"


def test_a_template_is_archived_and_restored(company: Company) -> None:
    made = own_template(company)
    by = company.by(company.ann)
    assert archive_template(made.pk, by=by, door="test").archived
    archive_template(made.pk, by=by, door="test")
    assert not restore_template(made.pk, by=by, door="test").archived
    assert [verb for verb, *_ in events()] == ["added", "archived", "restored"]


def test_an_administrator_puts_a_built_in_one_away_and_brings_it_back(company: Company) -> None:
    by = company.by(company.ann)
    put_away(BUILT_IN, by=by, door="test")
    put_away(BUILT_IN, by=by, door="test")
    assert [row.slug for row in PutAway.objects.all()] == [BUILT_IN]
    bring_back(BUILT_IN, by=by, door="test")
    assert not PutAway.objects.exists()
    assert [(verb, after) for verb, _, _, after in events()] == [
        ("put_away", {"slug": BUILT_IN}),
        ("brought_back", {"slug": BUILT_IN}),
    ]


def test_a_champion_does_not_put_built_in_ones_away(company: Company) -> None:
    company.cy.champion = True
    company.cy.save()
    with pytest.raises(AdminsOnly):
        put_away(BUILT_IN, by=company.by(company.cy), door="test")


def test_what_does_not_exist_is_not_found(company: Company) -> None:
    by = company.by(company.ann)
    with pytest.raises(NotFound):
        put_away("no-such-template", by=by, door="test")
    with pytest.raises(NotFound):
        archive_template(999999999, by=by, door="test")
    assert issubclass(ChampionsOnly, Forbidden)


def test_letters_that_become_longer_once_they_are_composed_are_kept(company: Company) -> None:
    made = make_template(other(name="\u0958" * 9), by=company.by(company.ann), door="test")
    assert made.name == "\u0915\u093c" * 9

"""The pages of the templates library: browse, fill in, begin an objective, write one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urlencode

import pytest

from headway.goals.models import Draft, Objective
from headway.library.models import PutAway, Template
from headway.people.models import Person
from tests.conftest import Company, number
from tests.library.made import own_template
from tests.web.reading import page, queries, reading, status

BUILT_IN = "/templates/sales-manager-existing-customers"


def sent(person: Person, path: str, body: Mapping[str, object]) -> tuple[int, str, str]:
    """Status, where it leads, and the page."""
    with reading(person) as client:
        answer = client.post(path, body)
    return answer.status_code, str(answer.headers.get("Location", "")), str(answer.content.decode())


def words(html: str) -> str:
    """What stands on the page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# Browse


def test_a_card_shows_the_objective_and_all_its_key_results(company: Company) -> None:
    own_template(company)
    text = words(page(company.bo, "/templates?origin=own"))
    for part in (
        "Our shops choose Atlas again",
        "Raise the renewal rate from 78 % to 86 %",
        "Seller",
        "Ours",
    ):
        assert part in text
    assert "Cut complaints from 14 to 6 a month" in text


def test_everything_one_chose_stands_in_the_address_and_in_the_form(company: Company) -> None:
    html = page(
        company.bo, "/templates?q=customers&department=sales&role=Sales+manager&language=en&cycles=quarter"
    )
    assert 'value="customers"' in html
    assert "<option selected>Sales manager</option>" in html
    assert re.search(r'<option value="quarter" selected>', html)
    assert re.search(r'href="[^"]*department=marketing[^"]*"', html) is None  # nothing there fits the role
    assert "page=" not in html


def test_the_language_is_the_readers_until_another_is_chosen(company: Company) -> None:
    assert "客户" not in words(page(company.bo, "/templates"))
    company.bo.language = "zh-hans"
    company.bo.save()
    html = page(company.bo, "/templates")
    assert '<option value="zh" lang="zh-Hans" selected>' in html
    assert "客户" in words(html)


def test_nothing_found_says_what_to_do(company: Company) -> None:
    html = page(company.bo, "/templates?q=zeppelin")
    assert "No template fits" in html
    assert '/templates?language=any"' in html


def test_a_page_number_that_is_none_is_not_found(company: Company) -> None:
    assert status(company.bo, "/templates?page=x") == 404
    assert status(company.bo, "/templates?page=99999") == 200


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_the_shelf_takes_ten_queries_however_many_there_are(company: Company, rows: int) -> None:
    made = own_template(company)
    Template.objects.bulk_create(
        Template(**{**Template.objects.values().get(pk=made.pk), "id": None, "name": f"{place:03}"})
        for place in range(rows - 1)
    )
    assert queries(company.bo, "/templates") == 10


def test_one_template_takes_ten_queries(company: Company) -> None:
    assert queries(company.bo, BUILT_IN) == 10


# Fill in


def test_the_text_is_filled_as_one_types_and_the_coach_reads_it(company: Company) -> None:
    whole = page(company.bo, BUILT_IN + "?v.product=Bolt&v.renewal_now=61")
    assert '<span class="slot slot-given">Bolt</span>' in whole
    assert "61% → 86%" in whole
    assert "The coach finds nothing to mend" in whole
    part = page(company.bo, BUILT_IN + "?v.product=Bolt", fragment=True)
    assert part.lstrip().startswith('<div class="stack filled-in"')
    assert '<span class="slot slot-given">Bolt</span>' in part
    assert "<form" not in part


def test_a_number_that_is_none_is_said_beside_its_field(company: Company) -> None:
    assert "Did you mean 12.5 or 125?" in words(page(company.bo, BUILT_IN + "?v.renewal_now=12,5"))


def test_what_is_typed_is_text_and_never_markup(company: Company) -> None:
    html = page(company.bo, BUILT_IN + "?" + urlencode({"v.product": "<b>x</b>"}))
    assert "<b>x</b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_without_script_the_button_shows_it_filled(company: Company) -> None:
    body = {"do": "show", "v.product": "Bolt", "cycle": str(company.quarter.pk)}
    code, where, _ = sent(company.bo, BUILT_IN + "/use", body)
    assert (code, where) == (302, f"{BUILT_IN}?cycle={company.quarter.pk}&v.product=Bolt")


def test_a_guest_reads_but_does_not_use(company: Company) -> None:
    assert "Use it" not in page(company.gus, BUILT_IN)
    assert sent(company.gus, BUILT_IN + "/use", {})[0] == 403


# Begin an objective


def test_an_objective_begins_with_everything_filled_in(company: Company) -> None:
    own = own_template(company)
    body = {"v.product": "Bolt", "v.now": "61", "v.goal": "75", "holder": "company", "cycle": company.year.pk}
    code, where, _ = sent(company.ann, f"/templates/{own.slug}/use", body)
    assert (code, where) == (302, f"/objectives/new?template={own.slug}")
    html = page(company.ann, where)
    assert "Our shops choose Bolt again" in html
    assert "[share of shops lost]% of last year&#39;s shops did not renew." in html
    assert "You have unsent changes" not in html
    kept = Draft.objects.get(person=company.ann)
    typed = kept.body["typed"]
    assert kept.key == f"objective/new/template={own.slug}"
    assert (typed["holder"], typed["cycle"]) == (["company"], [str(company.quarter.pk)])  # a quarter fits it
    assert (typed["n1.start"], typed["n1.target"], typed["n1.unit"]) == (["61"], ["75"], ["%"])


def test_it_is_saved_as_any_other_objective(company: Company) -> None:
    own = own_template(company)
    sent(
        company.ann,
        f"/templates/{own.slug}/use",
        {"v.product": "Bolt", "v.lost": "9", "v.now": "61", "v.goal": "75"},
    )
    typed = Draft.objects.get(person=company.ann).body["typed"]
    code, where, html = sent(
        company.ann, f"/objectives/new?template={own.slug}", {**typed, "do": "save", "form": "f1"}
    )
    assert code == 302, words(html)[:400]
    made = Objective.objects.get()
    assert where == f"/objectives/{made.pk}"
    assert made.title == "Our shops choose Bolt again"
    assert [
        (row.title, row.start, row.target, row.unit_kind) for row in made.key_results.order_by("position")
    ] == [
        ("Raise the renewal rate from 61% to 75%", 61, 75, "percent"),
        ("Cut complaints from 14 to 6 a month", 14, 6, "number"),
    ]


def test_an_address_alone_begins_one_with_its_labels(company: Company) -> None:
    own = own_template(company)
    html = page(company.bo, f"/objectives/new?template={own.slug}")
    assert "Our shops choose [product] again" in html
    assert status(company.bo, "/objectives/new?template=no-such-template") == 404


def test_what_was_begun_is_not_lost_when_one_comes_back(company: Company) -> None:
    own = own_template(company)
    sent(company.bo, f"/templates/{own.slug}/use", {})
    assert "You have begun" not in page(company.bo, f"/templates/{own.slug}")
    typed = Draft.objects.get(person=company.bo).body["typed"]
    key = urlencode({"key": f"objective/new/template={own.slug}"})
    assert sent(company.bo, f"/objectives/draft?{key}", {**typed, "title": "Mine now"})[0] == 204
    html = page(company.bo, f"/templates/{own.slug}")
    assert "You have begun an objective with this template" in html
    assert "Begin anew with it" in html
    assert f'/objectives/new?template={own.slug}"' in html
    assert "Mine now" in page(company.bo, f"/objectives/new?template={own.slug}")


def test_an_empty_editor_offers_templates_that_fit(company: Company) -> None:
    html = page(company.bo, f"/objectives/new?cycle={company.quarter.pk}")
    assert "Start from a template" in html
    assert f"/templates/near?cycle={company.quarter.pk}" in html
    near = page(company.bo, f"/templates/near?cycle={company.quarter.pk}", fragment=True)
    assert near.count("<li") == 5
    assert f"?cycle={company.quarter.pk}" in near
    assert "Start from a template" not in page(
        company.bo, "/objectives/new?template=sales-manager-existing-customers"
    )


# Write one's own


FORM = {
    "name": "Shops that stay",
    "language": "en",
    "department": "sales",
    "role": "Seller",
    "objective": "Our shops choose {product} again",
    "background": "",
    "why_good": "It names who benefits.",
    "ambition": "committed",
    "cycle_kinds": ["quarter"],
    "tags": "renewals, shops",
    "row": ["kr0", "kr1"],
    "kr0.title": "Raise the renewal rate from {now}% to 86%",
    "kr0.unit": "%",
    "kr0.start": "{now}",
    "kr0.target": "86",
    "kr1.title": "",
    "slot": ["product", "now"],
    "slot.product.label": "product",
    "slot.product.example": "Atlas",
    "slot.now.label": "rate now",
    "slot.now.example": "78",
    "slot.now.kind": "number",
}  # fmt: skip


def test_a_template_is_written_and_stands_on_the_shelf(company: Company) -> None:
    code, where, html = sent(company.ann, "/templates/new", {**FORM, "do": "save"})
    made = Template.objects.get()
    assert (code, where) == (302, f"/templates/{made.slug}"), words(html)
    assert made.shape.tags == ("renewals", "shops")
    assert [each.title for each in made.shape.key_results] == ["Raise the renewal rate from {now}% to 86%"]
    assert "Our shops choose Atlas again" in words(page(company.bo, "/templates?origin=own"))


def test_every_placeholder_of_the_text_gets_its_line(company: Company) -> None:
    body = {**FORM, "slot": [], "do": "look"}
    code, _, html = sent(company.ann, "/templates/new", body)
    assert code == 200
    assert re.findall(r"<code>(.*?)</code>", html) == ["{product}", "{now}"]
    assert 'name="slot.now.kind"' in html
    assert not Template.objects.exists()


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(company: Company) -> None:
    body = {**FORM, "role": "", "slot.now.example": "many", "kr1.title": "Sign shops", "do": "save"}
    code, _, html = sent(company.ann, "/templates/new", body)
    assert code == 422
    text = words(html)
    assert "3 things are to be put right." in text
    assert "“many” is not a number we can read." in text
    assert "Say which value you aim for." in text
    for typed in ("Our shops choose {product} again", "Sign shops", 'value="many"'):
        assert typed in html


def test_key_results_are_added_moved_and_removed_without_script(company: Company) -> None:
    def titles(do: str) -> list[str]:
        body = {**FORM, "kr1.title": "Second", "kr1.target": "3", "do": do}
        html = sent(company.ann, "/templates/new", body)[2]
        return [
            unescape(each).strip() for each in re.findall(r'name="kr\d\.title"[^>]*>\n(.*?)</textarea>', html)
        ]

    first = "Raise the renewal rate from {now}% to 86%"
    assert titles("add") == [first, "Second", ""]
    assert titles("up:1") == ["Second", first]
    assert titles("down:0") == ["Second", first]
    assert titles("remove:0") == ["Second"]
    assert titles("remove:7") == [first, "Second"]


def test_the_coach_speaks_and_keeps_nothing_from_being_saved(company: Company) -> None:
    body = {**FORM, "kr0.title": "Launch the {product} website from {now}", "do": "look"}
    assert "The coach would ask about" in words(sent(company.ann, "/templates/new", body)[2])
    assert sent(company.ann, "/templates/new", {**body, "do": "save"})[0] == 302


def test_two_who_edit_at_once_are_shown_what_the_other_wrote(company: Company) -> None:
    own = own_template(company)
    path = f"/templates/{own.slug}/edit"
    html = page(company.ann, path)
    assert 'name="version" value="1"' in html
    assert sent(company.ann, path, {**FORM, "version": "1", "name": "First", "do": "save"})[0] == 302
    code, _, html = sent(company.ann, path, {**FORM, "version": "1", "name": "Second", "do": "save"})
    assert code == 409
    assert 'value="Second"' in html
    assert "First" in words(html)
    assert Template.objects.get().name == "First"
    assert sent(company.ann, path, {**FORM, "version": "2", "name": "Second", "do": "save"})[0] == 302
    assert Template.objects.get().name == "Second"


def test_a_built_in_one_is_copied_and_never_edited(company: Company) -> None:
    html = page(company.ann, "/templates/new?from=sales-manager-existing-customers")
    assert "Our existing customers choose {product} again" in html
    assert status(company.ann, BUILT_IN + "/edit") == 404


def test_an_objective_is_saved_as_a_template(company: Company) -> None:
    rows = (number("Grow sales from 80 to 120", 80, 120),)
    objective = company.objective(company.bo, "Shops come back to us", key_results=rows)
    assert f"/templates/new?objective={objective.pk}" in page(company.ann, f"/objectives/{objective.pk}")
    assert "Save as a template" not in page(company.bo, f"/objectives/{objective.pk}")
    html = page(company.ann, f"/templates/new?objective={objective.pk}")
    assert "Grow sales from {kr1_start} to {kr1_target}" in html
    assert status(company.bo, f"/templates/new?objective={objective.pk}") == 403
    restricted = company.objective(company.ann, "Quiet", visibility="named", viewer_ids=(company.ann.pk,))
    assert status(company.ann, f"/templates/new?objective={restricted.pk}") == 422


def test_templates_are_put_away_and_brought_back(company: Company) -> None:
    own = own_template(company)
    for path in (f"/templates/{own.slug}", BUILT_IN):
        assert sent(company.ann, path + "/away", {})[:2] == (302, "/templates")
        assert status(company.bo, path) == 404
        assert path in page(company.ann, "/templates?away=1&language=any")
    assert PutAway.objects.count() == 1
    for path in (f"/templates/{own.slug}", BUILT_IN):
        assert sent(company.ann, path + "/back", {})[:2] == (302, path)
        assert status(company.bo, path) == 200

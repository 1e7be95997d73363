"""The templates that come with the product are whole, and the coach has nothing against them once filled."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from headway.core.decimals import parse_number
from headway.library.actions.fields import faults
from headway.library.built_in import BuiltIn, Malformed, built_in, read
from headway.library.coaching import draft_of
from headway.library.rules import LONGEST_SLUG, examples, fill, used
from okr_coach import review

ALL = list(built_in().values())
each_one = pytest.mark.parametrize("template", ALL, ids=lambda each: each.slug)


@each_one
def test_a_built_in_template_is_whole(template: BuiltIn) -> None:
    assert [(each.field, str(each)) for each in faults(template.body)] == []


@each_one
def test_its_slug_fits_into_an_address(template: BuiltIn) -> None:
    assert re.fullmatch(r"(?!own-)[a-z0-9]+(-[a-z0-9]+)*", template.slug)
    assert len(template.slug) <= LONGEST_SLUG
    assert template.slug.endswith("-zh") == (template.body.language == "zh")


@each_one
def test_every_placeholder_is_described_and_used(template: BuiltIn) -> None:
    assert used(template.body) == set(template.body.placeholders)


@each_one
@pytest.mark.parametrize("profile", ["default", "zh"])
def test_the_coach_finds_no_error_and_no_warning_in_a_filled_one(template: BuiltIn, profile: str) -> None:
    filled = fill(template.body, examples(template.body))
    assert filled.unfilled == ()
    found = review(draft_of(template.body, filled, owner="Maya", parent="A goal above it"), profile).findings
    assert [(each.code, each.path, each.message) for each in found if each.severity != "info"] == []


@each_one
def test_it_says_why_it_is_good_and_what_calls_for_it(template: BuiltIn) -> None:
    body = template.body
    assert len(body.why_good) >= (40 if body.language == "zh" else 80)
    assert len(body.background) >= (15 if body.language == "zh" else 40)
    assert 2 <= len(body.placeholders) <= 12
    assert 2 <= len(body.key_results) <= 5


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("name: One", "a list of templates is expected"),
        ("- name: One", "template 1 has no slug"),
        ("- {slug: one, nmae: One}", "one: Object contains unknown field `nmae`"),
        ("- {slug: one, role: 3}", "one: Expected `str`, got `int` - at `$.role`"),
    ],
)
def test_a_file_that_is_not_right_says_where(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "en" / "sales.yaml"
    path.parent.mkdir()
    path.write_text(written)
    with pytest.raises(Malformed, match=re.escape(said)):
        read(path)


def test_there_are_sixty_and_half_of_them_in_each_language() -> None:
    languages = Counter(each.body.language for each in ALL)
    assert languages["en"] >= 30
    assert languages["zh"] >= 30
    assert len(ALL) >= 60


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Marketing manager", "市场经理"),
        ("User promotion specialist", "用户推广专员"),
        ("Sales manager", "销售经理"),
        ("Sales specialist", "销售专员"),
        ("PR manager", "公关经理"),
        ("Pre-sales consultant", "售前顾问"),
        ("Product manager", "产品经理"),
        ("Engineering lead", "研发负责人"),
        ("HR partner", "人力资源经理"),
        ("Finance manager", "财务经理"),
        ("Support lead", "客服主管"),
        ("Founder", "创始人"),
    ],
)
def test_the_roles_one_looks_for_are_there_in_both_languages(english: str, chinese: str) -> None:
    roles = {(each.body.language, each.body.role) for each in ALL}
    assert {("en", english), ("zh", chinese)} <= roles


@each_one
def test_a_filled_title_says_the_numbers_it_is_measured_by(template: BuiltIn) -> None:
    """Whoever reads the title and whoever reads the metric see one target."""
    filled = fill(template.body, examples(template.body))
    for each in filled.key_results:
        if each.kind == "number":
            target = parse_number(each.target)
            said = each.title.replace(",", "")
            assert f"{target:f}".rstrip("0").rstrip(".") in said or each.target in each.title, each.title


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """A server is up, and every address known, without a file of templates being parsed."""
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django; django.setup(); import headway.config.urls, sys\n"
            "from headway.library.built_in import built_in\n"
            "print(built_in.cache_info().currsize, 'yaml' in sys.modules)",
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "headway.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["0", "False"]

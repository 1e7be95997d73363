"""What the documentation says of the product is held against the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.translation import override

from tools.refusals import page as refusals_page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
HANDBOOK = sorted(page for page in (DOCS / "handbook").glob("*.md") if page.name != "glossary.md")
CALCULATIONS = (
    "check-ins",
    "pace-and-status",
    "progress",
    "roll-up",
    "score",
    "slots",
    "team-figures",
    "weights",
)

# Of a person's own comfort; the words speak for themselves.
NOT_OF_THE_METHOD = {"language", "theme", "week_start", "check_in_weekday", "country"}


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """A page without its code blocks, in which a bracket is no link."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """The fragments that the page's headings make, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+)$", prose(page), re.M)
    plain = (re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower() for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (fragment and fragment not in anchors(file)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("page", HANDBOOK, ids=name)
def test_a_page_of_the_handbook_names_the_code_it_speaks_of(page: Path) -> None:
    foot = page.read_text("utf-8").rpartition("\n---\n")[2]
    code, _, tests = foot.partition("Tests:")
    named = {"code": re.findall(r"`(src/[^`]+)`", code), "tests": re.findall(r"`(tests/[^`]+)`", tests)}

    assert named["code"]
    assert [path for path in named["code"] + named["tests"] if not (ROOT / path).is_file()] == []


def test_every_calculation_has_its_page_and_every_such_page_names_its_tests() -> None:
    written = {page.stem for page in HANDBOOK if re.search(r"^Tests: `tests/", page.read_text("utf-8"), re.M)}

    assert set(CALCULATIONS) <= written


def test_every_page_of_the_documentation_stands_in_its_index() -> None:
    """A folder that has an index of its own is listed there, and its index in the one above."""
    indexes = sorted(DOCS.rglob("README.md"))
    missing = []
    for index in indexes:
        linked = {(index.parent / path).resolve() for path in re.findall(r"\]\(([^)#\s]+)", prose(index))}
        inner = [other for other in indexes if index.parent in other.parent.parents]
        below = {page for other in inner for page in other.parent.rglob("*.md")} - set(inner)
        missing += [name(page) for page in index.parent.rglob("*.md") if page not in {index, *linked, *below}]

    assert missing == []


def test_every_choice_of_the_models_is_explained_in_the_glossary() -> None:
    glossary = (DOCS / "handbook/glossary.md").read_text("utf-8")
    explained = set(re.findall(r"^\|[^|]+\| ([^|]+) \| `([a-z_]+)` \|", glossary, re.M))
    missing = set()
    for model in apps.get_models():
        if not model.__module__.startswith("headway."):
            continue
        for field in model._meta.concrete_fields:
            choices = () if field.name in NOT_OF_THE_METHOD else field.flatchoices
            for value, label in choices:
                with override("zh-hans"):
                    chinese = str(label)
                if (chinese, value) not in explained:
                    missing.add((f"{model.__name__}.{field.name}", value, chinese))

    assert missing == set()


def test_the_page_of_refusals_is_what_the_source_says() -> None:
    written = (DOCS / "reference/refusals.md").read_text("utf-8")

    assert written == refusals_page(), "run python tools/refusals.py"


def test_a_page_in_chinese_stands_beside_its_english_one_and_links_to_it() -> None:
    lonely = [
        name(page)
        for page in PAGES
        if page.name.endswith(".zh.md")
        and f"({page.name.removesuffix('.zh.md')}.md)" not in page.read_text("utf-8")
    ]

    assert lonely == []


def test_an_adr_has_a_number_of_its_own_and_says_what_was_decided() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    numbers = [page.name[:4] for page in records]

    assert len(numbers) == len(set(numbers)) >= 5
    assert [name(page) for page in records if "\n## Decision\n" not in page.read_text("utf-8")] == []

"""A verb, an option or an environment variable that no page of the reference names fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from headway_cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
_READ = re.compile(
    r"""(?:environ(?:\.get|\.setdefault)?[\[(]\s*|_flag\(|_number\(|envvar=)["']([A-Z][A-Z_]+)["']"""
)
_NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def verbs(group: click.Group, words: str = "headway") -> Iterator[tuple[str, click.Command]]:
    for name, verb in group.commands.items():
        if isinstance(verb, click.Group):
            yield from verbs(verb, f"{words} {name}")
        else:
            yield f"{words} {name}", verb


def rows(page: str) -> dict[str, str]:
    """First cell's code → the whole row."""
    text = (REFERENCE / page).read_text("utf-8")
    return {
        code: row
        for row in text.splitlines()
        if row.startswith("| `")
        for code in re.findall(r"`([^`]+)`", row.split("|")[1])
    }


def test_every_verb_is_on_the_reference_page_and_no_other() -> None:
    documented = {re.match(r"headway( [a-z-]+)+", row)[0] for row in rows("cli.md")}  # type: ignore[index]
    assert documented == {name for name, _ in verbs(cli)}


def test_every_option_is_beside_its_verb() -> None:
    page = rows("cli.md")
    missing = []
    for name, verb in verbs(cli):
        if name == "headway lint":  # its options have a page of their own
            continue
        row = next(text for code, text in page.items() if re.match(rf"{name}( [A-Z]|$)", code))
        for option in verb.params:
            if (
                isinstance(option, click.Option)
                and "--json" not in option.opts
                and "--password" not in option.opts
            ):
                missing += [f"{name} {option.opts[0]}"] if option.opts[0] not in row else []
    assert missing == []


def test_every_environment_variable_is_on_the_settings_page_and_no_other() -> None:
    read = {
        name
        for package in ("headway", "headway_cli")
        for path in (ROOT / "src" / package).rglob("*.py")
        for name in _READ.findall(path.read_text("utf-8"))
    } - _NOT_OURS
    assert set(rows("settings.md")) - {"LC_ALL", "LC_MESSAGES", "LANG"} == read

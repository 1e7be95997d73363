"""The help in both languages, whole, in columns."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from headway_cli.help import folded
from headway_cli.help_zh import HELP
from headway_cli.main import cli
from headway_cli.tables import width

ENGLISH = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8"}
FRAME = {
    "Usage:", "Options", "Commands", "[OPTIONS]", "COMMAND [ARGS]...", "default: ", "required", "env var: ",
    "; ", "Show this message and exit.",
}  # fmt: skip


def verbs(verb: click.Command, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, verb
    if isinstance(verb, click.Group):
        for name, below in verb.commands.items():
            yield from verbs(below, *words, name)


VERBS = list(verbs(cli))


def help_of(*words: str, **env: str) -> str:
    done = CliRunner().invoke(cli, [*words, "--help"], env={**ENGLISH, **env}, prog_name="headway")
    assert done.exit_code == 0, done.output
    return done.output


def test_every_text_of_the_help_has_its_chinese_and_no_other_has_one() -> None:
    said = set(FRAME)
    for _, verb in VERBS:
        assert verb.help, verb.name
        said.add(inspect.cleandoc(verb.help))
        said |= {each.help for each in verb.params if isinstance(each, click.Option) and each.help}
    assert (said - set(HELP), set(HELP) - said) == (set(), set())


@pytest.mark.parametrize("words", [words for words, _ in VERBS], ids=" ".join)
def test_a_chinese_terminal_reads_no_english_and_nothing_too_wide(words: tuple[str, ...]) -> None:
    page = help_of(*words, LANG="zh_CN.UTF-8")
    assert page.startswith("用法：headway") and "选项：" in page
    assert not re.search(r"Usage|Options:|Commands:|OPTIONS|Show |default:|required", page)
    for line in page.splitlines():
        assert width(line) <= 80, line
        assert not re.match(r"\s*[，。；：、）”]", line), line
    english = help_of(*words)
    assert english.startswith("Usage: headway") and not re.search(
        "[\u4e00-\u9fff]", english.replace("前行", "")
    )


@pytest.mark.parametrize(
    ("words", "env", "chinese"),
    [
        ((), {"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"}, True),
        ((), {"LANGUAGE": "de:zh", "LANG": "de_DE.UTF-8"}, True),
        ((), {"LANGUAGE": "en", "LANG": "zh_CN.UTF-8"}, False),
        ((), {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, True),
        ((), {"LANGUAGE": "fr", "LANG": "zh_CN.UTF-8"}, False),
        (("--language", "zh"), {}, True),
        (("--language", "en"), {"LANG": "zh_CN.UTF-8"}, False),
        (("--language", "zh", "token", "create"), {}, True),
    ],
)
def test_the_language_is_the_terminals_or_the_one_that_is_named(
    words: tuple[str, ...], env: dict[str, str], chinese: bool
) -> None:
    assert help_of(*words, **env).startswith("用法：" if chinese else "Usage:")
    assert help_of().startswith("Usage:")


def test_chinese_breaks_between_any_two_letters_and_words_stay_whole() -> None:
    assert list(folded("没有写到的保持不变，例如 http://localhost:11434/v1。", 20)) == [
        "没有写到的保持不变，",
        "例如",
        "http://localhost:11434/v1。",
    ]

"""The help in both languages, whole, in columns."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from headway_cli.help import folded
from headway_cli.help_zh import HELP
from headway_cli.main import cli, main
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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope"], "没有“nope”这个命令。"),
        (["me", "--nope"], "没有“--nope”这个选项。"),
        (["serve", "--prot", "1"], "没有“--prot”这个选项。是不是其中之一：'--host', '--port'？"),
        (["objective"], "缺少参数 ID。"),
        (["objective", "x"], "ID 的值不能用：“x”不是整数。"),
        (["objective", "0"], "ID 的值不能用：0 不在范围 x>=1 之内。"),
        (["objective", "1", "2"], "多余的参数：2"),
        (["templates", "--language", "fr"], "--language 的值不能用：“fr”不在可选的 'en', 'zh' 之中。"),
        (["objectives", "--limit"], "选项 --limit 后面要写一个值。"),
        (["me", "--json=1"], "选项 --json 后面不写值。"),
        (["token", "create"], "缺少选项 --person。"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_used_are_said_in_the_language_of_the_terminal(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {}
    for locale in ("C.UTF-8", "zh_CN.UTF-8"):
        for name, value in {**ENGLISH, "LANG": locale}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["headway", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        told[locale] = capsys.readouterr().err
    assert f"错误：{said}\n" in told["zh_CN.UTF-8"]
    assert "Error" not in told["zh_CN.UTF-8"] and "Try" not in told["zh_CN.UTF-8"]
    assert "Error: " in told["C.UTF-8"] and not re.search("[\u4e00-\u9fff]", told["C.UTF-8"])

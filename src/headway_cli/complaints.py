"""What click says of words it cannot use, in Chinese; anything it may say besides stays as it is."""

from __future__ import annotations

import re
from typing import Final

import click

from headway_cli.words import language

_SAID: Final = (
    (r"No such command '(.+?)'\.", r"没有“\1”这个命令。"),
    (r"No such option '(.+?)'\.", r"没有“\1”这个选项。"),
    (r"No such option: (\S+)", r"没有“\1”这个选项。"),
    (r" ?\(?Did you mean one of: (.+?)\?\)?$", r"是不是其中之一：\1？"),
    (r" ?\(?Did you mean (.+?)\?\)?$", r"是不是 \1？"),
    (r"Missing argument '(.+?)'\.", r"缺少参数 \1。"),
    (r"Missing option '(.+?)'\.", r"缺少选项 \1。"),
    (r"Got unexpected extra arguments? \((.+)\)", r"多余的参数：\1"),
    (r"Option '(.+?)' requires an argument\.", r"选项 \1 后面要写一个值。"),
    (r"Option '(.+?)' does not take a value\.", r"选项 \1 后面不写值。"),
    (r"Invalid value for '(.+?)': ", r"\1 的值不能用："),
    (r"'(.*?)' is not a valid integer( range)?\.", r"“\1”不是整数。"),
    (r"(\S+) is not in the range (\S+?)\.$", r"\1 不在范围 \2 之内。"),
    (r"'(.*?)' is not one of (.+?)\.$", r"“\1”不在可选的 \2 之中。"),
    (r"(?:File|Path) '(.*?)' does not exist\.", r"没有文件“\1”。"),
    (r"File '(.*?)' is a directory\.", r"“\1”是文件夹，不是文件。"),
    (r"Directory '(.*?)' is a file\.", r"“\1”是文件，不是文件夹。"),
)


def complain(error: click.UsageError) -> None:
    if language() != "zh-hans" or isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(f"运行 {error.ctx.command_path} --help 查看帮助。\n", err=True)
    click.echo(f"错误：{in_chinese(error.format_message())}", err=True)


def in_chinese(message: str) -> str:
    for pattern, spoken in _SAID:
        message = re.sub(pattern, spoken, message)
    return message

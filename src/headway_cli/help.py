"""Help in the language of the terminal, in columns that hold Chinese."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterable, Iterator
from copy import copy

import click

from headway_cli.tables import shortened, width
from headway_cli.words import language


def helped(text: str) -> str:
    """A text of the help, whole, in the language of the terminal."""
    if language() != "zh-hans":
        return text
    from headway_cli.help_zh import HELP

    return HELP[inspect.cleandoc(text)]


_FRAME = ("[OPTIONS]", "COMMAND [ARGS]...")


class Columns(click.HelpFormatter):
    """Breaks lines by what letters take on the screen, and Chinese between any two."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for place, paragraph in enumerate(text.split("\n\n")):
            if place:
                self.write("\n")
            for line in folded(paragraph, self.width - self.current_indent):
                self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in rows:
            lines = list(folded(text, max(self.width - self.current_indent - first, 10)))
            if width(name) > first - col_spacing or not lines:
                self.write(f"{indent}{name}\n")
            else:
                self.write(f"{indent}{name}{' ' * (first - width(name))}{lines.pop(0)}\n")
            for line in lines:
                self.write(f"{indent}{' ' * first}{line}\n")


# A word of Latin letters, or one letter of Chinese; a mark that ends something stays with what it ends.
_PIECE = re.compile(
    r"\s+|(?:[^\s\u2e80-\uffef]+|[“‘（《][\u2e80-\uffef]?|[\u2e80-\uffef])[，。；：！？、）》”’]*"
)


def folded(text: str, wide: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and width(line + piece.rstrip()) > wide:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield line.rstrip()


class Spoken(click.Context):
    def make_formatter(self) -> click.HelpFormatter:
        if language() != "zh-hans":
            return super().make_formatter()
        return Columns(width=self.terminal_width, max_width=self.max_content_width)


class Verb(click.Command):
    context_class = Spoken

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [helped(each) if each in _FRAME else each for each in self.collect_usage_pieces(ctx)]
        prefix = helped("Usage:")
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix if "：" in prefix else f"{prefix} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(helped(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = [record for each in options if (record := _told(each, ctx)) is not None]
        if records:
            with formatter.section(helped("Options")):
                formatter.write_dl(records)

    def get_short_help_str(self, limit: int = 45) -> str:
        if language() != "zh-hans":
            return super().get_short_help_str(limit)
        first = re.split(r"[。\n]", helped(self.help or ""), maxsplit=1)[0]
        return shortened(first, limit)


class Verbs(Verb, click.Group):
    """In the order they were added in."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        limit = formatter.width - 6 - max(len(name) for name in self.commands)
        rows = [(name, verb.get_short_help_str(limit)) for name, verb in self.commands.items()]
        with formatter.section(helped("Commands")):
            formatter.write_dl(rows)


def _told(option: click.Option, ctx: click.Context) -> tuple[str, str] | None:
    spoken = copy(option)
    spoken.help = helped(option.help) if option.help else option.help
    record = spoken.get_help_record(ctx)
    if record is None or language() != "zh-hans":
        return record
    name, text = record
    body, bracket, rest = text.rpartition("[")
    if not bracket:
        return record
    for word in ("default: ", "required", "env var: ", "; "):
        rest = rest.replace(word, helped(word))
    return name, f"{body}[{rest}"


def speak(ctx: click.Context, param: click.Parameter, chosen: str | None) -> None:
    """For this one command, here and in what it calls."""
    if chosen is None:
        return
    before = os.environ.get("LANGUAGE", "")
    os.environ["LANGUAGE"] = chosen

    def back() -> None:
        os.environ["LANGUAGE"] = before

    ctx.call_on_close(back)

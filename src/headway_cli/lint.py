"""`headway lint`: the coach in a terminal, an editor or CI. Needs no server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headway_cli.help import Verb
from headway_cli.words import language as spoken

if TYPE_CHECKING:
    from okr_coach.config import Config
    from okr_coach.formats import Read
    from okr_coach.readers import Format, Source


class Unreadable(click.ClickException):
    exit_code = 2


@click.command(cls=Verb)
@click.argument("files", nargs=-1, metavar="FILE|-")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
)
@click.option(
    "--input-format",
    "written",
    type=click.Choice(["json", "yaml", "markdown", "csv"]),
    help="Else by the file's name, or its first lines.",
)
@click.option("--profile", help="default, zh, numeric or strict.")
@click.option(
    "--select", multiple=True, metavar="CODE", help="Only these rules; K or K20 stand for all that begin so."
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these rules.")
@click.option(
    "--language", type=click.Choice(["en", "zh", "auto"]), help="Of the sentences; auto is each title's own."
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    help="Else the nearest okr.toml or pyproject.toml with [tool.okr].",
)
@click.option("--explain", metavar="CODE", help="Tell about one rule.")
@click.option("--fix", "fixing", is_flag=True, help="Mend what is mechanical: split, move a number, a unit.")
def lint(
    files: tuple[str, ...],
    output: str,
    written: str | None,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    language: str | None,
    config_file: Path | None,
    explain: str | None,
    fixing: bool,
) -> None:
    """Read OKRs as a good coach would: Markdown, YAML, JSON or CSV; - is standard input.

    Ends with 0 when there is no error, 1 when there is one, 2 when something cannot be read.
    """
    speak = "zh" if spoken() == "zh-hans" else "en"
    if explain:
        _explain(explain, language if language in ("en", "zh") else speak)
        return
    if not files:
        raise click.UsageError(
            "Name a file, or - for standard input." if speak == "en" else "请写文件名，或用-表示标准输入。"
        )
    from okr_coach.coach import review
    from okr_coach.config import BadConfiguration
    from okr_coach.formats import FORMATS, Read
    from okr_coach.readers import CannotRead

    reads: list[Read] = []
    for name in files:
        try:
            config = _config(name, config_file, profile, select, ignore, language)
            source = _source(name, written)
            report = review(source.draft, config.profile, config=config, ignored=source.ignored)
            if fixing:
                source = _fixed(name, source, config)
                report = review(source.draft, config.profile, config=config, ignored=source.ignored)
        except (CannotRead, BadConfiguration) as error:
            raise Unreadable(f"{name}: {error.zh if speak == 'zh' else error}") from error
        reads.append(Read("stdin" if name == "-" else name, report, source.lines))
    if not (fixing and files == ("-",)):
        click.echo(FORMATS[output](reads, speak))
    sys.exit(1 if any(read.report.has_errors for read in reads) else 0)


def _explain(code: str, language: str) -> None:
    from okr_coach.pages import explain

    try:
        click.echo(explain(code, language))
    except KeyError:
        raise Unreadable(f"There is no rule {code}." if language == "en" else f"没有规则{code}。") from None


def _config(
    name: str,
    config_file: Path | None,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    language: str | None,
) -> Config:
    from okr_coach.config import PROFILES, find_config, read_config, unknown_profile

    if config_file is not None and not config_file.is_file():
        raise Unreadable(
            f"There is no file {config_file}." if spoken() == "en" else f"没有文件 {config_file}。"
        )
    folder = Path.cwd() if name == "-" else Path(name).absolute().parent
    config = read_config(config_file) if config_file else find_config(folder)
    if profile:
        if profile not in PROFILES:
            raise unknown_profile(profile, "--profile")
        config = config._replace(profile=profile)
    if select:
        config = config._replace(select=_codes(select))
    if ignore:
        config = config._replace(ignore=(*config.ignore, *_codes(ignore)))
    if language:
        config = config._replace(language=None if language == "auto" else language)
    return config


def _codes(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for each in said for code in each.split(",") if code.strip())


def _source(name: str, written: str | None) -> Source:
    from okr_coach.readers import SUFFIXES, read

    form: Format | None = None
    if written:
        form = SUFFIXES[f".{written}"]
    elif name != "-":
        form = SUFFIXES.get(Path(name).suffix.lower())
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Unreadable(f"{name}: {error.strerror}") from error
    try:
        return read(raw.decode("utf-8-sig"), form)
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name}: not UTF-8." if spoken() == "en" else f"{name}：不是UTF-8编码。") from error


def _fixed(name: str, source: Source, config: Config) -> Source:
    """Mends until nothing mechanical is left (a title takes one mend a round), then writes the file once."""
    from okr_coach.coach import review
    from okr_coach.fixes import fix
    from okr_coach.readers import read

    text = source.text
    for _ in range(4):
        report = review(source.draft, config.profile, config=config, ignored=source.ignored)
        mended = fix(source, report.findings)
        if not mended.findings or mended.text == source.text:
            break
        source = read(mended.text, source.format)
    if name == "-":
        click.echo(source.text, nl=not source.text.endswith("\n"))
    elif source.text != text:
        Path(name).write_text(source.text, "utf-8")
    return source

"""Verbs of whoever runs a server; what they do stands in headway.config.server."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click

from headway_cli.help import Verb, Verbs
from headway_cli.words import language as terminal_language
from headway_cli.words import say


class Unusable(click.ClickException):
    """Settings, a database or an argument that cannot be used: sentences, and exit 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


def on_server[**P](verb: Callable[P, None]) -> Callable[P, None]:
    """What cannot be done is said in a sentence, never by a trace."""

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from headway.config.server import Unusable as Found

        try:
            verb(*args, **kwargs)
        except Found as found:
            raise Unusable("\n".join(found.sentences)) from None

    return run


def _prepare() -> None:
    from headway.config import server

    server.setup(language=terminal_language())
    server.migrate(_note)


def _note(sentence: str) -> None:
    click.echo(sentence, err=True)


def _stage(stage: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{stage} {done * 100 // max(total, 1)} %", nl=done >= total, err=True)
    elif done >= total:
        click.echo(stage, err=True)


folder = click.Path(file_okay=False, path_type=Path)


@click.command(cls=Verb)
@click.option(
    "--data", type=folder, default=Path("var"), show_default=True, metavar="DIR", help="Where it lives."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Of its story."
)
@on_server
def demo(data: Path, port: int, language: str) -> None:
    """The demo company on this machine, ready to be tried."""
    import os

    from headway.config import server

    os.environ["HEADWAY_DEMO"] = "1"
    os.environ.setdefault("HEADWAY_URL", f"http://localhost:{port}")
    server.setup(data, language=terminal_language())
    facts = server.demo(port=port, language=language, say=_note, stage=_stage)
    click.echo()
    click.echo(say("The demo company is at %(address)s", address=facts.address))
    click.echo()
    width = max((len(mail) for mail, _, _ in facts.sign_ins), default=0)
    for mail, name, what in facts.sign_ins:
        click.echo(f"  {mail:<{width}}  {name}, {what}")
    click.echo()
    click.echo(say("Everybody signs in with the password %(password)s", password=facts.password))
    click.echo(say("Ctrl-C stops it."))
    server.become_demo(port=port)


@click.command(cls=Verb)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 to be reached from elsewhere.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Per process.")
@on_server
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Your own installation; brings the database and the static files up to date first."""
    from headway.config import server

    server.setup(language=terminal_language())
    server.serve(
        host=host,
        port=port,
        workers=workers,
        threads=threads,
        say=_note,
        ready=lambda address: click.echo(say("Headway is at %(address)s", address=address)),
    )


@click.command(cls=Verb)
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--owner", metavar="MAIL", help="Who owns what the file leaves without an owner.")
@click.option("--cycle", type=click.IntRange(1), metavar="ID", help="Into this cycle.")
@click.option("--team", metavar="NAME", help="Held by this team.")
@on_server
def load(path: Path, owner: str | None, cycle: int | None, team: str | None) -> None:
    """Read OKRs from a text file, as people write them."""
    if not path.is_file():
        raise Unusable(say("There is no file %(path)s.", path=path))
    from headway.config import server

    _prepare()
    for line in server.load(path, owner=owner, cycle=cycle, team=team):
        click.echo(line)


@click.command(cls=Verb)
@click.option(
    "--check", is_flag=True, help="Change nothing; exit 1 if a stored figure is not what the rules compute."
)
@on_server
def recompute(check: bool) -> None:
    """Write every stored figure afresh, or prove that all of them are right."""
    from headway.config import server

    _prepare()
    if not check:
        click.echo(say("%(count)s figures written afresh", count=server.recompute()))
        return
    wrong = 0
    for line in server.differences():
        wrong += 1
        click.echo(line)
    count = server.count_figures()
    if wrong:
        click.echo(say("%(count)s figures checked, %(wrong)s differ", count=count, wrong=wrong))
        sys.exit(1)
    click.echo(say("%(count)s figures checked, all equal", count=count))


@click.command(cls=Verb)
@on_server
def day() -> None:
    """The daily job, now. A server does it by itself when the company's day turns."""
    from headway.config import server

    _prepare()
    click.echo(say("The day's work is done: %(count)s rows touched.", count=server.turn_day()))


@click.command(cls=Verb)
@on_server
def migrate() -> None:
    """Bring the database up to date."""
    _prepare()
    click.echo(say("The database is up to date."))


@click.group(cls=Verbs)
def token() -> None:
    """Personal tokens of the API."""


@token.command("create", cls=Verb)
@click.option("--person", required=True, metavar="MAIL")
@click.option("--name", default="headway", show_default=True, help="To recognise it by.")
@on_server
def create_token(person: str, name: str) -> None:
    """Make a token; its text goes to standard output, once."""
    from headway.config import server

    _prepare()
    text = server.create_token(person, name=name)
    _note(say("Keep this token; it is shown only now:"))
    click.echo(text)


@token.command("list", cls=Verb)
@click.option("--person", required=True, metavar="MAIL")
@on_server
def list_tokens(person: str) -> None:
    """A person's tokens."""
    from headway.config import server

    _prepare()
    lines = server.list_tokens(person)
    if not lines:
        click.echo(say("No tokens."))
    for line in lines:
        used = say("last used %(day)s", day=line.last_used_on) if line.last_used_on else say("never used")
        click.echo(f"{line.id}  …{line.hint}  {line.name}  {say('revoked') if line.revoked else used}")


@token.command("revoke", cls=Verb)
@click.argument("pk", metavar="ID", type=click.IntRange(1))
@on_server
def revoke_token(pk: int) -> None:
    """End a token at once."""
    from headway.config import server

    _prepare()
    click.echo(say("Revoked: %(name)s", name=server.revoke_token(pk)))


@click.group(cls=Verbs)
def admin() -> None:
    """Administrators, from the shell."""


@admin.command("create", cls=Verb)
@click.option("--mail", required=True)
@click.option("--name", required=True)
@click.option("--company", metavar="NAME", help="Needed the first time: founds it.")
@click.option(
    "--password", envvar="HEADWAY_ADMIN_PASSWORD", help="Better asked for, or in HEADWAY_ADMIN_PASSWORD."
)
@on_server
def create_admin(mail: str, name: str, company: str | None, password: str | None) -> None:
    """The first administrator, or one more."""
    from headway.config import server

    _prepare()
    if not password:
        if sys.stdin.isatty():
            password = click.prompt(say("Password"), hide_input=True, confirmation_prompt=True)
        else:
            password = secrets.token_urlsafe(12)
            click.echo(f"{say('Password')}: {password}")
    assert password is not None
    server.create_admin(mail=mail, name=name, password=password, company=company)
    click.echo(say("%(mail)s is an administrator now.", mail=mail))

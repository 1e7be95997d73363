"""Setting up the language model that may suggest wordings; for administrators."""

from __future__ import annotations

import sys

import click

from headway_cli.answers import as_json, as_object, show_json
from headway_cli.client import Json, ask
from headway_cli.client_verbs import show_wordings
from headway_cli.help import Verb, Verbs
from headway_cli.words import say

SETTINGS = "/rewriting/settings"


@click.group(cls=Verbs)
def rewriting() -> None:
    """Rewriting help: where the language model answers. For administrators."""


@rewriting.command("show", cls=Verb)
@as_json
def show(as_json: bool) -> None:
    """How it is set up; the key is never shown."""
    _show(ask("GET", SETTINGS), as_json)


@rewriting.command("set", cls=Verb)
@click.option(
    "--address", metavar="URL", help="Of an OpenAI-compatible server, such as http://localhost:11434/v1."
)
@click.option("--model", metavar="NAME", help="As the server knows it.")
@click.option(
    "--key", is_flag=True, help="Asks for the server's key, unseen; from a pipe its first line is the key."
)
@click.option("--forget-key", is_flag=True, help="Forgets the kept key.")
@click.option("--seconds", type=int, metavar="3-60", help="How long a writer waits at most.")
@click.option("--notice", metavar="TEXT", help="What writers are told besides.")
@as_json
def change(
    address: str | None,
    model: str | None,
    key: bool,
    forget_key: bool,
    seconds: int | None,
    notice: str | None,
    as_json: bool,
) -> None:
    """Set it up; what is left out stays as it is."""
    given = {"address": address, "model": model, "seconds": seconds, "notice": notice}
    body: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if key:
        body["key"] = _key()
    elif forget_key:
        body["key"] = ""
    _show(ask("PATCH", SETTINGS, body=body), as_json)


@rewriting.command("try", cls=Verb)
@as_json
def attempt(as_json: bool) -> None:
    """Send one harmless sentence of ours and show what comes back."""
    answer = ask("POST", "/rewriting/trial", timeout=90)
    if as_json:
        return show_json(answer)
    click.echo(
        say("%(place)s answered after %(seconds)s s.", place=answer["place"], seconds=answer["seconds"])
    )
    original = as_object(answer["original"])
    click.echo(f"{original['score']:>3}  {original['text']}")
    return show_wordings(answer)


@rewriting.command("on", cls=Verb)
@as_json
def on(as_json: bool) -> None:
    """Let writers ask for other wordings."""
    _show(ask("PATCH", SETTINGS, body={"on": True}), as_json)


@rewriting.command("off", cls=Verb)
@as_json
def off(as_json: bool) -> None:
    """Send nothing any more."""
    _show(ask("PATCH", SETTINGS, body={"on": False}), as_json)


def _key() -> str:
    if sys.stdin.isatty():
        return str(click.prompt(say("Key"), hide_input=True))
    return sys.stdin.readline().strip()


def _show(answer: dict[str, Json], as_json: bool) -> None:
    if as_json:
        return show_json(answer)
    click.echo(say("Rewriting help is on.") if answer["on"] else say("Rewriting help is off."))
    if not answer["address"]:
        click.echo(say("No language model is set up."))
        return None
    click.echo(say("Address: %(address)s", address=answer["address"]))
    if answer["place"] is None:
        click.echo(say("This address is no longer allowed by whoever runs the server."))
    if answer["readable_on_the_way"]:
        click.echo(say("It begins with http: what is sent, and the key, can be read on the way."))
    click.echo(say("Model: %(model)s", model=answer["model"]))
    click.echo(say("Key: %(key)s", key=_kept(answer["key"])))
    click.echo(say("Waits at most: %(seconds)s s", seconds=answer["seconds"]))
    if answer["notice"]:
        click.echo(say("Writers are told: %(notice)s", notice=answer["notice"]))
    return None


def _kept(key: Json) -> str:
    match key:
        case "sealed":
            return say("kept, sealed")
        case "server":
            return say("the server's environment has it")
    return say("none")

"""One request to a server, and what becomes of its answer."""

from __future__ import annotations

import os
from importlib.metadata import version

import click

from headway_cli.words import language, say

type Json = dict[str, Json] | list[Json] | str | int | bool | None


class Refused(click.ClickException):
    """The server's own sentence, with one line a field."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


class Unset(Refused):
    exit_code = 2


def ask(
    method: str,
    path: str,
    *,
    query: dict[str, str] | None = None,
    body: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
    timeout: float = 30,
) -> dict[str, Json]:
    """The answer's object; raises ``Refused`` with the server's sentence."""
    import httpx

    server = os.environ.get("HEADWAY_SERVER", "").rstrip("/") or "http://localhost:8000"
    token = os.environ.get("HEADWAY_TOKEN", "").strip()
    if not token:
        raise Unset(say("Set HEADWAY_TOKEN to a personal token; you make one on your profile page."))
    sent = {
        "Authorization": f"Bearer {token}",
        "Accept-Language": language(),
        "User-Agent": f"headway-cli/{version('headway')}",
        **(headers or {}),
    }
    try:
        answer = httpx.request(
            method, f"{server}/api/v1{path}", params=query, json=body, headers=sent, timeout=timeout
        )
    except (httpx.TransportError, httpx.InvalidURL, UnicodeEncodeError):
        raise Unset(say("No server answers at %(server)s. Check HEADWAY_SERVER.", server=server)) from None
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Unset(say("%(server)s does not answer as Headway does. Check HEADWAY_SERVER.", server=server))
    if answer.is_success:
        return found
    error = found.get("error")
    if not isinstance(error, dict):
        raise Unset(say("%(server)s does not answer as Headway does. Check HEADWAY_SERVER.", server=server))
    raise Refused("\n".join(_lines(error)))


def _lines(error: dict[str, Json]) -> list[str]:
    fields = error.get("fields")
    shown = (
        [f"{one['field']}: {one['message']}" for one in fields if isinstance(one, dict)]
        if isinstance(fields, list)
        else []
    )
    return shown if len(shown) == 1 else [str(error.get("message")), *shown]

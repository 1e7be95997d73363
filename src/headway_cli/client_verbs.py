"""Verbs of a person; each is one request to the server."""

from __future__ import annotations

import secrets
from urllib.parse import quote

import click

from headway_cli.answers import as_json, as_object, as_objects, as_text, show_json
from headway_cli.client import Json, ask
from headway_cli.help import Verb
from headway_cli.tables import percent, table
from headway_cli.words import say


@click.command(cls=Verb)
@as_json
def me(as_json: bool) -> None:
    """Who you are, and how many check-ins wait for you."""
    answer = ask("GET", "/me")
    if as_json:
        return show_json(answer)
    click.echo(say("%(name)s <%(mail)s>", name=answer["name"], mail=answer["mail"]))
    teams = ", ".join(str(team["name"]) for team in as_objects(answer["teams"]))
    if teams:
        click.echo(say("Teams: %(teams)s", teams=teams))
    click.echo(say("Check-ins due: %(count)s", count=answer["check_ins_due"]))
    return None


@click.command(cls=Verb)
@click.option("--cycle", type=int, metavar="ID", help="Of this cycle.")
@click.option("--team", type=int, metavar="ID", help="Held by this team or its people.")
@click.option("--owner", metavar="ID|me", help="Owned by this person, or by you.")
@click.option("--state", type=click.Choice(["draft", "proposed", "agreed", "closed"]))
@click.option(
    "--status",
    type=click.Choice(["not_started", "on_track", "at_risk", "off_track", "overdue", "done"]),
)
@click.option("--search", metavar="TEXT", help="Part of its title or background.")
@click.option("--limit", type=click.IntRange(1, 100), default=50, show_default=True)
@as_json
def objectives(
    cycle: int | None,
    team: int | None,
    owner: str | None,
    state: str | None,
    status: str | None,
    search: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Objectives you may see."""
    query = {
        name: str(value)
        for name, value in {
            "cycle": cycle,
            "team": team,
            "state": state,
            "status": status,
            "q": search,
            "limit": limit,
            "mine": "true" if owner == "me" else None,
            "owner": owner if owner != "me" else None,
        }.items()
        if value is not None
    }
    answer = ask("GET", "/objectives", query=query)
    if as_json:
        return show_json(answer)
    rows = as_objects(answer["items"])
    if not rows:
        click.echo(say("No objectives."))
        return None
    head = ["#", say("Objective"), say("Owner"), say("Progress"), say("Status")]
    click.echo(
        table(
            head,
            [
                [
                    str(row["id"]),
                    str(row["title"]),
                    str(as_object(row["owner"])["name"]),
                    percent(row["progress"]),
                    say(str(row["status"] if row["state"] == "agreed" else row["state"])),
                ]
                for row in rows
            ],
        )
    )
    if answer["next_cursor"]:
        click.echo(say("More: add --limit or narrow the list."), err=True)
    return None


@click.command(cls=Verb)
@click.argument("pk", metavar="ID", type=click.IntRange(1))
@as_json
def objective(pk: int, as_json: bool) -> None:
    """One objective with its key results."""
    answer = ask("GET", f"/objectives/{pk}")
    if as_json:
        return show_json(answer)
    click.echo(
        say(
            "%(title)s (%(cycle)s, %(owner)s)",
            title=answer["title"],
            cycle=as_object(answer["cycle"])["name"],
            owner=as_object(answer["owner"])["name"],
        )
    )
    status = answer["status"] if answer["state"] == "agreed" else answer["state"]
    click.echo(f"{percent(answer['progress'])}  {say(str(status))}")
    head = [
        "#",
        say("Key result"),
        say("Value"),
        say("Target"),
        say("Progress"),
        say("Confidence"),
        say("Status"),
    ]
    rows = [
        [
            str(row["id"]),
            str(row["title"]),
            as_text(row["current"]),
            as_text(row["target"]),
            percent(row["progress"]),
            as_text(row["confidence"]),
            say(str(row["hand_status"] or row["status"])),
        ]
        for row in as_objects(answer["key_results"])
        if row["state"] == "live"
    ]
    if rows:
        click.echo()
        click.echo(table(head, rows))
    return None


@click.command("check-in", cls=Verb, context_settings={"ignore_unknown_options": True})
@click.argument("key_result", metavar="KEY_RESULT", type=click.IntRange(1))
@click.argument("value")
@click.option("--confidence", "-c", type=int, metavar="1-10", help="Your chance in ten of reaching the aim.")
@click.option("--note", "-m", default="", metavar="TEXT", help="What has changed.")
@click.option("--obstacles", default="", metavar="TEXT", help="What stands in the way.")
@click.option("--next", "next_", default="", metavar="TEXT", help="What comes next.")
@click.option(
    "--on", metavar="DAY", help="The day the value speaks of, such as 2026-03-31; today if left out."
)
@as_json
def check_in(
    key_result: int,
    value: str,
    confidence: int | None,
    note: str,
    obstacles: str,
    next_: str,
    on: str | None,
    as_json: bool,
) -> None:
    """Say where a key result stands: headway check-in 12 40 -c 7 -m "Two shops signed"."""
    body: dict[str, object] = {
        "value": value,
        "confidence": confidence,
        "changed": note,
        "obstacles": obstacles,
        "next": next_,
        "on": on,
    }
    answer = ask(
        "POST",
        f"/key-results/{key_result}/check-ins",
        body={name: given for name, given in body.items() if given not in (None, "")},
        headers={"Idempotency-Key": secrets.token_urlsafe(18)},
    )
    if as_json:
        return show_json(answer)
    now = as_object(answer["key_result"])
    click.echo(
        say(
            "Checked in: %(value)s, progress %(progress)s, %(status)s.",
            value=as_text(as_object(answer["check_in"])["value"]),
            progress=percent(now["progress"]),
            status=say(str(now["status"])),
        )
    )
    return None


@click.command(cls=Verb)
@click.option("--language", type=click.Choice(["en", "zh"]), help="Written in this language.")
@click.option("--department", metavar="KEY", help="Such as sales, engineering or hr.")
@click.option("--role", metavar="TEXT", help="For exactly this role.")
@click.option("--search", metavar="TEXT", help="Words of its texts.")
@click.option("--own", is_flag=True, help="Only your organisation's own.")
@click.option("--limit", type=click.IntRange(1, 100), default=50, show_default=True)
@as_json
def templates(
    language: str | None,
    department: str | None,
    role: str | None,
    search: str | None,
    own: bool,
    limit: int,
    as_json: bool,
) -> None:
    """OKR templates to begin with."""
    given = {"language": language, "department": department, "role": role, "q": search}
    query = {name: value for name, value in given.items() if value} | {"limit": str(limit)}
    answer = ask("GET", "/templates", query={**query, **({"origin": "own"} if own else {})})
    if as_json:
        return show_json(answer)
    rows = as_objects(answer["items"])
    if not rows:
        click.echo(say("No templates."))
        return None
    head = [say("Template"), say("Role"), say("Objective")]
    click.echo(table(head, [[str(row[name]) for name in ("slug", "role", "objective")] for row in rows]))
    if answer["next_cursor"]:
        click.echo(say("More: add --limit or narrow the list."), err=True)
    return None


@click.command(cls=Verb)
@click.argument("slug")
@as_json
def template(slug: str, as_json: bool) -> None:
    """One template: its texts, what it asks for, and why it is good."""
    answer = ask("GET", f"/templates/{quote(slug, safe='')}")
    if as_json:
        return show_json(answer)
    click.echo(f"{answer['objective']}\n")
    for row in as_objects(answer["key_results"]):
        click.echo(f"- {row['title']}")
    click.echo()
    asked = as_object(answer["placeholders"])
    rows = [
        [f"{{{name}}}", *(str(as_object(each)[what]) for what in ("label", "example"))]
        for name, each in asked.items()
    ]
    if rows:
        click.echo(table([say("Placeholder"), say("What is asked"), say("Example")], rows))
    if answer["why_good"]:
        click.echo(f"\n{answer['why_good']}")
    return None


@click.command(cls=Verb)
@click.argument("pk", metavar="OBJECTIVE_ID", type=click.IntRange(1))
@as_json
def coach(pk: int, as_json: bool) -> None:
    """What the coach asks about an objective and its key results."""
    answer = ask("GET", f"/objectives/{pk}/coaching")
    if as_json:
        return show_json(answer)
    notes = as_objects(answer["findings"])
    for note in notes:
        dismissed = as_object(note["dismissed"])
        if dismissed:
            continue
        row = note["key_result"]
        place = say("Objective %(id)s", id=pk) if row is None else say("Key result %(id)s", id=row)
        click.echo(f"{place}: {note['code']} {say(str(note['severity']))}: {note['message']}")
        click.echo(f"    ? {note['question']}")
        click.echo(f"    → {note['mend']}")
    waved = [as_object(note["dismissed"]) for note in notes if note["dismissed"]]
    if len(waved) == len(notes):
        click.echo(say("Nothing to ask."))
    for each in waved:
        said = {"code": each["code"], "name": as_object(each["by"])["name"], "reason": each["reason"]}
        click.echo(say("Dismissed: %(code)s (%(name)s: %(reason)s)", **said))
    click.echo(say("Score: %(score)s", score=answer["score"]))
    return None


@click.command(cls=Verb)
@click.argument("text", metavar="TEXT")
@click.option("--objective", is_flag=True, help="It is an objective, not a key result.")
@click.option("--send-to", metavar="HOST", help="Agree, once, that your sentences go to this place.")
@as_json
def rewrite(text: str, objective: bool, send_to: str | None, as_json: bool) -> None:
    """Other wordings of one sentence, by the language model your organisation has set up."""
    body: dict[str, object] = {"kind": "objective" if objective else "key_result", "text": text}
    if send_to is not None:
        body["send_to"] = send_to
    answer = ask("POST", "/coach/rewrites", body=body, timeout=90)
    if as_json:
        return show_json(answer)
    show_wordings(answer)
    click.echo(say("Score of yours: %(score)s", score=as_object(answer["original"])["score"]))
    return None


def show_wordings(answer: dict[str, Json]) -> None:
    for wording in as_objects(answer["suggestions"]):
        click.echo(f"{wording['score']:>3}  {wording['text']}")
        for note in as_objects(wording["findings"]):
            click.echo(f"       {note['code']} {say(str(note['severity']))}: {note['message']}")
    if not answer["suggestions"]:
        click.echo(say("No wording was better than yours."))

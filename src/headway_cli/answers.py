"""What the verbs of a person share in reading and showing the server's answers."""

from __future__ import annotations

import json

import click

from headway_cli.client import Json

as_json = click.option("--json", "as_json", is_flag=True, help="The server's answer as it came.")


def show_json(answer: dict[str, Json]) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def as_object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def as_objects(value: Json) -> list[dict[str, Json]]:
    return [as_object(one) for one in value] if isinstance(value, list) else []


def as_text(value: Json) -> str:
    return "—" if value is None else str(value)

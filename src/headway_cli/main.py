"""The `headway` command: verbs that speak HTTP to a server, and verbs for whoever runs one.

Everything heavy is imported by the verb that needs it, so that `headway --help` is there at once.
"""

from __future__ import annotations

import sys
from importlib.metadata import version

import click

from headway_cli.client_verbs import check_in, coach, me, objective, objectives, rewrite, template, templates
from headway_cli.complaints import complain
from headway_cli.help import Verbs, speak
from headway_cli.lint import lint
from headway_cli.rewriting_verbs import rewriting
from headway_cli.server_verbs import admin, day, demo, load, migrate, recompute, serve, token


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    is_eager=True,
    expose_value=False,
    callback=speak,
    help="Of what the command says; else that of the terminal.",
)
@click.version_option(version("headway"), prog_name="headway")
def cli() -> None:
    """Headway (前行): goals, key results and check-ins.

    Those down to rewriting speak to a server: HEADWAY_SERVER says where it is, HEADWAY_TOKEN who you are.
    lint needs none. Those from demo on run on the server itself.
    """


for verb in (
    me,
    objectives,
    objective,
    check_in,
    coach,
    templates,
    template,
    rewrite,
    rewriting,
    lint,
    demo,
    serve,
    load,
    recompute,
    day,
    migrate,
    token,
    admin,
):
    cli.add_command(verb)


def main() -> None:
    try:
        cli.main(standalone_mode=False)
    except click.UsageError as error:
        complain(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("", err=True)
        sys.exit(130)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)


if __name__ == "__main__":
    main()

"""What the `headway` command does on a server: prepare, migrate, serve, and the verbs of an operator.

Nothing here prints; ``say`` is where sentences go. What cannot be done raises ``Unusable``.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import activate, get_language, ngettext
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from headway.people.models import Person

type Say = Callable[[str], None]
type Stage = Callable[[str, int, int], None]

SETTINGS = "headway.config.settings"
WORKERS = 2
THREADS = 4
STAMP = ".headway"


class Unusable(Exception):
    """Sentences that say what is wrong and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class TokenLine:
    id: int
    name: str
    hint: str
    created_on: str
    last_used_on: str
    revoked: bool


def setup(data: Path | None = None, *, language: str) -> None:
    """Read the settings, reach the database, speak ``language``; every other function here comes after it."""
    if data is not None:
        os.environ["HEADWAY_DATA"] = str(data.expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    from headway.config import settings

    django.setup()  # what could not be used has been replaced by something harmless
    activate(language)
    if settings.PROBLEMS:
        raise Unusable(*dict.fromkeys(problem.said(_) for problem in settings.PROBLEMS))
    _reach_database()


def _reach_database() -> None:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        where = connection.settings_dict
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        if connection.vendor == "sqlite":
            sentence = _(
                "The database file %(name)s cannot be opened: %(reason)s. Check DATABASE_URL or HEADWAY_DATA."
            )
        else:
            sentence = _(
                "The database %(name)s at %(host)s:%(port)s cannot be reached: %(reason)s. "
                "Check DATABASE_URL and that PostgreSQL runs."
            )
        facts = {
            "name": where["NAME"],
            "host": where["HOST"] or "localhost",
            "port": where["PORT"] or 5432,
            "reason": reason.rstrip("."),
        }
        raise Unusable(sentence % facts) from None


def migrate(say: Say) -> int:
    """Apply what is pending; returns how many migrations that were."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        return 0
    sentence = ngettext(
        "Bringing the database up to date: %(count)s step.",
        "Bringing the database up to date: %(count)s steps.",
        len(pending),
    )
    say(sentence % {"count": len(pending)})
    call_command("migrate", verbosity=0, interactive=False)
    return len(pending)


def collect_static() -> bool:
    """Copy style, scripts and pictures to where they are served, if they differ from last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / STAMP
    wanted = _fingerprint(Path(folder) for folder in settings.STATICFILES_DIRS)
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    return True


def _fingerprint(folders: Iterable[Path]) -> str:
    import headway.web.staticfiles

    digest = sha256(Path(headway.web.staticfiles.__file__).read_bytes())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(folder)}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def serve(
    *, host: str, port: int, workers: int = WORKERS, threads: int = THREADS, say: Say, ready: Say
) -> NoReturn:
    """Bring everything up to date and become the server; it ends with Ctrl-C or SIGTERM."""
    _port_is_free(host, port)
    migrate(say)
    collect_static()
    ready(f"http://{host}:{port}")
    _become(host=host, port=port, workers=workers, threads=threads)


def _port_is_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        sentence = _("Cannot listen on %(host)s:%(port)s (%(reason)s). Choose another port with --port.")
        raise Unusable(sentence % {"host": host, "port": port, "reason": error.strerror or error}) from None


def _become(*, host: str, port: int, workers: int, threads: int) -> NoReturn:
    from django.db import connections

    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os.environ["HEADWAY_SETTLE"] = "thread"
    # A language model that takes its time leaves half of the threads to everybody else.
    os.environ.setdefault("HEADWAY_REWRITING_AT_ONCE", str(max(1, min(2, threads // 2))))
    command = [
        sys.executable,
        "-m",
        "headway.config.serving",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        str(threads),
        "--backpressure",
        str(max(16, threads * 8)),
        "--backlog",
        "2048",
        "--no-ws",
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "5",
        "--log-level",
        "warning",
        "--no-access-log",
        "--factory",
        "headway.config.serving:worker",
    ]
    os.execv(sys.executable, command)


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """What somebody who tries it out has to know."""

    address: str
    password: str
    sign_ins: list[tuple[str, str, str]]
    """Mail, name, and what for."""


def demo(*, port: int, language: str, say: Say, stage: Stage) -> DemoFacts:
    """The demo company, loaded into an empty database; serving it is ``become_demo``."""
    from headway.demo.load import load_demo
    from headway.people.models import Organisation

    _port_is_free("127.0.0.1", port)
    migrate(say)
    collect_static()
    folder = _data()
    password = _kept(folder / "demo-password", lambda: "-".join(secrets.choice(_WORDS) for word in range(4)))
    known = folder / "demo-people.json"
    if not Organisation.objects.exists():
        loaded = load_demo(
            language="zh" if language.startswith("zh") else "en", password=password, progress=stage
        )
        known.write_text(json.dumps(loaded.sign_ins), "utf-8")
    sign_ins = [tuple(one) for one in json.loads(known.read_text("utf-8"))] if known.exists() else []
    return DemoFacts(f"http://localhost:{port}", password, sign_ins)


def become_demo(*, port: int) -> NoReturn:
    os.environ.setdefault("HEADWAY_DEMO", "1")
    os.environ.setdefault("HEADWAY_URL", f"http://localhost:{port}")
    _become(host="127.0.0.1", port=port, workers=1, threads=THREADS)


def _data() -> Path:
    from headway.config import settings

    settings.DATA.mkdir(parents=True, exist_ok=True)
    return settings.DATA


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
    return path.read_text().strip()


# Four of these are a password that can be read out; 64 words, so one in sixteen million for a demo.
_WORDS = tuple(
    """
    amber anchor apple arrow autumn bamboo basket beacon birch bridge candle canyon
    cedar cherry circle cloud copper coral cotton crane dawn desert drift ember
    fern field flint forest garden glacier harbor hazel island ivory juniper kettle
    lagoon lantern lemon linen maple marble meadow mirror moss ocean olive orchard
    paper pebble pepper pine prairie quartz river saddle saffron silver spruce summit
    thistle timber valley walnut
    """.split()  # noqa: SIM905
)


def load(path: Path, *, owner: str | None, cycle: int | None, team: str | None) -> list[str]:
    """Read OKRs from a text file, in the name of ``owner`` or of the first administrator.

    Returns sentences about what came in and what could not be read.
    """
    from django.utils import timezone

    from headway.core.errors import Refusal
    from headway.people.models import Person
    from headway.people.viewer import viewer_of
    from headway.transfer.load import load_file

    _founded()
    admins = Person.objects.filter(role=Person.Role.ADMIN, is_active=True).order_by("pk")
    person = _person(owner) if owner else admins[0]
    by = viewer_of(person, at=timezone.now())
    try:
        return load_file(path, by=by, cycle_id=cycle, team_name=team).lines()
    except Refusal as refused:
        raise Unusable(refused.message(_)) from None


def recompute() -> int:
    """Write every stored figure afresh; returns how many rows there are."""
    from django.utils import timezone

    from headway.coach.actions.upkeep import review_again
    from headway.goals.actions.daily import recompute as write_afresh

    _founded()
    now = timezone.now()
    return write_afresh(at=now) + review_again(at=now)


def differences() -> Iterator[str]:
    """A line for every stored figure that is not what the rules compute."""
    from django.utils import timezone

    from headway.coach.actions import proof
    from headway.goals.actions import daily

    _founded()
    for found in chain(daily.differences(at=timezone.now()), proof.differences()):
        yield _("%(noun)s %(id)s: %(figure)s is stored as %(stored)s, but computed as %(computed)s") % {
            "noun": found.noun,
            "id": found.id,
            "figure": found.figure,
            "stored": found.stored,
            "computed": found.computed,
        }


def count_figures() -> int:
    """How many rows carry stored figures."""
    from headway.coach.models import Review, TeamFinding, TeamQuality
    from headway.goals.models import KeyResult, Objective, TeamFigure

    stored = (KeyResult, Objective, TeamFigure, Review, TeamQuality, TeamFinding)
    return sum(model._default_manager.count() for model in stored)


def turn_day() -> int:
    """The daily job, now; returns how many rows it touched."""
    from django.utils import timezone

    from headway.config import day

    _founded()
    return day.turn(at=timezone.now())


def create_token(mail: str, *, name: str) -> str:
    """A new personal token; its text is known only now."""
    from django.utils import timezone

    from headway.people.actions import tokens

    return tokens.create_token(_person(mail), name=name, actor=None, at=timezone.now(), door="cli").text


def list_tokens(mail: str) -> list[TokenLine]:
    return [
        TokenLine(
            token.pk,
            token.name,
            token.hint,
            token.created_at.date().isoformat(),
            token.last_used_on.isoformat() if token.last_used_on else "",
            token.revoked_at is not None,
        )
        for token in _person(mail).tokens.order_by("id")
    ]


def revoke_token(pk: int) -> str:
    """Returns the token's name."""
    from django.utils import timezone

    from headway.people.actions import tokens
    from headway.people.models import Token

    token = Token.objects.filter(pk=pk).first()
    if token is None:
        sentence = _("There is no token %(id)s. `headway token list --person MAIL` shows a person's tokens.")
        raise Unusable(sentence % {"id": pk})
    return tokens.revoke_token(token, actor=None, at=timezone.now(), door="cli").name


def create_admin(*, mail: str, name: str, password: str, company: str | None) -> None:
    """The first administrator, who founds the company; later one more."""
    from django.utils import timezone

    from headway.people.actions.checks import checked_password
    from headway.people.actions.organisation import found_company
    from headway.people.actions.people import add_person
    from headway.people.models import Organisation, Person

    at = timezone.now()
    with _refusals():
        if Organisation.objects.exists():
            checked_password(password, mail=mail, name=name)
            add_person(
                mail=mail, name=name, role=Person.Role.ADMIN, password=password, actor=None, at=at, door="cli"
            )
        elif company:
            found_company(
                company=company,
                name=name,
                mail=mail,
                password=password,
                language=get_language() or "en",
                at=at,
                door="cli",
            )
        else:
            raise Unusable(_("Nothing is here yet: name the company too, with --company."))


def has_company() -> bool:
    from headway.people.models import Organisation

    return Organisation.objects.exists()


class _refusals:
    """What an action refuses becomes what the command says."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from headway.core.errors import Refusal, Refusals

        if isinstance(error, Refusals):
            raise Unusable(*[one.message(_) for one in error]) from None
        if isinstance(error, Refusal):
            raise Unusable(error.message(_)) from None


def _person(mail: str) -> Person:
    from headway.people.models import Person

    person = Person.objects.filter(mail=mail.strip().lower()).first()
    if person is None:
        raise Unusable(_("Nobody here has the mail address %(mail)s.") % {"mail": mail})
    return person


def _founded() -> None:
    if not has_company():
        raise Unusable(_("There is no company here yet. Open the first page, or use `headway admin create`."))

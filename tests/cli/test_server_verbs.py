"""The verbs of a server, run as somebody in a shell runs them: what they print, how they end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

MAIN = [sys.executable, "-m", "headway_cli.main"]


def shell(data: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "PYTHONPATH")
    }
    src = Path(__file__).resolve().parents[2] / "src"
    return {**kept, "PYTHONPATH": str(src), "LANG": "C.UTF-8", "HEADWAY_DATA": str(data), **more}


def headway(data: Path, *words: str, **more: str) -> tuple[int, str, str]:
    ended = subprocess.run(
        [*MAIN, *words], env=shell(data, **more), capture_output=True, text=True, timeout=120, check=False
    )
    return ended.returncode, ended.stdout.strip(), ended.stderr.strip()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with its first administrator."""
    folder = tmp_path_factory.mktemp("data")
    code, out, _ = headway(
        folder,
        "admin",
        "create",
        "--mail",
        "ann@example.com",
        "--name",
        "Ann",
        "--company",
        "Small Company",
        HEADWAY_ADMIN_PASSWORD="a quiet sheet of progress",
    )
    assert (code, out) == (0, "ann@example.com is an administrator now.")
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://root@localhost/okr", "DATABASE_URL starts with “mysql”"),
        ("DATABASE_URL", "postgresql://localhost:99999999/okr", "DATABASE_URL cannot be read"),
        (
            "DATABASE_URL",
            "postgresql://nobody@127.0.0.1:1/okr",
            "The database okr at 127.0.0.1:1 cannot be reached",
        ),
        (
            "DATABASE_URL",
            "sqlite:////nowhere/at/all.sqlite3",
            "The database file /nowhere/at/all.sqlite3 cannot be opened",
        ),
        ("SECRET_KEY", "secret", "SECRET_KEY is too short or too plain"),
        ("HEADWAY_URL", "okr.example.com", "HEADWAY_URL is “okr.example.com”"),
        ("HEADWAY_DEBUG", "maybe", "HEADWAY_DEBUG is “maybe”"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence_and_exit_2(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    code, out, err = headway(tmp_path, "serve", "--port", str(free_port()), **{name: value})
    assert (code, out) == (2, "")
    assert err.startswith(sentence) and "Traceback" not in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://root@localhost/okr", "DATABASE_URL 以“mysql”开头：前行支持"),
        ("SECRET_KEY", "secret", "SECRET_KEY 太短或太简单"),
        ("HEADWAY_DEBUG", "maybe", "HEADWAY_DEBUG 的值是“maybe”：请写 1 或 0。"),
    ],
)
def test_a_chinese_terminal_hears_it_in_chinese(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    given = {name: value, "LC_ALL": "zh_CN.UTF-8"}
    code, out, err = headway(tmp_path, "serve", "--port", str(free_port()), **given)
    assert (code, out) == (2, "")
    assert err.startswith(sentence) and len(err.splitlines()) == 1


@pytest.mark.parametrize(("words", "env"), [((), {"LANGUAGE": "de:zh_CN"}), (("--language", "zh"), {})])
def test_a_server_verb_speaks_the_language_that_is_named(
    tmp_path: Path, words: tuple[str, ...], env: dict[str, str]
) -> None:
    given = {"HEADWAY_DEBUG": "maybe", "LC_ALL": "en_US.UTF-8", **env}
    code, _, err = headway(tmp_path, *words, "migrate", **given)
    assert (code, err) == (2, "HEADWAY_DEBUG 的值是“maybe”：请写 1 或 0。")


def test_help_is_there_at_once(tmp_path: Path) -> None:
    code, out, _ = headway(tmp_path, "--help")
    assert code == 0 and "check-in" in out

    def spent(*arguments: str) -> float:
        """Processor seconds, the fewest of three: against other Python started beside it, not in seconds."""
        taken = []
        for _ in range(3):
            began = os.times().children_user
            subprocess.run([sys.executable, *arguments], env=shell(tmp_path), capture_output=True, check=True)
            taken.append(os.times().children_user - began)
        return min(taken)

    standard = spent("-c", "import asyncio, unittest.mock, http.server, json, argparse")
    assert spent(*MAIN[1:], "--help") < 4 * standard + 0.1  # os.times counts hundredths
    modules = subprocess.run(
        [sys.executable, "-X", "importtime", *MAIN[1:], "--help"],
        env=shell(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert not [name for name in ("django", "httpx", "granian") if f" {name}\n" in modules]


def test_every_figure_of_a_new_company_is_right(data: Path) -> None:
    assert headway(data, "recompute", "--check")[:2] == (0, "0 figures checked, all equal")


def test_a_figure_that_is_wrong_is_named_and_ends_in_1(data: Path) -> None:
    upset = (
        "import django; django.setup()\n"
        "from datetime import date\n"
        "from django.utils import timezone\n"
        "from headway.goals.actions.cycles import create_cycle\n"
        "from headway.goals.actions.fields import ObjectiveFields\n"
        "from headway.goals.actions.objectives import create_objective\n"
        "from headway.goals.models import Objective\n"
        "from headway.people.models import Person\n"
        "from headway.people.viewer import viewer_of\n"
        "ann = Person.objects.get(); by = viewer_of(ann, at=timezone.now())\n"
        "first, last = date(by.today.year, 1, 1), date(by.today.year, 12, 31)\n"
        "cycle = create_cycle(kind='year', starts=first, ends=last, state='running', by=by, door='cli')\n"
        "given = ObjectiveFields(cycle_id=cycle.pk, holder='company', title='T')\n"
        "made = create_objective(given, by=by, door='cli')\n"
        "Objective.objects.filter(pk=made.pk).update(check_ins_count=7)\n"
    )
    env = shell(data, DJANGO_SETTINGS_MODULE="headway.config.settings")
    subprocess.run([sys.executable, "-c", upset], env=env, check=True)
    code, out, _ = headway(data, "recompute", "--check")
    assert code == 1
    assert out.splitlines()[0] == "objective 1: check_ins_count is stored as 7, but computed as 0"
    assert out.splitlines()[-1].endswith("1 differ")
    assert headway(data, "recompute")[0] == 0
    assert headway(data, "recompute", "--check")[0] == 0


def test_a_token_is_printed_once_listed_and_revoked(data: Path) -> None:
    code, token, err = headway(data, "token", "create", "--person", "ann@example.com", "--name", "Robot")
    assert (code, token[:3], err) == (0, "hw_", "Keep this token; it is shown only now:")
    _, listed, _ = headway(data, "token", "list", "--person", "ANN@example.com")
    assert listed == f"1  …{token[-4:]}  Robot  never used"
    assert headway(data, "token", "revoke", "1")[:2] == (0, "Revoked: Robot")
    assert headway(data, "token", "list", "--person", "ann@example.com")[1].endswith("revoked")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["token", "create", "--person", "nobody@example.com"],
            "Nobody here has the mail address nobody@example.com.",
        ),
        (["token", "revoke", "99"], "There is no token 99."),
        (["load", "nowhere.md"], "There is no file nowhere.md."),
    ],
)
def test_what_is_not_there_is_a_sentence_and_exit_2(data: Path, words: list[str], sentence: str) -> None:
    code, _, err = headway(data, *words)
    assert (code, err.startswith(sentence)) == (2, True), err


def test_an_administrators_password_is_held_to_the_same_rules(data: Path) -> None:
    code, _, err = headway(
        data, "admin", "create", "--mail", "bo@example.com", "--name", "Bo", HEADWAY_ADMIN_PASSWORD="short"
    )
    assert (code, "too short" in err) == (2, True)


def test_a_first_administrator_names_the_company_too(tmp_path: Path) -> None:
    code, _, err = headway(tmp_path, "admin", "create", "--mail", "a@example.com", "--name", "A")
    assert (code, err.splitlines()[-1]) == (2, "Nothing is here yet: name the company too, with --company.")


def test_chinese_terminals_are_answered_in_chinese(data: Path) -> None:
    assert headway(data, "migrate", LANG="zh_CN.UTF-8")[:2] == (0, "数据库已是最新。")


def test_a_port_that_is_taken_is_a_sentence(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = headway(data, "serve", "--port", str(port))
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith(f"Cannot listen on 127.0.0.1:{port}")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_serves_and_ends_cleanly(data: Path, how: signal.Signals) -> None:
    port = free_port()
    server = subprocess.Popen(
        [*MAIN, "serve", "--port", str(port), "--workers", "1"],
        env=shell(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert wait_for(f"http://127.0.0.1:{port}/api/v1/openapi.json") == 200
        server.send_signal(how)
        out, err = server.communicate(timeout=20)
    finally:
        server.kill()
    assert (server.returncode, out.strip()) == (0, f"Headway is at http://127.0.0.1:{port}")
    assert "Traceback" not in err


def wait_for(address: str) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=10) as answer:
                return int(answer.status)
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")

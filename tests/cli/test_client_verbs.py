"""The verbs of a person, against a server that runs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from pytest_django.live_server_helper import LiveServer

from headway.activity.models import Event
from headway.coach.actions.dismissals import dismiss
from headway.goals.models import CheckIn, Cycle, KeyResult, Objective
from headway.people.actions.tokens import create_token
from headway.rewriting.actions.endpoint import key_of
from headway.rewriting.queries import the_endpoint
from headway_cli.main import cli
from headway_cli.words import CHINESE
from tests.cli.test_help import ENGLISH
from tests.conftest import NOW, Company, number
from tests.library.made import own_template
from tests.rewriting.fixtures import direct, helped, model  # noqa: F401
from tests.rewriting.model import Model, says

type Run = Callable[..., Result]


@pytest.fixture
def run(company: Company, live_server: LiveServer) -> Run:
    """As Bo, unless the environment is given."""
    token = create_token(company.bo, name="Shell", actor=company.bo, at=NOW, door="test").text
    Cycle.objects.update(starts="2020-01-01", ends="2099-12-31")

    def run(*words: str, **env: str) -> Result:
        around = {
            "HEADWAY_SERVER": live_server.url,
            "HEADWAY_TOKEN": token,
            "LANG": "C.UTF-8",
            "LANGUAGE": "",
            "LC_ALL": "",
            **env,
        }
        return CliRunner().invoke(cli, list(words), env=around)

    return run


@pytest.fixture
def objective(company: Company) -> Objective:
    return company.objective(company.bo, "赢下拒绝过我们的店")


@pytest.fixture
def row(company: Company, objective: Objective) -> KeyResult:
    return company.key_result(objective)


def test_me_says_who_one_is(run: Run) -> None:
    assert run("me").output == "Bo <bo@example.com>\nTeams: Sales\nCheck-ins due: 0\n"


def test_objectives_stand_in_columns_that_line_up(run: Run, objective: Objective, company: Company) -> None:
    company.objective(company.cy, "Call every lead")
    lines = run("objectives", "--owner", "me").output.splitlines()
    assert lines[0].split() == ["#", "Objective", "Owner", "Progress", "Status"]
    assert lines[1].split()[1:4] == ["赢下拒绝过我们的店", "Bo", "—"]
    assert len(lines) == 2
    found = json.loads(run("objectives", "--search", "lead", "--json").output)
    assert [one["title"] for one in found["items"]] == ["Call every lead"]


def test_one_objective_shows_its_key_results(run: Run, objective: Objective, row: KeyResult) -> None:
    lines = run("objective", str(objective.pk)).output.splitlines()
    assert lines[0].startswith("赢下拒绝过我们的店 (")
    assert lines[-1].split()[:4] == [str(row.pk), "Shops", "signed", "—"]


def test_a_check_in_is_one_line(run: Run, row: KeyResult) -> None:
    done = run("check-in", str(row.pk), "1,0", "--confidence", "7")
    assert done.exit_code == 1 and "value: Did you mean" in done.stderr
    done = run("check-in", str(row.pk), "10", "--confidence", "7", "--note", "Ten signed.")
    assert done.output.startswith("Checked in: 10, progress 25 %, ")
    made = CheckIn.objects.get()
    assert (made.value, made.confidence, made.changed, made.door) == (10, 7, "Ten signed.", "cli")
    assert Event.objects.get(verb="checked_in").door == "cli"


def test_a_value_below_zero_is_no_option(run: Run, row: KeyResult) -> None:
    assert run("check-in", str(row.pk), "-3").exit_code == 0
    assert CheckIn.objects.get().value == -3


def test_what_is_refused_is_said_in_ones_language(run: Run) -> None:
    refused = run("objective", "999", LANG="zh_CN.UTF-8")
    assert (refused.exit_code, refused.stderr) == (1, "这里没有内容，或者你没有权限查看。\n")


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"HEADWAY_TOKEN": ""}, "Set HEADWAY_TOKEN to a personal token"),
        ({"HEADWAY_SERVER": "http://127.0.0.1:1"}, "No server answers at http://127.0.0.1:1."),
        ({"HEADWAY_SERVER": "nonsense"}, "No server answers at nonsense."),
    ],
)
def test_without_a_server_or_a_token_it_says_what_to_set(
    run: Run, env: dict[str, str], sentence: str
) -> None:
    refused = run("me", **env)
    assert (refused.exit_code, refused.stderr.startswith(sentence)) == (2, True)


def test_every_sentence_of_the_command_has_its_chinese() -> None:
    import ast
    from pathlib import Path

    import headway_cli

    said = {
        node.args[0].value
        for path in Path(headway_cli.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "say"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert said - set(CHINESE) == set()


def test_the_coach_asks_about_an_objective_in_the_language_of_the_terminal(
    run: Run, company: Company
) -> None:
    pk = company.objective(company.bo, "Improve quality", key_results=(number("Launch the shop", 0, 4),)).pk
    row = KeyResult.objects.get(objective=pk).pk
    company_by = company.by(company.bo)
    dismiss(pk, code="O109", reason="We all know.", by=company_by, door="test")
    said = run("coach", str(pk))
    assert said.exit_code == 0, said.output
    lines = said.output.splitlines()
    assert any(line.startswith(f"Key result {row}: K202 error: “Launch” ") for line in lines)
    assert lines[-2:] == ["Dismissed: O109 (Bo: We all know.)", f"Score: {lines[-1].split()[-1]}"]
    assert f"关键结果 {row}: K202 错误: " in run("coach", str(pk), LANG="zh_CN.UTF-8").output
    assert json.loads(run("coach", str(pk), "--json").output)["score"] == int(lines[-1].split()[-1])


def test_templates_are_listed_and_one_is_shown_with_what_it_asks_for(run: Run, company: Company) -> None:
    slug = own_template(company).slug
    lines = run("templates", "--own").output.splitlines()
    assert lines[0].split() == ["Template", "Role", "Objective"]
    assert lines[1].split(maxsplit=2) == [slug, "Seller", "Our shops choose {product} again"]
    assert run("templates", "--own", "--search", "zeppelin", LANG="zh_CN.UTF-8").output == "没有模板。\n"
    rows = json.loads(run("templates", "--department", "sales", "--language", "zh", "--json").output)["items"]
    assert {(row["department"], row["language"]) for row in rows} == {("sales", "zh")}
    said = run("template", slug).output
    assert said.startswith(
        "Our shops choose {product} again\n\n- Raise the renewal rate from {now}% to {goal}%\n"
    )
    assert "{lost}       share of shops lost     22" in said
    assert run("template", "../me").exit_code == 1


def test_the_coach_says_nothing_of_what_one_may_not_see(run: Run, company: Company) -> None:
    hidden = company.objective(company.eve, agreed=False)
    refused = run("coach", str(hidden.pk))
    assert (refused.exit_code, refused.output) == (
        1,
        "There is nothing here, or it is not open to you.\n",
    )


def test_other_wordings_come_with_the_coachs_word_once_one_has_agreed_where_to(
    run: Run,
    helped: Company,  # noqa: F811
    model: Model,  # noqa: F811
) -> None:
    refused = run("rewrite", "Improve customer satisfaction")
    assert (refused.exit_code, refused.output) == (
        1,
        f"Nothing has been sent: first agree that this sentence goes to {model.place}.\n",
    )
    said = run("rewrite", "Improve customer satisfaction", "--send-to", model.place)
    assert said.exit_code == 0, said.output
    assert said.output.splitlines()[0] == " 60  Raise satisfaction from [x] to [x]"
    assert "K208 error: " in said.output and said.output.endswith("Score of yours: 60\n")
    model.answer = says("improve quality")
    said = run("rewrite", "Improve quality", "--objective", LANG="zh_CN.UTF-8")
    assert said.output.splitlines()[0] == "没有比原话更好的说法。"
    assert model.calls[-1].material["objective"] == "Improve quality"
    assert json.loads(run("rewrite", "Improve quality", "--json").output)["place"] == model.place


def test_an_administrator_sets_rewriting_help_up_from_a_shell(
    company: Company,
    live_server: LiveServer,
    model: Model,  # noqa: F811
) -> None:
    def run(*words: str, given: str = "", **env: str) -> Result:
        around = {**ENGLISH, "HEADWAY_SERVER": live_server.url, "HEADWAY_TOKEN": token, **env}
        return CliRunner().invoke(cli, ["rewriting", *words], env=around, input=given)

    token = create_token(company.ann, name="Shell", actor=company.ann, at=NOW, door="test").text
    assert run("show").output == "Rewriting help is off.\nNo language model is set up.\n"
    refused = run("on")
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (
        1,
        "No language model is set up. An administrator can do that in the settings.",
    )
    done = run("set", "--address", model.address, "--model", "small", "--key", given="sk-secret-1\n")
    assert done.output == (
        f"Rewriting help is off.\nAddress: {model.address}\nModel: small\n"
        "Key: kept, sealed\nWaits at most: 15 s\n"
    )
    assert key_of(the_endpoint()) == "sk-secret-1"
    tried = run("try")
    assert tried.output.startswith(f"{model.place} answered after ")
    assert tried.output.splitlines()[1:3] == [
        " 60  Improve customer satisfaction",
        " 60  Raise satisfaction from [x] to [x]",
    ]
    assert run("on", LANG="zh_CN.UTF-8").output.startswith("改写建议已开启。\n地址：")
    assert json.loads(run("off", "--json").output)["on"] is False
    assert "Key: none\n" in run("set", "--forget-key").output
    assert run("set", "--seconds", "1").stderr.startswith("seconds: ")


def test_rewriting_help_is_set_up_by_administrators_only(run: Run) -> None:
    refused = run("rewriting", "show")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "Only an administrator can change this. Ask one of yours.\n",
    )

"""`headway lint`, as an editor or CI runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from headway_cli.lint import lint

BAD = """# Spring

## O1: Late tours are a thing of the past

Owner: Mia

- KR1: Launch the new rota
- KR2: Late tours fall from 40 to 10 a week
"""
GOOD = BAD.replace("Launch the new rota", "90% of tours end on time, today 70%")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(lint, list(arguments), input=stdin)


def written(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def found(result: Result) -> list[tuple[str, str]]:
    return [(finding["code"], finding["path"]) for finding in json.loads(result.output)["findings"]]


def test_the_contract_reads_json_and_prints_json() -> None:
    table = {
        "language": "auto",
        "objectives": [
            {
                "title": "Late tours are a thing of the past",
                "why": "They leave us for it",
                "owner": "Mia",
                "key_results": [
                    {
                        "title": "Launch the new rota",
                        "owner": "Bo",
                        "start": None,
                        "target": None,
                        "unit": None,
                    },
                    {"title": "Late tours", "owner": "Bo", "start": 40, "target": 10, "unit": "tours"},
                ],
            }
        ],
    }
    result = run("--format", "json", "-", stdin=json.dumps(table))
    assert result.exit_code == 1
    answer = json.loads(result.output)
    assert answer["score"] == 88 - 12
    assert answer["findings"][1] == {
        "code": "K202",
        "severity": "error",
        "path": "objectives/0/key_results/0",
        "span": [0, 6],
        "message": "“Launch” says what will be done, not what will be different afterwards.",
        "question": "When it is done, then what moves?",
        "mend": "Make it a task, and write the change it should bring as the key result.",
    }


YAML = """
objectives:
  - title: Late tours are a thing of the past
    owner:
    key_results:
      - title: Launch the new rota
      - title: Late tours fall from 40 to 10 a week
"""
CSV = """Objective,Key result,Owner
Late tours are a thing of the past,Launch the new rota,Bo
,Late tours fall from 40 to 10 a week,Bo
"""
TABLES = {
    "plan.md": BAD,
    "plan.yaml": YAML,
    "plan.csv": CSV,
    "表.csv": CSV.replace("Objective", "目标").replace("Key result", "关键结果"),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_same_findings_come_from_every_kind_of_file(name: str) -> None:
    result = run("--format", "json", written(name, TABLES[name]))
    assert result.exit_code == 1
    assert found(result) == [("K201", "objectives/0/key_results/0"), ("K202", "objectives/0/key_results/0")]


@pytest.mark.parametrize("name", TABLES)
def test_what_comes_on_standard_input_is_known_by_its_first_lines(name: str) -> None:
    assert found(run("--format", "json", "-", stdin=TABLES[name])) == found(
        run("--format", "json", written(name, TABLES[name]))
    )


def test_the_end_tells_clean_errors_and_unreadable_apart() -> None:
    assert run(written("good.md", GOOD)).exit_code == 0
    assert run(written("bad.md", BAD)).exit_code == 1
    for name, text in {
        "a.json": "{",
        "b.yaml": "a: [",
        "c.json": '{"a": 1}',
        "d.md": "nothing",
        "e.csv": "x\n1\n",
        "f.json": '{"objectives": [{"title": "x", "key_results": 3}]}',
    }.items():
        result = run(written(name, text))
        assert (result.exit_code, result.output.startswith("Error: ")) == (2, True)
    assert run("missing.md").exit_code == 2
    Path("latin.md").write_bytes(b"O1: caf\xe9")
    assert run("latin.md").exit_code == 2
    assert run("--profile", "loud", "good.md").exit_code == 2
    assert run().exit_code == 2


def test_unreadable_is_said_in_the_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有找到目标" in run(written("d.md", "nothing")).output


def test_a_comment_silences_one_rule_at_one_place_or_in_the_file() -> None:
    silent = BAD.replace("- KR1", "<!-- okr: ignore K202 K201 the rota is the bet -->\n- KR1")
    assert run(written("a.md", silent)).exit_code == 0
    beside = BAD.replace("rota\n", "rota <!-- okr: ignore K202, K201 agreed -->\n")
    assert run(written("b.md", beside)).exit_code == 0
    elsewhere = BAD.replace("- KR2", "<!-- okr: ignore K202 K201 -->\n- KR2")
    assert run(written("c.md", elsewhere)).exit_code == 1
    everywhere = "<!-- okr: ignore-file K201 K202 -->\n" + BAD
    assert run(written("d.md", everywhere)).exit_code == 0
    assert (
        run(written("e.yaml", YAML.replace("rota\n", "rota  # okr: ignore K201 K202 agreed\n"))).exit_code
        == 0
    )
    assert (
        run(
            written(
                "f.yaml",
                YAML.replace("      - title: Launch", "      # okr: ignore K201 K202\n      - title: Launch"),
            )
        ).exit_code
        == 0
    )
    assert run(written("g.yaml", YAML.replace("week\n", "week  # okr: ignore K201 K202\n"))).exit_code == 1


def test_settings_come_from_the_nearest_file_and_options_go_first() -> None:
    written("bad.md", BAD)
    written("pyproject.toml", '[tool.okr]\nignore = ["K201"]\nseverity = { K202 = "warning" }\n')
    result = run("--format", "json", "bad.md")
    assert (result.exit_code, found(result)) == (0, [("K202", "objectives/0/key_results/0")])
    written("okr.toml", 'select = ["K201"]\n')
    assert found(run("--format", "json", "bad.md")) == [("K201", "objectives/0/key_results/0")]
    assert found(run("--format", "json", "--select", "K202", "bad.md")) == [
        ("K202", "objectives/0/key_results/0")
    ]
    assert found(run("--format", "json", "--ignore", "K201", "bad.md")) == []
    for text in ("profile = 3", 'colour = "red"', "select = 'K'", "severity = { K202 = 'loud' }", "x ="):
        assert run("--config", written("other.toml", text), "bad.md").exit_code == 2


def test_text_names_line_and_column_question_and_mend() -> None:
    assert run(written("bad.md", BAD)).output.split("\n")[3:6] == [
        "bad.md:7:8: K202 error: “Launch” says what will be done, not what will be different afterwards.",
        "    ? When it is done, then what moves?",
        "    → Make it a task, and write the change it should bring as the key result.",
    ]


def test_sarif_and_github_point_at_the_same_place() -> None:
    written("bad.md", BAD)
    table = json.loads(run("--format", "sarif", "bad.md").output)
    assert table["version"] == "2.1.0"
    result = table["runs"][0]["results"][1]
    assert (result["ruleId"], result["level"]) == ("K202", "error")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "bad.md"},
        "region": {"startLine": 7, "startColumn": 8, "endColumn": 14},
    }
    assert run("--format", "github", "bad.md").output.startswith(
        "::error file=bad.md,line=7,col=8,title=K201::"
    )


def test_a_rule_explains_itself_in_both_languages() -> None:
    assert run("--explain", "K202").output.startswith("K202 Activity, not a result (error)")
    assert run("--explain", "k202", "--language", "zh").output.startswith("K202 写的是任务，不是结果 (错误)")
    assert run("--explain", "K999").exit_code == 2


COMPOUND = "Grow revenue from $4M to $5M and bring churn down from 5% to 3%"


def test_fix_splits_moves_the_number_and_leaves_the_rest_as_it_was() -> None:
    text = BAD.replace("Launch the new rota", COMPOUND).replace(
        "Late tours are a thing of the past", "Grow sales to $5M <!-- why? -->"
    )
    run("--fix", written("bad.md", text))
    assert Path("bad.md").read_text("utf-8") == (
        "# Spring\n\n## O1: Grow sales <!-- why? -->\n- KR: Grow sales to $5M\n\nOwner: Mia\n\n"
        "- KR1: Grow revenue from $4M to $5M\n- KR1: Bring churn down from 5% to 3%\n"
        "- KR2: Late tours fall from 40 to 10 a week\n"
    )


def test_fix_rewrites_json_and_prints_what_came_on_standard_input() -> None:
    table = {
        "objectives": [
            {
                "title": "Tours end on time",
                "key_results": [
                    {"title": COMPOUND, "owner": "Bo"},
                    {"title": "Late tours fall from 40 to 9,50 a week"},
                ],
            }
        ]
    }
    fixed = json.loads(run("--fix", "-", stdin=json.dumps(table)).output)
    assert fixed["objectives"][0]["key_results"] == [
        {"title": "Grow revenue from $4M to $5M", "owner": "Bo"},
        {"title": "Bring churn down from 5% to 3%", "owner": "Bo"},
        {"title": "Late tours fall from 40 to 9.50 a week"},
    ]


def test_fix_rather_refuses_than_lose_a_comment() -> None:
    text = YAML.replace("Launch the new rota", COMPOUND) + "# agreed on Monday\n"
    result = run("--fix", written("plan.yaml", text))
    assert result.exit_code == 2
    assert Path("plan.yaml").read_text("utf-8") == text

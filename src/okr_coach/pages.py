"""A rule's page, from its docstring: for `--explain` and the handbook."""

import inspect
import re
from typing import NamedTuple

from okr_coach import coach as _coach  # noqa: F401  (the rules register)
from okr_coach.rules.rule import RULES, Rule

SCOPES = {
    "objective": ("an objective", "目标"),
    "key_result": ("a key result", "关键结果"),
    "set": ("an objective with its key results", "一个目标及其关键结果"),
    "draft": ("all objectives of a holder", "同一负责方的全部目标"),
    "feedback": ("feedback", "反馈"),
    "course": ("a running key result", "进行中的关键结果"),
}
SEVERITIES = {"error": ("error", "错误"), "warning": ("warning", "提醒"), "info": ("info", "提示")}
_LABELS = {"Bad": "en", "Good": "en", "不好": "zh", "好": "zh"}
_EXAMPLE = re.compile(r"(Bad|Good|不好|好)[:：]\s?(.*)")


class Page(NamedTuple):
    """Prose and examples of one language; an example is a line, or “O: … | KR: …”."""

    prose: str
    bad: tuple[str, ...]
    good: tuple[str, ...]


def page(rule: Rule, language: str) -> Page:
    prose: list[str] = []
    bad: list[str] = []
    good: list[str] = []
    for block in inspect.cleandoc(rule.page).split("\n"):
        example = _EXAMPLE.match(block)
        if example and _LABELS[example[1]] == language:
            (bad if example[1] in ("Bad", "不好") else good).append(example[2])
        elif not example:
            prose.append(block)
    paragraphs = [text for text in re.split(r"\n\s*\n", "\n".join(prose)) if text.strip()]
    chosen = [text for text in paragraphs if bool(re.search(r"[一-鿿]{4}", text)) == (language == "zh")]
    joined = [
        "".join(text.split("\n")) if language == "zh" else " ".join(text.split("\n")) for text in chosen
    ]
    return Page("\n\n".join(joined), tuple(bad), tuple(good))


def as_draft(example: str, code: str) -> str:
    """An example as Markdown: “O: a | KR: b” in lines, or a bare line of the rule's kind."""
    if re.match(r"(?:O|F)[:：]", example):
        return "\n".join(part.strip() for part in example.split(" | "))
    return f"O: .\nKR: {example}" if code[0] in "KT" else f"O: {example}"


def explain(code: str, language: str) -> str:
    """Raises KeyError for a code there is not."""
    rule = RULES[code.upper()]
    zh = language == "zh"
    words = rule.zh if zh else rule.en
    told = page(rule, language)
    out = [f"{rule.code} {words.name} ({SEVERITIES[rule.severity][zh]})", "", told.prose, ""]
    out += [f"  ✗ {line}" for line in told.bad] + [f"  ✓ {line}" for line in told.good]
    out += [
        "",
        f"? {words.question.replace('{found}', '…')}",
        f"→ {words.mend.replace('{found}', '…').replace('{other}', '…')}",
    ]
    return "\n".join(out)


def handbook(rule: Rule) -> str:
    """The page of docs/handbook/coach, both languages."""
    out = [f"# {rule.code} {rule.en.name} · {rule.zh.name}", ""]
    for language, place in (("en", 0), ("zh", 1)):
        words = rule.zh if place else rule.en
        told = page(rule, language)
        judged, weight = ("Reads", "Severity") if not place else ("对象", "级别")
        out += [
            f"## {words.name}",
            "",
            f"{judged}: {SCOPES[rule.scope][place]} · {weight}: {SEVERITIES[rule.severity][place]}"
            if not place
            else f"{judged}：{SCOPES[rule.scope][place]} · {weight}：{SEVERITIES[rule.severity][place]}",
            "",
        ]
        if rule.off_in:
            out += [
                ("配置" if place else "Off in the profile")
                + " "
                + ", ".join(f"`{name}`" for name in rule.off_in)
                + ("下不检查。" if place else "."),
                "",
            ]
        out += _wrapped(told.prose)
        if told.bad or told.good:
            out += ["| | |", "|---|---|"]
            out += [f"| {'不好' if place else 'Bad'} | {_cell(line)} |" for line in told.bad]
            out += [f"| {'好' if place else 'Good'} | {_cell(line)} |" for line in told.good]
            out.append("")
        out += [
            ("它会问：" if place else "It asks: ") + f"*{words.question.replace('{found}', '…')}*",
            "",
            ("修改：" if place else "Mend: ") + words.mend.replace("{found}", "…").replace("{other}", "…"),
            "",
        ]
    return "\n".join(out).rstrip() + "\n"


def _wrapped(prose: str) -> list[str]:
    return [line for paragraph in prose.split("\n\n") for line in (paragraph, "") if prose]


def _cell(line: str) -> str:
    return line.replace(" | ", "<br>").replace("|", "\\|")

"""Writes docs/handbook/coach from the rules' docstrings: `python tools/coach_pages.py [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path

from okr_coach.pages import SCOPES, SEVERITIES, handbook
from okr_coach.report import WEIGHTS
from okr_coach.rules.rule import RULES

FOLDER = Path(__file__).parent.parent / "docs" / "handbook" / "coach"


def pages() -> dict[str, str]:
    """By file name."""
    written = {f"{code}.md": handbook(rule) for code, rule in sorted(RULES.items())}
    rows = [
        f"| [{code}]({code}.md) | {rule.en.name} · {rule.zh.name} "
        f"| {SCOPES[rule.scope][0]} | {SEVERITIES[rule.severity][0]} |"
        for code, rule in sorted(RULES.items())
    ]
    written["README.md"] = "\n".join(
        [INTRODUCTION, "| rule | name | reads | severity |", "|---|---|---|---|", *rows, ""]
    )
    return written


INTRODUCTION = f"""# The coach's rules · 教练规则

What `headway lint` and the editor ask. Each page is made from the rule itself by `tools/coach_pages.py`.

## The score

Every title starts at 100 and loses {WEIGHTS["error"]} for an error, {WEIGHTS["warning"]} for a warning and
{WEIGHTS["info"]} for an info, not below 0. An objective counts 40 % for itself and 60 % for the mean of its
key results (itself alone when it has none). The score is the mean over the objectives, less what was found
about the draft as a whole, rounded half up. S308 only asks and costs nothing.

得分：每条标题从100分起，错误扣{WEIGHTS["error"]}分，提醒扣{WEIGHTS["warning"]}分，提示扣{WEIGHTS["info"]}分，
扣到0为止。目标自身占40%，其关键结果的平均占60%（没有关键结果时只算自身）。
总分是各目标的平均，再减去针对整份草稿的扣分，四舍五入。S308只提问，不扣分。

An objective with one info (97) and two key results, one with an error (60) and one without findings (100):
97 × 0.4 + 80 × 0.6 = 86.8, so 87.

## The rules
"""


def main(arguments: list[str]) -> None:
    stale = []
    for name, text in pages().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    if stale and "--check" in arguments:
        sys.exit(f"Stale: {', '.join(stale)}. Run python tools/coach_pages.py.")


if __name__ == "__main__":
    main(sys.argv[1:])

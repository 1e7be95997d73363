"""Precision and recall of the coach on the labelled lines: `tools/coach_report.py [--wrong development]`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Literal, NamedTuple

from okr_coach import review_line
from okr_coach.text.cues import Line

LABELLED = Path(__file__).parent.parent / "tests" / "okr_coach" / "labelled"
JUDGED = {"key_result": ("K201", "K202", "K203", "K204", "K205", "K207"), "objective": ("O102", "O103")}


class Row(NamedTuple):
    """`unsure`: rules on which two coaches would not agree, not counted; `numbers` None: not labelled."""

    kind: str
    language: str
    text: str
    codes: frozenset[str]
    numbers: tuple[str, ...] | None
    unsure: frozenset[str] = frozenset()


class Figures(NamedTuple):
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def rows(half: str) -> list[Row]:
    lines = (LABELLED / f"{half}.jsonl").read_text("utf-8").splitlines()
    return [
        Row(
            row["kind"],
            row["language"],
            row["text"],
            frozenset(row["codes"]),
            tuple(row["numbers"]) if "numbers" in row else None,
            frozenset(row.get("unsure", ())),
        )
        for row in map(json.loads, lines)
    ]


def found_codes(row: Row) -> frozenset[str]:
    kind: Literal["objective", "key_result"] = "objective" if row.kind == "objective" else "key_result"
    return frozenset(finding.code for finding in review_line(kind, row.text))


def figures(half: str) -> dict[tuple[str, str], Figures]:
    """By (code, language); lines of the other kind do not count."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in rows(half):
        found = found_codes(row)
        for code in JUDGED[row.kind]:
            said, true = code in found, code in row.codes
            if (said or true) and code not in row.unsure:
                counted[code, row.language, "right" if said and true else "wrong" if said else "missed"] += 1
    keys = [(code, language) for codes in JUDGED.values() for code in codes for language in ("en", "zh")]
    return {
        (code, language): Figures(*(counted[code, language, what] for what in ("right", "wrong", "missed")))
        for code, language in keys
    }


def recognised(row: Row) -> bool | None:
    """None where the numbers of the line were not labelled."""
    if row.numbers is None:
        return None
    amounts = Line(row.text).amounts
    got = [f"{amount.value.normalize():f} {amount.unit}".strip().casefold() for amount in amounts]
    return Counter(got) == Counter(number.casefold() for number in row.numbers)


def agreement(half: str) -> float:
    judged = [right for row in rows(half) if (right := recognised(row)) is not None]
    return sum(judged) / len(judged)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--wrong"]:
        for row in rows(arguments[1]):
            judged = (found_codes(row) & frozenset(JUDGED[row.kind])) - row.unsure
            true = (row.codes & frozenset(JUDGED[row.kind])) - row.unsure
            if judged != true or recognised(row) is False:
                print(f"{row.text}\n    too much {sorted(judged - true)}, missed {sorted(true - judged)}")
                if recognised(row) is False:
                    print(f"    numbers {row.numbers}")
        return
    for half in ("development", "held_out"):
        print(f"\n{half}: {len(rows(half))} lines, numbers and units agree on {agreement(half):.1%}\n")
        print("| rule | language | lines | precision | recall |\n|---|---|---:|---:|---:|")
        for (code, language), each in figures(half).items():
            lines = each.right + each.missed
            print(f"| {code} | {language} | {lines} | {each.precision:.2f} | {each.recall:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])

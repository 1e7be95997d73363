"""A report as text, JSON, SARIF 2.1.0 or GitHub annotations."""

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from okr_coach.report import Finding, Report
from okr_coach.rules.rule import RULES

type Lines = Mapping[str, tuple[int, int]]

_NAMES = {
    "en": {
        "error": "error",
        "warning": "warning",
        "info": "note",
        "clean": "Nothing to ask.",
        "score": "Score",
        "focus": "Begin with",
    },
    "zh": {
        "error": "错误",
        "warning": "提醒",
        "info": "提示",
        "clean": "没有要问的。",
        "score": "得分",
        "focus": "先看",
    },
}


class Read(NamedTuple):
    """One file with what was found in it."""

    name: str
    report: Report
    lines: Lines


def _at(read: Read, finding: Finding) -> tuple[int, int]:
    line, column = read.lines.get(finding.path, (1, 1))
    return line, column + finding.span[0]


def as_text(reads: list[Read], language: str = "en") -> str:
    names = _NAMES["zh" if language == "zh" else "en"]
    out: list[str] = []
    for read in reads:
        for finding in read.report.findings:
            line, column = _at(read, finding)
            out.append(
                f"{read.name}:{line}:{column}: {finding.code} {names[finding.severity]}: {finding.message}"
            )
            out.append(f"    ? {finding.question}")
            out.append(f"    → {finding.mend}")
        if not read.report.findings:
            out.append(f"{read.name}: {names['clean']}")
        if len(read.report.findings) > 3:
            focus = ", ".join(f"{each.code} ({_at(read, each)[0]})" for each in read.report.focus)
            out.append(f"{names['focus']}: {focus}")
        out.append(f"{names['score']}: {read.report.score}")
    return "\n".join(out)


def as_json(reads: list[Read], language: str = "en") -> str:
    """One file is the contract's object; several are a list under “files”, each with its name."""
    if len(reads) == 1:
        return json.dumps(reads[0].report.as_json(), ensure_ascii=False, indent=2)
    files = [{"file": read.name, **read.report.as_json()} for read in reads]
    return json.dumps({"files": files}, ensure_ascii=False, indent=2)


def as_sarif(reads: list[Read], language: str = "en") -> str:
    used = sorted({finding.code for read in reads for finding in read.report.findings})
    zh = language == "zh"
    rules = [
        {
            "id": code,
            "name": (RULES[code].zh if zh else RULES[code].en).name,
            "shortDescription": {"text": (RULES[code].zh if zh else RULES[code].en).name},
            "fullDescription": {"text": (RULES[code].zh if zh else RULES[code].en).question},
        }
        for code in used
    ]
    levels = {"error": "error", "warning": "warning", "info": "note"}
    results = []
    for read in reads:
        for finding in read.report.findings:
            line, column = _at(read, finding)
            length = max(1, finding.span[1] - finding.span[0])
            results.append(
                {
                    "ruleId": finding.code,
                    "ruleIndex": used.index(finding.code),
                    "level": levels[finding.severity],
                    "message": {"text": f"{finding.message} {finding.question} {finding.mend}"},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": read.name},
                                "region": {
                                    "startLine": line,
                                    "startColumn": column,
                                    "endColumn": column + length,
                                },
                            }
                        }
                    ],
                    "properties": {"path": finding.path},
                }
            )
    run = {
        "tool": {"driver": {"name": "headway lint", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps(
        {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]},
        ensure_ascii=False,
        indent=2,
    )


def as_github(reads: list[Read], language: str = "en") -> str:
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    out = []
    for read in reads:
        for finding in read.report.findings:
            line, column = _at(read, finding)
            name = _escaped(read.name).replace(",", "%2C").replace(":", "%3A")
            text = _escaped(f"{finding.message} {finding.question} {finding.mend}")
            out.append(
                f"::{levels[finding.severity]} file={name},line={line},col={column},"
                f"title={finding.code}::{text}"
            )
    return "\n".join(out)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


FORMATS: dict[str, Callable[[list[Read], str], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}

"""What the coach found, what to look at first, and the score with its arithmetic."""

from typing import Literal, NamedTuple

type Severity = Literal["error", "warning", "info"]

WEIGHTS: dict[str, int] = {"error": 40, "warning": 15, "info": 3}
RANKS: dict[str, int] = {"error": 0, "warning": 1, "info": 2}
MOST_IN_FOCUS = 3


class Edit(NamedTuple):
    """A mend that needs no thought: `kind` is replace (the span by text), split (into texts) or unit."""

    kind: Literal["replace", "split", "move", "unit"]
    span: tuple[int, int]
    texts: tuple[str, ...]


class Finding(NamedTuple):
    """`path` is objectives/0/key_results/1; `span` counts characters of the title there."""

    code: str
    severity: Severity
    path: str
    span: tuple[int, int]
    message: str
    question: str
    mend: str
    edit: Edit | None = None

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.path,
            "span": list(self.span),
            "message": self.message,
            "question": self.question,
            "mend": self.mend,
        }


class Report(NamedTuple):
    findings: tuple[Finding, ...]
    score: int

    @property
    def focus(self) -> tuple[Finding, ...]:
        """At most three findings to begin with: the gravest of as many places, not three of one."""
        first: dict[str, Finding] = {}
        for finding in sorted(self.findings, key=lambda each: RANKS[each.severity]):
            first.setdefault(finding.path, finding)
        chosen = sorted(first.values(), key=lambda each: RANKS[each.severity])
        return tuple(chosen[:MOST_IN_FOCUS])

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        return {"findings": [finding.as_json() for finding in self.findings], "score": self.score}


def quality(groups: list[tuple[str, list[str]]], found: dict[str, int]) -> int:
    """0–100. Every place starts at 100, loses 40 for an error, 15 for a warning, 3 for an info, not below 0.

    An objective counts 40 % for itself and 60 % for the mean of its key results (itself alone without any);
    the score is the mean over the objectives, rounded half up. `groups` are (objective, its key results) by
    path, `found` the points lost by path."""
    if not groups:
        return max(0, 100 - sum(found.values()))
    total = 0  # in hundredths, integers throughout
    for objective, key_results in groups:
        own = max(0, 100 - found.get(objective, 0))
        if not key_results:
            total += own * 100
            continue
        kept = sum(max(0, 100 - found.get(path, 0)) for path in key_results)
        total += own * 40 + kept * 60 // len(key_results)
    total -= found.get("", 0) * 100
    return max(0, (total // len(groups) + 50) // 100)

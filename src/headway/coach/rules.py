"""From what the coach found in a holder's set to what is said of one objective."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import okr_coach
from okr_coach import Finding
from okr_coach.coach import FREE
from okr_coach.report import MOST_IN_FOCUS, RANKS, WEIGHTS, quality
from okr_coach.rules.rule import RULES

DIGEST = 32


class Found(NamedTuple):
    """A finding of one objective: of a key result of it, by its place, or of the objective itself."""

    finding: Finding
    place: int | None

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def goes(self) -> bool:
        """Whether it speaks of how it goes, not of what is written."""
        return self.code.startswith("T")


def digest(title: str) -> str:
    """What a dismissal was said about."""
    return sha256(title.encode()).hexdigest()[:DIGEST]


@cache
def fingerprint() -> str:
    """Of the rules as they are now, so that reviews made by others are known."""
    folder = Path(okr_coach.__file__).parent
    found = sha256()
    for file in sorted(folder.rglob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()[:DIGEST]


# Of a holder's whole draft, or of one objective's set, and yet said at a key result; or at either.
_AT_KEY_RESULTS = frozenset({"S305"})
_AT_EITHER = frozenset({"S304", "S310"})


def places_of(code: str) -> frozenset[str]:
    """Where a rule's notes stand in a goal: at its ``objective``, at a ``key_result``, or at either."""
    scope = RULES[code].scope
    if code in _AT_EITHER:
        return frozenset({"objective", "key_result"})
    if code in _AT_KEY_RESULTS or scope in ("key_result", "course"):
        return frozenset({"key_result"})
    return frozenset() if scope == "feedback" else frozenset({"objective"})


def found_in(findings: Iterable[Finding], index: int, *, whole: bool) -> list[Found]:
    """Those of one objective of the draft; with those of the set as a whole where ``whole``."""
    path = f"objectives/{index}"
    found = []
    for finding in findings:
        if finding.path == path or (whole and finding.path == ""):
            found.append(Found(finding, None))
        elif finding.path.startswith(f"{path}/key_results/"):
            found.append(Found(finding, int(finding.path.rpartition("/")[2])))
    return found


def score_of(found: Iterable[Found], key_results: int) -> int:
    """How well one objective is written, 0 to 100, by the arithmetic of ``quality``. What is asked of the
    set as a whole, how it goes (T401–T404) and a mere question (S308) cost it nothing."""
    lost: dict[str, int] = {}
    for each in found:
        if each.goes or each.code in FREE or each.finding.path == "":
            continue
        path = "" if each.place is None else str(each.place)
        lost[path] = lost.get(path, 0) + WEIGHTS[each.finding.severity]
    own, rows = "objective", [str(place) for place in range(key_results)]
    return quality([(own, rows)], {own: lost.pop("", 0), **lost})


def focus_of[F](found: Sequence[F], finding: Callable[[F], Finding]) -> list[F]:
    """At most three to begin with: the gravest of as many places."""
    first: dict[str, F] = {}
    for each in sorted(found, key=lambda one: RANKS[finding(one).severity]):
        first.setdefault(finding(each).path, each)
    return sorted(first.values(), key=lambda one: RANKS[finding(one).severity])[:MOST_IN_FOCUS]

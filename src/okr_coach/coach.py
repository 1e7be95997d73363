"""Runs the rules over a draft. What is public is described in `okr_coach`, which comes here when called."""

from collections.abc import Mapping
from functools import lru_cache

from okr_coach.config import PROFILES, Config, unknown_profile
from okr_coach.draft import Draft, KeyResult, Objective
from okr_coach.report import WEIGHTS, Finding, Report, Severity, quality
from okr_coach.rules.rule import RULES, Check, Hit, Place, Rule, Scope
from okr_coach.text.cues import Line
from okr_coach.text.deeds import deed_of

type Ignored = Mapping[str, frozenset[str]]

LONGEST_READ = 20_000
FREE = frozenset({"S308"})  # a question that is asked, not a fault that is found


def review(
    draft: Draft,
    profile: str = "default",
    *,
    config: Config | None = None,
    language: str | None = None,
    ignored: Ignored | None = None,
) -> Report:
    if profile not in PROFILES:
        raise unknown_profile(profile)
    config = config or Config(profile=profile)
    speak = language or config.language or (draft.language if draft.language != "auto" else None)
    return _Review(draft, config, speak, ignored or {}).report()


def review_line(
    kind: Scope, text: str, *, config: Config | None = None, language: str | None = None
) -> tuple[Finding, ...]:
    line = Line(text[:LONGEST_READ])
    found = _Review(Draft(), config or Config(), language, {})
    found.look(kind, Place(line, Draft()), "")
    return tuple(found.findings)


def is_result(text: str) -> bool | None:
    line = Line(text[:LONGEST_READ])
    if deed_of(line) is not None:
        return False
    return True if line.moves or (line.amounts and line.flags != 0) else None


class _Review:
    def __init__(self, draft: Draft, config: Config, speak: str | None, ignored: Ignored) -> None:
        self.draft = draft
        self.speak = speak
        self.ignored = ignored
        self.rules = _active(
            config.profile, config.select, config.ignore, tuple(sorted(config.severity.items()))
        )
        self.findings: list[Finding] = []

    def report(self) -> Report:
        groups: list[tuple[str, list[str]]] = []
        rows: list[tuple[Line, tuple[Line, ...]]] = []
        for index, each in enumerate(self.draft.objectives):
            path = f"objectives/{index}"
            line = Line(each.title[:LONGEST_READ])
            titles = each.key_results or ()
            lines = tuple(Line(key_result.title[:LONGEST_READ]) for key_result in titles)
            rows.append((line, lines))
            self._objective(path, each, line, lines, titles)
            for read in (line, *lines):  # rules about the whole draft read text and amounts only
                read.forget()
            groups.append((path, [f"{path}/key_results/{number}" for number in range(len(titles))]))
        if rows:
            self.look("draft", Place(rows[0][0], self.draft, rows=tuple(rows)), "")
        for index, text in enumerate(self.draft.feedback):
            self.look("feedback", Place(Line(text[:LONGEST_READ]), self.draft), f"feedback/{index}")
        lost: dict[str, int] = {}
        for finding in self.findings:
            if finding.code in FREE:
                continue
            lost[finding.path] = lost.get(finding.path, 0) + WEIGHTS[finding.severity]
        return Report(tuple(self.findings), quality(groups, lost))

    def _objective(
        self, path: str, each: Objective, line: Line, lines: tuple[Line, ...], titles: tuple[KeyResult, ...]
    ) -> None:
        place = Place(line, self.draft, each, None, lines, line, path)
        self.look("objective", place, path)
        self.look("set", place, path)
        for number, (key_result, own) in enumerate(zip(titles, lines, strict=True)):
            below = f"{path}/key_results/{number}"
            self.look("key_result", Place(own, self.draft, each, key_result, lines, line, below), below)
            if key_result.course is not None:
                self.look("course", Place(own, self.draft, each, key_result, lines, line, below), below)

    def look(self, scope: Scope, place: Place, path: str) -> None:
        flags = place.line.flags
        for rule, check, needs, severity in self.rules.get(scope, ()):
            if needs and not flags & needs:
                continue
            for hit in check(place):
                self._keep(rule, severity, hit, place.line, hit.path if hit.path is not None else path)

    def _keep(self, rule: Rule, severity: str | None, hit: Hit, line: Line, path: str) -> None:
        if self.ignored and (
            rule.code in self.ignored.get(path, ()) or rule.code in self.ignored.get("", ())
        ):
            return
        words = rule.zh if (self.speak or line.language) == "zh" else rule.en
        found, other = hit.found, hit.other
        mend = (
            words.mend.replace("{found}", found).replace("{other}", other)
            if "{" in words.mend
            else words.mend
        )
        self.findings.append(
            Finding(
                rule.code,
                _severity(rule, severity, hit),
                path,
                (hit.start, hit.end),
                words.sentence.replace("{found}", found).replace("{other}", other)
                if "{" in words.sentence
                else words.sentence,
                words.question.replace("{found}", found) if "{" in words.question else words.question,
                mend,
                hit.edit,
            )
        )


def _severity(rule: Rule, severity: str | None, hit: Hit) -> Severity:
    """What the settings say, else what the rule says of this case, else the rule's own."""
    chosen = severity or hit.severity or rule.severity
    return "error" if chosen == "error" else "warning" if chosen == "warning" else "info"


@lru_cache(maxsize=32)
def _active(
    profile: str, select: tuple[str, ...], ignore: tuple[str, ...], severity: tuple[tuple[str, str], ...]
) -> dict[str, list[tuple[Rule, Check, int, str | None]]]:
    config = Config(profile, select, ignore, dict(severity))
    chosen: dict[str, list[tuple[Rule, Check, int, str | None]]] = {}
    for code in sorted(RULES):
        rule = RULES[code]
        level = config.severity_of(code, rule.severity, rule.off_in)
        if level is None:
            continue
        chosen.setdefault(rule.scope, []).append(
            (rule, rule.check, rule.needs, level if level != rule.severity else None)
        )
    return chosen

"""What has been read: a draft, and where each line of it stood."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from okr_coach.draft import Draft, KeyResult, Language, Objective

type Format = Literal["json", "yaml", "markdown", "csv"]


class CannotRead(Exception):
    """The sentence says what is wrong and where, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.zh = zh


class Source(NamedTuple):
    """`lines` are line and column (from 1) of titles by path; `ignored` are codes by path ("" is all)."""

    draft: Draft
    format: Format
    text: str
    lines: Mapping[str, tuple[int, int]]
    ignored: Mapping[str, frozenset[str]]


def draft_from(table: object) -> Draft:
    """The contract's shape; a field that is null or absent is unknown. Raises CannotRead."""
    if not isinstance(table, dict):
        raise CannotRead("An object with “objectives” is expected.", "应是含有“objectives”的对象。")
    if "objectives" not in table and "feedback" not in table:
        raise CannotRead("“objectives” is missing.", "缺少“objectives”。")
    language = table.get("language") or "auto"
    if language not in ("en", "zh", "auto"):
        raise CannotRead("“language” is en, zh or auto.", "“language”只能是en、zh或auto。")
    rows = as_list(table.get("objectives"), "objectives")
    spoken: Language = "en" if language == "en" else "zh" if language == "zh" else "auto"
    previous = table.get("previous")
    return Draft(
        objectives=tuple(_objective(row, f"objectives/{index}") for index, row in enumerate(rows)),
        language=spoken,
        cycle=as_text(table.get("cycle"), "cycle"),
        previous=None if previous is None else tuple(str(title) for title in as_list(previous, "previous")),
        feedback=tuple(str(line) for line in as_list(table.get("feedback"), "feedback")),
    )


def _objective(row: object, path: str) -> Objective:
    if isinstance(row, str):
        return Objective(row)
    if not isinstance(row, dict):
        raise CannotRead(f"{path} is not an object.", f"{path}不是对象。")
    below = row.get("key_results")
    results = None
    if below is not None:
        results = tuple(
            _key_result(each, f"{path}/key_results/{index}")
            for index, each in enumerate(as_list(below, f"{path}/key_results"))
        )
    return Objective(
        title_in(row, path),
        why=as_text(row.get("why"), f"{path}/why"),
        owner=as_text(row.get("owner"), f"{path}/owner"),
        parent=as_text(row.get("parent"), f"{path}/parent"),
        ambition=as_text(row.get("ambition"), f"{path}/ambition"),
        key_results=results,
    )


def _key_result(row: object, path: str) -> KeyResult:
    if isinstance(row, str):
        return KeyResult(row)
    if not isinstance(row, dict):
        raise CannotRead(f"{path} is not an object.", f"{path}不是对象。")
    return KeyResult(
        title_in(row, path),
        owner=as_text(row.get("owner"), f"{path}/owner"),
        start=as_number(row.get("start"), f"{path}/start"),
        target=as_number(row.get("target"), f"{path}/target"),
        unit=as_text(row.get("unit"), f"{path}/unit"),
        due=as_text(row.get("due"), f"{path}/due"),
        kind=as_text(row.get("kind"), f"{path}/kind"),
    )


def as_list(value: object, path: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise CannotRead(f"“{path}” is not a list.", f"“{path}”不是列表。")
    return value


def title_in(row: Mapping[object, object], path: str) -> str:
    title = row.get("title")
    if title is None:
        raise CannotRead(f"{path} has no “title”.", f"{path}没有“title”。")
    if isinstance(title, dict | list):
        raise CannotRead(f"The title of {path} is not text.", f"{path}的标题不是文字。")
    return str(title)


def as_text(value: object, path: str) -> str | None:
    if isinstance(value, dict | list):
        raise CannotRead(f"“{path}” is not text.", f"“{path}”不是文字。")
    return None if value is None else str(value)


def as_number(value: object, path: str) -> Decimal | None:
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).replace(",", "").strip().removesuffix("%"))
    except InvalidOperation as error:
        raise CannotRead(
            f"“{path}” is not a number: {str(value)[:40]}.", f"“{path}”不是数字：{str(value)[:40]}。"
        ) from error
    if not number.is_finite():
        raise CannotRead(
            f"“{path}” is not a number: {str(value)[:40]}.", f"“{path}”不是数字：{str(value)[:40]}。"
        )
    return number


IGNORE = re.compile(
    r"okr:\s*ignore(?P<file>-file)?\s+(?P<codes>[OKSFT][0-9]{3}(?:\s*,?\s*[OKSFT][0-9]{3})*)", re.IGNORECASE
)


def codes_in(found: re.Match[str]) -> frozenset[str]:
    return frozenset(code.upper() for code in re.findall(r"[OKSFT][0-9]{3}", found["codes"], re.IGNORECASE))


def found_in(text: str, draft: Draft) -> dict[str, tuple[int, int]]:
    """Where the titles stand in JSON: sought from one to the next."""
    lines: dict[str, tuple[int, int]] = {}
    at, line, counted = 0, 1, 0
    for path, title in titles(draft):
        for written in (json.dumps(title, ensure_ascii=False), json.dumps(title)):
            place = text.find(written, at)
            if place >= 0:
                line += text.count("\n", counted, place)
                counted = at = place
                lines[path] = (line, place - text.rfind("\n", 0, place) + 1)
                at += len(written)
                break
    return lines


def titles(draft: Draft) -> list[tuple[str, str]]:
    """Every title by its path, in order."""
    found: list[tuple[str, str]] = []
    for index, objective in enumerate(draft.objectives):
        found.append((f"objectives/{index}", objective.title))
        found += [
            (f"objectives/{index}/key_results/{number}", key_result.title)
            for number, key_result in enumerate(objective.key_results or ())
        ]
    return found

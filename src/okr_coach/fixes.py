"""Mends that need no thought: split in two, move a number to a key result, write a number or unit plainly."""

import csv
import io
import json
import re
from typing import NamedTuple

from okr_coach.readers import CannotRead, Source
from okr_coach.report import Finding

_FIXED = ("K216", "K207", "O106", "O101")


_LEADING_TO = re.compile(
    r"\s*(?:\b(?:to|of|by|at least|reach|over|to over)|达到|达成|达|提升至|增长到|至|到|突破|超过)\s*$",
    re.IGNORECASE,
)


class Fixed(NamedTuple):
    """The new text and the findings it answers."""

    text: str
    findings: tuple[Finding, ...]


def fix(source: Source, findings: tuple[Finding, ...]) -> Fixed:
    """At most one mend a title at a time, so that spans stay true. Raises CannotRead where rewriting would
    lose something (YAML with comments)."""
    chosen: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda each: _FIXED.index(each.code) if each.code in _FIXED else 9):
        if finding.edit is not None and finding.code in _FIXED:
            chosen.setdefault(finding.path, finding)
    if not chosen:
        return Fixed(source.text, ())
    done = tuple(chosen.values())
    match source.format:
        case "markdown":
            return Fixed(_in_lines(source, chosen), done)
        case "csv":
            return Fixed(_in_cells(source, chosen), done)
        case "json":
            return Fixed(
                json.dumps(_in_table(json.loads(source.text), chosen), ensure_ascii=False, indent=2) + "\n",
                done,
            )
        case "yaml":
            return Fixed(_in_yaml(source, chosen), done)


def _changed(title: str, finding: Finding) -> list[str]:
    """The titles that take the place of this one."""
    edit = finding.edit
    if edit is None:
        return [title]
    start, end = edit.span
    match edit.kind:
        case "replace":
            return [title[:start] + edit.texts[0] + title[end:]]
        case "split":
            return [text for text in edit.texts if text.strip()]
        case "move" | "unit":
            return [title]


def without_number(title: str, finding: Finding) -> str:
    """An objective without its number: “Grow revenue to $5M” leaves “Grow revenue”."""
    if finding.edit is None:
        return title
    start, end = finding.edit.span
    before = _LEADING_TO.sub("", title[:start].rstrip())
    rest = (before.rstrip() + title[end:]).strip(" ,，")
    return rest or title


def _in_lines(source: Source, chosen: dict[str, Finding]) -> str:
    lines = source.text.split("\n")
    below: dict[int, list[str]] = {}
    for path, finding in chosen.items():
        place = source.lines.get(path)
        if place is None:
            continue
        number, column = place[0] - 1, place[1] - 1
        written = lines[number]
        title = _title(source, path)
        tail = written[column + len(title) :]
        prefix = written[:column]
        if finding.edit is not None and finding.edit.kind == "move":
            lines[number] = prefix + without_number(title, finding) + tail
            below.setdefault(number, []).append(f"- KR: {title}")
            continue
        first, *others = _changed(title, finding)
        lines[number] = prefix + first + tail
        below.setdefault(number, []).extend(prefix + other for other in others)
    out: list[str] = []
    for index, written in enumerate(lines):
        out += [written, *below.get(index, [])]
    return "\n".join(out)


def _title(source: Source, path: str) -> str:
    parts = path.split("/")
    objective = source.draft.objectives[int(parts[1])]
    return objective.title if len(parts) == 2 else (objective.key_results or ())[int(parts[3])].title


type Json = None | bool | int | float | str | list[Json] | dict[str, Json]


def _in_table(table: Json, chosen: dict[str, Finding]) -> Json:
    rows = table.get("objectives") if isinstance(table, dict) else None
    if not isinstance(rows, list) or not isinstance(table, dict):
        return table
    objectives: list[Json] = []
    for index, row in enumerate(rows):
        record: dict[str, Json] = dict(row) if isinstance(row, dict) else {"title": row}
        results = record.get("key_results")
        kept: list[Json] = []
        for number, each in enumerate(results if isinstance(results, list) else []):
            kept += _records(each, chosen.get(f"objectives/{index}/key_results/{number}"))
        finding = chosen.get(f"objectives/{index}")
        if finding is not None and finding.edit is not None and finding.edit.kind == "move":
            title = str(record["title"])
            kept.insert(0, {"title": title})
            record["title"] = without_number(title, finding)
            finding = None
        if isinstance(results, list) or kept:
            record["key_results"] = kept
        objectives += _records(record, finding)
    return {**table, "objectives": objectives}


def _records(row: Json, finding: Finding | None) -> list[Json]:
    if finding is None:
        return [row]
    record: dict[str, Json] = dict(row) if isinstance(row, dict) else {"title": row}
    if finding.edit is not None and finding.edit.kind == "unit":
        return [{**record, "unit": finding.edit.texts[0]}]
    first, *others = _changed(str(record["title"]), finding)
    owner = {"owner": record["owner"]} if "owner" in record else {}
    return [{**record, "title": first}, *({"title": other, **owner} for other in others)]


def _in_yaml(source: Source, chosen: dict[str, Finding]) -> str:
    import yaml  # only for YAML

    if re.search(r"(?m)(?:^|\s)#", source.text):
        raise CannotRead(
            "This YAML has comments, which a rewritten file would lose. Mend it by hand, or use Markdown.",
            "这个YAML里有注释，重写会丢失。请手工修改，或改用Markdown。",
        )
    table = _in_table(yaml.safe_load(source.text), chosen)
    return str(yaml.safe_dump(table, allow_unicode=True, sort_keys=False))


def _in_cells(source: Source, chosen: dict[str, Finding]) -> str:
    first = source.text.split("\n", 1)[0]
    separator = (
        "\t" if first.count("\t") > first.count(",") else ";" if first.count(";") > first.count(",") else ","
    )
    rows = list(csv.reader(io.StringIO(source.text, newline=""), delimiter=separator))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    titles = {_title(source, path): finding for path, finding in chosen.items() if path.count("/") == 3}
    for row in rows:
        done = False
        for place, cell in enumerate(row):
            finding = titles.get(cell.strip())
            if finding is not None and finding.edit is not None and finding.edit.kind in ("replace", "split"):
                for text in _changed(cell.strip(), finding):
                    writer.writerow([*row[:place], text, *row[place + 1 :]])
                done = True
                break
        if not done:
            writer.writerow(row)
    return out.getvalue()

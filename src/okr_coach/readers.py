"""Files into drafts: Markdown, YAML, JSON and CSV, with each title's line and what is to be ignored."""

import csv
import io
import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from okr_coach.draft import Draft, KeyResult, Language, Objective

type Format = Literal["json", "yaml", "markdown", "csv"]

SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
}


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


def read(text: str, format: Format | None = None) -> Source:
    """Raises CannotRead."""
    text = text.removeprefix("\ufeff")
    match format or sniffed(text):
        case "json":
            return _read_json(text)
        case "yaml":
            return _read_yaml(text)
        case "csv":
            return _read_csv(text)
        case "markdown":
            return _read_markdown(text)


def sniffed(text: str) -> Format:
    """For what comes on standard input without a name."""
    head = text.lstrip()
    if head.startswith(("{", "[")):
        return "json"
    if re.match(r"(?:#[^\n]*\n|---\s*\n|\s*\n)*(?:language|objectives|cycle|previous|feedback)\s*:", text):
        return "yaml"
    first = head.split("\n", 1)[0].casefold()
    if re.match(r"\"?(?:objective|目标)\"?\s*[,\t]", first):
        return "csv"
    return "markdown"


# --- JSON and YAML


def _read_json(text: str) -> Source:
    try:
        table = json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CannotRead(f"This is no JSON: {error}.", f"不是有效的JSON：{error}。") from error
    draft = draft_from(table)
    return Source(draft, "json", text, _found_in(text, draft), {})


def draft_from(table: object) -> Draft:
    """The contract's shape; a field that is null or absent is unknown. Raises CannotRead."""
    if not isinstance(table, dict):
        raise CannotRead("An object with “objectives” is expected.", "应是含有“objectives”的对象。")
    if "objectives" not in table and "feedback" not in table:
        raise CannotRead("“objectives” is missing.", "缺少“objectives”。")
    language = table.get("language") or "auto"
    if language not in ("en", "zh", "auto"):
        raise CannotRead("“language” is en, zh or auto.", "“language”只能是en、zh或auto。")
    rows = _list(table.get("objectives"), "objectives")
    spoken: Language = "en" if language == "en" else "zh" if language == "zh" else "auto"
    previous = table.get("previous")
    return Draft(
        objectives=tuple(_objective(row, f"objectives/{index}") for index, row in enumerate(rows)),
        language=spoken,
        cycle=_text(table.get("cycle"), "cycle"),
        previous=None if previous is None else tuple(str(title) for title in _list(previous, "previous")),
        feedback=tuple(str(line) for line in _list(table.get("feedback"), "feedback")),
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
            for index, each in enumerate(_list(below, f"{path}/key_results"))
        )
    return Objective(
        _title(row, path),
        why=_text(row.get("why"), f"{path}/why"),
        owner=_text(row.get("owner"), f"{path}/owner"),
        parent=_text(row.get("parent"), f"{path}/parent"),
        ambition=_text(row.get("ambition"), f"{path}/ambition"),
        key_results=results,
    )


def _key_result(row: object, path: str) -> KeyResult:
    if isinstance(row, str):
        return KeyResult(row)
    if not isinstance(row, dict):
        raise CannotRead(f"{path} is not an object.", f"{path}不是对象。")
    return KeyResult(
        _title(row, path),
        owner=_text(row.get("owner"), f"{path}/owner"),
        start=_number(row.get("start"), f"{path}/start"),
        target=_number(row.get("target"), f"{path}/target"),
        unit=_text(row.get("unit"), f"{path}/unit"),
        due=_text(row.get("due"), f"{path}/due"),
        kind=_text(row.get("kind"), f"{path}/kind"),
    )


def _list(value: object, path: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise CannotRead(f"“{path}” is not a list.", f"“{path}”不是列表。")
    return value


def _title(row: Mapping[object, object], path: str) -> str:
    title = row.get("title")
    if title is None:
        raise CannotRead(f"{path} has no “title”.", f"{path}没有“title”。")
    if isinstance(title, dict | list):
        raise CannotRead(f"The title of {path} is not text.", f"{path}的标题不是文字。")
    return str(title)


def _text(value: object, path: str) -> str | None:
    if isinstance(value, dict | list):
        raise CannotRead(f"“{path}” is not text.", f"“{path}”不是文字。")
    return None if value is None else str(value)


def _number(value: object, path: str) -> Decimal | None:
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


def _read_yaml(text: str) -> Source:
    import yaml  # heavy, and only for YAML

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        table = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise CannotRead(f"This is no YAML: {said}.", f"不是有效的YAML：{said}。") from error
    if isinstance(table, dict):
        table = _emptied(table)
    draft = draft_from(table)
    lines: dict[str, tuple[int, int]] = {}

    def walk(each: object, path: str) -> None:
        if isinstance(each, yaml.MappingNode):
            for key, value in each.value:
                name = str(key.value)
                if name == "title":
                    quoted = 1 if getattr(value, "style", None) in ("'", '"') else 0
                    lines[path] = (value.start_mark.line + 1, value.start_mark.column + 1 + quoted)
                elif name in ("objectives", "key_results", "feedback") and isinstance(
                    value, yaml.SequenceNode
                ):
                    for index, item in enumerate(value.value):
                        below = f"{path}/{name}/{index}".lstrip("/")
                        lines[below] = (item.start_mark.line + 1, item.start_mark.column + 1)
                        walk(item, below)

    walk(node, "")
    return Source(draft, "yaml", text, lines, _yaml_ignored(text, lines))


def _emptied(table: dict[object, object]) -> dict[object, object]:
    """`owner:` with nothing behind it is written and empty, not unknown."""
    rows = table.get("objectives")
    for row in rows if isinstance(rows, list) else []:
        below = row.get("key_results") if isinstance(row, dict) else None
        for each in [row, *(below if isinstance(below, list) else [])]:
            if isinstance(each, dict):
                for name in ("why", "owner", "parent", "ambition", "due"):
                    if name in each and each[name] is None:
                        each[name] = ""
    return table


_IGNORE = re.compile(
    r"okr:\s*ignore(?P<file>-file)?\s+(?P<codes>[OKSFT][0-9]{3}(?:\s*,?\s*[OKSFT][0-9]{3})*)", re.IGNORECASE
)


def _codes(found: re.Match[str]) -> frozenset[str]:
    return frozenset(code.upper() for code in re.findall(r"[OKSFT][0-9]{3}", found["codes"], re.IGNORECASE))


def _yaml_ignored(text: str, lines: Mapping[str, tuple[int, int]]) -> dict[str, frozenset[str]]:
    by_line: dict[int, list[str]] = {}
    for path, (placed, _) in lines.items():
        by_line.setdefault(placed, []).append(path)
    ignored: dict[str, frozenset[str]] = {}
    waiting: frozenset[str] = frozenset()
    for number, line in enumerate(text.split("\n"), 1):
        comment = re.search(r"(?:^|\s)#(.*)$", line)
        found = _IGNORE.search(comment[1]) if comment else None
        codes = frozenset[str]()
        if found and found["file"]:
            ignored[""] = ignored.get("", frozenset()) | _codes(found)
        elif found:
            codes = _codes(found)
        alone = line.lstrip().startswith("#")
        if alone:
            waiting |= codes
            continue
        for path in by_line.get(number, []):
            if codes | waiting:
                ignored[path] = ignored.get(path, frozenset()) | codes | waiting
        if by_line.get(number):
            waiting = frozenset()
    return ignored


def _found_in(text: str, draft: Draft) -> dict[str, tuple[int, int]]:
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


# --- CSV

COLUMNS: dict[str, str] = {
    **dict.fromkeys(("objective", "o", "goal", "目标", "目标(o)"), "objective"),
    **dict.fromkeys(("key result", "key_result", "kr", "关键结果", "关键成果", "关键结果(kr)"), "key_result"),
    **dict.fromkeys(("owner", "负责人", "kr owner"), "owner"),
    **dict.fromkeys(("why", "background", "背景", "背景与价值", "价值"), "why"),
    **dict.fromkeys(("parent", "supports", "上级目标", "对齐"), "parent"),
    **dict.fromkeys(("start", "baseline", "起始值", "起点", "基线"), "start"),
    **dict.fromkeys(("target", "目标值"), "target"),
    **dict.fromkeys(("unit", "单位"), "unit"),
    **dict.fromkeys(("due", "deadline", "due date", "截止日期", "期限"), "due"),
}


def _read_csv(text: str) -> Source:
    first = text.split("\n", 1)[0]
    separator = (
        "\t" if first.count("\t") > first.count(",") else ";" if first.count(";") > first.count(",") else ","
    )
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        head = [
            COLUMNS.get(name.strip().casefold().replace("（", "(").replace("）", ")"), "")
            for name in next(reader, [])
        ]
        if "objective" not in head and "key_result" not in head:
            raise CannotRead(
                "The first line names the columns; “objective” and “key_result” are looked for.",
                "第一行应是列名，需要“目标”和“关键结果”两列。",
            )
        objectives: list[Objective] = []
        lines: dict[str, tuple[int, int]] = {}
        for cells in reader:
            row = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
            title, result = row.get("objective", ""), row.get("key_result", "")
            if title and (not objectives or objectives[-1].title != title):
                objectives.append(
                    Objective(title, why=row.get("why"), parent=row.get("parent"), key_results=())
                )
                lines[f"objectives/{len(objectives) - 1}"] = (reader.line_num, 1)
            if not result:
                continue
            if not objectives:
                raise CannotRead(
                    f"Line {reader.line_num} has a key result and no objective above it.",
                    f"第{reader.line_num}行的关键结果上面没有目标。",
                )
            kept = objectives[-1].key_results or ()
            lines[f"objectives/{len(objectives) - 1}/key_results/{len(kept)}"] = (reader.line_num, 1)
            path = f"line {reader.line_num}"
            key_result = KeyResult(
                result,
                owner=row.get("owner"),
                start=_number(row.get("start"), path),
                target=_number(row.get("target"), path),
                unit=row.get("unit"),
                due=row.get("due"),
            )
            objectives[-1] = objectives[-1]._replace(key_results=(*kept, key_result))
    except csv.Error as error:
        raise CannotRead(f"This is no CSV: {error}.", f"不是有效的CSV：{error}。") from error
    return Source(Draft(tuple(objectives)), "csv", text, lines, {})


# --- Markdown

_BULLET = re.compile(r"(?:[-*+•·●]|[0-9]{1,2}[.)、])\s+(?:\[[ xX]\]\s*)?")
_NUMERAL = "[0-9一二三四五六七八九十]{0,2}"
_SEPARATOR = r"(?:\s*[:：.、)]\s*|\s+[-–—]\s+|\s+)"
_KEY_RESULT = re.compile(
    rf"(?:kr\s?-?[0-9]{{0,2}}(?:\.[0-9]{{1,2}})*{_SEPARATOR}"
    rf"|(?:key\s+result|关键(?:结果|成果))\s*{_NUMERAL}\s*[:：]\s*)(?=\S)",
    re.IGNORECASE,
)
_OBJECTIVE = re.compile(
    r"(?:o[0-9]{1,2}(?:\s*[:：.、)]\s*|\s+[-–—]\s+|\s+)|o\s*[:：]\s*"
    rf"|(?:objective|goal|目标)\s*{_NUMERAL}\s*[:：]\s*)(?=\S)",
    re.IGNORECASE,
)
_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{words})\s*[:：]\s*", re.IGNORECASE))
    for name, words in (
        ("why", "why|background(?: and value)?|reality|背景与价值|背景|价值|现实|为什么"),
        ("owner", "owner|负责人"),
        ("parent", "parent|supports|上级目标|对齐"),
        ("due", "due|deadline|截止日期|期限"),
        ("ambition", "ambition|类型"),
        ("feedback", "f|feedback|反馈"),
        ("cycle", "cycle|周期"),
    )
)
_ALONE = re.compile(
    r"(?:key\s+results?|krs?|关键(?:结果|成果)|objectives?|目标|okrs?)\s*[:：]?", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--(.*?)-->")


class _Markdown:
    def __init__(self) -> None:
        self.objectives: list[Objective] = []
        self.lines: dict[str, tuple[int, int]] = {}
        self.ignored: dict[str, frozenset[str]] = {}
        self.feedback: list[str] = []
        self.cycle: str | None = None
        self.waiting: frozenset[str] = frozenset()
        self.heading: tuple[str, int, int] | None = None

    def line(self, number: int, written: str) -> None:
        codes = frozenset[str]()
        for comment in _COMMENT.finditer(written):
            found = _IGNORE.search(comment[1])
            if found and found["file"]:
                self.ignored[""] = self.ignored.get("", frozenset()) | _codes(found)
            elif found:
                codes |= _codes(found)
        bare = _COMMENT.sub(lambda comment: " " * len(comment[0]), written).rstrip()
        if not bare.strip():
            self.waiting |= codes
            return
        self.waiting |= codes
        column = len(bare) - len(bare.lstrip())
        body = bare[column:]
        depth = len(body) - len(body.lstrip("#")) if body.startswith("#") else 0
        bullet = None
        if depth:
            cut = len(body) - len(body[depth:].lstrip())
            column, body = column + cut, body[cut:]
        else:
            if body.startswith(">"):
                cut = len(body) - len(body.lstrip("> "))
                column, body = column + cut, body[cut:]
            bullet = _BULLET.match(body)
            if bullet:
                column, body = column + bullet.end(), body[bullet.end() :]
        for marks in ("**", "__"):
            if body.startswith(marks) and body.count(marks) == 2:
                if body.endswith(marks):
                    column, body = column + 2, body[2:-2]
                else:
                    close = body.index(marks, 2)
                    if (
                        body[2:close].rstrip().endswith((":", "："))
                        or _KEY_RESULT.match(body[2:close] + ": x")
                        or _OBJECTIVE.match(body[2:close] + ": x")
                    ):
                        body = "  " + body[2:close] + "  " + body[close + 2 :]
                        cut = len(body) - len(body.lstrip())
                        column, body = column + cut, body[cut:]
        self._take(number, column, body, depth, bullet is not None)

    def _take(self, number: int, column: int, body: str, depth: int, bullet: bool) -> None:
        if _ALONE.fullmatch(body.strip()):
            return
        label = _KEY_RESULT.match(body)
        if label:
            self._key_result(body[label.end() :], number, column + label.end())
            return
        label = _OBJECTIVE.match(body)
        if label:
            self._objective(body[label.end() :], number, column + label.end())
            return
        for name, pattern in _FIELDS:
            label = pattern.match(body)
            if label and not depth:
                self._field(name, body[label.end() :].strip())
                return
        if depth:
            self.heading = (body, number, column)
        elif bullet:
            if self.heading is not None:
                title, at, begin = self.heading
                self._objective(title, at, begin)
            if self.objectives:
                self._key_result(body, number, column)

    def _objective(self, title: str, number: int, column: int) -> None:
        self.heading = None
        self.objectives.append(Objective(title.strip(), key_results=()))
        self._placed(f"objectives/{len(self.objectives) - 1}", number, column)

    def _key_result(self, title: str, number: int, column: int) -> None:
        if self.heading is not None and not self.objectives:
            self._objective(*self.heading)
        if not self.objectives:
            raise CannotRead(
                f"Line {number} is a key result and no objective stands above it.",
                f"第{number}行的关键结果上面没有目标。",
            )
        self.heading = None
        kept = self.objectives[-1].key_results or ()
        self.objectives[-1] = self.objectives[-1]._replace(key_results=(*kept, KeyResult(title.strip())))
        self._placed(f"objectives/{len(self.objectives) - 1}/key_results/{len(kept)}", number, column)

    def _placed(self, path: str, number: int, column: int) -> None:
        self.lines[path] = (number, column + 1)
        if self.waiting:
            self.ignored[path] = self.waiting
            self.waiting = frozenset()

    def _field(self, name: str, value: str) -> None:
        if name == "feedback":
            self.feedback.append(value)
        elif name == "cycle":
            self.cycle = value
        elif self.objectives:
            last = self.objectives[-1]
            below = last.key_results or ()
            if name == "why":
                self.objectives[-1] = last._replace(why=value)
            elif name == "parent":
                self.objectives[-1] = last._replace(parent=value)
            elif name == "ambition":
                self.objectives[-1] = last._replace(ambition=value)
            elif not below:
                self.objectives[-1] = last._replace(owner=value) if name == "owner" else last
            else:
                changed = (
                    below[-1]._replace(owner=value) if name == "owner" else below[-1]._replace(due=value)
                )
                self.objectives[-1] = last._replace(key_results=(*below[:-1], changed))


def _read_markdown(text: str) -> Source:
    reader = _Markdown()
    fenced = False
    for number, written in enumerate(text.split("\n"), 1):
        if written.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and not written.startswith("---"):
            reader.line(number, written.rstrip("\r"))
    if not reader.objectives and not reader.feedback:
        raise CannotRead(
            "No objective was found. Begin a line with “O1:” and the key results below it with “KR1:”.",
            "没有找到目标。目标一行以“O1：”开头，下面的关键结果以“KR1：”开头。",
        )
    draft = Draft(tuple(reader.objectives), cycle=reader.cycle, feedback=tuple(reader.feedback))
    return Source(draft, "markdown", text, reader.lines, reader.ignored)

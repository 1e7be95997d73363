"""Markdown as people write it: headings, lists, fields, `<!-- okr: ignore … -->`."""

import re

from okr_coach.draft import Draft, KeyResult, Objective
from okr_coach.readers.source import IGNORE, CannotRead, Source, codes_in

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
            found = IGNORE.search(comment[1])
            if found and found["file"]:
                self.ignored[""] = self.ignored.get("", frozenset()) | codes_in(found)
            elif found:
                codes |= codes_in(found)
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


def read_markdown(text: str) -> Source:
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

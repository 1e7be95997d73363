"""Reads OKRs from the text people already have: a message, a wiki page, a Markdown file, a pasted table."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from headway.core.errors import N_
from headway.core.text import clean_line
from headway.core.units import Unit
from headway.transfer.measures import (
    Direction,
    Kind,
    Measure,
    Note,
    half_width,
    note,
    read_amount,
    read_measure,
)

MOST_LINES = 5000
LONGEST_LINE = 5000

SENTENCES: dict[str, str] = {
    "no_objective": N_(
        "No objective was found. Begin a line with “O1:” and the key results below it with “KR1:”."
    ),
    "no_key_results": N_("This objective has no key results yet."),
    "no_objective_above": N_("This key result stands below no objective, so it is left out."),
    "line_left_out": N_("This line is neither an objective nor a key result, so it is left out."),
    "lines_left_out": N_(
        "Lines %(first)s to %(last)s are neither objectives nor key results, so they are left out."
    ),
    "label_left_out": N_("“%(label)s” is not read from text; add it after loading."),
    "tasks_left_out": N_("Tasks are not read from text; they are left out."),
    "why_left_out": N_("This background stands before no objective, so it is left out."),
    "columns_left_out": N_("These columns are not read: %(columns)s."),
    "rest_left_out": N_("Only the first %(lines)s lines are read."),
    "line_cut": N_("This line is cut after %(limit)s characters."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at, with the line it stands on (from 1); `note` has code, sentence and params."""

    line: int
    note: Note

    @property
    def code(self) -> str:
        return self.note.code

    @property
    def sentence(self) -> str:
        return self.note.sentence

    @property
    def params(self) -> dict[str, object]:
        return self.note.params


@dataclass(frozen=True, slots=True)
class WrittenKeyResult:
    """A number has start and target; a hold its bound as target and no start; done has neither."""

    title: str
    start: Decimal | None
    target: Decimal | None
    unit: Unit
    kind: Kind
    direction: Direction | None
    line: int


@dataclass(slots=True)
class WrittenObjective:
    title: str
    line: int
    why: str = ""
    key_results: list[WrittenKeyResult] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    organisation: str | None = None
    mission: str = ""
    vision: str = ""
    strategies: list[str] = field(default_factory=list)
    language: Literal["en", "zh-hans"] = "en"
    objectives: list[WrittenObjective] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_okrs(text: str) -> Document:
    """Never refuses: what cannot be read is a finding."""
    document = Document(language=_language(text))
    reader = _Reader(document)
    written = re.split(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c|\x85", text)
    if len(written) > MOST_LINES:
        reader.find(MOST_LINES, "rest_left_out", lines=MOST_LINES)
    lines = _underlined(
        [_Line.read(number, line) for number, line in enumerate(written[:MOST_LINES], 1)], written
    )
    for place, line in enumerate(lines):
        if line.cut:
            reader.find(line.number, "line_cut", limit=LONGEST_LINE)
        following = next((later for later in lines[place + 1 : place + 4] if later.text), None)
        reader.read(line, following)
    reader.end()
    document.findings = _in_runs(sorted(document.findings, key=lambda finding: finding.line), lines)
    return document


_QUOTES = re.compile(r"(?:>(?![=0-9.\s]*[0-9])\s*)*")
_BULLET = re.compile(
    r"(?:[*+–—](?=\s)|-(?=[^0-9-])|[•·●○◦▪■]|\(?[0-9]{1,2}[.)、](?![0-9])|[①-⑳]|\([一二三四五六七八九十]{1,2}\))\s*"
)
_CHECKBOX = re.compile(r"\[[ xX]\]\s*")
_HEADING = re.compile(r"(#{1,6})(?:\s+|(?=[^\s#]))")
_RULE = re.compile(r"[-=*_~\s|:+]{3,}")
_UNDERLINE = re.compile(r"\s{0,3}([=-])\1{2,}\s*")
_NUMERAL = r"[0-9一二三四五六七八九十]{0,3}"
_SEPARATOR = r"\s*[:：]\s*"
_OPTIONAL = r"(?:\s*[:：.、)\-–—]\s*|\s+)"
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "key_result",
            rf"(?:O-?[0-9]{{1,2}}[\s.-]*)?KR[\s-]?[0-9]{{1,2}}(?:[.-][0-9]{{1,2}})*(?:{_OPTIONAL}|(?=[^\sA-Za-z0-9]))"
            rf"|KR{_SEPARATOR}"
            rf"|(?:key\s+results?|关键(?:结果|成果))\s*(?:\(KR\))?\s*{_NUMERAL}(?:\.[0-9]+)?\s*(?:\(KR[0-9]*\))?{_SEPARATOR}",
        ),
        (
            "objective",
            rf"O-?[0-9]{{1,2}}(?:{_OPTIONAL}|(?=[^\sA-Za-z0-9]))|O{_SEPARATOR}"
            rf"|(?:objective|goal|目标)\s*(?:\(O\))?\s*{_NUMERAL}\s*(?:\(O[0-9]*\))?{_SEPARATOR}",
        ),
        ("mission", rf"(?:(?:our\s+)?mission|使命){_SEPARATOR}"),
        ("vision", rf"(?:(?:our\s+)?vision|愿景){_SEPARATOR}"),
        ("strategy", rf"(?:strateg(?:y|ies)|战略)\s*{_NUMERAL}{_SEPARATOR}"),
        ("organisation", rf"(?:organi[sz]ation|company|公司|组织|企业){_SEPARATOR}"),
        ("reality", rf"(?:reality|situation|现实|现状){_SEPARATOR}"),
        (
            "why",
            rf"(?:why|background(?:\s+and\s+value)?|context|value|rationale|背景与价值|背景|价值|原因|为什么){_SEPARATOR}",
        ),
        (
            "tasks",
            rf"(?:KT\s?[0-9]*|tasks?|initiatives?|action\s+items|actions|execute|关键任务|任务|行动(?:计划)?)\s*{_NUMERAL}{_SEPARATOR}",
        ),
        (
            "other",
            rf"(?:owners?|due(?:\s+date)?|deadline|status|confidence|progress|score|weight|cycle|period|team|"
            rf"负责人|截止(?:日期|时间)?|状态|信心(?:指数)?|进度|得分|权重|周期|部门|团队){_SEPARATOR}",
        ),
    )
)
_ALONE = {
    "key_result": re.compile(
        r"(?:key\s+results?|KRs?|关键(?:结果|成果))(?:\s*\(KRs?\))?\s*[:：]?", re.IGNORECASE
    ),
    "objectives": re.compile(r"(?:objectives?|goals?|OKRs?|目标|O)\s*[:：]?", re.IGNORECASE),
    "mission": re.compile(r"(?:our\s+)?mission|使命", re.IGNORECASE),
    "vision": re.compile(r"(?:our\s+)?vision|愿景", re.IGNORECASE),
    "strategy": re.compile(r"strateg(?:y|ies)|战略", re.IGNORECASE),
    "reality": re.compile(r"reality|现实|现状", re.IGNORECASE),
    "why": re.compile(r"why|background(?:\s+and\s+value)?|背景与价值|背景|为什么", re.IGNORECASE),
    "tasks": re.compile(r"tasks?|initiatives?|关键任务|任务|行动计划", re.IGNORECASE),
}
_GOAL_IS = re.compile(
    r"(?:the|our|my)\s+(?:goal|objective)\s+is\s*(?::|to\s+(?=\S))\s*|(?:我们的)?目标是\s*[:：]?\s*",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"(?:example|case|案例|示例|例)\s*[0-9一二三四五六七八九十]{0,3}\s*(?:[:：].*)?", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:OKRs?|objectives\s+and\s+key\s+results|goals|objectives)\b|OKRs?|的?目标(?:与关键结果)?$"
    r"|(?:FY\s?)?20[0-9]{2}\s?年?|\b[QH][1-4]\b|第?[一二三四1-4]季度|[上下]半年",
    re.IGNORECASE,
)
_COLUMNS: dict[str, frozenset[str]] = {
    "objective": frozenset({"objective", "objectives", "o", "goal", "目标", "目标(o)", "目标o"}),
    "key_result": frozenset(
        {"key result", "key results", "kr", "krs", "关键结果", "关键成果", "关键结果(kr)", "关键结果kr"}
    ),
    "start": frozenset(
        {"start", "start value", "baseline", "from", "initial", "起始值", "起点", "基线", "初始值", "起始"}
    ),
    "target": frozenset({"target", "target value", "to", "目标值", "目标数值"}),
    "unit": frozenset({"unit", "units", "单位"}),
    "why": frozenset(
        {"why", "background", "background and value", "reason", "背景", "背景与价值", "现实", "价值"}
    ),
}

type _Mode = Literal["", "key_results", "mission", "vision", "strategy", "why", "reality", "tasks"]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    heading: int
    bullet: bool
    rule: bool
    text: str
    cut: bool

    @classmethod
    def read(cls, number: int, written: str) -> "_Line":
        cut = len(written) > LONGEST_LINE
        line = written[:LONGEST_LINE].rstrip(" ").removesuffix("\\")
        body = line.lstrip()
        indent = len(line[: len(line) - len(body)].expandtabs(4))
        body = _QUOTES.sub("", body, count=1) if body.startswith(">") else body
        plain = half_width(body)
        heading = _HEADING.match(plain)
        if heading:
            text = _unmarked(body[heading.end() :].rstrip("# "))
            return cls(number, indent, len(heading[1]), False, False, text, cut)
        if _RULE.fullmatch(plain) or plain.startswith(("```", "~~~", "<!--")):
            return cls(number, indent, 0, False, True, "", cut)
        bullet = _BULLET.match(plain)
        if bullet:
            body = body[bullet.end() :]
            checkbox = _CHECKBOX.match(body)
            body = body[checkbox.end() :] if checkbox else body
        elif "\t" in body:
            body = line
        return cls(number, indent, 0, bool(bullet), False, _unmarked(body), cut)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.objective: WrittenObjective | None = None
        self.labelled = False
        self.mode: _Mode = ""
        self.pending_heading: tuple[str, int, int] | None = None
        self.pending_why: tuple[str, int] | None = None
        self.columns: dict[int, str] | None = None
        self.list_indent = 0
        self.listed = 0
        self.listed_with_marks = False
        self.last_ended = False
        self.after_blank = False
        self.extends = False
        self.key_results_labelled = False

    def find(self, line: int, code: str, **params: object) -> None:
        self.document.findings.append(Finding(line, Note(code, SENTENCES[code], params)))

    def read(self, line: _Line, following: _Line | None) -> None:
        if line.rule:
            return
        if not line.text:
            self.after_blank = True
            self.columns = None
            self.extends = False
            return
        if _is_table_row(line):
            self._row(line)
        elif not self._labelled(line):
            if line.heading:
                self._heading(line)
            elif line.bullet:
                self._bullet(line, following)
            else:
                self._plain(line)
        self.after_blank = False

    def end(self) -> None:
        self._drop_pending_why()
        for objective in self.document.objectives:
            if not objective.key_results:
                self.find(objective.line, "no_key_results")
        if not self.document.objectives:
            self.find(1, "no_objective")

    def _labelled(self, line: _Line) -> bool:
        shadow = half_width(line.text)
        goal = _GOAL_IS.match(shadow)
        if goal and goal.end() < len(shadow):
            said = line.text[goal.end() :]
            self._open(said[:1].upper() + said[1:], line.number, labelled=True)
            return True
        for name, pattern in _ALONE.items():
            if pattern.fullmatch(shadow) and (line.heading or shadow.endswith(":")):
                self._begin(name, line)
                return True
        for name, pattern in _LABELS:
            label = pattern.match(shadow)
            if label and not (line.heading and name in ("other", "organisation") and line.heading > 1):
                self._take(name, line.text[label.end() :].strip(), shadow[: label.end()], line)
                return True
        return False

    def _begin(self, name: str, line: _Line) -> None:
        """A label that stands alone: what belongs to it follows."""
        self.extends = False
        match name:
            case "key_result":
                self._settle_heading()
                self._list()
            case "objectives":
                self.mode = ""
            case "mission" | "vision" | "strategy" | "why" | "reality":
                self.mode = name
            case "tasks":
                self.mode = "tasks"
                self.find(line.number, "tasks_left_out")

    def _take(self, name: str, rest: str, label: str, line: _Line) -> None:
        self.extends = False
        if not rest:
            self._begin("objectives" if name == "objective" else name, line)
            return
        match name:
            case "objective":
                self._open(rest, line.number, labelled=True)
            case "key_result":
                self._settle_heading()
                self._add(rest, line)
                self.key_results_labelled = True
                self.mode = ""
            case "mission":
                self.document.mission = self.document.mission or _tidy(rest)
                self.mode = ""
            case "vision":
                self.document.vision = self.document.vision or _tidy(rest)
                self.mode = ""
            case "strategy":
                self.document.strategies.append(_tidy(rest))
                self.mode = ""
            case "organisation":
                self.document.organisation = self.document.organisation or _tidy(rest)
            case "reality" | "why":
                self._explain(rest, line.number, ahead=name == "reality")
                self.mode = ""
            case "tasks":
                self.mode = "tasks"
                self.find(line.number, "tasks_left_out")
            case _:
                self.find(line.number, "label_left_out", label=label.strip().rstrip(":").strip())

    def _heading(self, line: _Line) -> None:
        self.mode = ""
        self.extends = False
        self.pending_heading = None
        if _EXAMPLE.fullmatch(half_width(line.text)):
            self._close()
            return
        if line.heading == 1 and self.document.organisation is None and not self.document.objectives:
            self.document.organisation = _organisation(line.text)
        self.pending_heading = (line.text, line.number, line.heading)
        self._close()

    def _bullet(self, line: _Line, following: _Line | None) -> None:
        self.extends = True
        if self.mode == "tasks":
            return
        if self.mode in ("mission", "vision", "strategy", "why", "reality"):
            self._fill(line)
            return
        nested = following is not None and following.bullet and following.indent > line.indent
        if self.objective and self.listed and line.indent > self.list_indent:
            self.find(line.number, "tasks_left_out")
            return
        if (
            nested
            and not self.labelled
            and self.mode != "key_results"
            and read_measure(line.text).kind is Kind.DONE
        ):
            self.pending_heading = None
            self._open(line.text, line.number, labelled=False)
            return
        self._settle_heading()
        if not self.listed:
            self.list_indent = line.indent
        if self.objective is None or (self.key_results_labelled and self.mode != "key_results"):
            self.find(line.number, "line_left_out")
            return
        self._add(line.text, line)

    def _plain(self, line: _Line) -> None:
        if self.mode == "tasks":
            if self.after_blank:
                self.mode = ""
            else:
                return
        if _EXAMPLE.fullmatch(half_width(line.text)):
            self._close()
            self.mode = ""
            return
        if self.mode in ("mission", "vision", "strategy", "why", "reality"):
            self._fill(line)
            return
        if self.mode == "key_results" and self._list_goes_on():
            self._add(line.text, line)
            return
        if self.extends and line.indent and self.objective and self.objective.key_results:
            self._extend(self.objective, line)
            return
        if self.pending_heading and self.pending_heading[2] > 1:
            self._settle_heading()
        if self.objective and not self.objective.key_results and self.mode != "key_results":
            self._explain(line.text, line.number, ahead=False)
            return
        if self.pending_heading is None or self.document.objectives:
            self.find(line.number, "line_left_out")

    def _row(self, line: _Line) -> None:
        cells = _cells(line.text)
        names = [" ".join(half_width(cell).casefold().split()) for cell in cells]
        if self.columns is None:
            known = {
                place: column
                for place, name in enumerate(names)
                for column, spellings in _COLUMNS.items()
                if name in spellings
            }
            if "key_result" in known.values() or "objective" in known.values():
                self.columns = known
                ignored = [cell for place, cell in enumerate(cells) if cell and place not in known]
                if ignored:
                    self.find(line.number, "columns_left_out", columns=", ".join(ignored))
                return
            self._unheaded_row(cells, line)
            return
        row = {column: cells[place] for place, column in self.columns.items() if place < len(cells)}
        if row.get("objective") and (self.objective is None or row["objective"] != self.objective.title):
            self._open(_without_label("objective", row["objective"]), line.number, labelled=True)
        if row.get("why"):
            self._explain(row["why"], line.number, ahead=False)
        if row.get("key_result"):
            self._settle_heading()
            self._add(_without_label("key_result", row["key_result"]), line, measure=_from_cells(row))

    def _unheaded_row(self, cells: list[str], line: _Line) -> None:
        """| O1 | Win the city | without a heading row."""
        joined = ": ".join(cell for cell in cells[:2] if cell)
        row = _Line(line.number, 0, 0, False, False, joined, line.cut)
        if len(cells) < 2 or not self._labelled(row):
            self.find(line.number, "line_left_out")

    def _open(self, title: str, line: int, *, labelled: bool) -> None:
        self.pending_heading = None
        said = _tidy(title)
        if not said:
            self.find(line, "line_left_out")
            self._close()
            return
        self.objective = WrittenObjective(said, line)
        self.document.objectives.append(self.objective)
        self.labelled = labelled
        self.key_results_labelled = False
        self.listed = 0
        self.mode = ""
        self.extends = False
        if self.pending_why:
            self.objective.why = self.pending_why[0]
            self.pending_why = None

    def _close(self) -> None:
        self.objective = None
        self.labelled = False
        self.key_results_labelled = False
        self.listed = 0

    def _list(self) -> None:
        self.mode = "key_results"
        self.listed = 0
        self.listed_with_marks = False
        self.last_ended = False

    def _list_goes_on(self) -> bool:
        """A list without bullets ends at an empty line, and at the full stop after lines with semicolons."""
        if self.listed and (self.after_blank or (self.listed_with_marks and self.last_ended)):
            self.mode = ""
            return False
        return True

    def _settle_heading(self) -> None:
        """A heading becomes an objective when key results follow."""
        if self.pending_heading is None:
            return
        title, line, level = self.pending_heading
        self.pending_heading = None
        if level == 1 and self.document.organisation == _organisation(title):
            if not self.document.organisation:
                return
            self.document.organisation = None
        self._open(title, line, labelled=False)

    def _drop_pending_why(self) -> None:
        if self.pending_why:
            self.find(self.pending_why[1], "why_left_out")
            self.pending_why = None

    def _explain(self, said: str, line: int, *, ahead: bool) -> None:
        """The reality comes before its objective; a background may follow it."""
        told = _tidy(said, ends=False)
        current = self.objective
        if current and not (ahead and current.key_results) and not (ahead and current.why):
            current.why = f"{current.why}\n{told}".strip()
            return
        self._drop_pending_why()
        self.pending_why = (told, line)

    def _fill(self, line: _Line) -> None:
        said = _tidy(line.text)
        match self.mode:
            case "mission":
                self.document.mission = f"{self.document.mission} {said}".strip()
            case "vision":
                self.document.vision = f"{self.document.vision} {said}".strip()
            case "strategy":
                self.document.strategies.append(said)
                return
            case "why" | "reality":
                self._explain(line.text, line.number, ahead=self.mode == "reality")
        if not line.bullet:
            self.mode = ""

    def _extend(self, objective: WrittenObjective, line: _Line) -> None:
        """A bullet that goes on in the next line is read again as a whole."""
        last = objective.key_results.pop()
        self.document.findings = [
            finding
            for finding in self.document.findings
            if finding.line != last.line or finding.code in SENTENCES
        ]
        self._add(f"{last.title} {line.text}", _Line(last.line, 0, 0, True, False, "", False))

    def _add(self, said: str, line: _Line, measure: Measure | None = None) -> None:
        title = _tidy(said)
        if self.objective is None:
            self.find(line.number, "no_objective_above")
            return
        if not title:
            return
        read = measure or read_measure(title)
        self.objective.key_results.append(
            WrittenKeyResult(
                title, read.start, read.target, read.unit, read.kind, read.direction, line.number
            )
        )
        self.document.findings.extend(Finding(line.number, each) for each in read.notes)
        self.listed += 1
        self.extends = True
        self.listed_with_marks = self.listed_with_marks or said.rstrip().endswith((";", "；"))
        self.last_ended = said.rstrip().endswith((".", "。"))


def _language(text: str) -> Literal["en", "zh-hans"]:
    sample = text[:20000]
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in sample)
    words = len(re.findall(r"[A-Za-z]+", sample))
    return "zh-hans" if chinese > words else "en"


def _underlined(lines: list[_Line], written: list[str]) -> list[_Line]:
    """Headings that are marked by a line of === or --- below them."""
    for place, (line, below) in enumerate(zip(lines, written[1:], strict=False)):
        mark = _UNDERLINE.fullmatch(below)
        if mark and line.text and not (line.bullet or line.heading or _is_table_row(line)):
            lines[place] = replace(line, heading=1 if mark[1] == "=" else 2)
    return lines


def _in_runs(findings: list[Finding], lines: list[_Line]) -> list[Finding]:
    """One finding for neighbouring lines that are left out."""
    empty = {line.number for line in lines if not line.text}
    kept: list[Finding] = []
    first = last = 0
    for finding in findings:
        if finding.code != "line_left_out":
            kept.append(finding)
            continue
        goes_on = kept and kept[-1].code in ("line_left_out", "lines_left_out")
        if goes_on and all(between in empty for between in range(last + 1, finding.line)):
            last = finding.line
            run = Note("lines_left_out", SENTENCES["lines_left_out"], {"first": first, "last": last})
            kept[-1] = Finding(first, run)
        else:
            first = last = finding.line
            kept.append(finding)
    return kept


def _unmarked(text: str) -> str:
    """Without the stars and underlines that Markdown puts around words."""
    plain = re.sub(r"(\*\*|__)(?=\S)(.{0,400}?)(?<=\S)\1", r"\2", text)
    plain = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]{0,400}?)(?<=[^\s*])\*(?![\w*])", r"\1", plain)
    return plain.replace("**", "").strip(" ").rstrip()


def _tidy(text: str, *, ends: bool = True) -> str:
    line = clean_line(text, limit=4 * len(text) + 16, field="text", required=False)
    if not ends:
        return line
    line = line.rstrip(";；,，、 ")
    if line.endswith(("。", ".")) and not line.endswith(("..", "etc.", "。。")):
        line = line[:-1].rstrip()
    return line


def _organisation(heading: str) -> str | None:
    name = _GENERIC.sub(" ", _EXAMPLE.sub("", heading) if _EXAMPLE.fullmatch(heading) else heading)
    name = " ".join(name.split()).strip(" -–—:：|/,，·()（）'’")
    return name or None


def _without_label(name: str, cell: str) -> str:
    pattern = dict(_LABELS)[name]
    label = pattern.match(half_width(cell))
    return cell[label.end() :] if label and label.end() < len(cell) else cell


def _is_table_row(line: _Line) -> bool:
    return not line.heading and (
        "\t" in line.text or (line.text.startswith("|") and line.text.count("|") > 1)
    )


def _cells(text: str) -> list[str]:
    if not text.startswith("|"):
        return [_unmarked(cell) for cell in text.split("\t")]
    inner = text[1:-1] if text.endswith("|") else text[1:]
    return [
        _unmarked(cell.replace("\\|", "|").replace("<br>", " ")) for cell in re.split(r"(?<!\\)\|", inner)
    ]


def _from_cells(row: dict[str, str]) -> Measure | None:
    """From the columns, where there is a target; else from the sentence."""
    target = read_amount(row.get("target", ""))
    if target is None:
        return None
    start = read_amount(row.get("start", ""))
    named = read_amount(f"1 {row['unit']}") if row.get("unit") else None
    unit = named[1] if named else target[1]
    said = read_measure(row.get("key_result", ""))
    if said.kind is Kind.HOLD and start is None:
        return Measure(Kind.HOLD, None, target[0], unit, said.direction)
    begins = start[0] if start else said.start if said.start is not None else Decimal(0)
    if begins == target[0]:
        return Measure(Kind.HOLD, None, target[0], unit, Direction.AT_LEAST)
    notes = () if start else (note("start_assumed"),)
    direction = Direction.RISE if target[0] > begins else Direction.FALL
    return Measure(Kind.NUMBER, begins, target[0], unit, direction, notes)

"""What the coach says of a form as it is typed: the form as a ``Draft``, its notes by field, its mends.

A note stands ``at`` a field: ``title``, ``why``, ``links``, ``set`` (all together) or a key result's token.
What it was said about is the objective's title (``""``) or that key result's (its token): its ``place``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_

from headway.coach.queries.notes import language_of_reader
from headway.coach.rules import Found, digest, focus_of, found_in, places_of, score_of
from headway.core.decimals import parse_number
from headway.core.errors import Refusal
from headway.core.text import clean_line
from headway.core.units import Unit, UnitKind, parse_unit
from headway.goals.queries.writing import Neighbour
from headway.web.forms.objectives import ObjectiveInput, RowInput, new_token
from okr_coach import Config, Draft, Finding, review
from okr_coach import KeyResult as ReadKeyResult
from okr_coach import Objective as ReadObjective
from okr_coach.fixes import without_number
from okr_coach.report import RANKS
from okr_coach.rules.rule import RULES

# What one chooses from when a note does not fit; kept in English, read in one's own language.
REASONS: Mapping[str, str] = {
    "elsewhere": N_("It is measured elsewhere"),
    "wording": N_("This is our wording"),
    "useless": N_("Not useful"),
}
MOST_ASIDE = 60
LONGER = 3  # times as many characters a text may have once it is composed
LONGEST_REASON = 300
_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the form: the holder's other objectives, the titles of the cycle before, and how
    many objectives the company's focus has room for."""

    neighbours: Sequence[Neighbour] = ()
    before: Sequence[str] = ()
    focus: tuple[int, int] = (3, 5)


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that needs no thought: the title's new text, key results to add, a unit. ``kind`` says what
    its button says."""

    kind: str
    text: str
    more: Sequence[str] = ()
    unit: str = ""

    @property
    def more_json(self) -> str:
        return json.dumps(list(self.more), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A finding beside its field. ``message`` and ``excerpt`` come in three parts: before, in and after the
    words that are meant; the title's excerpt only where the message does not name them itself. ``row``: the
    number that stands before a key result's title, 0 for the objective's own."""

    code: str
    severity: str
    name: str
    message: tuple[str, str, str]
    question: str
    advice: str
    at: str
    place: str
    excerpt: tuple[str, str, str] | None = None
    mend: Mend | None = None
    row: int = 0

    @property
    def key(self) -> str:
        """How buttons name it: K207:k12."""
        return f"{self.code}:{self.place or 'o'}"

    @property
    def reasons(self) -> Sequence[tuple[str, str]]:
        return [(name, gettext(text)) for name, text in REASONS.items()]


@dataclass(frozen=True, slots=True)
class Aside:
    """A note that was set aside: kept in the form until it is saved, or stored already (``stored``)."""

    code: str
    place: str
    digest: str
    reason: str
    stored: int | None = None
    by: str = ""

    @property
    def name(self) -> str:
        return name_of(self.code)

    @property
    def why(self) -> str:
        return gettext(self.reason) if self.reason in REASONS.values() else self.reason

    @property
    def key(self) -> str:
        return f"{self.code}:{self.place or 'o'}"


@dataclass(frozen=True, slots=True)
class Said:
    """Everything the coach says of a form."""

    notes: Sequence[Note] = ()
    focus: Sequence[Note] = ()
    aside: Sequence[Aside] = ()
    score: int | None = None
    hidden: bool = False
    at: Mapping[str, Sequence[Note]] = field(default_factory=dict)


# The form as the coach reads it


def draft_of(form: ObjectiveInput, around: Around, *, begun: bool = False) -> Draft:
    """The form's objective stands last, after its holder's others, so that a copy is told of the copy.

    What cannot be read is unknown. What is still empty is unknown too until the writer has come past it,
    which is with the first key result, or when the objective is an old one (``begun``).
    """
    rows = tuple(_key_result(row) for row in form.rows if row.title.strip())
    begun = begun or bool(rows)
    why = form.why.strip()
    mine = ReadObjective(
        title=_text(form.title),
        why=why if why or begun else None,
        parent=_parent(form) if begun else None,
        ambition=form.ambition,
        key_results=rows or None,
    )
    others = tuple(
        ReadObjective(
            each.title,
            parent=each.parent or None,
            key_results=tuple(ReadKeyResult(title) for title in each.key_results),
        )
        for each in around.neighbours
    )
    return Draft(
        objectives=(*others, mine), cycle="-", previous=tuple(around.before) or None, focus=around.focus
    )


def _key_result(row: RowInput) -> ReadKeyResult:
    counted = row.kind == "number"
    try:
        unit = parse_unit(row.unit) if row.kind in ("number", "hold") else Unit()
    except Refusal:
        unit = Unit()
    return ReadKeyResult(
        title=_text(row.title),
        start=_amount(row.start, unit) if counted else None,
        target=_amount(row.target, unit) if counted else None,
        unit="%" if unit.kind == UnitKind.PERCENT else unit.code,
        due=row.due.strip() or None,
        kind=row.kind,
    )


def _amount(text: str, unit: Unit) -> Decimal | None:
    try:
        return parse_number(text, unit=unit) if text.strip() else None
    except Refusal:
        return None


def _parent(form: ObjectiveInput) -> str | None:
    """What a company objective serves is the company: nothing is missing there."""
    for link in form.links:
        return link.beside if link.to.startswith("k") else link.title
    if form.link_new.strip():
        return form.link_new.strip()
    return None if form.strategy or form.holder == "company" else ""


# What is said of it


def untouched(form: ObjectiveInput) -> bool:
    """Whether nothing stands there yet that could be spoken of."""
    return not form.title.strip() and not any(row.title.strip() for row in form.rows)


def read(
    form: ObjectiveInput,
    around: Around,
    *,
    config: Config,
    stored: Iterable[Aside] = (),
    begun: bool = False,
) -> Said:
    """Plain arithmetic over the form: no query. ``stored`` are dismissals of what is stored already."""
    rows = [row for row in form.rows if row.title.strip()]
    titled = bool(form.title.strip())
    if untouched(form):
        return Said()
    draft = draft_of(form, around, begun=begun)
    report = review(draft, config=config, language=language_of_reader())
    found = found_in(report.findings, len(draft.objectives) - 1, whole=titled)
    if not titled:
        found = [each for each in found if each.place is not None]
    aside = holding(form, [*asides(form), *stored])
    silent = {(each.code, each.place) for each in aside}
    open_ones = [each for each in found if (each.code, _place(each, rows)) not in silent]
    open_ones.sort(key=_first_things_first)
    spoken = {(each.code, each.place): each for each in reversed(open_ones)}  # the same thing is said once
    once = [each for each in open_ones if spoken[each.code, each.place] is each]
    notes = list(_notes(once, form, rows))
    by_finding = {id(each.finding): note for each, note in zip(once, notes, strict=True)}
    said_at: dict[str, list[Note]] = {}
    for note in notes:
        said_at.setdefault(note.at, []).append(note)
    return Said(
        notes=notes,
        focus=[by_finding[id(each.finding)] for each in focus_of(once, lambda one: one.finding)],
        aside=aside,
        score=score_of(open_ones, len(rows)) if titled else None,
        at=said_at,
    )


def _first_things_first(each: Found) -> tuple[int, bool, bool]:
    """By severity, then what can be mended at once. Of a deed, that it is one helps more to hear than that
    it has no number."""
    return RANKS[each.finding.severity], each.code == "K201", each.finding.edit is None


_FIELDS = {"O108": "links", "O109": "why", "S304": "title", "S307": "title", "S309": "title"}


def _place(each: Found, rows: Sequence[RowInput]) -> str:
    return "" if each.place is None else rows[each.place].token


def _notes(found: Sequence[Found], form: ObjectiveInput, rows: Sequence[RowInput]) -> Iterable[Note]:
    for each in found:
        finding, place = each.finding, _place(each, rows)
        title = _text(form.title if each.place is None else rows[each.place].title)
        usual = "set" if each.code[0] == "S" else "title"
        yield Note(
            code=each.code,
            severity=finding.severity,
            name=name_of(each.code),
            message=_around_words(finding.message, title, finding.span),
            question=finding.question,
            advice=finding.mend,
            at=place or _FIELDS.get(each.code, usual),
            place=place,
            excerpt=_excerpt(finding.message, title, finding.span),
            mend=_mend(finding, title, key_result=each.place is not None),
            row=0 if each.place is None else form.rows.index(rows[each.place]) + 1,
        )


def name_of(code: str) -> str:
    return RULES[code].zh.name if language_of_reader() == "zh" else RULES[code].en.name


def _around_words(message: str, title: str, span: tuple[int, int]) -> tuple[str, str, str]:
    """The message around the words it quotes from the title."""
    words = title[span[0] : span[1]].strip()
    at = message.find(f"“{words}”") if words else -1
    if at < 0:
        return message, "", ""
    return message[: at + 1], words, message[at + 1 + len(words) :]


def _excerpt(message: str, title: str, span: tuple[int, int]) -> tuple[str, str, str] | None:
    """None where the message quotes some itself, or the whole title is meant: nothing to point at."""
    start, end = span
    marked = title[start:end]
    if not marked.strip() or "“" in message or len(marked) > 0.8 * len(title.strip()):
        return None
    before, after = title[:start], title[end:]
    rest = max(_EXCERPT - len(marked), 16)
    if len(before) > rest * 2 // 3:
        before = "…" + before[-(rest * 2 // 3) :]
    if len(after) > rest:
        after = after[:rest] + "…"
    return before, marked, after


def _mend(finding: Finding, title: str, *, key_result: bool) -> Mend | None:
    edit = finding.edit
    if edit is None:
        return None
    start, end = edit.span
    match edit.kind:
        case "replace":
            return Mend("replace", title[:start] + edit.texts[0] + title[end:], unit=edit.texts[0])
        case "split" if key_result:
            first, *more = [text for text in edit.texts if text.strip()]
            return Mend("split", first, more) if more else None
        case "unit" if key_result:
            return Mend("unit", title, unit=edit.texts[0])
        case "move" if not key_result and (rest := without_number(title, finding)) != title:
            return Mend("move", rest, (title,))
    return None


def of_line(found: Iterable[Finding], text: str) -> list[Note]:
    """Notes of a text that stands alone; here too the same thing is said once."""
    title = _text(text)
    graded = sorted(found, key=lambda each: RANKS[each.severity])
    spoken = {each.code: each for each in reversed(graded)}
    return [
        Note(
            code=finding.code,
            severity=finding.severity,
            name=name_of(finding.code),
            message=_around_words(finding.message, title, finding.span),
            question=finding.question,
            advice=finding.mend,
            at="title",
            place="",
            excerpt=_excerpt(finding.message, title, finding.span),
        )
        for finding in graded
        if spoken[finding.code] is finding
    ]


# Mended


def mended(form: ObjectiveInput, said: Said, key: str) -> str:
    """Does what a note's button says, without script; where one goes on."""
    note = next((each for each in said.notes if each.key == key), None)
    if note is None or note.mend is None:
        return ""
    row = next((each for each in form.rows if each.token == note.place), None)
    mend = note.mend
    if row is None:
        form.title = mend.text
        at = len(form.rows)
    else:
        row.title = mend.text
        at = form.rows.index(row) + 1
        if mend.kind == "unit":
            row.unit = mend.unit
    for title in mend.more:
        spare = next((each for each in form.rows if each.blank), None) if row is None else None
        if spare is not None:
            spare.title = title
            continue
        usual = row or (form.rows[0] if form.rows else RowInput(""))
        form.rows.insert(
            at, RowInput(new_token(form), title=title, owner=usual.owner, owner_id=usual.owner_id)
        )
        at += 1
    return f"{row.token}.title" if row else "title"


# Set aside


def asides(form: ObjectiveInput) -> list[Aside]:
    """Those kept in the form; whatever else stands there is left out."""
    try:
        rows = json.loads(form.aside or "[]")
    except ValueError:
        return []
    found = []
    for row in rows[:MOST_ASIDE] if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == 4 and all(isinstance(each, str) for each in row):
            code, place, said_about, typed = row
            if _fits(code, place) and (reason := reason_of(typed)):
                found.append(Aside(code, place, said_about, reason))
    return found


def _fits(code: str, place: str) -> bool:
    return code in RULES and ("key_result" if place else "objective") in places_of(code)


def reason_of(typed: str) -> str:
    """As it is kept; empty where nothing can be read in it."""
    typed = typed[:LONGEST_REASON]
    return clean_line(typed, limit=LONGER * len(typed), field="reason", required=False)[:LONGEST_REASON]


def keep_asides(form: ObjectiveInput, kept: Iterable[Aside]) -> None:
    rows = [[each.code, each.place, each.digest, each.reason] for each in kept]
    form.aside = json.dumps(rows[-MOST_ASIDE:], ensure_ascii=False) if rows else ""


def set_aside(form: ObjectiveInput, key: str, reason: str) -> Aside | None:
    """Keeps it in the form; None where there is no such field."""
    code, place = _key(key)
    title = title_at(form, place)
    if not _fits(code, place) or title is None:
        return None
    new = Aside(code, place, digest(title), reason)
    keep_asides(form, [each for each in asides(form) if (each.code, each.place) != (code, place)] + [new])
    return new


def take_back(form: ObjectiveInput, key: str) -> None:
    code, place = _key(key)
    keep_asides(form, [each for each in asides(form) if (each.code, each.place) != (code, place)])


def holding(form: ObjectiveInput, given: Iterable[Aside]) -> list[Aside]:
    """Those whose text is still what it was; the later one where the same was said twice."""
    found: dict[tuple[str, str], Aside] = {}
    for each in given:
        title = title_at(form, each.place)
        if title is not None and digest(title) == each.digest:
            found[each.code, each.place] = each
    return list(found.values())


def title_at(form: ObjectiveInput, place: str) -> str | None:
    """The title as it will be stored: of the objective (``""``) or of a key result."""
    if not place:
        return stored_title(form.title)
    return next((stored_title(row.title) for row in form.rows if row.token == place), None)


def stored_title(text: str) -> str:
    return clean_line(text, limit=LONGER * len(text), field="title", required=False)


def _key(key: str) -> tuple[str, str]:
    code, _, rest = key.partition(":")
    place = rest.partition(":")[0]
    return code, "" if place == "o" else place


def _text(text: str) -> str:
    return text.replace("\r\n", "\n")

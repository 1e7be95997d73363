"""The editor's form: what was typed, as it is shown again, kept, compared and read as values.

Key results are named by a token of their own (``k12`` stored, ``n3`` new); their order is the order of
the ``row`` fields, so that they can be moved without renaming anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import partial
from hashlib import blake2b

from headway.core.dates import parse_day
from headway.core.decimals import parse_number, to_text
from headway.core.errors import N_, Refusal, Refusals
from headway.core.units import Unit, UnitKind, parse_unit
from headway.goals.actions.fields import KeyResultFields, MilestoneFields, ObjectiveFields, check_all
from headway.goals.models import KeyResult, Objective
from headway.goals.queries.writing import (
    Link,
    Written,
    goals_at,
    goals_named,
    people_by,
    teams_named,
)
from headway.people.models import Person
from headway.people.viewer import Viewer

type Typed = Mapping[str, Sequence[str]]

MOST_KEPT = 200_000  # characters of a form that are kept while one types
_TOKEN = re.compile(r"[a-z][0-9]{1,9}")


class NobodyByThatName(Refusal):
    code = "person_unknown"
    sentence = N_("We know nobody called “%(typed)s”. Write the full name or the mail address.")


class SeveralByThatName(Refusal):
    code = "person_ambiguous"
    sentence = N_("Several people are called “%(typed)s”. Write the mail address instead.")


class NoTeamByThatName(Refusal):
    code = "team_unknown"
    sentence = N_("We know no team called “%(typed)s”. Write its name as it stands on its page.")


class NoHolderByThatName(Refusal):
    code = "holder_unknown"
    sentence = N_("We know no team or person called “%(typed)s”. Choose one from the list.")


class NoGoalByThatName(Refusal):
    code = "goal_unknown"
    sentence = N_("We found no open goal called “%(typed)s”. Choose one from the list.")


class WholeNumberWanted(Refusal):
    code = "decimals_out_of_range"
    sentence = N_("Between 0 and 6 decimals can be shown.")


@dataclass(slots=True)
class StepInput:
    """A milestone, or (without a title) a phased target: a day and a value."""

    token: str
    id: str = ""
    title: str = ""
    weight: str = ""
    due: str = ""
    on: str = ""
    value: str = ""

    @property
    def blank(self) -> bool:
        return not any(text.strip() for text in (self.title, self.due, self.on, self.value))


@dataclass(slots=True)
class RowInput:
    token: str
    id: str = ""
    title: str = ""
    kind: str = "number"
    start: str = ""
    target: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""
    decimals: str = ""
    weight: str = ""
    owner: str = ""
    owner_id: str = ""
    delegate: str = ""
    delegate_id: str = ""
    due: str = ""
    driver: str = "check_ins"
    mode: str = "sum"
    steps: list[StepInput] = field(default_factory=list)
    phases: list[StepInput] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        typed = any(
            text.strip() for text in (self.title, self.start, self.target, self.low, self.high, self.unit)
        )
        return not self.id and not typed and all(step.blank for step in (*self.steps, *self.phases))


@dataclass(slots=True)
class LinkInput:
    token: str
    id: str = ""
    kind: str = "supports"
    to: str = ""
    title: str = ""
    beside: str = ""


@dataclass(slots=True)
class FedInput:
    """How much a contributing objective counts; ``was`` is what stood there when the page was drawn."""

    token: str
    weight: str = ""
    was: str = ""
    title: str = ""
    beside: str = ""


@dataclass(slots=True)
class ObjectiveInput:
    title: str = ""
    why: str = ""
    holder: str = ""
    holder_other: str = ""
    holder_other_id: str = ""
    owner: str = ""
    owner_id: str = ""
    cycle: str = ""
    ambition: str = "committed"
    strategy: str = ""
    weight: str = ""
    visibility: str = "everyone"
    visible_team: str = ""
    visible_team_id: str = ""
    viewers: str = ""
    joined_on: str = ""
    link_new: str = ""
    link_new_id: str = ""
    link_new_kind: str = "supports"
    reason: str = ""
    version: str = ""
    form: str = ""
    base: str = ""
    link_was: str = ""
    aside: str = ""
    rows: list[RowInput] = field(default_factory=list)
    links: list[LinkInput] = field(default_factory=list)
    fed: list[FedInput] = field(default_factory=list)

    @property
    def live(self) -> list[RowInput]:
        """The rows that are sent: an untouched new one is none."""
        return [row for row in self.rows if not row.blank]


@dataclass(frozen=True, slots=True)
class LinkRead:
    token: str
    id: int | None
    kind: str
    to: str


@dataclass(frozen=True, slots=True)
class Read:
    """``weighed`` are the contributing links whose weight was changed, by their token."""

    objective: ObjectiveFields
    key_results: Sequence[KeyResultFields]
    links: Sequence[LinkRead]
    weighed: Mapping[str, Decimal | None]
    ended: Sequence[int]
    version: int
    reason: str


class Unread(Exception):
    """What cannot be read or is refused, by the name of the field it stands next to."""

    def __init__(self, errors: dict[str, Refusal]) -> None:
        super().__init__()
        self.errors = errors


_PLAIN = [each.name for each in fields(ObjectiveInput) if each.name not in ("rows", "links", "fed")]
_ROW = [each.name for each in fields(RowInput) if each.name not in ("token", "steps", "phases")]
_STEP = [each.name for each in fields(StepInput) if each.name != "token"]
_LINK = [each.name for each in fields(LinkInput) if each.name != "token"]
_FED = [each.name for each in fields(FedInput) if each.name != "token"]


# Shown, kept and sent again


def typed_in(given: Typed) -> ObjectiveInput:
    """The form as it was typed; anything else that was sent is left out."""

    def one(name: str, usual: str = "") -> str:
        found = given.get(name) or [usual]
        return str(found[-1])

    def steps(row: str, what: str) -> list[StepInput]:
        return [
            StepInput(token=token, **{name: one(f"{row}.{token}.{name}") for name in _STEP})
            for token in _tokens(given.get(f"{row}.{what}"))
        ]

    made = ObjectiveInput()
    for name in _PLAIN:
        setattr(made, name, one(name, getattr(_USUAL, name)))
    for token in _tokens(given.get("row")):
        values = {name: one(f"{token}.{name}", getattr(_USUAL_ROW, name)) for name in _ROW}
        made.rows.append(
            RowInput(token=token, **values, steps=steps(token, "step"), phases=steps(token, "phase"))
        )
    for token in _tokens(given.get("link")):
        made.links.append(LinkInput(token=token, **{name: one(f"{token}.{name}") for name in _LINK}))
    for token in _tokens(given.get("fed")):
        made.fed.append(FedInput(token=token, **{name: one(f"{token}.{name}") for name in _FED}))
    return made


def flat(form: ObjectiveInput) -> dict[str, list[str]]:
    """The same by name, as a browser would send it."""
    body = {name: [str(getattr(form, name))] for name in _PLAIN}
    body["row"] = [row.token for row in form.rows]
    body["link"] = [link.token for link in form.links]
    body["fed"] = [each.token for each in form.fed]
    for row in form.rows:
        body |= {f"{row.token}.{name}": [getattr(row, name)] for name in _ROW}
        for what, steps in (("step", row.steps), ("phase", row.phases)):
            body[f"{row.token}.{what}"] = [step.token for step in steps]
            body |= {
                f"{row.token}.{step.token}.{name}": [getattr(step, name)] for step in steps for name in _STEP
            }
    for link in form.links:
        body |= {f"{link.token}.{name}": [getattr(link, name)] for name in _LINK}
    for each in form.fed:
        body |= {f"{each.token}.{name}": [getattr(each, name)] for name in _FED}
    return body


def stored_form(stored: Written) -> ObjectiveInput:
    """The form of an objective as it is stored."""
    objective = stored.objective
    team = objective.visible_team
    form = ObjectiveInput(
        title=objective.title,
        why=objective.why,
        holder=holder_of(objective),
        owner=objective.owner.name,
        owner_id=str(objective.owner_id),
        cycle=str(objective.cycle_id),
        ambition=objective.ambition,
        strategy=_text(objective.strategy_id),
        weight=_number(objective.weight),
        visibility=objective.visibility,
        visible_team=team.name if team else "",
        visible_team_id=f"team:{team.pk}" if team else "",
        viewers=", ".join(f"{each.name} <{each.mail}>" for each in stored.viewers),
        joined_on=_text(objective.joined_on),
        version=str(objective.version),
        rows=[stored_row(row) for row in stored.key_results],
        links=[link_input(f"l{link.id}", link, link.kind, str(link.id)) for link in stored.links],
        link_was=",".join(str(link.id) for link in stored.links),
        fed=_fed(stored),
    )
    form.base = json.dumps({name: _digest(text) for name, text in pieces(form).items()})
    return form


def stored_row(row: KeyResult) -> RowInput:
    return RowInput(
        token=f"k{row.pk}",
        id=str(row.pk),
        title=row.title,
        kind=row.kind,
        start=_number(row.start),
        target=_number(row.target),
        low=_number(row.low),
        high=_number(row.high),
        unit=unit_text(row.unit_kind, row.unit),
        decimals=str(row.decimals) if row.decimals else "",
        weight=_number(row.weight),
        owner=row.owner.name if row.owner else "",
        owner_id=_text(row.owner_id),
        delegate=row.delegate.name if row.delegate else "",
        delegate_id=_text(row.delegate_id),
        due=_text(row.due),
        driver=row.driver,
        mode=row.mode,
        steps=[
            StepInput(f"m{step.pk}", str(step.pk), step.title, _number(step.weight), _text(step.due))
            for step in row.milestones.all()
        ],
        phases=[
            StepInput(f"p{phase.pk}", on=phase.on.isoformat(), value=_number(phase.value))
            for phase in row.phased_targets.all()
        ],
    )


def link_input(token: str, link: Link, kind: str, pk: str = "") -> LinkInput:
    return LinkInput(token, pk, kind, link.to, link.title, link.beside)


def copied(stored: Written) -> list[RowInput]:
    """Key results to begin anew with: from where the old ones stand, without their days."""
    rows = []
    for place, row in enumerate(stored.key_results, 1):
        old = stored_row(row)
        steps = [replace(step, token=f"m{number}", id="", due="") for number, step in enumerate(old.steps, 1)]
        start = _number(row.current) if row.current is not None else old.start
        rows.append(replace(old, token=f"n{place}", id="", start=start, due="", steps=steps, phases=[]))
    return rows


def unit_text(kind: str, unit: str) -> str:
    return Unit(UnitKind(kind), unit).text


def holder_of(objective: Objective) -> str:
    if objective.holder == Objective.Holder.COMPANY:
        return "company"
    return f"{objective.holder}:{objective.team_id or objective.person_id}"


def list_fed(form: ObjectiveInput, stored: Written) -> None:
    """What contributes by now, with the weights as they were typed."""
    typed = {each.token: each for each in form.fed}
    form.fed = [typed.get(each.token, each) for each in _fed(stored)]


def _fed(stored: Written) -> list[FedInput]:
    return [
        FedInput(f"c{each.id}", weight := _number(each.weight), weight, each.title, each.beside)
        for each in stored.contributors
    ]


def hold_fixed(form: ObjectiveInput, objective: Objective) -> ObjectiveInput:
    """What was agreed for good is not sent by its disabled fields: it stands as it is stored."""
    if objective.state == Objective.State.AGREED:
        form.holder, form.cycle, form.ambition = (
            holder_of(objective),
            str(objective.cycle_id),
            objective.ambition,
        )
    return form


def new_token(form: ObjectiveInput) -> str:
    """A token for one more row, step or link that no other has."""
    used = [row.token for row in form.rows] + [link.token for link in form.links]
    used += [step.token for row in form.rows for step in (*row.steps, *row.phases)]
    return f"n{1 + max((int(token[1:]) for token in used if token[0] == 'n'), default=0)}"


def change(form: ObjectiveInput, do: str, *, owner: Person) -> str:
    """One press of a button that adds, removes or moves, without script; says where one goes on."""
    verb, _, place = do.partition(":")
    token, _, step = place.partition(".")
    tokens = [row.token for row in form.rows]
    at = tokens.index(token) if token in tokens else -1
    fresh = new_token(form)
    if verb == "add":
        form.rows.append(RowInput(fresh, owner=owner.name, owner_id=str(owner.pk)))
        return f"{fresh}.title"
    if verb == "remove-link":
        form.links = [link for link in form.links if link.token != token]
        return "link_new"
    if at < 0:
        return ""
    row = form.rows[at]
    if verb == "remove":
        del form.rows[at]
        return f"{form.rows[min(at, len(form.rows) - 1)].token}.title" if form.rows else ""
    if verb in ("up", "down"):
        other = max(0, min(len(form.rows) - 1, at + (1 if verb == "down" else -1)))
        form.rows.insert(other, form.rows.pop(at))
    elif verb == "add-step":
        row.steps.append(StepInput(fresh))
        return f"{token}.{fresh}.title"
    elif verb == "add-phase":
        row.phases.append(StepInput(fresh))
        return f"{token}.{fresh}.on"
    elif verb == "remove-step":
        row.steps = [each for each in row.steps if each.token != step]
        row.phases = [each for each in row.phases if each.token != step]
    return f"{token}.title"


# Read as values


def read(form: ObjectiveInput, *, viewer: Viewer, stored: Written | None) -> Read:
    """Every value, or ``Unread`` with every sentence at once. Three queries, however many key results."""
    errors: dict[str, Refusal] = {}
    person_of = _people(form, errors)
    holder, team_id, person_id = _holder(form, errors)
    objective = ObjectiveFields(
        cycle_id=_id(form.cycle) or 0,
        holder=holder,
        title=form.title,
        team_id=team_id,
        person_id=person_id,
        owner_id=person_of("owner", form.owner, form.owner_id),
        strategy_id=_id(form.strategy),
        why=form.why,
        ambition=form.ambition,
        weight=_amount(form.weight, "weight", errors),
        visibility=form.visibility,
        visible_team_id=_visible_team(form, errors) if form.visibility == "team" else None,
        viewer_ids=[pk for name in _names(form.viewers) if (pk := person_of("viewers", name, "")) is not None]
        if form.visibility == "named"
        else (),
        joined_on=_day(form.joined_on, "joined_on", errors),
    )
    units = {f"k{row.pk}": row for row in stored.key_results} if stored else {}
    rows = [_row(row, units.get(row.token), person_of, errors) for row in form.live]
    links = _links(form, viewer, errors)
    weighed = {
        each.token: _amount(each.weight, f"{each.token}.weight", errors)
        for each in form.fed
        if each.weight.strip() != each.was
    }
    try:
        check_all(objective, rows)
    except Refusals as refusals:
        muddled = {name.rpartition(".")[0] for name in errors if name.rpartition(".")[2] in _METRIC}
        for name, refusal in located(form, refusals).items():
            row, _, last = name.rpartition(".")
            if name not in errors and not (row in muddled and last in _METRIC):
                errors[name] = refusal
    if errors:
        raise Unread(errors)
    here = {link.id for link in links}
    return Read(
        objective,
        rows,
        links,
        weighed,
        ended=[pk for text in form.link_was.split(",") if (pk := _id(text)) is not None and pk not in here],
        version=_id(form.version) or 0,
        reason=form.reason,
    )


_METRIC = ("start", "target", "low", "high", "unit")


def located(form: ObjectiveInput, refusal: Refusal | Refusals) -> dict[str, Refusal]:
    """Each refusal by the name of the field it stands next to; ``""`` is the form as a whole."""
    errors: dict[str, Refusal] = {}
    for each in refusal if isinstance(refusal, Refusals) else [refusal]:
        errors.setdefault(_name_of(form, each.field or ""), each)
    return errors


def _name_of(form: ObjectiveInput, path: str) -> str:
    match path.split("."):
        case ["key_results", place, *rest] if place.isdecimal() and int(place) < len(form.live):
            row = form.live[int(place)]
            match rest:
                case ["milestones" | "phased_targets" as what, step, last] if step.isdecimal():
                    steps = [
                        each for each in (row.steps if what == "milestones" else row.phases) if not each.blank
                    ]
                    return (
                        f"{row.token}.{steps[int(step)].token}.{last}"
                        if int(step) < len(steps)
                        else row.token
                    )
                case ["milestones"]:
                    return f"{row.token}.steps"
                case [last] if last in _ROW and last != "id":
                    return f"{row.token}.{last}"
            return f"{row.token}.title"
        case ["key_results"]:
            return "key_results"
        case [name] if name in _PLAIN and name not in ("version", "form", "base"):
            return name
    return ""


def _row(
    row: RowInput, stored: KeyResult | None, person_of: PersonOf, errors: dict[str, Refusal]
) -> KeyResultFields:
    at = row.token
    unit = _unit(row, stored, errors)
    amounts = {
        name: _amount(getattr(row, name), f"{at}.{name}", errors, unit)
        if name in _OF_KIND.get(row.kind, ())
        else None
        for name in ("start", "target", "low", "high")
    }
    steps = [
        MilestoneFields(
            step.title,
            Decimal(1) if weight is None else weight,
            _day(step.due, f"{at}.{step.token}.due", errors),
            _id(step.id),
        )
        for step in row.steps
        if not step.blank
        for weight in [_amount(step.weight, f"{at}.{step.token}.weight", errors)]
    ]
    phases = []
    for phase in row.phases if row.kind == "number" else ():
        if phase.blank:
            continue
        on = _tried(errors, f"{at}.{phase.token}.on", partial(_read_day, phase.on))
        value = _tried(errors, f"{at}.{phase.token}.value", partial(_read_number, phase.value, unit))
        phases.append((on or date.min, Decimal(0) if value is None else value))
    decimals = row.decimals.strip()
    if decimals and not (decimals.isascii() and decimals.isdecimal() and int(decimals) <= 6):
        errors[f"{at}.decimals"] = WholeNumberWanted(field=f"{at}.decimals")
        decimals = ""
    return KeyResultFields(
        title=row.title,
        kind=row.kind,
        **amounts,
        unit_kind=unit.kind.value,
        unit=unit.code,
        decimals=int(decimals) if decimals else _decimals_of(amounts.values()),
        weight=_amount(row.weight, f"{at}.weight", errors),
        owner_id=person_of(f"{at}.owner", row.owner, row.owner_id),
        delegate_id=person_of(f"{at}.delegate", row.delegate, row.delegate_id),
        due=_day(row.due, f"{at}.due", errors),
        driver=row.driver,
        mode=row.mode,
        milestones=steps if row.kind == "milestones" else (),
        phased_targets=phases,
        id=_id(row.id),
    )


_OF_KIND = {"number": ("start", "target"), "hold": ("low", "high")}


def _unit(row: RowInput, stored: KeyResult | None, errors: dict[str, Refusal]) -> Unit:
    """What is typed; a stored unit that still stands there stays what it was."""
    if row.kind not in _OF_KIND:
        return Unit()
    if stored is not None and unit_text(stored.unit_kind, stored.unit) == row.unit.strip():
        return Unit(UnitKind(stored.unit_kind), stored.unit)
    return _tried(errors, f"{row.token}.unit", lambda name: parse_unit(row.unit, field=name)) or Unit()


def _decimals_of(amounts: Iterable[Decimal | None]) -> int:
    """As many as were typed, so that 12.5 is not shown as 12."""
    exponents = [amount.normalize().as_tuple().exponent for amount in amounts if amount is not None]
    return max(0, min(6, max((-each for each in exponents if isinstance(each, int)), default=0)))


type PersonOf = Callable[[str, str, str], int | None]


def _people(form: ObjectiveInput, errors: dict[str, Refusal]) -> PersonOf:
    """Whom a name, a mail address or a chosen id means; asked once for the whole form."""
    pairs = [(form.owner, form.owner_id), *((name, "") for name in _names(form.viewers))]
    for row in form.live:
        pairs += [(row.owner, row.owner_id), (row.delegate, row.delegate_id)]
    texts = {_squeezed(text) for text, _ in pairs if text.strip()}
    ids = {pk for text, given in pairs if text.strip() and (pk := _id(given)) is not None}
    people = (
        people_by(ids=ids, names=texts, mails={_mail(text) for text in texts if "@" in text}) if texts else []
    )
    by_id = {each.pk: each for each in people}

    def person_of(at: str, text: str, given: str) -> int | None:
        typed = _squeezed(text)
        if not typed:
            return None
        chosen = by_id.get(_id(given) or 0)
        mail = _mail(typed) if "@" in typed else ""
        if chosen is not None and (typed == chosen.name or mail == chosen.mail):
            return chosen.pk
        found = [each for each in people if (each.mail == mail if mail else each.name == typed)]
        if len(found) == 1:
            return found[0].pk
        kind = SeveralByThatName if found else NobodyByThatName
        errors.setdefault(at, kind(field=at, typed=_short(typed)))
        return None

    return person_of


def _holder(form: ObjectiveInput, errors: dict[str, Refusal]) -> tuple[str, int | None, int | None]:
    chosen = form.holder
    if chosen == "other":
        chosen = _other_holder(form, errors)
    kind, _, text = chosen.partition(":")
    pk = _id(text)
    if kind == "team" and pk is not None:
        return kind, pk, None
    if kind == "person" and pk is not None:
        return kind, None, pk
    return ("company" if kind == "company" else ""), None, None


def _other_holder(form: ObjectiveInput, errors: dict[str, Refusal]) -> str:
    typed = _squeezed(form.holder_other)
    if not typed:
        return ""
    mail = _mail(typed) if "@" in typed else ""
    people = people_by(ids=(), names=[typed], mails=[mail] if mail else [])
    found = [f"person:{each.pk}" for each in people] + [f"team:{each.pk}" for each in teams_named(typed)]
    if form.holder_other_id in found:
        return form.holder_other_id
    if len(found) == 1:
        return found[0]
    errors["holder"] = NoHolderByThatName(field="holder", typed=_short(typed))
    return "other"


def _visible_team(form: ObjectiveInput, errors: dict[str, Refusal]) -> int | None:
    typed = _squeezed(form.visible_team)
    if not typed:
        return None
    found = [f"team:{each.pk}" for each in teams_named(typed)]
    chosen = form.visible_team_id if form.visible_team_id in found else (found[0] if len(found) == 1 else "")
    if not chosen:
        errors["visible_team"] = NoTeamByThatName(field="visible_team", typed=_short(typed))
        return 0
    return _id(chosen.removeprefix("team:"))


def _links(form: ObjectiveInput, viewer: Viewer, errors: dict[str, Refusal]) -> list[LinkRead]:
    links = [LinkRead(link.token, _id(link.id), link.kind, link.to) for link in form.links]
    typed = _squeezed(form.link_new)
    if typed:
        chosen = goals_at(viewer, [form.link_new_id]).get(form.link_new_id) if form.link_new_id else None
        if chosen is not None and _squeezed(chosen.title) == typed:
            links.append(LinkRead("link_new", None, form.link_new_kind, chosen.to))
        elif len(named := goals_named(viewer, typed)) == 1:
            links.append(LinkRead("link_new", None, form.link_new_kind, f"o{named[0].pk}"))
        else:
            errors["link_new"] = NoGoalByThatName(field="link_new", typed=_short(typed))
    return links


# Compared: two people at one objective


@dataclass(frozen=True, slots=True)
class Difference:
    """One piece that differs: what one typed and what is stored by now."""

    name: str
    row: str
    mine: str
    stored: str
    pick: str


def pieces(form: ObjectiveInput) -> dict[str, str]:
    """The form in the pieces between which one chooses; a stored key result's begin with its token."""
    viewers = ", ".join(sorted(_names(form.viewers))) if form.visibility == "named" else ""
    found = {
        "title": _squeezed(form.title),
        "why": "\n".join(line.rstrip() for line in form.why.replace("\r\n", "\n").split("\n")).strip(),
        "holder": form.holder_other if form.holder == "other" else form.holder,
        "owner": _squeezed(form.owner),
        "cycle": form.cycle,
        "ambition": form.ambition,
        "strategy": form.strategy,
        "weight": form.weight.strip(),
        "visibility": " · ".join(
            filter(None, [form.visibility, form.visible_team if form.visibility == "team" else "", viewers])
        ),
        "joined_on": form.joined_on.strip(),
    }
    for row in form.rows:
        if row.id:
            found |= {f"{row.token}.{name}": text for name, text in _row_pieces(row).items()}
    return found


ROW_PIECES: Mapping[str, Sequence[str]] = {
    "title": ("title",),
    "metric": ("kind", "start", "target", "low", "high", "unit", "steps", "phases"),
    "weight": ("weight",),
    "owner": ("owner", "owner_id"),
    "delegate": ("delegate", "delegate_id"),
    "due": ("due",),
    "more": ("decimals", "driver", "mode"),
}
PIECES: Mapping[str, Sequence[str]] = {
    "holder": ("holder", "holder_other", "holder_other_id"),
    "owner": ("owner", "owner_id"),
    "visibility": ("visibility", "visible_team", "visible_team_id", "viewers"),
}


def _row_pieces(row: RowInput) -> dict[str, str]:
    match row.kind:
        case "number":
            metric = f"{row.start.strip() or '0'} → {row.target.strip()} {row.unit.strip()}".strip()
        case "hold":
            metric = f"{row.low.strip() or '…'} – {row.high.strip() or '…'} {row.unit.strip()}".strip()
        case "milestones":
            metric = "\n".join(
                " · ".join(filter(None, (_squeezed(step.title), step.weight.strip(), step.due)))
                for step in row.steps
            )
        case _:
            metric = row.kind
    phases = "\n".join(f"{phase.on}: {phase.value.strip()}" for phase in row.phases if not phase.blank)
    return {
        "title": _squeezed(row.title),
        "metric": "\n".join(filter(None, (metric, phases if row.kind == "number" else ""))),
        "weight": row.weight.strip(),
        "owner": _squeezed(row.owner),
        "delegate": _squeezed(row.delegate),
        "due": row.due.strip(),
        "more": " · ".join(filter(None, (row.decimals.strip(), row.driver, row.mode))),
    }


def differences(mine: ObjectiveInput, stored: ObjectiveInput) -> list[Difference]:
    """What differs, with the side that is likelier: theirs where only they changed it, else one's own."""
    was = _base(mine)
    typed, now = pieces(mine), pieces(stored)
    rows = {row.token: row for row in stored.rows}
    own = {row.token: row for row in mine.rows if row.id}
    found = []
    for name in [*typed, *(each for each in now if each not in typed)]:
        token, _, piece = name.rpartition(".")
        if token and (token in own) != (token in rows):
            if piece == "title":
                found.append(_presence(token, own.get(token), rows.get(token), was, typed))
        elif typed[name] != now[name]:
            untouched = was.get(name) == _digest(typed[name])
            row = rows[token].title if token else ""
            found.append(Difference(name, row, typed[name], now[name], "stored" if untouched else "mine"))
    return found


def marked(one: str, other: str) -> list[tuple[str, str]]:
    """``one`` in parts, told apart from ``other`` by words (Chinese: characters): (same | changed, text)."""
    mine, theirs = _WORDS.findall(one), _WORDS.findall(other)
    found = []
    for what, start, end, _from, _to in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if end > start:
            found.append(("same" if what == "equal" else "changed", "".join(mine[start:end])))
    return found


_WORDS = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+")


def _presence(
    token: str,
    mine: RowInput | None,
    stored: RowInput | None,
    was: Mapping[str, str],
    typed: Mapping[str, str],
) -> Difference:
    """A key result that only one side has."""
    if mine is None:
        assert stored is not None
        removed_by_me = f"{token}.title" in was
        return Difference(token, stored.title, "", stored.title, "mine" if removed_by_me else "stored")
    untouched = all(was.get(f"{token}.{name}") == _digest(typed[f"{token}.{name}"]) for name in ROW_PIECES)
    return Difference(token, mine.title, mine.title, "", "stored" if untouched else "mine")


def merged(mine: ObjectiveInput, stored: ObjectiveInput, picks: Mapping[str, str]) -> ObjectiveInput:
    """One's own form with the pieces taken over from the stored one where that was picked."""
    theirs = {row.token: row for row in stored.rows}
    for each in differences(mine, stored):
        taken = picks.get(each.name, each.pick) == "stored"
        token, _, piece = each.name.rpartition(".")
        if not token and each.name in theirs:
            if taken:
                mine.rows.append(theirs[each.name])
        elif not token and _TOKEN.fullmatch(each.name):
            row = next(row for row in mine.rows if row.token == each.name)
            if taken:
                mine.rows.remove(row)
            else:
                row.token, row.id = new_token(mine), ""
                row.steps = [replace(step, id="") for step in row.steps]
        elif taken and token:
            row = next(row for row in mine.rows if row.token == token)
            for name in ROW_PIECES[piece]:
                setattr(row, name, getattr(theirs[token], name))
        elif taken:
            for name in PIECES.get(each.name, (each.name,)):
                setattr(mine, name, getattr(stored, name))
    mine.version, mine.base = stored.version, stored.base
    return mine


def _base(form: ObjectiveInput) -> dict[str, str]:
    try:
        found = json.loads(form.base or "{}")
    except ValueError:
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


# Small readers


def _tokens(given: Sequence[str] | None) -> list[str]:
    found = [token for token in given or () if _TOKEN.fullmatch(token)]
    return list(dict.fromkeys(found))


def _amount(text: str, at: str, errors: dict[str, Refusal], unit: Unit | None = None) -> Decimal | None:
    if not text.strip():
        return None
    return _tried(errors, at, lambda name: parse_number(text, field=name, unit=unit))


def _day(text: str, at: str, errors: dict[str, Refusal]) -> date | None:
    return _tried(errors, at, lambda name: parse_day(text, field=name)) if text.strip() else None


def _read_day(text: str, at: str) -> date:
    return parse_day(text, field=at)


def _read_number(text: str, unit: Unit, at: str) -> Decimal:
    return parse_number(text, field=at, unit=unit)


def _tried[T](errors: dict[str, Refusal], at: str, reader: Callable[[str], T]) -> T | None:
    try:
        return reader(at)
    except Refusal as refusal:
        errors.setdefault(at, refusal)
        return None


def _id(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def _names(text: str) -> list[str]:
    return [name for each in re.split(r"[,，;；、\n]", text) if (name := _squeezed(each))]


def _mail(text: str) -> str:
    return text.rsplit("<", 1)[-1].rstrip("> ").lower()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else to_text(amount)


def _text(value: object) -> str:
    return "" if value is None else str(value)


_USUAL = ObjectiveInput()
_USUAL_ROW = RowInput("n0")

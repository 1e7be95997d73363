"""Load OKRs from a text file: what `read_okrs` reads becomes goals, through the same verbs as everywhere."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.core.errors import N_, NotFound, Refusal, Refusals
from headway.goals.actions.cycles import generate_ahead, may_keep_cycles
from headway.goals.actions.fields import KeyResultFields, ObjectiveFields
from headway.goals.actions.objectives import AgreementNeeded, create_objective, publish_objective
from headway.goals.models import Cycle, KeyResult, Objective
from headway.people.actions.organisation import add_strategy, edit_organisation
from headway.people.models import Strategy, Team
from headway.people.viewer import Viewer
from headway.transfer.measures import Direction, Kind
from headway.transfer.plain_text import Document, WrittenKeyResult, WrittenObjective, read_okrs

DOOR = "load"
MOST_BYTES = 2_000_000
MOST_DECIMALS = 6
# Which running cycle goals are meant for, unless it is said.
PREFERRED = ("quarter", "two_months", "month", "half", "year", "custom")


class FileMissing(Refusal):
    code = "file_missing"
    sentence = N_("There is no file %(path)s that can be read.")
    status = 404


class FileTooLarge(Refusal):
    code = "file_too_large"
    sentence = N_("This file is too large for a text of OKRs; at most %(limit)s bytes are read.")


class FileNotText(Refusal):
    code = "file_not_text"
    sentence = N_("This is not a text file. Save it as plain text (UTF-8), then load it again.")


class TeamUnknown(Refusal):
    code = "team_unknown"
    sentence = N_("There is no team called “%(name)s” here.")


class TeamAmbiguous(Refusal):
    code = "team_ambiguous"
    sentence = N_("Several teams are called “%(name)s”. Give one of them another name first.")


class NoCycleRuns(Refusal):
    code = "no_cycle_runs"
    sentence = N_("No cycle is open for goals now. Ask an administrator to open one, or name one.")
    status = 409


class MissionStays(Refusal):
    code = "mission_stays"
    sentence = N_("The company has a mission already; this one is left out.")


class VisionStays(Refusal):
    code = "vision_stays"
    sentence = N_("The company has a vision already; this one is left out.")


class StrategiesStay(Refusal):
    code = "strategies_stay"
    sentence = N_("The company has its strategies for %(year)s already; this one is left out.")


class KeyResultNotAdded(Refusal):
    code = "key_result_not_added"
    sentence = N_("Its objective is here already, without this key result. Add it on the objective's page.")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Something of the file that is here now."""

    noun: Literal["mission", "vision", "strategy", "objective"]
    title: str
    line: int
    id: int | None = None
    key_results: int = 0
    published: bool = False


@dataclass(frozen=True, slots=True)
class LoadFinding:
    """Something to look at, in the reader's language."""

    line: int
    code: str
    sentence: str


@dataclass(slots=True)
class LoadReport:
    created: list[Loaded] = field(default_factory=list)
    unchanged: list[Loaded] = field(default_factory=list)
    findings: list[LoadFinding] = field(default_factory=list)

    def lines(self) -> list[str]:
        """A sentence for each, in the language of the moment."""
        return [
            *(_created(loaded) for loaded in self.created),
            *(_("Already here: %(title)s") % {"title": loaded.title} for loaded in self.unchanged),
            *(
                _("Line %(line)s: %(sentence)s") % {"line": found.line, "sentence": found.sentence}
                for found in self.findings
            ),
        ]


def load_file(
    path: Path,
    *,
    by: Viewer,
    cycle_id: int | None = None,
    team_name: str | None = None,
    language: str | None = None,
) -> LoadReport:
    """Read a file and set what it says: for the team, else for the company (an admin), else for oneself.

    Published where ``by`` may agree, else drafts. What is here already stays as it is, so that the same
    file twice changes nothing. Raises a Refusal for the file, the team or the cycle; whatever concerns a
    line is a finding, in ``language`` or the one of the moment.
    """
    text = _text(path)
    with translation.override(language) if language else nullcontext():
        return _load(text, read_okrs(text), by, cycle_id, team_name)


@transaction.atomic
def _load(
    text: str, document: Document, by: Viewer, cycle_id: int | None, team_name: str | None
) -> LoadReport:
    team = _team(team_name) if team_name else None
    cycle = _cycle(cycle_id, by)
    loading = _Loading(text, document, by, cycle, team)
    loading.say_who_we_are()
    for objective in document.objectives:
        loading.set_objective(objective)
    loading.find_what_was_read()
    loading.report.findings.sort(key=lambda found: found.line)
    return loading.report


class _Loading:
    def __init__(self, text: str, document: Document, by: Viewer, cycle: Cycle, team: Team | None) -> None:
        self.written = text.splitlines()
        self.document = document
        self.by = by
        self.cycle = cycle
        self.team = team
        self.strategy: Strategy | None = None
        self.report = LoadReport()

    def say_who_we_are(self) -> None:
        org, document = self.by.org, self.document
        if document.mission:
            line = self.line_of(document.mission)
            if org.mission == document.mission:
                self.report.unchanged.append(Loaded("mission", document.mission, line))
            elif org.mission:
                self.find(line, MissionStays())
            elif self.edit(line, mission=document.mission):
                self.report.created.append(Loaded("mission", document.mission, line))
        if document.vision:
            line = self.line_of(document.vision)
            if org.vision == document.vision:
                self.report.unchanged.append(Loaded("vision", document.vision, line))
            elif org.vision:
                self.find(line, VisionStays())
            elif self.edit(line, vision=document.vision):
                self.report.created.append(Loaded("vision", document.vision, line))
        self.set_strategies()

    def edit(self, line: int, **changes: str) -> bool:
        by = self.by
        try:
            edited = edit_organisation(actor=by.person, at=by.at, door=DOOR, **changes)  # type: ignore[arg-type]
        except (Refusal, Refusals) as refused:
            self.refuse(refused, line)
            return False
        for name in changes:
            setattr(by.org, name, getattr(edited, name))
        return True

    def set_strategies(self) -> None:
        by, year = self.by, self.cycle.starts.year
        known = {strategy.title: strategy for strategy in Strategy.objects.filter(year=year, retired=False)}
        others = [title for title in known if title not in self.document.strategies]
        for title in self.document.strategies:
            line = self.line_of(title)
            if title in known:
                self.report.unchanged.append(Loaded("strategy", title, line, known[title].pk))
                continue
            if others:
                self.find(line, StrategiesStay(year=year))
                continue
            try:
                made = add_strategy(year=year, title=title, actor=by.person, at=by.at, door=DOOR)
            except (Refusal, Refusals) as refused:
                self.refuse(refused, line)
                continue
            known[title] = made
            self.report.created.append(Loaded("strategy", title, line, made.pk))
        if len(self.document.strategies) == 1:
            self.strategy = known.get(self.document.strategies[0])

    def set_objective(self, written: WrittenObjective) -> None:
        fields = self.objective_fields(written)
        known = self.known(fields)
        if known is not None:
            self.compare(written, known)
            return
        rows = [self.key_result_fields(row) for row in written.key_results]
        try:
            made = create_objective(fields, rows, by=self.by, door=DOOR)
        except (Refusal, Refusals) as refused:
            self.refuse(refused, written.line, written)
            return
        self.report.created.append(
            Loaded(
                "objective",
                made.title,
                written.line,
                made.pk,
                len(rows),
                bool(rows) and self.publish(made, written),
            )
        )

    def publish(self, made: Objective, written: WrittenObjective) -> bool:
        try:
            publish_objective(made.pk, by=self.by, door=DOOR)
        except AgreementNeeded:
            return False
        except Refusal as refused:
            self.refuse(refused, written.line)
            return False
        return True

    def known(self, fields: ObjectiveFields) -> Objective | None:
        return (
            Objective.objects.filter(
                cycle=fields.cycle_id,
                holder=fields.holder,
                team=fields.team_id,
                person=fields.person_id,
                title=fields.title,
            )
            .exclude(outcome=Objective.Outcome.DROPPED)
            .first()
        )

    def compare(self, written: WrittenObjective, known: Objective) -> None:
        titles = list(known.key_results.filter(state=KeyResult.State.LIVE).values_list("title", flat=True))
        published = known.state not in (Objective.State.DRAFT, Objective.State.PROPOSED)
        self.report.unchanged.append(
            Loaded("objective", known.title, written.line, known.pk, len(titles), published)
        )
        for row in written.key_results:
            if row.title not in titles:
                self.find(row.line, KeyResultNotAdded())

    def find_what_was_read(self) -> None:
        """What the reader guessed or left out; of objectives that were here already nothing needs saying."""
        begins = [objective.line for objective in self.document.objectives]
        known = {loaded.line for loaded in self.report.unchanged if loaded.noun == "objective"}
        for found in self.document.findings:
            within = max((line for line in begins if line <= found.line), default=0)
            if within not in known:
                self.report.findings.append(LoadFinding(found.line, found.code, found.note.message(_)))

    def find(self, line: int, refused: Refusal) -> None:
        self.report.findings.append(LoadFinding(line, refused.code, refused.message(_)))

    def refuse(self, refused: Refusal | Refusals, line: int, written: WrittenObjective | None = None) -> None:
        """Each sentence at the line it is about."""
        for error in refused if isinstance(refused, Refusals) else [refused]:
            place = (error.field or "").split(".")
            about = line
            if written is not None and place[0] == "key_results" and len(place) > 1:
                about = written.key_results[int(place[1])].line
            self.find(about, error)

    def line_of(self, said: str) -> int:
        begins = said.split("\n")[0][:20]
        return next((number for number, line in enumerate(self.written, 1) if begins in line), 1)

    def objective_fields(self, written: WrittenObjective) -> ObjectiveFields:
        me = self.by.person
        holder = "team" if self.team else "company" if me.is_admin else "person"
        return ObjectiveFields(
            cycle_id=self.cycle.pk,
            holder=holder,
            title=written.title,
            team_id=self.team.pk if self.team else None,
            person_id=me.pk if holder == "person" else None,
            owner_id=me.pk,
            strategy_id=self.strategy.pk if self.strategy else None,
            why=written.why,
        )

    def key_result_fields(self, written: WrittenKeyResult) -> KeyResultFields:
        held = written.kind is Kind.HOLD
        above = held and written.direction is not Direction.AT_MOST
        return KeyResultFields(
            title=written.title,
            kind=written.kind.value,
            start=written.start if written.kind is Kind.NUMBER else None,
            target=written.target if written.kind is Kind.NUMBER else None,
            low=written.target if above else None,
            high=written.target if held and not above else None,
            unit_kind=written.unit.kind.value,
            unit=written.unit.code,
            decimals=max(_decimals(written.start), _decimals(written.target)),
            owner_id=self.by.id,
        )


def _created(loaded: Loaded) -> str:
    match loaded.noun:
        case "mission":
            return _("Mission: %(title)s") % {"title": loaded.title}
        case "vision":
            return _("Vision: %(title)s") % {"title": loaded.title}
        case "strategy":
            return _("Strategy: %(title)s") % {"title": loaded.title}
    count = {"title": loaded.title, "count": loaded.key_results}
    if loaded.published:
        return (
            ngettext(
                "Published with %(count)s key result: %(title)s",
                "Published with %(count)s key results: %(title)s",
                loaded.key_results,
            )
            % count
        )
    return (
        ngettext(
            "Draft with %(count)s key result: %(title)s",
            "Draft with %(count)s key results: %(title)s",
            loaded.key_results,
        )
        % count
    )


def _text(path: Path) -> str:
    """UTF-8, UTF-16 with its mark, or what Chinese Windows writes."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise FileMissing(path=str(path)) from None
    if len(content) > MOST_BYTES:
        raise FileTooLarge(limit=f"{MOST_BYTES:,}")
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileNotText()


def _team(name: str) -> Team:
    wanted = " ".join(name.split()).casefold()
    found = [team for team in Team.objects.filter(archived=False) if team.name.casefold() == wanted]
    if not found:
        raise TeamUnknown(field="team", name=name)
    if len(found) > 1:
        raise TeamAmbiguous(field="team", name=name)
    return found[0]


def _cycle(pk: int | None, by: Viewer) -> Cycle:
    """The one that was named; else the running one that goals are usually set in, made if there is none."""
    if pk is not None:
        cycle = Cycle.objects.filter(pk=pk).first()
        if cycle is None:
            raise NotFound(field="cycle")
        return cycle
    now = Cycle.objects.filter(
        starts__lte=by.today, ends__gte=by.today, practice=False, state=Cycle.State.RUNNING
    )
    cycles = sorted(now, key=lambda cycle: PREFERRED.index(cycle.kind))
    if cycles:
        return cycles[0]
    if not may_keep_cycles(by):
        raise NoCycleRuns(field="cycle")
    made = generate_ahead(kinds=("year", "quarter"), first=by.today, last=by.today, by=by, door=DOOR)
    if not made:
        raise NoCycleRuns(field="cycle")
    return made[-1]


def _decimals(value: Decimal | None) -> int:
    if value is None:
        return 0
    exponent = value.normalize().as_tuple().exponent
    return min(MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0

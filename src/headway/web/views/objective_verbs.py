"""One small page a verb: GET shows what it asks, POST does it, a refusal stands next to its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.core.decimals import parse_number
from headway.core.errors import N_, Forbidden, NotFound, Refusal, Refusals
from headway.core.units import Unit, UnitKind
from headway.goals.access import (
    may_agree,
    may_edit,
    may_hand_on,
    may_judge,
    may_see,
    may_unlink,
    require,
    see_key_result,
    see_objective,
    visible,
)
from headway.goals.actions import alignment as links
from headway.goals.actions import key_results as rows
from headway.goals.actions import objectives as goals
from headway.goals.actions import scores
from headway.goals.models import Alignment, Amendment, Claim, KeyResult, Objective
from headway.goals.models.objectives import Health
from headway.goals.queries.writing import cycle_choices
from headway.people.viewer import Viewer
from headway.web.doors import signed_in
from headway.web.forms.objectives import NobodyByThatName, NoGoalByThatName, ObjectiveInput, _people
from headway.web.page import SignedInRequest, back, render

type Typed = Mapping[str, str]
type Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ask:
    """A field of a verb's page."""

    name: str
    label: str
    kind: str = "sentence"
    optional: bool = False
    choices: Callable[[Viewer, Objective], Choices] | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a verb is done to: an objective, one of its key results, or a link that ends at it."""

    objective: Objective
    title: str
    row: KeyResult | None = None
    link: Alignment | None = None


type May = Callable[[Viewer, Subject], bool]


def _edits(by: Viewer, subject: Subject) -> bool:
    return may_edit(by, subject.objective)


def _agrees(by: Viewer, subject: Subject) -> bool:
    return may_agree(by, subject.objective)


def _agrees_or_edits(by: Viewer, subject: Subject) -> bool:
    return _agrees(by, subject) or _edits(by, subject)


def _member(by: Viewer, subject: Subject) -> bool:
    return not by.person.is_guest


def _hands_on(by: Viewer, subject: Subject) -> bool:
    return subject.row is not None and may_hand_on(by, subject.row)


def _judges(by: Viewer, subject: Subject) -> bool:
    return subject.row is not None and may_judge(by, subject.row)


def _answers_link(by: Viewer, subject: Subject) -> bool:
    return subject.link is not None and may_edit(by, subject.link.parent)


def _ends_link(by: Viewer, subject: Subject) -> bool:
    return subject.link is not None and may_unlink(by, subject.link.child, subject.link.parent)


def verb(
    title: str,
    *asks: Ask,
    of: Callable[[Viewer, int], Subject],
    done: str,
    may: May = _edits,
    danger: bool = False,
    to: str = "objective",
) -> Callable[[Callable[[int, Typed, Viewer], int]], Callable[[HttpRequest, int], HttpResponse]]:
    """``act`` does the verb and returns the objective on whose page one goes on.

    ``may`` keeps the page from whoever could fill it in for nothing; the verb itself decides when it is sent.
    """

    def made(act: Callable[[int, Typed, Viewer], int]) -> Callable[[HttpRequest, int], HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @signed_in
        @wraps(act)
        def view(request: SignedInRequest, pk: int) -> HttpResponse:
            subject = of(request.viewer, pk)
            typed = {name: str(text) for name, text in (request.POST or request.GET).items()}
            if request.method != "POST":
                require(may(request.viewer, subject))
                return _page(request, subject, title, asks, typed, {}, danger)
            try:
                where = act(pk, typed, request.viewer)
            except (Refusal, Refusals) as refusal:
                each = list(refusal) if isinstance(refusal, Refusals) else [refusal]
                if each[0].status in (403, 404) and each[0].field not in {ask.name for ask in asks}:
                    raise
                require(may(request.viewer, subject))
                return _page(
                    request, subject, title, asks, typed, {one.field or "": one for one in each}, danger, 422
                )
            messages.success(request, _(done))
            address = reverse("week") if to == "week" else reverse(to, args=[where])
            if request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Redirect": address})
            return back(request, address)

        return view

    return made


def _page(
    request: SignedInRequest,
    subject: Subject,
    title: str,
    asks: Sequence[Ask],
    typed: Typed,
    errors: Mapping[str, Refusal],
    danger: bool,
    status: int = 200,
) -> HttpResponse:
    named = {ask.name for ask in asks}
    fields = [
        {
            "name": ask.name,
            "label": _(ask.label),
            "kind": ask.kind,
            "optional": ask.optional,
            "choices": ask.choices(request.viewer, subject.objective) if ask.choices else (),
        }
        for ask in asks
    ]
    values = {
        "title": _(title),
        "subject": subject,
        "objective": subject.objective,
        "asks": fields,
        "typed": typed,
        "errors": errors,
        "danger": danger,
        "others": [each for name, each in errors.items() if name not in named],
        "kept": [
            (name, text)
            for name, text in typed.items()
            if name not in named and name != "csrfmiddlewaretoken"
        ],
    }
    return render(request, "write/verb.html", values, status=status, nav="outline")


def _objective(by: Viewer, pk: int) -> Subject:
    objective = see_objective(by, pk)
    return Subject(objective, objective.title)


def _key_result(by: Viewer, pk: int) -> Subject:
    row = see_key_result(by, pk)
    return Subject(row.objective, row.title, row)


def _amendment(by: Viewer, pk: int) -> Subject:
    found = Amendment.objects.select_related("objective", "key_result").filter(pk=pk).first()
    if found is None or not may_see(by, found.objective):
        raise NotFound()
    if not may_agree(by, found.objective):
        raise Forbidden()
    return Subject(found.objective, found.key_result.title if found.key_result else found.objective.title)


def _claim(by: Viewer, pk: int) -> Subject:
    claim = Claim.objects.filter(pk=pk).first()
    if claim is None:
        raise NotFound()
    return _key_result(by, claim.key_result_id)


def _link(by: Viewer, pk: int) -> Subject:
    link = Alignment.objects.select_related("child", "parent").filter(pk=pk).first()
    for each in (link.parent, link.child) if link else ():
        if may_see(by, each):
            return Subject(each, each.title, link=link)
    raise NotFound()


def _outcomes(by: Viewer, objective: Objective) -> Choices:
    given = [each for each in Objective.Outcome if each != Objective.Outcome.CARRIED_OVER]
    return [(each.value, str(each.label)) for each in given if each != Objective.Outcome.DROPPED]


def _later_cycles(by: Viewer, objective: Objective) -> Choices:
    return [(str(each.id), each.name) for each in cycle_choices(by) if each.ends > objective.cycle.ends]


def _higher(by: Viewer, objective: Objective) -> Choices:
    teams = [(f"team:{team.id}", team.name) for team in by.teams if team.lead]
    return [*teams, *([("company", by.org.name)] if by.person.is_admin else [])]


def _health(by: Viewer, objective: Objective) -> Choices:
    return [("", _("As computed")), *((each.value, str(each.label)) for each in Health)]


def _kinds(by: Viewer, objective: Objective) -> Choices:
    return [(each.value, str(each.label)) for each in Alignment.Kind]


def _answers(*given: str) -> Callable[[Viewer, Objective], Choices]:
    words = {"agree": N_("Agree"), "accept": N_("Accept"), "confirm": N_("Confirm"), "decline": N_("Decline")}
    return lambda by, objective: [(each, _(words[each])) for each in given]


REASON = Ask("reason", N_("Why?"))
ANSWER = Ask("sentence", N_("A sentence to go with it"), optional=True)


@verb(N_("Propose this objective"), of=_objective, done=N_("Proposed."))
def propose(pk: int, typed: Typed, by: Viewer) -> int:
    return goals.propose_objective(pk, by=by, door="web").pk


@verb(N_("Publish this objective"), of=_objective, done=N_("Published."))
def publish(pk: int, typed: Typed, by: Viewer) -> int:
    return goals.publish_objective(pk, by=by, door="web").pk


@verb(N_("Agree with this objective"), of=_objective, done=N_("Agreed."), may=_agrees)
def agree(pk: int, typed: Typed, by: Viewer) -> int:
    return goals.agree_objective(pk, by=by, door="web").pk


@verb(
    N_("Hand this objective back"),
    Ask("reason", N_("What should change?")),
    of=_objective,
    done=N_("Handed back."),
    may=_agrees_or_edits,
)
def hand_back(pk: int, typed: Typed, by: Viewer) -> int:
    return goals.return_objective(pk, sentence=typed.get("reason", ""), by=by, door="web").pk


@verb(N_("Discard this draft"), of=_objective, done=N_("Discarded."), danger=True, to="week")
def discard(pk: int, typed: Typed, by: Viewer) -> int:
    goals.delete_draft_objective(pk, by=by, door="web")
    return pk


@verb(
    N_("Close this objective"),
    Ask("outcome", N_("How did it end?"), "choice", choices=_outcomes),
    Ask("reason", N_("What is worth remembering?"), optional=True),
    of=_objective,
    done=N_("Closed."),
)
def close(pk: int, typed: Typed, by: Viewer) -> int:
    outcome, note = typed.get("outcome", ""), typed.get("reason", "")
    return goals.close_objective(pk, outcome=outcome, note=note, by=by, door="web").pk


@verb(N_("Drop this objective"), REASON, of=_objective, done=N_("Dropped."), danger=True)
def drop(pk: int, typed: Typed, by: Viewer) -> int:
    return goals.close_objective(pk, outcome="dropped", note=typed.get("reason", ""), by=by, door="web").pk


@verb(N_("Reopen this objective"), REASON, of=_objective, done=N_("Reopened."))
def reopen(pk: int, typed: Typed, by: Viewer) -> int:
    return goals.reopen_objective(pk, reason=typed.get("reason", ""), by=by, door="web").pk


@verb(
    N_("Lift this objective"),
    Ask("holder", N_("To whom?"), "choice", choices=_higher),
    Ask("reason", N_("Why?"), optional=True),
    of=_objective,
    done=N_("Lifted."),
    may=_member,
)
def lift(pk: int, typed: Typed, by: Viewer) -> int:
    holder, _colon, team = typed.get("holder", "").partition(":")
    return goals.lift_objective(
        pk, holder=holder, team_id=_number(team), reason=typed.get("reason", ""), by=by, door="web"
    ).pk


@verb(
    N_("Carry this objective over"),
    Ask("cycle", N_("Into which cycle?"), "choice", choices=_later_cycles),
    of=_objective,
    done=N_("Carried over as a draft: give each key result a new target."),
    to="objective-edit",
)
def carry(pk: int, typed: Typed, by: Viewer) -> int:
    return goals.carry_over(pk, cycle_id=_number(typed.get("cycle", "")) or 0, by=by, door="web").pk


@verb(
    N_("Set the progress by hand"),
    Ask("progress", N_("Progress in percent; empty takes it back"), "percent", optional=True),
    Ask("reason", N_("Why?"), optional=True),
    of=_objective,
    done=N_("Saved."),
)
def override(pk: int, typed: Typed, by: Viewer) -> int:
    text = typed.get("progress", "").strip()
    progress = parse_number(text, field="progress", unit=Unit(UnitKind.PERCENT)) / 100 if text else None
    return goals.set_override(pk, progress=progress, note=typed.get("reason", ""), by=by, door="web").pk


@verb(
    N_("Link this objective to a goal"),
    Ask("parent", N_("Number of the goal"), "line"),
    Ask("kind", N_("How"), "choice", choices=_kinds),
    of=_objective,
    done=N_("Linked."),
)
def alignment_new(pk: int, typed: Typed, by: Viewer) -> int:
    parent, row = _number(typed.get("parent", "")), _number(typed.get("key_result", ""))
    if row is not None and parent is None:
        parent = KeyResult.objects.filter(pk=row).values_list("objective_id", flat=True).first()
    if parent is None or not Objective.objects.filter(visible(by), pk=parent).exists():
        raise NoGoalByThatName(field="parent", typed=typed.get("parent", ""))
    links.align(pk, parent, key_result_id=row, kind=typed.get("kind", "supports"), by=by, door="web")
    return pk


@verb(
    N_("Answer this request"),
    Ask("answer", N_("Your answer"), "choice", choices=_answers("accept", "decline")),
    ANSWER,
    of=_link,
    done=N_("Answered."),
    may=_answers_link,
)
def alignment_answer(pk: int, typed: Typed, by: Viewer) -> int:
    accept, sentence = typed.get("answer") == "accept", typed.get("sentence", "")
    return links.answer_alignment(pk, accept=accept, sentence=sentence, by=by, door="web").parent_id


@verb(N_("Take this link away"), of=_link, done=N_("The link is gone."), may=_ends_link, danger=True)
def alignment_end(pk: int, typed: Typed, by: Viewer) -> int:
    link = links.end_alignment(pk, by=by, door="web")
    return link.child_id if may_see(by, link.child) else link.parent_id


@verb(
    N_("Answer this change"),
    Ask("answer", N_("Your answer"), "choice", choices=_answers("agree", "decline")),
    ANSWER,
    of=_amendment,
    done=N_("Answered."),
    may=_agrees,
)
def amendment_answer(pk: int, typed: Typed, by: Viewer) -> int:
    yes, sentence = typed.get("answer") == "agree", typed.get("sentence", "")
    return rows.answer_amendment(pk, agree=yes, sentence=sentence, by=by, door="web").objective_id


@verb(
    N_("Claim this key result"),
    of=_key_result,
    done=N_("Claimed. The objective's owner confirms it."),
    may=_member,
)
def claim(pk: int, typed: Typed, by: Viewer) -> int:
    return rows.claim_key_result(pk, by=by, door="web").key_result.objective_id


@verb(
    N_("Answer this claim"),
    Ask("answer", N_("Your answer"), "choice", choices=_answers("confirm", "decline")),
    Ask("reason", N_("A sentence to go with it"), optional=True),
    of=_claim,
    done=N_("Answered."),
)
def claim_answer(pk: int, typed: Typed, by: Viewer) -> int:
    yes, reason = typed.get("answer") == "confirm", typed.get("reason", "")
    return rows.answer_claim(pk, confirm=yes, reason=reason, by=by, door="web").key_result.objective_id


@verb(
    N_("Release this key result"),
    REASON,
    of=_key_result,
    done=N_("Released: it is open to be claimed."),
    may=_hands_on,
)
def release(pk: int, typed: Typed, by: Viewer) -> int:
    return rows.release_key_result(pk, reason=typed.get("reason", ""), by=by, door="web").objective_id


@verb(
    N_("Who else may check in?"),
    Ask("delegate", N_("Name or mail address; empty for nobody"), "person", optional=True),
    of=_key_result,
    done=N_("Saved."),
    may=_hands_on,
)
def delegate(pk: int, typed: Typed, by: Viewer) -> int:
    errors: dict[str, Refusal] = {}
    name, chosen = typed.get("delegate", ""), typed.get("delegate_id", "")
    person = _people(ObjectiveInput(owner=name, owner_id=chosen), errors)("delegate", name, chosen)
    if errors:
        raise errors.get("delegate") or NobodyByThatName(field="delegate", typed=name)
    return rows.set_delegate(pk, person_id=person, by=by, door="web").objective_id


@verb(
    N_("Set the status by hand"),
    Ask("status", N_("Status"), "choice", choices=_health),
    Ask("note", N_("Why?"), optional=True),
    of=_key_result,
    done=N_("Saved."),
    may=_judges,
)
def hand_status(pk: int, typed: Typed, by: Viewer) -> int:
    status, note = typed.get("status", ""), typed.get("note", "")
    return rows.set_hand_status(pk, status=status, note=note, by=by, door="web").objective_id


@verb(N_("Drop this key result"), REASON, of=_key_result, done=N_("Saved."), danger=True)
def drop_row(pk: int, typed: Typed, by: Viewer) -> int:
    objective_id = see_key_result(by, pk).objective_id
    rows.drop_key_result(pk, reason=typed.get("reason", ""), by=by, door="web")
    return objective_id


@verb(
    N_("Score this key result"),
    Ask("score", N_("From 0.0 to 1.0"), "line"),
    Ask("note", N_("What lies behind it?"), optional=True),
    of=_key_result,
    done=N_("Scored."),
    may=_judges,
)
def score_row(pk: int, typed: Typed, by: Viewer) -> int:
    score = parse_number(typed.get("score", ""), field="score")
    return scores.score_key_result(
        pk, score=score, note=typed.get("note", ""), by=by, door="web"
    ).objective_id


@verb(
    N_("Score this objective by hand"),
    Ask("score", N_("From 0.0 to 1.0; empty for the mean of its key results"), "line", optional=True),
    Ask("note", N_("What lies behind it?"), optional=True),
    of=_objective,
    done=N_("Scored."),
)
def score(pk: int, typed: Typed, by: Viewer) -> int:
    text = typed.get("score", "").strip()
    value = parse_number(text, field="score") if text else None
    return scores.score_objective(pk, score=value, note=typed.get("note", ""), by=by, door="web").pk


def _number(text: str) -> int | None:
    text = text.strip().lstrip("#o")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None

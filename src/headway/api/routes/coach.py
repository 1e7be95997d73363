from django.http import HttpResponse
from ninja import Router

from headway.api.auth import Call
from headway.api.idempotency import once
from headway.api.reads.coach import coaching_out, dismissal_out, finding_out, rules_out, settings_out
from headway.api.replies import reply
from headway.api.schemas.coach import (
    CoachingOut,
    DismissalIn,
    DismissalOut,
    ReviewIn,
    ReviewOut,
    RulesOut,
    SettingsChange,
    SettingsOut,
    TextIn,
    TextOut,
)
from headway.coach.access import may_ask
from headway.coach.actions.dismissals import dismiss, take_back
from headway.coach.actions.settings import change_coach_settings
from headway.coach.queries.notes import notes_of
from headway.coach.queries.settings import CoachOff, config_or_refusal
from headway.coach.queries.texts import text_notes
from headway.core.errors import N_, Forbidden, Refusal
from headway.goals.access import may_edit, require_open, see_objective
from okr_coach import review
from okr_coach.readers import CannotRead, draft_from

router = Router(tags=["Coach"])


class DraftUnreadable(Refusal):
    code = "draft_unreadable"
    sentence = N_("A start or a target is no number that can be read. Write it like 1234.5.")


@router.post(
    "/coach/reviews", response={200: ReviewOut}, operation_id="reviewDraft", summary="Review a draft"
)
@once
def review_draft(request: Call, body: ReviewIn) -> HttpResponse:
    """The findings and the score `headway lint` gives, by the organisation's settings. Nothing is stored.

    Sentences come in `language`, with `auto` in that of each title.
    """
    config = config_or_refusal()
    try:
        draft = draft_from(body.model_dump(exclude={"profile"}))
    except CannotRead:
        raise DraftUnreadable(field="objectives") from None
    if body.profile is not None:
        config = config._replace(profile=body.profile)
    report = review(draft, config=config)
    return reply(ReviewOut([finding_out(each) for each in report.findings], report.score))


@router.get(
    "/objectives/{int:pk}/coaching",
    response=CoachingOut,
    operation_id="readCoaching",
    summary="What the coach asks",
)
def read_coaching(request: Call, pk: int) -> HttpResponse:
    """About one objective and its key results: how it is written, and how it goes. What was dismissed is
    there too, with who said why. For those who work on it and those who coach them."""
    objective = see_objective(request.auth, pk)
    require_open(may_edit(request.auth, objective) or may_ask(request.auth, objective))
    notes = notes_of(request.auth, objective)
    if notes is None:
        raise CoachOff()
    return reply(coaching_out(notes))


@router.post(
    "/objectives/{int:pk}/dismissals",
    response={201: DismissalOut},
    operation_id="dismissNote",
    summary="Dismiss a note",
)
@once
def add_dismissal(request: Call, pk: int, body: DismissalIn) -> HttpResponse:
    """With a reason, which is kept. It holds as long as the title it was said about stays as it is."""
    made = dismiss(
        pk, code=body.code, key_result_id=body.key_result, reason=body.reason, by=request.auth, door="api"
    )
    return reply(dismissal_out(made), 201)


@router.delete(
    "/dismissals/{int:pk}",
    response={200: DismissalOut},
    operation_id="takeDismissalBack",
    summary="Take a dismissal back",
)
def end_dismissal(request: Call, pk: int) -> HttpResponse:
    """The note stands again."""
    return reply(dismissal_out(take_back(pk, by=request.auth, door="api")))


@router.get("/coach/rules", response=RulesOut, operation_id="listRules", summary="The coach's rules")
def list_rules(request: Call) -> HttpResponse:
    """Each with its question, examples and its page of the handbook, in your language."""
    return reply(rules_out())


@router.get(
    "/coach/settings", response=SettingsOut, operation_id="readCoachSettings", summary="How it is set"
)
def read_settings(request: Call) -> HttpResponse:
    """For administrators."""
    if not request.auth.person.is_admin:
        raise Forbidden()
    return reply(settings_out())


@router.patch(
    "/coach/settings", response=SettingsOut, operation_id="changeCoachSettings", summary="Set the coach"
)
def change_settings(request: Call, body: SettingsChange) -> HttpResponse:
    """On or off, the profile, and how loudly each rule speaks. For administrators.

    Goals of open cycles are reviewed again in the background; `waiting` says how many are left.
    """
    change_coach_settings(
        on=body.on,
        profile=body.profile,
        severities={each.code: each.severity for each in body.severities},
        by=request.auth,
        door="api",
    )
    return reply(settings_out())


@router.post("/coach/texts", response={200: TextOut}, operation_id="readText", summary="Read one text")
@once
def read_text(request: Call, body: TextIn) -> HttpResponse:
    """Feedback to somebody (F501), or a title: a result that stands as a task should be a key result, and the
    reverse. Nothing is stored."""
    notes = text_notes(body.kind, body.text)
    return reply(
        TextOut(
            [finding_out(each) for each in notes.findings], notes.reads_as or None, notes.question or None
        )
    )

"""Templates as the API writes them."""

from headway.api.reads.coach import finding_out
from headway.api.schemas.library import (
    FilledKeyResultOut,
    FilledMilestone,
    FilledObjective,
    FilledOut,
    PlaceholderOut,
    TemplateKeyResultOut,
    TemplateOut,
)
from headway.library.queries.shelf import Entry
from headway.library.rules import Body, Filled, Number
from okr_coach import Report


def template_out(each: Entry) -> TemplateOut:
    body = each.body
    return TemplateOut(
        slug=each.slug,
        own=each.own,
        away=each.away,
        language=body.language,
        department=body.department,
        role=body.role,
        name=body.name,
        objective=body.objective,
        background=body.background,
        why_good=body.why_good,
        ambition=body.ambition,
        cycle_kinds=list(body.cycle_kinds),
        key_results=[
            TemplateKeyResultOut(
                row.title,
                row.kind,
                row.unit,
                _text(row.start),
                _text(row.target),
                _text(row.low),
                _text(row.high),
                list(row.steps),
                row.counterweight,
            )
            for row in body.key_results
        ],
        placeholders={
            name: PlaceholderOut(slot.label, str(slot.example), slot.kind, slot.help)
            for name, slot in body.placeholders.items()
        },
        tags=list(body.tags),
        changed_at=each.changed_at,
        version=each.version or None,
    )


def filled_out(body: Body, filled: Filled, report: Report | None) -> FilledOut:
    return FilledOut(
        objective=FilledObjective(
            filled.objective,
            filled.background,
            body.ambition,
            [
                FilledKeyResultOut(
                    row.title,
                    row.kind,
                    row.unit,
                    row.start or None,
                    row.target or None,
                    row.low or None,
                    row.high or None,
                    [FilledMilestone(step) for step in row.steps],
                )
                for row in filled.key_results
            ],
        ),
        unfilled=list(filled.unfilled),
        findings=[finding_out(each) for each in report.findings] if report else [],
        score=report.score if report else None,
    )


def _text(value: Number) -> str | None:
    return None if value is None else str(value)

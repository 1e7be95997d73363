"""A template of the small company's own."""

from __future__ import annotations

from headway.library.actions.templates import make_template
from headway.library.models import Template
from headway.library.rules import Body, KeyResultBody, Placeholder
from tests.conftest import Company

BODY = Body(
    language="en",
    department="sales",
    role="Seller",
    name="Shops that stay",
    objective="Our shops choose {product} again",
    background="{lost}% of last year's shops did not renew.",
    why_good="It names who benefits and what they do; renewals move every week.",
    cycle_kinds=("quarter", "half"),
    key_results=(
        KeyResultBody(
            "Raise the renewal rate from {now}% to {goal}%", unit="%", start="{now}", target="{goal}"
        ),
        KeyResultBody("Cut complaints from 14 to 6 a month", start="14", target="6", counterweight=True),
    ),
    placeholders={
        "product": Placeholder("product", "Atlas"),
        "lost": Placeholder("share of shops lost", 22, "number"),
        "now": Placeholder("renewal rate now", 78, "number"),
        "goal": Placeholder("renewal rate aimed for", 86, "number"),
    },
    tags=("renewals",),
)


def own_template(company: Company, body: Body = BODY) -> Template:
    return make_template(body, by=company.by(company.ann), door="test")

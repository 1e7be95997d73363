"""JSON, the form that others write too."""

import json
from decimal import Decimal

from okr_coach.readers.source import CannotRead, Source, draft_from, found_in

# --- JSON and YAML


def read_json(text: str) -> Source:
    try:
        table = json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CannotRead(f"This is no JSON: {error}.", f"不是有效的JSON：{error}。") from error
    draft = draft_from(table)
    return Source(draft, "json", text, found_in(text, draft), {})

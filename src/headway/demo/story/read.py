"""Reads `content/*.toml` into the story; a key that nothing reads is refused, so that a slip of the pen cannot pass."""

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.resources import files
from typing import cast, get_args

from headway.demo.story.model import (
    Ambition,
    AmendmentSpec,
    ClaimSpec,
    CycleKind,
    CycleSpec,
    HandSpec,
    KeyResultSpec,
    Kind,
    LinkKind,
    LinkSpec,
    MilestoneSpec,
    NoteSpec,
    ObjectiveSpec,
    ObjectiveState,
    OrganisationSpec,
    Outcome,
    OverrideSpec,
    PersonSpec,
    Role,
    Story,
    StrategySpec,
    TeamSpec,
    Text,
)

LINK_KINDS: tuple[LinkKind, ...] = ("contributes", "supports", "unblocks")
NO_UNIT = Text("", "")


class BadContent(ValueError):
    """Names the file, the place in it and what is wrong there."""


def read_story() -> Story:
    """Files are read in the order of their names."""
    folder = files("headway.demo.story") / "content"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    tables = [Table(parse((folder / name).read_text(encoding="utf-8")), name) for name in names]
    cycles = [cycle for table in tables for cycle in table.each("cycle", read_cycle)]
    closed = {cycle.key for cycle in cycles if cycle.closed}
    story = Story(
        organisation=one(o for table in tables for o in table.each("organisation", read_organisation)),
        strategies=tuple(s for table in tables for s in table.each("strategy", read_strategy)),
        teams=tuple(t for table in tables for t in table.each("team", read_team)),
        people=tuple(p for table in tables for p in table.each("person", read_person)),
        cycles=tuple(cycles),
        objectives=tuple(
            o for table in tables for o in table.each("objective", lambda row: read_objective(row, closed))
        ),
    )
    for table in tables:
        table.finish()
    return story


def parse(text: str) -> dict[str, object]:
    return tomllib.loads(text, parse_float=Decimal)


def one[T](found: Iterator[T]) -> T:
    [only] = found
    return only


class Table:
    """A TOML table that remembers what was taken from it."""

    def __init__(self, row: dict[str, object], place: str) -> None:
        self.left = dict(row)
        self.place = place

    def wrong(self, key: str, wanted: str) -> BadContent:
        return BadContent(f"{self.place}: {key} should be {wanted}")

    def string(self, key: str) -> str:
        value = self.left.pop(key, None)
        if not isinstance(value, str) or not value:
            raise self.wrong(key, "a text")
        return value

    def string_or_none(self, key: str) -> str | None:
        return self.string(key) if key in self.left else None

    def strings(self, key: str) -> tuple[str, ...]:
        return tuple(str(item) for item in self.items(key))

    def flag(self, key: str) -> bool:
        return self.left.pop(key, False) is True

    def whole(self, key: str) -> int:
        value = self.left.pop(key, None)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "a whole number")
        return value

    def whole_or_none(self, key: str) -> int | None:
        return self.whole(key) if key in self.left else None

    def number_or_none(self, key: str) -> Decimal | None:
        if key not in self.left:
            return None
        value = self.left.pop(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.wrong(key, "a number")
        return Decimal(value)

    def number(self, key: str) -> Decimal:
        value = self.number_or_none(key)
        if value is None:
            raise self.wrong(key, "a number")
        return value

    def text(self, key: str) -> Text:
        return self.pair(key, self.left.pop(key, None))

    def text_or_none(self, key: str) -> Text | None:
        return self.text(key) if key in self.left else None

    def pair(self, key: str, value: object) -> Text:
        match value:
            case [str(english), str(chinese)] if english and chinese:
                return Text(english, chinese)
        raise self.wrong(key, 'a pair of texts ["English", "中文"]')

    def choice(self, key: str, choices: tuple[str, ...], otherwise: str | None = None) -> str:
        value = self.left.pop(key, otherwise)
        if value not in choices:
            raise self.wrong(key, f"one of {', '.join(choices)}")
        return str(value)

    def items(self, key: str) -> list[object]:
        value = self.left.pop(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        return value

    def knots(self, key: str) -> tuple[tuple[int, Decimal], ...]:
        """`"1:12 5:14.5"`: in week 1 twelve, in week 5 fourteen and a half."""
        if key not in self.left:
            return ()
        pairs = [knot.split(":") for knot in self.string(key).split()]
        knots = tuple((int(week), Decimal(value)) for week, value in pairs)
        if [week for week, _ in knots] != sorted({week for week, _ in knots}):
            raise self.wrong(key, "in order of weeks")
        return knots

    def tables(self, key: str) -> Iterator["Table"]:
        for position, row in enumerate(self.items(key), start=1):
            if not isinstance(row, dict):
                raise self.wrong(key, "a list of tables")
            named = row.get("key", position)
            yield Table(cast(dict[str, object], row), f"{self.place} › {key} {named}")

    def each[T](self, key: str, read: Callable[["Table"], T]) -> Iterator[T]:
        for row in self.tables(key):
            yield read(row)
            row.finish()

    def finish(self) -> None:
        if self.left:
            raise BadContent(f"{self.place}: nothing reads {', '.join(self.left)}")


def read_organisation(row: Table) -> OrganisationSpec:
    return OrganisationSpec(
        name=row.text("name"),
        mission=row.text("mission"),
        vision=row.text("vision"),
        mail_domain=row.string("mail_domain"),
        zone=row.text("zone"),
        sponsor=row.string("sponsor"),
        champion=row.string("champion"),
        signed_in=row.string("signed_in"),
    )


def read_strategy(row: Table) -> StrategySpec:
    return StrategySpec(row.string("key"), row.whole("year"), row.text("title"), row.text("text"))


def read_team(row: Table) -> TeamSpec:
    return TeamSpec(
        key=row.string("key"),
        name=row.text("name"),
        about=row.text("about"),
        parent=row.string_or_none("parent"),
        leads=row.strings("leads"),
        virtual=row.flag("virtual"),
    )


def read_person(row: Table) -> PersonSpec:
    return PersonSpec(
        key=row.string("key"),
        name=row.text("name"),
        mail=row.string("mail"),
        title=row.text("title"),
        team=row.string("team"),
        manager=row.string_or_none("manager"),
        role=cast(Role, row.choice("role", get_args(Role.__value__), "member")),
        other_teams=row.strings("other_teams"),
    )


def read_cycle(row: Table) -> CycleSpec:
    return CycleSpec(
        key=row.string("key"),
        kind=cast(CycleKind, row.choice("kind", get_args(CycleKind.__value__))),
        offset=row.whole("offset"),
    )


def read_objective(row: Table, closed: set[str]) -> ObjectiveSpec:
    key, cycle, owner = row.string("key"), row.string("cycle"), row.string("owner")
    usual_state = "closed" if cycle in closed else "agreed"
    outcome = row.choice("outcome", get_args(Outcome.__value__)) if "outcome" in row.left else None
    return ObjectiveSpec(
        key=key,
        cycle=cycle,
        holder=row.string("holder"),
        owner=owner,
        title=row.text("title"),
        reality=row.text("reality"),
        worth=row.text("worth"),
        ambition=cast(Ambition, row.choice("ambition", get_args(Ambition.__value__), "committed")),
        state=cast(ObjectiveState, row.choice("state", get_args(ObjectiveState.__value__), usual_state)),
        weight=row.number_or_none("weight"),
        key_results=tuple(
            read_key_result(part, f"{key}.{position}", owner)
            for position, part in enumerate(row.tables("kr"), start=1)
        ),
        links=tuple(link for kind in LINK_KINDS for link in read_links(row, kind)),
        strategies=row.strings("strategies"),
        proposer=row.string_or_none("proposer"),
        carried_from=row.string_or_none("carried_from"),
        override=next(row.each("override", read_override), None),
        outcome=cast(Outcome | None, outcome),
        score=row.number_or_none("score"),
        score_note=row.text_or_none("score_note"),
    )


def read_links(row: Table, kind: LinkKind) -> Iterator[LinkSpec]:
    """`"company-growth"`, or with the weight it counts there: `"company-growth 2"`."""
    for item in row.strings(kind):
        to, _, weight = item.partition(" ")
        yield LinkSpec(kind, to, Decimal(weight) if weight else None)


def read_key_result(row: Table, key: str, owner: str) -> KeyResultSpec:
    unclaimed = row.flag("open")
    low, high = row.number_or_none("low"), row.number_or_none("high")
    milestones = tuple(read_milestone(row, item) for item in row.items("milestones"))
    path = row.knots("path")
    done_week = row.whole_or_none("done_week")
    start, target = row.number_or_none("start"), row.number_or_none("target")
    kind: Kind = (
        "milestones"
        if milestones
        else "hold"
        if low is not None or high is not None
        else "number"
        if target is not None
        else "done"
    )
    spec = KeyResultSpec(
        key=key,
        title=row.text("title"),
        owner=None if unclaimed else row.string_or_none("owner") or owner,
        kind=kind,
        start=start,
        target=target,
        low=low,
        high=high,
        unit=row.text_or_none("unit") or NO_UNIT,
        decimals=row.whole_or_none("decimals") or 0,
        scale_zh=row.number_or_none("scale_zh") or Decimal(1),
        milestones=milestones,
        weight=row.number_or_none("weight"),
        path=path,
        confidence=row.knots("confidence"),
        notes=tuple(read_note(row, item) for item in row.items("notes")),
        delegate=row.string_or_none("delegate"),
        proposer=row.string_or_none("proposer"),
        done_week=done_week,
        dropped_week=row.whole_or_none("dropped_week"),
        dropped_reason=row.text_or_none("dropped_reason"),
        amended=next(row.each("amended", read_amendment), None),
        by_hand=next(row.each("by_hand", read_by_hand), None),
        claim=next(row.each("claim", read_claim), None),
        score=row.number_or_none("score"),
        score_note=row.text_or_none("score_note"),
    )
    row.finish()
    return spec


def read_amendment(row: Table) -> AmendmentSpec:
    return AmendmentSpec(row.whole("week"), row.number("target"), row.text("reason"))


def read_by_hand(row: Table) -> HandSpec:
    return HandSpec(row.whole("week"), row.string("status"), row.text("note"))


def read_override(row: Table) -> OverrideSpec:
    return OverrideSpec(row.whole("week"), row.number("progress"), row.text("note"))


def read_claim(row: Table) -> ClaimSpec:
    return ClaimSpec(row.whole("week"), row.string("person"))


def read_milestone(row: Table, item: object) -> MilestoneSpec:
    """`["English", "中文", weight, due week, done week]`; 0 for a week: none."""
    match item:
        case [str(english), str(chinese), int() | Decimal() as weight, int(due), int(done)]:
            return MilestoneSpec(Text(english, chinese), Decimal(weight), done or None, due or None)
    raise row.wrong("milestones", 'a list of ["English", "中文", weight, due week, done week]')


def read_note(row: Table, item: object) -> NoteSpec:
    """`[week, [changed], [obstacles], [next]]`, the last two empty or left out."""
    match item:
        case [int(week), changed, *rest] if len(rest) <= 2:
            obstacles, following = [*rest, [], []][:2]
            return NoteSpec(
                week,
                row.pair("notes", changed),
                row.pair("notes", obstacles) if obstacles else None,
                row.pair("notes", following) if following else None,
            )
    raise row.wrong("notes", "a list of [week, [changed], [obstacles], [next]]")

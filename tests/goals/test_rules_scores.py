"""docs/handbook/score.md"""

from decimal import Decimal

import pytest

from headway.goals.rules import roll_up, score_band, score_of_mean, score_proposal, sweet_spot


@pytest.mark.parametrize(
    ("progress", "proposal"),
    [(None, "0"), ("-0.2", "0"), ("0.64", "0.64"), ("0.666667", "0.67"), ("0.125", "0.13"), ("1.3", "1")],
)
def test_the_proposed_score_is_the_clamped_progress(progress: str | None, proposal: str) -> None:
    assert score_proposal(None if progress is None else Decimal(progress)) == Decimal(proposal)


@pytest.mark.parametrize(
    ("score", "ambition", "band"),
    [
        ("1", "committed", "green"),
        ("0.95", "committed", "green"),
        ("0.94", "committed", "amber"),
        ("0.7", "committed", "amber"),
        ("0.69", "committed", "red"),
        ("1", "aspirational", "green"),
        ("0.6", "aspirational", "green"),
        ("0.59", "aspirational", "amber"),
        ("0.3", "aspirational", "amber"),
        ("0.29", "aspirational", "red"),
    ],
)
def test_the_band_of_a_score_depends_on_the_ambition(score: str, ambition: str, band: str) -> None:
    assert score_band(Decimal(score), ambition) == band


@pytest.mark.parametrize(("score", "sweet"), [("0.59", False), ("0.6", True), ("0.7", True), ("0.71", False)])
def test_the_sweet_spot_lies_between_six_and_seven_tenths(score: str, sweet: bool) -> None:
    assert sweet_spot(Decimal(score)) is sweet


@pytest.mark.parametrize(
    ("parts", "score"),
    [
        ([], None),
        ([("0.7", "1"), ("0.4", "1")], "0.55"),
        ([("0.7", "3"), ("0.3", "1")], "0.6"),
        ([("1", "1"), ("0", "1"), ("0", "1")], "0.33"),
        ([("0.8", "0"), ("0.4", "0")], "0.6"),
    ],
)
def test_an_objectives_score_is_the_weighted_mean_of_its_parts(
    parts: list[tuple[str, str]], score: str | None
) -> None:
    got = score_of_mean(roll_up([(Decimal(scored), Decimal(weight)) for scored, weight in parts]))
    assert got == (None if score is None else Decimal(score))

"""Recognises amounts and what merely looks like one: dates, versions, quarters, names, ranks."""

from okr_coach.text.numbers.amounts import Amount, Mark
from okr_coach.text.numbers.letters import half_width, lowered
from okr_coach.text.numbers.recognise import recognise
from okr_coach.text.numbers.spelt import SPELT

__all__ = ["SPELT", "Amount", "Mark", "half_width", "lowered", "recognise"]

"""Whether a line says what is done rather than what changes."""

from okr_coach.text.deeds.chinese_shapes import han_untold
from okr_coach.text.deeds.deed import deed_of

__all__ = ["deed_of", "han_untold"]

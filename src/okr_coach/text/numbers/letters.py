"""Half-width letters and lower case, place for place."""

_HALF: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0x00A0, 0x2007, 0x2009, 0x202F), " "),
    **dict.fromkeys((0x2212, 0xFE63, 0x2010, 0x2011, 0x2013), "-"),
    **dict.fromkeys((0x2019, 0x02BC), "'"),
    0xFFE5: "¥",
    0xFFE1: "£",
    0x3002: "。",
}


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, place for place."""
    return text if text.isascii() else text.translate(_HALF)


def lowered(text: str) -> str:
    """Lower case of the same length, so that places stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)

"""Numbers spelt in English letters."""

_SPELT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand million dozen half double doubles doubled "
    "doubling triple triples tripled tripling quadruple quadruples quadrupled twice halve halves halved "
    "halving twofold threefold fourfold fivefold tenfold third thirds quarter quarters "
    "fifth fifths tenth sixth eighth"
)
SPELT = frozenset(_SPELT_WORDS.split())
WORD_VALUES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

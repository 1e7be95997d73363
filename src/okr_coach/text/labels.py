"""What stands around a line that was pasted out of a table or a chat and says nothing: KR1（30%）：, 1、, ✅, @王磊."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from okr_coach.text.later import later

_WEIGHT = r"(?:\s?[(\[](?:权重|占比|weight)?\s?:?\s?[0-9]{1,3}%?[)\]])"
_NUMERAL = "一二三四五六七八九十"
_LABEL = later(
    rf"\s*(?:(?:[•·●○■□▪◆◇★☆✅☑✔✓☐►▶➤⭐🎯👉📌🔥\ufe0f]+|[-*](?=[\s㐀-鿿]))\s*"
    rf"|[(\[【]\s?(?:o\s?[0-9]{{1,2}}[-_. ]?)?(?:kr|o)\s?[0-9]{{1,2}}(?:[.-][0-9]{{1,2}})?\s?[)\]】]\s?:?"
    rf"|(?:o[0-9]{{1,2}}\s?[-_./:]?\s?)?kr\s?-?[0-9]{{0,2}}(?:[.-][0-9]{{1,2}})?{_WEIGHT}?(?:\s?[:.)、|]|\s?-(?![0-9])|(?<=[0-9)\]])\s*(?=[a-z㐀-鿿])|\s?,(?=\s?[a-z㐀-鿿]))"
    rf"|o\s?-?[0-9]{{0,2}}(?:\.[0-9])?{_WEIGHT}?(?:\s?[:.)、|](?![0-9])|(?<=[0-9])\s?-\s|(?<=[0-9)\]])\s+(?=[㐀-鿿]))"
    rf"|(?:目标|关键结果|key result|objective)\s?[0-9{_NUMERAL}]{{0,2}}{_WEIGHT}?\s?:"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?[)、](?!\s?[0-9{_NUMERAL}])|[0-9]{{1,2}}\.(?![0-9a-z])"
    rf"|[(](?:[0-9]{{1,2}}|[{_NUMERAL}]{{1,2}})[)]|[①-⑳]|[{_NUMERAL}]{{1,2}}、(?![{_NUMERAL}])"
    rf"|【(?![\sx.…]*】)(?![^】]{{0,10}}(?:日期|数字|数值|填|待|某))[^】【\[0-9]{{1,10}}】\s?:?)\s*"
)
_FIRST = frozenset("ko0123456789-*•·●○■□▪◆◇★☆✅☑✔✓☐►▶➤⭐🎯👉📌🔥([【目关" + _NUMERAL + "①②③④⑤⑥⑦⑧⑨⑩ \t\n")
_WEIGHED = later(r"[(\[【]?\s?权重(?:占比?|为)?\s?:?\s?[0-9]{1,3}\s?(?:%|分)?\s?[)\]】]?")
_WHOSE = later(
    r"(?:(?<=[㐀-鿿0-9%)】\s])[(\[]?\s?@\s?[㐀-鿿a-z.·]{1,12}|[(\[]?(?:负责人|责任人|owner|dri)\s?[:：]\s?[㐀-鿿a-z.·]{1,12})\s?[)\]]?\s*$"
)


def around(low: str) -> list[tuple[int, int]]:
    """The spans of a line in half width and lower case that are no part of its sentence."""
    spans = []
    if low[:1] in _FIRST:
        begin = 0
        for _ in range(3):
            label = _LABEL.match(low, begin)
            if label is None:
                break
            begin = label.end()
        if begin:
            spans.append((0, begin))
    if "权重" in low:
        spans += [found.span() for found in _WEIGHED.finditer(low)]
    if "@" in low[-16:] or ":" in low[-16:]:
        whose = _WHOSE.search(low, max(0, len(low) - 24))
        if whose:
            spans.append(whose.span())
    return spans

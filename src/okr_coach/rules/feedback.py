"""F501: feedback to people."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from collections.abc import Iterable

from okr_coach.rules.rule import NOTHING, Hit, Place, rule
from okr_coach.text.later import later

_VAGUE_PRAISE = later(
    r"\b(?:doing (?:well|great|good|fine)|good job|great job|nice job|well done|good work|great work|nice work|keep (?:it|this) up|keep going|work(?:ing)? hard(?:er)?|try harder|do better|"
    r"step up|be more (?:proactive|careful|professional|active|positive)|not good enough|could be better|needs? (?:to )?improve(?:ment)?|awesome|you rock|thanks for everything|bad attitude|good attitude|"
    r"(?:is|are|was|were|been|have been) (?:great|good|excellent|amazing|fantastic|bad|poor|lazy|brilliant|wonderful|ok|okay)|pay (?:more )?attention|more effort|put in more)\b"
    r"|不错|很好|挺好|真好|棒|优秀|加油|努力|辛苦|再接再厉|继续保持|有待提高|有待加强|不够好|不太行|不行|不够积极|态度|积极一点|上心|用心一点|多注意|注意一点|要改进|需要改进|需要提高|干得好|干得漂亮|做得好|给力|厉害|靠谱|表现"
)
_BEHAVIOUR = later(
    r"\b(?:when you|after you|because|so that|which (?:helped|meant|let|made|saved|brought|led)|as a result|by [a-z]+ing|you (?:explained|showed|wrote|called|asked|answered|fixed|found|prepared|presented|stayed|helped|shared|interrupted|missed|sent|told|listened|took|"
    r"noticed|built|cleaned|organised|organized|reviewed|rewrote|closed|offered|stepped|pointed|brought)|(?:has|have|had) (?:brought|helped|saved|made|let|led|shortened|raised|reduced)|helped (?:us|me|the)|thanks to|saved|the way you)\b"
    r"|因为|由于|使得|带来|帮助了|帮我们|让(?:我们|客户|团队|大家|项目|我|他|她)|导致|结果是|所以|当你|你在|你把|你用|你主动|你给|在[^，。]{2,20}(?:时|中|上|会上|期间)|通过|缩短了|节省了|提前了|解决了|避免了|减少了|提高了"
)


@rule(
    "F501",
    "warning",
    "feedback",
    en=("Feedback without behaviour", "“{found}” does not say what was done.", "In which situation, what did they do, and what did it bring about?", "Name the situation, the behaviour and its effect."),
    zh=("反馈没有说到行为", "“{found}”没有说清做了什么。", "在什么情况下，做了什么，带来了什么？", "写出情境、行为和影响。"),
)  # fmt: skip
def without_behaviour(place: Place) -> Iterable[Hit]:
    """“Doing well recently” pleases and teaches nothing; “work hard” does neither. What can be repeated or changed is a
    behaviour, in a situation, with an effect.

    Bad: F: Xiao Wang, you have been doing well recently!
    Bad: F: Xiao Zhang, you have to work hard!
    Good: F: When you called the three angry customers on Monday, two of them withdrew their notice

    “最近不错”让人高兴，却学不到什么；“要努力”两样都没有。能重复、能改变的是行为：什么情境，做了什么，带来什么。

    不好：F：小王，最近表现不错！
    不好：F：小张，要努力啊！
    好：F：小王，你在周一的会上把客户的三个顾虑逐条回应了，客户当场续了约
    """
    line = place.line
    found = _VAGUE_PRAISE.search(line.low)
    if found is None or _BEHAVIOUR.search(line.low) or len(line.text) > 400:
        return NOTHING
    return (Hit(found.start(), found.end(), None, line.text[found.start() : found.end()]),)

"""Deeds in English known by their shape, and heads that only look like one."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from okr_coach.text.cues import Line
from okr_coach.text.flags import FALL, IMPROVE, KEEP, LEVEL, METRIC, REACH, RISE, VAGUE, WIN
from okr_coach.text.later import later
from okr_coach.text.lexicon.english import HEAD_ONLY
from okr_coach.text.units import is_plural

DELIVERED = later(
    r"(?:deliver|ship|produce|give|present)(?:ing|s)?\s+(?:all\s+|every\s+|our\s+)?(?:orders?|value|growth|results?|savings|revenue|parcels?|goods|returns|impact|profits?|gains)\b"
)


def names_a_measure(line: Line, word: str, end: int) -> bool:
    """Training completion rate, review time, design score: the verb is part of a measure's name."""
    following = [token[0] for token in line.tokens if token[1] >= end][:3]
    if len(following) == 1 and following[0] in _QUALITIES and (word.endswith("ing") or word in _HOMOGRAPHS):
        return True  # hiring speed, design consistency
    if word.endswith(("ing", "s")) or word in HEAD_ONLY or following[:1] in (["time"], ["times"]):
        for place, noun in enumerate(following):
            if noun in _RATES or (noun == "times" and not line.amounts):
                return place == 0 or following[place - 1] not in ("the", "a", "an", "our", "new")
            if noun in ("the", "a", "an", "of", "for", "to", "and", "our", "new", "with", "all"):
                return False
    return False


_RATE_NAMES = (
    "rate rates ratio score scores time completion coverage accuracy velocity cost costs index quality attendance satisfaction turnaround "
    "throughput efficiency cadence frequency"
)
_RATES = frozenset(_RATE_NAMES.split())
_QUALITIES = frozenset(
    [
        "speed",
        "consistency",
        "frequency",
        "effectiveness",
        "productivity",
        "stability",
        "reliability",
        "maturity",
    ]
)
_HOMOGRAPHS = frozenset(
    [
        "design",
        "release",
        "report",
        "deploy",
        "launch",
        "build",
        "research",
        "support",
        "process",
        "audit",
        "review",
    ]
)
_RESULT_VERBS_WORDS = "pass passes win wins get gets have find obtain gain understand prove own lead leads be become survive make stop end"
RESULT_VERBS = frozenset(_RESULT_VERBS_WORDS.split())
_ENDINGS = "er est ly ness ity ed ance ence ancy ency tion sion ment ship ism ics dom hood cy"
_NOUN_ENDINGS = tuple(_ENDINGS.split())
_WITH_OBJECT = later(
    r"\s+(?:a|an|the|our|all|every|each|their|this|these|those|on|up|out|with|over|off|through|together|back|down)\s+[a-z]"
)
_DEED_NOUN = later(
    r"[a-z]{4,}(?:ation|ition|ution|ction|sion|ment|ysis|roval|ewal|aining|anning|eting)\s+of\s"
)


def imperative(line: Line, word: str, start: int, end: int) -> bool:
    """A verb we do not know: what begins a line and is followed by an article or a particle tells somebody what to do;
    so does a noun of doing with “of” (preparation of the tender)."""
    if (
        _RESULTING_HEADS.match(word)
        or word in RESULT_VERBS
        or (line.flags & METRIC and not _DEED_NOUN.match(line.low, start))
    ):
        return False
    if any(
        cue.start == start and cue.flags & (RISE | FALL | IMPROVE | KEEP | REACH | WIN | METRIC | VAGUE)
        for cue in line.cues
    ):
        return False
    if _DEED_NOUN.match(line.low, start):
        return True
    if is_plural(word) or word.endswith(_NOUN_ENDINGS) or len(word) < 3:
        return False
    return word not in NO_VERBS and _WITH_OBJECT.match(line.low, end) is not None


def habitual(line: Line, word: str, start: int) -> bool:
    """Meditate 20 minutes every morning: an unknown verb and how often, not what customers do."""
    if line.flags & (RISE | FALL | IMPROVE | METRIC | REACH | WIN | KEEP) & ~LEVEL and not HABIT.search(
        line.low
    ):
        return False
    if is_plural(word) or word in NO_VERBS or word.endswith(("er", "ly", "ed", "ity", "ness", "ion")):
        return False
    if any(
        cue.start == start and cue.flags & (RISE | FALL | IMPROVE | REACH | WIN | KEEP | METRIC)
        for cue in line.cues
    ):
        return False
    return HABIT.search(line.low) is not None and word not in RESULT_VERBS - {"get"}


_RESULTING_HEADS = later(
    r"(?:lose|avoid|prevent|beat|overtake|qualify|rank|enter|expand|break|land|turn|let|allow|see|feel|know|want|need|convince|persuade|"
    r"delight|surprise|free|cover|serve|feed|house|help|ensure|enable|guarantee|eradicate|attract|appear|remain|stand|catch|climb|bring|take|"
    r"put|push|pull|go|come|look|respond|answer|trust|recover|outperform|dominate|control|rid|change|transform|inspire|empower|stabili[sz]e)s?$"
)
_NO_VERBS_WORDS = (
    "no not none more less fewer better higher lower most some any many much several one two three every each all both only first next last other "
    "same such well very for with from into over under about after before between during what who how when where why which that this these those "
    "there here they it its his her our your half twice nobody everyone everybody"
)
NO_VERBS = frozenset(_NO_VERBS_WORDS.split())
COUNTING = later(r"\b(?:number of|# of|share of|percentage of|rate of|proportion of|how many)\b")


MAKES_BETTER = later(
    r"make[s]?\s+(?!(?:an?|the)\s+[a-z]+\W*$)(?:[a-z'-]+\s+){1,8}?(?:an?\s+)?(?:[a-z]{3,}er|[a-z]{3,}est|easy|simple|safe|fun|clear|visible|happy|possible|effortless|great|better|more|less|reliable|"
    r"profitable|fast|obvious|enjoyable|transparent|predictable|sustainable|unnecessary|accessible|work|feel|a breeze|a habit|the (?:first|default|obvious))\b"
)
HABIT = later(
    r"\b(?:every|each)\s+(?:day|morning|evening|night|week|weekday|workday|month|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|\b(?:times|minutes|hours|pages|km|reps)\s+(?:a|per|each|every)\s+(?:day|night|week|month)\b|\b(?:daily|nightly)\W*$"
)
FILLED = later(
    r"fill(?:s|ed|ing)?\s+(?:[a-z0-9-]+\s+){0,4}?(?:positions?|vacanc(?:y|ies)|roles?|openings?|posts?|seats on the team)\b"
)
FIND_ONE = later(
    r"(?:find|get|obtain|secure|sign)s?\s+(?:an?|the)\s+(?:new\s+)?(?:[a-z'-]+\s+){0,3}?(?:office|supplier|vendor|partner|agency|location|venue|site|warehouse|successor|provider|consultant|"
    r"contractor|candidate|tool|permit|licen[cs]e|approval|sign-?off|go-ahead|quote|lease|mou|nda|agreement)\b"
)
GET_APPROVED = later(
    r"(?:get|gain|obtain|secure|receive|seek|win)s?\s+(?!(?:to|from|on|more|better)\b)(?:[a-z0-9'/&-]+\s+){0,4}?(?:approval|sign-?off|buy-?in|go-ahead|clearance|consent|permission|endorsement|approved|signed(?:\s+off)?|done|ratified|finali[sz]ed|"
    r"certified|live|up and running|built|set up|in place)(?=\W*$|\s+(?:for|from|of|on|by|in|to|before|with|at)\b)"
)
HAVE_IT = later(
    r"(?:have|has)\s+(?:(?:an?|the|our)\s+(?:[a-z-]+\s+){0,4}?(?:plans?|process(?:es)?|polic(?:y|ies)|systems?|dashboards?|strateg(?:y|ies)|roadmaps?|playbooks?|frameworks?|procedures?|websites?|portals?|prototypes?|mvp|documentation|"
    r"handbooks?|guidelines?|budgets?|agreements?|contracts?|models?|pipelines?|programmes?|programs?|tools?|platforms?|apps?)(?=\W*$|\s+(?:for|in|with|to|by|on|that|across)\b)"
    r"|(?:every|each|all|the)\s+(?:[a-z-]+\s+){1,3}?(?:presents?|completes?|attends?|writes?|signs?|submits?|reviews?|runs?|holds?|documents?|shares?|publish|takes?|does|do)\s+(?:an?|the|their|its|our)\s)"
)
HAVE_TALKS = later(
    r"have\s+(?:[a-z-]+\s+){0,2}?(?:conversations?|meetings?|interviews?|talks|calls?|workshops?|sessions?|discussions?)\s+with\b"
)
AGREES = later(r"\bagrees?\s+(?:on|upon)\s+(?:an?\s|the\s|our\s|[a-z-]+\s+[a-z]+s?\W*$)")
TWO_VERBS = later(r"[a-z]+\s(?:and|or|&)\s(?P<other>[a-z]+)\s+[a-z0-9]")
RISES = later(
    r"(?<!that )(?<!which )(?<!so )\b(?:rises|falls|drops|grows|increases|decreases|improves|doubles|halves|exceeds|climbs|shrinks)\s(?:by|to|from|above|below|[0-9])"
)
NONE_OF = later(r"\W*(?:no|zero|nobody|none)\b")
BY_THEM = later(
    r"\b(?:adopted|used|trusted|chosen|bought|loved|visited) (?:daily |weekly |regularly |actively )?by\b"
)
_DOING_NOUNS = (
    "interviews workshops webinars trainings seminars meetings articles newsletters campaigns experiments posts hackathons roadshows "
    "briefings lectures lessons rehearsals retrospectives audits inspections off-sites offsites retros roundtables"
)
DOINGS = frozenset(_DOING_NOUNS.split())
STATE = later(
    r"\s+(?:an?\s+|the\s+|our\s+)?(?:[a-z-]+\s+){0,3}?(?:culture|trust|awareness|reputation|loyalty|momentum|confidence|relationships?|morale|motivation|excitement|goodwill|credibility|sense of|spirit|demand|love)\b"
)
TO_A_LEVEL = later(r"learns?\b.*\bto\s+(?:level\s+)?[abc][12]\b")
AS_SUBJECT = later(
    r"\s+(?:base\s+of\s|(?!(?:an?|the|our|all|every|each|new|more|at|in|on|to|with|for|from|up|out|by)\b)(?:[a-z'-]+\s+){0,5}?"
    r"(?:(?:go(?:es)?\s+(?:down|up)\b|reach(?:es)?|exceeds?|falls?|rises?|drops?|grows?|increases?|decreases?|doubles?|halves|improves?|converts?|stays?|yields?)\b(?!\s+(?:the|our|an?)\b)"
    r"|(?:under|below|above|<|>|≤|≥|<=|>=|(?:no|not)\s+(?:more|greater|higher|longer)\s+than)\s*(?:an?\s|[$€£]?[0-9])"
    r"|(?:overdue|open|pending|per\s+[a-z]+)\s*:\s*(?:(?:fewer|less|more)\s+than\s+|under\s+|at\s+most\s+)?[0-9]"
    r"|(?:filled|closed|resolved|paid|answered|solved|fixed|handled|cleared|returned)\s+(?:within|in|on|at|same|[0-9])))"
)
AS_MEASURE = later(
    r"\s+(?!(?:an?|the|our|all|every|each|new|more|at|in|on|to|with|for)\b)(?:[a-z'-]+\s+){1,2}[0-9][0-9.,]*\s?(?:k|m|%)?\W*$"
)
ENABLES = later(r"enables?\s+[a-z0-9-]+\s+(?:for|in|on|across)\b")
MAKES_MONEY = later(r"makes?\s+(?:[a-z0-9$,.]+\s+){0,3}?(?:sales?|profits?|money|deals?|revenue)\b")
HELD_WITH = later(
    r"\b(held|hosted|conducted|organi[sz]ed|launched|rolled out|presented|sent|published|introduced|installed|deployed|translated)\s+(?:in|at|to|with|for|into|across)\s+(?:all\s+|the\s+)?$"
)
MEETS = later(
    r"meet(?:s|ing)?\s+(?:[a-z-]+\s+){0,4}?(?:budgets?|targets?|deadlines?|requirements?|standards?|demand|quotas?|goals?|plans?|expectations?|slas?|needs|forecasts?|obligations?)\b"
)
ING_SUBJECT = later(
    r"[a-z]+ing\s+(?:and\s+[a-z]+\s+)?(?:do|does|is|are|has|have|can|becomes?|feels?|stays?|takes?|costs?|works?)\b"
)
REGULAR = later(
    r"^\W*(?:(?:bi-?)?weekly|monthly|daily|quarterly|annual|yearly|regular)\s+(?:[a-z-]+\s+){0,3}?(?:meetings?|newsletters?|calls?|check-ins?|stand-?ups?|retros?|retrospectives?|events?|sessions?|reports?|reviews?|audits?|trainings?|workshops?|town ?halls?|lunch(?:es)?|updates?|blog posts?|one-on-ones|1:1s)(?:\s+(?:with|for|on|about|of|to|done|held|run|set up|in place|established|happening|published|sent)\b[^0-9]*)?\W*$"
)
THERE = later(
    r"\b(?:live|launched|online|rolled out|shipped|deployed)(?:\s+(?:by|in|before|on|for|across|at)\b[^0-9%]*)?\W*$"
)
OPENED = later(
    r"\b(?:stores?|shops?|branch(?:es)?|offices?|warehouses?|sites?|locations?|cent(?:re|er)s|depots?|clinics?|schools?|stations?|hubs?|labs?)\s+opened\b"
)


GATHERINGS = frozenset(["举办", "组织", "开展", "培训", "召开", "举行"])
SIZED = later(
    r"(?:submit|file|write|send|draft|prepare|apply for)s?\s+[0-9]+\s+(?:[a-z-]+\s+){0,2}?(?:applications?|proposals?|bids?|tenders?|quotes?|offers?)\s+(?:of|for|worth|over|above)\b[^,;]*\b(?:each|apiece)\W*$"
)
CALLS_MADE = later(
    r"^\W*(?:(?:each|every|all)\s+(?:[a-z]+\s+){0,2}?|(?:all\s+|our\s+|the\s+)?(?:[a-z]+\s+){0,2}?(?=(?:managers|leads|reps|sellers|recruiters|consultants|engineers|advis[eo]rs|agents|supervisors|teams|squads)\b))(?:aes?|supervisors|teams|squads|sdrs?|bdrs?|reps?|sellers?|managers?|leads?|recruiters?|consultants?|engineers?|members?|advis[eo]rs?|agents?|salesperson|employees?)\s+"
    r"(makes?|places?|holds?|runs?|attends?|writes?|publish(?:es)?|sends?)\s+(?:at least\s+)?(?:[0-9]+|an?|one|two|three|four|five)\s+(?:[a-z-]+\s+){0,2}?(?:calls?|conversations?|check-ins?|retrospectives?|visits?|emails?|demos?|meetings?|interviews?|workshops?|sessions?|posts?|articles?|reviews?|1:1s|one-on-ones|reports?)\b"
)
THROUGH_IT = later(
    r"\bthrough\s+(?:the\s+|an?\s+|our\s+)?(?:[a-z-]+\s+){0,3}?(?:course|training|programme|program|workshop|module|bootcamp|academy|induction|curriculum)\W*$"
)
COMPLETED = later(
    r"^(?!\W*(?:no|all|every|each|most|customers?|users?|pupils|students|patients)\b)[^0-9%,;]{3,60}?\s(complete|finished|done)(?:\s+(?:by|before|ahead of|prior to|in time for)\b[^%,;]*|\W*)$"
)
AN_OBJECT = later(
    r"\s+(?!(?:of|for|from|in|on|at|to|by|with|and|or|is|are|as|per|vs|was|were|has|have|will|can|do|does|that|which|who|[a-z]+ly)\b)[a-z0-9]"
)
FASTER = later(
    r"\s+(?:(?:[a-z]+ly|much|far|even|still|a\s+lot)\s+)?(?:faster|quicker|sooner|earlier|better|cheaper|smarter|slower|more\s+(?:often|[a-z]+ly)|less\s+(?:often|[a-z]+ly))(?:\s+(?:than|and|by|in|at|to|from|so|every|each|this|with)\b|[,.;!]|\s*$)"
)
AS_NOUN = later(
    r"(?:use|share|supply|record|support|practice|track|measure|order|transfer|offer)\s+of\s|use\s+cases?\b|fit\s+(?:and|for|to|as)\s"
)
AFTER_ARTICLE = later(r"\b(?:the|an?|our|all)\s+$")


CREATES = later(r"(?:creat|build|built|develop|establish|produc|deliver|open|mak|giv)")
AN_ARTICLE = later(r"\s+(?:an?|the|our|all|every|each|their|these|those|its)\s+[a-z0-9]")
_OFFICES = (
    r"(?:(?:the|our|each|every)\s+)?(?:(?:[a-z'&-]+\s+){0,2}?(?:clinic|school|university|association|region|division|plant|branch|ministry|museum|hospital|company|foundation|union|team|squad|department|dept|board|council|committee|office|guild|group|desk|unit|function|agency|management|leadership|lab)"
    r"|legal|procurement|purchasing|finance|accounting|hr|it|security|marketing|engineering|operations|ops|facilities|compliance|treasury|payroll|controlling|logistics|design|"
    r"ceo|cfo|cto|coo|cio|ciso|auditors?|founders|directors|architects)"
)
SOMEBODY_DOES = later(
    _OFFICES
    + r"\s+(?P<has>(?:has|have)\s+)?(?:(?:jointly|formally|fully|now)\s+)?(?P<verb>[a-z-]{3,}(?:s|ed|d|ten|ne|nt))\s+(?:(?:off|out|on|over|to|up|through)\s+)?(?:an?|the|our|all|every|each|their|its)\s+(?!(?:questions?|requests?|answers?)\b)[a-z0-9]"
)
HAS_DONE = later(
    r"^(?!\W*(?:customers?|users?|patients?|pupils|students|people|most|nobody|no|who)\b)(?:[a-z'-]+\s+){1,5}?(?:has|have)\s+(?:now\s+|already\s+)?(?P<verb>[a-z-]{3,}(?:ed|ten|ken|wn))\s+(?:off\s+|out\s+)?(?:an?|the|our|all|every|each|their|its)\s"
)
# what nobody is said to do: will be shared with …, get archived every month, make sure … is tested
HANDLED = later(
    r"(?:\bwill\s+be\s+|\b(?:ensure|make sure|see to it)\b[^0-9,;]{3,50}?\s(?:is|are|gets?)\s+)(?P<verb>[a-z-]+)(?!\s+(?:on time|in time|fast|faster|quickly|without|by\s+(?:our|all|most)?\s?(?:customers|users))\b)"
)
REGULARLY = later(
    r"\b(?:is|are|gets?)\s+(?P<verb>[a-z-]+)\s+(?:(?:every|each)\s+(?:day|night|week|month|quarter|year|morning|evening|sprint|shift)|daily|nightly|weekly|monthly|quarterly|yearly|in\s+an?\s+(?:daily|weekly|monthly|quarterly)\s+[a-z-]+)\W*$"
)
EACH_OWNS = later(
    r"^\W*(?:(?:ensure|make\s+sure|see\s+to\s+it)\s+(?:that\s+)?)?(?:all|each|every)\s+[^0-9,;]{3,40}?\s((?:has|have|gets?|receives?)\s+(?:an?|its\s+own|their\s+own|the)\s+(?:[a-z-]+\s+){0,3}?(?:owners?|mentors?|buddy|"
    r"runbooks?|plans?|dashboards?|laptops?|handbooks?|checklists?|points?|accounts?|badges?|polic(?:y|ies)|deputy|deputies|templates?|profiles?|coach|sponsors?|charters?|roadmaps?|playbooks?|procedures?|manuals?|backups?|tablets?|"
    r"licen[cs]es?|scorecards?|slos?|okrs|stewards?|representatives?|pages?|boards?))(?=\W*$|\s+(?:for|in|with|on|from|before|by|at)\b)"
)
PUT_INTO = later(
    r"((?:put|bring|take|get)s?)\s+(?!it\b)[^0-9,;]{2,60}?\s(?:(?:under|into|out\s+of)\s+(?:contract|effect|practice|production|operation|service|force|the\s+(?:hands|app\s+stores?))|onto\s+[a-z]+|in-?\s?house|in\s+place|offline|online|live|on\s+stream|to\s+production|translated)\b"
)
NOW_LIVE = later(
    r"^(?!\W*(?:more|most|get|help|let)\b|.*\b(?:they|who|what|people|families|gets?|customers\s+live)\b)[^0-9%,;]{3,60}?[a-z]\s(live|done|on\s+board)\s+(?:in|on|for|across|to|at)\s+(?!the\s+(?:city|country)\b)[^%,;]*$"
)
# a contract signed by both sides, a head of design on board, an office in Madrid opened
SETTLED = later(
    r"^(?!\W*(?:more|most|fewer|less|no|nobody|new)\b)[^0-9%,;]{0,50}?(?:\b(?:contracts?|agreements?|lease|code\s+of\s+conduct|charter|mou|nda|decision|concept|scope|term\s+sheet)\b[^0-9%,;]{0,40}?\s(?P<paper>signed|agreed|taken|countersigned)(?:\s+(?:by|with|in|for|on|at)\b[^0-9%,;]*)?"
    r"|\b(?:ceo|cfo|cto|coo|ciso|(?:head|director|vp)\s+of\s+[a-z]+|lead|manager|director|engineer|designer|counsel|officer|controller)\b[^0-9%,;]{0,25}?\s(?P<person>hired|on\s+board|in\s+post|appointed)"
    r"|\b(?:office|branch|store|depot|clinic|site|lab|warehouse|hub|cent(?:re|er)|school|station)\b[^0-9%,;]{0,30}?\s(?P<place>opened)|\b(?:app|game|update)\s(?P<app>in\s+(?:the|both)\s+app\s+stores?))\W*$"
)
BE_THERE = later(
    r"(?:present|listed|represented)\s+(?:at|on)\s+(?:an?|the|our|all|every|[0-9]+|[a-z]+\s+(?:trade|fairs))\b"
)
RETIRES = later(
    r"retires?\s+(?:[a-z0-9]+\s+)?(?:the|our|all|every|each|an?|old|legacy|on-prem[a-z]*)\s+(?![^,;]*\b(?:debt|loans?|bonds?)\b)[a-z]"
)
PARTICLE = later(
    r"(?:(?:enter|look|dig|buy)\s+into|(?:budget|bid)\s+for|look\s+(?:for\s+an?|at)|search\s+for\s+an?\s+(?:new|second|head|director|c[eft]o|successor|supplier|partner)|(?:respond|subscribe|reply)\s+to|go\s+through|let\s+go\s+of|pass\s+on|see\s+through|put\s+(?:together|up)|take\s+(?:minutes|stock|notes)|bid\s+on|read\s+up\s+on|do\s+away\s+with|team\s+up\s+with|(?:close|build|buy|clear|fit|hand|lay|map|send|set|spin|strip|try|flesh|sort|scope|rule|branch)\s+out|(?:tear|wind|stand|lay|lock|pay|draw|slim)\s+down"
    r"|(?:trade|pull|loop|bake|phase)\s+in|(?:take|carry|hand)\s+over|(?:hand|sell|spin|write|split|wall|spell)\s+off|(?:ramp|split|tidy|top|weigh|line|dress|spruce|gear|shore)\s+up|stop\s+(?:selling|using|printing|supporting|offering|accepting|sending|building|producing|buying|hosting)|keep\s+an?\s+(?:[a-z-]+\s+)?(?:log|register|diary|journal|record|list|inventory))\s+(?!(?:by|on|in|at|from|within|the\s+(?:market|lead)|customers?|users?|questions?|requests?|tickets?|complaints?|every\s+(?:customer|ticket|request))\b)(?![^,;]*\b(?:faster|quicker|quickly|sooner|better|earlier|less)\b)[a-z]"
    r"|take\s+the\s+(?:first|next)\s+steps?\s|(?:add|put)\s+[a-z][a-z -]{1,40}\s(?:to|on|in)\s+(?:every|each|all\s+our)\s|add\s+[a-z][a-z -]{1,40}\sto\s+(?:the|our)\s"
    r"|(?:load|stress|smoke|penetration|pen|user|field|crash|usability|soak)[-\s]test\s+(?:an?|the|our|all|every|each)\s"
)
BY_WAY = later(r"\s+(?:[a-z-]+\s+){0,2}?[a-z-]+s\s+(?:into|onto|behind|with|through)\s+[a-z]")
FEWER = later(r"\s+(?:(?:for|of|in|on|to)\s+)?(?:less|fewer)\b")
THE_TEAM = later(r"\s+(?:team|department|squad|office|desk|agency|lab)s?\s")
# engineers write a design doc, team leads hold weekly talks
STAFF_DO = later(
    r"^\W*(?:(?:all|each|every|our|the)\s+)?(?:[a-z]+\s+)?(?:managers?|leads?|recruiters?|reps?|engineers?|teachers?|nurses?|developers?|designers?|supervisors?|consultants?|agents?|analysts?|trainers?|employees?|doctors?|technicians?|planners?|buyers|foremen|cto|ceo|cfo)\s+"
    r"(?P<verb>writes?|holds?|logs?|documents?|attends?|runs?|presents?|conducts?|prepares?|submits?|drafts?|files?|records?|visits?|audits?|inspects?|updates?|publish(?:es)?|completes?|hosts?)\s+(?:an?|the|our|every|all|each|their|weekly|monthly|regular|[a-z]+s)\b(?![^,;]*\b(?:faster|sooner|quicker|less|fewer|without|on\s+time)\b)"
)
IN_USE = later(
    r"^(?!\W*(?:more|most|fewer|no)\b)(?:[^0-9%,;]{3,60}?\s(in\s+use|ready\s+for\s+(?:use|launch|review|roll-?out|production))(?:\s+(?:in|at|by|for)\b[^0-9%,;]*)?|all\s+(?:[a-z'-]+\s+){1,3}?(patched|encrypted|tagged|archived|backed\s+up|verified|labelled|equipped)|(?:[a-z]+\s+)?agreement\s+(reached)\s+with\s[^0-9%,;]*)\W*$"
)
MADE_TO = later(
    r"(?:get\s+(?!customers|users|people)(?:[a-z]+\s+){1,2}?to\s+(?:review|approve|sign|draft|write|audit|check|test)\s|turn\s+(?:the|our)\s+[^0-9,;]{3,30}?\sinto\s+an?\s+(?:[a-z]+\s+)?(?:tour|course|series|handbook|template|guide|workshop|service|tool|library|playbook)\b)"
)
# build breaks are rare, support knows the answer, report downloads of 900
SUBJECT_OF = later(
    r"\s+(?:(?:knows|feels|finds|solves|trusts|stays|works|keeps|wins)\b|(?!(?:an?|the|our|all|every|each|new|what|how|who|which|that|where|why|if|whether)\b)[a-z]+s\s+(?:are|is)\s+(?!(?:done|run|held|made)\b)[a-z]+\W*$)"
)
COUNT_OF = later(r"(?:report|build|design|release|launch)\s+[a-z]+s\s+of\s+[0-9]")

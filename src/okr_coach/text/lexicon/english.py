"""English words and phrases, and what they tell."""

# ruff: noqa: E501 (sentences, lexicons and patterns read better on one line)

from okr_coach.text.flags import (
    ABSTRACT,
    ACT,
    ARTEFACT,
    ASPECT,
    BENEFIT,
    CARE,
    COST,
    COVER,
    DEED,
    DONE,
    DULL,
    FALL,
    FINE,
    IMPROVE,
    KEEP,
    LATE,
    LEVEL,
    LONG,
    METRIC,
    PROOF,
    REACH,
    RISE,
    SOON,
    VAGUE,
    VANITY,
    VOLUME,
    WIN,
)
from okr_coach.text.lexicon.forms import WORDS, phrases, verb_phrases, verbs, words

verbs(RISE, 0, "increase grow raise boost expand lift gain elevate accelerate multiply")
words(RISE, "rises rose risen climbs climbed")
phrases(ASPECT, "tone of voice")
phrases(RISE, "scale up|scale|go up|bring up|drive up|push up|step up")
verbs(
    FALL,
    0,
    "reduce decrease cut lower shorten drop shrink decline slash trim minimise minimize fall halve eliminate lessen curb",
)
phrases(FALL, "bring down|go down|drive down|push down|get rid of")
verbs(
    IMPROVE,
    0,
    "improve enhance strengthen optimise optimize better advance upgrade streamline refine deepen foster uplift bolster modernise modernize elevate increase boost drive maximise maximize",
)
phrases(IMPROVE, "work on|focus on|become better|become more|be more|be better|do better|get better")
verbs(KEEP, 0, "keep maintain uphold sustain retain preserve remain stay continue")
WORDS["retain"] = WORDS["retained"] = WORDS["retains"] = WORDS["retaining"] = WIN
phrases(KEEP, "hold steady|hold at|no worse than")
verbs(REACH, 0, "reach achieve hit exceed attain surpass")
phrases(
    REACH, "get to|at least|no less than|no fewer than|more than|not below|up to|of at|is above|stay above"
)
words(REACH, "above over under below within minimum maximum")
verbs(
    ACT,
    DONE,
    "launch implement build create develop deploy introduce organise organize host hold conduct publish hire recruit train write "
    "draft design redesign migrate deliver complete finish finalise finalize establish install perform execute run attend prepare document "
    "evaluate research investigate analyse analyze review audit map define plan start begin produce record film shoot translate renovate construct "
    "negotiate visit interview survey send upgrade refactor rewrite replace automate integrate test pilot prototype configure onboard coach mentor "
    "teach certify update revise formulate compile assess inspect monitor schedule coordinate arrange participate present promote advertise "
    "outsource procure purchase buy rent lease appoint assign consolidate standardise standardize digitise digitize restructure reorganise reorganize "
    "relocate rebrand release ship submit apply register file archive clean collate circulate distribute disseminate invite facilitate moderate speak post "
    "tweet blog print explore identify select choose validate benchmark import export connect rework unify localise localize roll make "
    "move give open demo showcase kick staff adopt talk call contact brainstorm enable ensure draw set transition convert perform",
)
for _w in ("convert", "converts", "converting", "converted", "open", "opens", "opened", "opening", "make", "makes", "making", "made",
           "draw", "draws", "drawn", "enable", "enables", "ensure", "ensures", "ensuring", "ensured", "start", "starts", "adopt", "adopts",
           "adopted", "register", "registers", "registered", "apply", "applies", "buy", "buys", "choose", "chooses", "speak", "set", "sets",
           "give", "gives", "delivers", "attends", "attend", "moves", "promote", "begins", "started", "runs", "connect",
           "purchases", "purchase", "orders", "visits", "reviews", "plans", "surveys", "tests", "records", "posts", "reports", "updates", "designs",
           "releases", "demos", "rolls", "roll", "kick", "completes", "speaks", "review", "survey", "audit", "staff", "demo", "start", "audits", "plan",
           "test", "research", "record", "update", "print", "clean", "opened", "rolling", "rolled", "onboarding", "training", "set", "upgrades"):  # fmt: skip
    WORDS[_w] = WORDS.get(_w, 0) & ~(ACT | DONE)
verbs(
    ACT,
    DONE,
    "read learn practise experiment provide assist advise consult educate inform announce "
    "gather catalogue catalog classify deprecate delete decommission sunset rename embed adapt align discuss "
    "propose recommend nominate incorporate merge calibrate sterilise sterilize "
    "examine refurbish rehearse simulate digest curate enrol enroll reconcile cook debrief audition "
    "communicate initiate refresh revamp undertake oversee supervise overhaul outline devise compose shortlist inaugurate lobby notify instruct remodel "
    "summarise summarize synthesise synthesize harmonise harmonize scout upload dismantle decide equip specify dispatch enforce wireframe "
    "formalise formalize institute prioritise prioritize proofread rebuild reconfigure retrain upskill backfill "
    "refinance codify operationalise operationalize institutionalise institutionalize backport containerise containerize dockerize harden relabel reskill fundraise "
    "ratify enact promulgate legislate litigate redact demolish evangelise evangelize socialise socialize unblock dedupe deduplicate cleanse restate syndicate transcribe "
    "annotate digitalise digitalize virtualise virtualize modularise modularize retrofit orchestrate customise customize elicit solicit convene co-host co-create co-design "
    "co-develop reassign reallocate redeploy redistribute repurpose reprice recertify rearrange uninstall offboard ideate itemise itemize enumerate notarise notarize "
    "authorise authorize headhunt crowdsource insource subcontract colocate co-locate excavate repave resurface rewire retool recalibrate decontaminate disinfect "
    "liaise familiarise familiarize cross-train recode replatform re-platform rehost demonstrate devolve disband dissolve divest amend approve endorse conclude commence enlist reissue reinstate prosecute adjudicate arbitrate re-tender retender recommission decant cancel terminate discontinue suspend revoke repeal abolish rescind centralise centralize decentralise decentralize rationalise rationalize ",
)
for _w in ("learned", "learning", "enrolled", "aligned"):
    WORDS[_w] = WORDS.get(_w, 0) & ~(ACT | DONE)
# Verbs that are as often nouns: a deed only as the first word of the line.
_HEADS = (
    "knock sit chase listen talk ring phone shadow host stage task queue spec scope chart "
    "open draw start adopt register buy set give attend move review survey audit plan test research record update print clean onboard "
    "onboarding purchase apply speak connect visit deliver post demo begin train training run upgrade design report present map "
    "file release pilot schedule film interview ship order work partner practice exercise share supply request transfer screen repair "
    "sponsor tender networking engage make fit fix check track measure meet study patch pitch brief volunteer label commission journal walk swim "
    "exhibit support offer use try source sketch script structure chair paint issue join vet do understand clarify determine bid "
    "accompany administer aggregate allocate dedicate compare subscribe collate deduct delineate impose inject incubate insert insource "
    "orient prohibit forbid permit quantify recognise recognize remediate restrict segregate verify remind warn seed encrypt decrypt obfuscate pseudonymise "
    "pseudonymize incentivise incentivize mobilise mobilize utilise utilize vectorise vectorize declutter unfreeze double-check cross-check back-test backtest stress-test "
    "pressure-test load-test smoke-test deep-dive ring-fence re-engineer whitelist blacklist safelist allowlist interlink unbundle unpack unsubscribe "
    "populate postpone reimburse evacuate irrigate fumigate weld laminate varnish sew acquaint brainstorm "
    "assimilate attribute authenticate circumvent codesign compute concatenate conceptualise conceptualize "
    "condense consign convey corroborate crystallise crystallize deconstruct demarcate derive discard disclose disperse dissect "
    "diagnose disseminate donate elaborate emulate endow entrust envision erect expedite extrapolate fabricate fasten "
    "hypothesise hypothesize illustrate infer interpret interrogate intervene kickstart kick-start lubricate manufacture mechanise mechanize "
    "normalise normalize obligate paraphrase parametrise parametrize pilot-test plead preregister pre-register "
    "proclaim proscribe pursue reaffirm rectify reorient repatriate repaint replenish reroute re-route resubmit scaffold "
    "scrutinise scrutinize sieve sign-post signpost subdivide substantiate supplant tabulate transpose triangulate unveil uproot vacate waterproof winterise winterize"
)
# As often nouns, and of use at the head only where nothing is counted and an object follows: amend bylaws, scan records.
_BARE_HEADS = (
    "ramp kill table award petition trademark barcode index grade groom estimate segment profile trial instrument landscape tutor sync float flag wire lock nail pin pool park "
    "triage scan hedge pour pave renew settle spin iron firm enrich archive tag code log port host rig log mount mock canvass inventory licence license mandate delegate "
    "author edit ghostwrite photograph livestream shelter energise energize vaccinate deworm "
    "approach attach auction ban bind cascade fetch hang honour honor lay partition prime prune rebalance redirect reframe relay reposition retest "
    "rotate scrape serve steer unify version void weave agree brace cede commit compensate consider counsel cultivate debug defer define detach dig dive divert "
    "dye embark empty endorse enlarge equalise excuse fertilise franchise freeze glue govern haul hide humanise illuminate imprint incorporate invest jumpstart locate "
    "merge narrate navigate neutralise occupy operate parse paste peg persuade preload prioritise prompt propose punch query quiz rebase redo reel refer regroup regulate rehome rekey "
    "remap remove replan reprint restock retry revalidate reverse revisit reword rinse rivet sack salvage sanitise scrap seal sew shape shred smooth soften solicit spell stamp staple stitch subsidise substitute "
    "swap sweep tailor tame throttle timebox toggle trap treat truncate tune unblock unhook upcycle validate veto videotape visualise weigh weld wipe wrap"
)
BARE_HEADS = frozenset(_BARE_HEADS.split())
# Nouns, unless an article follows: process the backlog, price all spare parts.
_ARTICLE_HEADS = (
    "engineer deposit reward forge broker cement bolt trigger minute exempt exchange provision separate qualify solder furnish appeal extend require appraise "
    "email message feature forward group load model pair process project score search sequence stop store switch trade trace triage staff grant gate match expose route place push reserve book budget found "
    "page price market target stock warehouse wash water zone template theme tag track type tie tile tour sample sandbox resource roster roadmap rank quote pack package paper pipe plot plug police poll press "
    "probe programme pump network motion mirror mix mask mail link list loan invoice highlight handle guide guard gauge fund fuel frame forecast force fold flash filter finance field "
    "escort drill dose document dock display detail cycle credit craft counter copy contest combine clone clear charter charge channel cast cater bridge board block blend batch bank ballot anchor balance shard "
    "reuse refuel reform practise picture perfect patrol name move mill mentor man harvest fence download coach sort split spread slot snapshot signal service seat sanction transport video ward witness"
)
HEAD_ONLY: dict[str, int] = dict.fromkeys(_HEADS.split(), ACT)
ARTICLE_HEADS = BARE_HEADS | frozenset(_ARTICLE_HEADS.split())
verb_phrases(
    ACT,
    DONE,
    "find out|figure out|get feedback|gather feedback|obtain feedback|collect feedback|collect data|collect requirements|collect input|collect insights|collect user feedback|collect customer feedback|work with|partner with|roll out|reach out|meet with|set up|carry out|put in place|kick off|sign off|go live with|go live|draw up|take part|write up|stand up|spin up|work out|follow up|team up|sum up|rolled out|phase out|hand over|switch to|move to|change over|wrap up|cut over|switch off|turn off|shut down|take down|close down|roll back",
)
phrases(
    DONE,
    "is live|are live|in place|is in place|are in place|up and running|goes live|in production|is done|are done|is finished",
)
words(
    DEED,
    "launch rollout roll-out implementation deployment migration redesign relaunch installation completion introduction publication "
    "construction renovation organisation organization workshop workshops training campaign development creation set-up setup pilot "
    "integration roadshow roadshows conference seminar seminars webinar webinars hackathon study studies analysis assessment roadmap playbook prototype proposal upgrade review audit survey restructuring rebranding recruitment hiring kickoff kick-off refactoring automation documentation translation",
)
verbs(
    COVER,
    COVER,
    "train interview document certify coach mentor attend conduct translate audit visit inspect review hire recruit complete teach survey assess",
)
for _w in ("completed", "attended"):
    WORDS[_w] = WORDS.get(_w, 0) & ~COVER
verbs(
    WIN,
    0,
    "acquire win close sign sell generate earn collect attract secure convert resolve solve renew save book retain regain recover raise receive obtain activate solve find reactivate land capture recruit-in add gain fill retire",
)
words(WIN, "new won additional newly extra referrals donors signatures raised")
words(
    METRIC | LEVEL,
    "rate rates ratio share score scores average averages averaging median mean turns margin utilisation utilization accuracy latency uptime availability "
    "throughput dau mau wau nps enps csat ces satisfaction retention churn conversion attrition otif turnover yield occupancy ltv cac roi roas arpu aov dso lead-time "
    "downtime percentage proportion per adoption coverage quality loyalty engagement completeness frequency p50 p90 p95 p99 productivity absenteeism "
    "attendance literacy mortality readmission effectiveness efficiency reliability speed stability daily weekly monthly hourly penetration index rating ratings "
    "ctr cvr cpl cpa cpc cpm acos tacos nrr grr ndr mttr mttd mtta mtbf mttf tat aht asa fcr ttfb lcp inp los roce wacc irr dio dpmo ppm cpk ppk fpy rty ole teep "
    "trir ltir ltifr tcir wip oee cac payback runway shrinkage abandonment adherence predictability lighthouse pagespeed acv asp arppu",
)
phrases(
    METRIC | LEVEL,
    "response time|lead time|cycle time|waiting time|wait time|load time|length of stay|time to|page load|market share|net promoter|resolution time|delivery time|handling time|turnaround time|on time|first contact|life time|lifetime value|processing time|waiting times|response times",
)
words(
    METRIC,
    "revenue sales income profit cost costs mrr arr gmv dau mau wau volume number traffic registrations signups sign-ups sign-up "
    "defects errors complaints incidents tickets leads downloads orders usage awareness scrap waste consumption emissions energy footprint cash backlog "
    "debt users customers subscribers visitors registration deliveries returns refunds bugs outages cancellations applications applicants bookings spend spending turnover time times price value",
)
words(
    ASPECT,
    "morale happiness wellbeing well-being visibility scalability usability performance transparency collaboration communication safety stability "
    "consistency predictability maintainability security agility creativity trust credibility capacity",
)
words(
    VOLUME,
    "revenue sales gmv arr mrr bookings deals orders contracts income turnover sell selling sold invoices quota",
)
phrases(VOLUME, "units sold|new business|annual contracts")
words(
    CARE,
    "churn complaints quality satisfaction nps csat retention returns refunds errors defects renewals renewal renew loyalty accuracy margin profit "
    "incidents cost costs cancellations stock collected paid overdue referrals repeat adoption engagement uptime attrition share conversion",
)
words(COST, "cost costs spend expenses")
words(
    VAGUE,
    "significantly significant substantially substantial considerably dramatically drastically greatly noticeably markedly massively vastly "
    "several numerous various many lots plenty enough sufficient sufficiently adequate adequately appropriate appropriately reasonable reasonably few "
    "quickly promptly regularly frequently often somewhat largely mostly strongly seriously hugely tremendously meaningful meaningfully remarkably "
    "visibly clearly noticeable sizeable sizable decent good-enough periodically occasionally continually radically steadily gradually optimal optimally some more-or-less",
)
phrases(
    VAGUE,
    "a lot|much better|much faster|much more|much less|much higher|much lower|much fewer|as much as possible|as many as possible|as far as possible|as possible|a few|a number of|a bit|far more|far fewer|far better|dozens of|hundreds of|thousands of|in general|where appropriate|if possible|to some extent|best effort|a good number|a couple of|a handful of|the majority of|a majority of|most of|for most|from most|in most|by most|with most|across most|ensure most|that most|to most|almost all|on a regular basis|without undue delay|highest possible|lowest possible|best possible|fewest possible|much quicker|much cheaper|way more|way less|way better|lots more|an acceptable level|acceptable levels|a reasonable level",
)
words(SOON, "asap soon")
phrases(
    SOON,
    "as soon as possible|as soon as practicable|as soon as feasible|at the earliest opportunity|without delay|as early as possible|as quickly as possible|as fast as possible|in a timely manner|at the earliest|in due course|in the near future|in a timely fashion|in the short term|sooner or later",
)
for _w in ("clearly", "some", "strongly", "visibly", "largely"):
    WORDS[_w] &= ~VAGUE
words(
    ABSTRACT,
    "quality efficiency effectiveness performance productivity communication collaboration culture service services ability capability capabilities operations "
    "process processes fitness health morale engagement brand awareness image competitiveness teamwork cooperation coordination management leadership skills skill "
    "experience satisfaction results output level levels standards mindset innovation professionalism execution knowledge transparency agility excellence visibility "
    "reputation influence presence organisation organization business work success growth strength support reliability workflow workflows development sales marketing "
    "team teams company expertise competence motivation relationship relationships infrastructure security safety data technology practices governance planning posture capacity foundation foundations potential alignment growth revenue profit profits profitability costs cost transformation digitalisation digitalization",
)
words(
    LATE,
    "survey surveys audit audits award awards certification certifications accreditation exam exams inspection yearly annually year-end certificate appraisal",
)
phrases(LATE, "annual review|annual survey|end of year|year end|annual report|annual rating")
words(
    PROOF,
    "certification certifications accreditation accredited certified certificate audit audits award soc iso compliance",
)
words(LONG, "overall general comprehensive holistic culture mindset morale image reputation competitiveness")
words(VANITY, "likes followers impressions pageviews views hits fans retweets shares reach")
phrases(VANITY, "page views|video views|profile views|social media reach|media mentions|press mentions")
WORDS["reach"] = REACH | 0
WORDS["shares"] = 0
words(DULL, "comply compliance policy policies requirements regulations obligations mandatory")
phrases(
    DULL,
    "meet requirements|meet policy|meet the|as required|according to plan|as planned|business as usual|day to day|day-to-day",
)
words(
    BENEFIT,
    "so that who which where when because makes make without whenever until instead trust recommend choose love feel know see every nobody everyone",
)
words(
    FINE,
    "loved love loves best favourite favorite first-choice preferred delight world-class unforgettable simple effortless trusted trust proud joy confidence "
    "healthy unbeatable leading great amazing outstanding rave easiest fastest safest most greatest remarkable reliable irresistible happy happiest home",
)
phrases(FINE, "first choice|world class|place to|stand on its own|go to")
words(
    ARTEFACT,
    "process processes system systems website site app page portal platform tool tools flow workflow policy handbook manual dashboard database framework template guide guidelines strategy plan report",
)

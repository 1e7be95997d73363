"""Draw the kit's living page, in every width, theme and language, and let axe read it.

    python tools/styleguide.py [--out DIR] [--corner kit,week,objective] [--quick]

The pages come from templates/ui/_styleguide.html with made-up texts, under the same content security policy
as the product. Exits with 1 on an axe violation, a console error or a page wider than its window.
"""

import argparse
import functools
import http.server
import json
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self';"
    " form-action 'self'; base-uri 'none'"
)
TEXTS = {
    "en": {
        "title": "My week",
        "edit": "Edit",
        "check_in": "Check in",
        "more": "More",
        "drop": "Drop it",
        "save": "Save",
        "add": "Add key result",
        "cycle": "Q4 2026",
        "committed": "Committed",
        "draft": "Draft",
        "owner": "Owner",
        "objective": "Become the tool teams open every Monday",
        "status": "Status",
        "search": "Search",
        "why": "Win the weekly habit: people should open the app because it helps them run the week, not"
        " because someone reminded them.",
        "updated": "Updated 2 days ago",
        "count": "12 check-ins",
        "progress": "Progress",
        "expected": "Expected 60%",
        "confidence": "Confidence",
        "trend": "This month",
        "key_results": "Key results",
        "history": "Activity",
        "note": "Guided onboarding is live for all new teams. 212 teams activated since Monday.",
        "checked": "checked in on Weekly active teams",
        "changed": "changed Weekly active teams",
        "target": "Target",
        "wording": "Background",
        "alignment": "Alignment",
        "supports": "Supports",
        "supported": "Supported by",
        "details": "Details",
        "due_lede": "Three check-ins are due by Tuesday. They take about two minutes.",
        "today": "Monday, 16 November · Week 47",
        "due": "Check-ins due",
        "mine": "My objectives",
        "team_confidence": "Team confidence",
        "name": "Title",
        "background": "Background and value",
        "hint": "Say what is true today and what it is worth to change it.",
        "everyone": "Everyone",
        "wrong": "“12,5” can be read two ways. Write 12.5 or 125.",
        "empty": "No objectives yet",
        "filter": "Filter",
        "company": "The company",
        "objectives": [
            "Make goal-setting a weekly habit across the company",
            "Cut notification noise in half",
            "Publish ten playbooks for team leads",
        ],
        "diff": [
            ("same", "Win the weekly "),
            ("del", "meeting"),
            ("ins", "habit"),
            ("same", " in every team."),
        ],
        "crumbs": [("Company", "#"), ("Product & Design", "#"), ("Objectives", None)],
        "people": ["Lin Yue", "Priya Nair", "Wei Chen", "Amara Obi"],
        "krs": [
            "Weekly active teams",
            "Teams finishing their check-in on time",
            "95th-percentile page load",
            "Net promoter score",
        ],
    },
    "zh-Hans": {
        "title": "我的一周",
        "edit": "编辑",
        "check_in": "更新进展",
        "more": "更多",
        "drop": "放弃",
        "save": "保存",
        "add": "添加关键结果",
        "cycle": "2026 年第四季度",
        "committed": "承诺型",
        "draft": "草稿",
        "owner": "负责人",
        "objective": "成为团队每周一最先打开的工具",
        "status": "状态",
        "search": "搜索",
        "why": "赢得每周的使用习惯：大家打开它，是因为它能帮助安排好这一周，而不是因为有人催促。",
        "updated": "2 天前更新",
        "count": "12 次更新",
        "progress": "进度",
        "expected": "预期 60%",
        "confidence": "信心指数",
        "trend": "本月",
        "key_results": "关键结果",
        "history": "动态",
        "note": "新手引导已对所有新团队上线，周一以来激活了 212 个团队。",
        "checked": "更新了“每周活跃团队数”",
        "changed": "调整了“每周活跃团队数”",
        "target": "目标值",
        "wording": "背景与价值",
        "alignment": "对齐",
        "supports": "支撑",
        "supported": "下级支撑",
        "details": "详情",
        "due_lede": "有三项进展需要在周二前更新，大约两分钟即可完成。",
        "today": "11月16日 星期一 · 第 47 周",
        "due": "待更新的进展",
        "mine": "我的目标",
        "team_confidence": "团队信心",
        "name": "标题",
        "background": "背景与价值",
        "hint": "说明现状，以及改变它的价值。",
        "everyone": "全部",
        "wrong": "“12,5”有两种读法，请写成 12.5 或 125。",
        "empty": "还没有目标",
        "filter": "筛选",
        "company": "全公司",
        "objectives": [
            "让目标管理成为全公司的每周习惯",
            "将通知打扰减少一半",
            "为团队负责人发布十份实践手册",
        ],
        "diff": [("same", "赢得每周的"), ("del", "会议"), ("ins", "使用习惯"), ("same", "，覆盖所有团队。")],
        "crumbs": [("全公司", "#"), ("产品与设计", "#"), ("目标", None)],
        "people": ["林悦", "普莉娅", "陈伟", "阿玛拉"],
        "krs": ["每周活跃团队数", "按时完成更新的团队占比", "页面加载时间（95 分位）", "净推荐值（NPS）"],
    },
}
STEADY = [0, 4, 9, 15, 20, 28, 34, 43, 41, 49, 56, 65]
UNEVEN = [0, 10, 15, 25, 40, 45, 45, 40, 20, 50, 55, 65]
FALLING = [0, 12, 35, 50, 35, 65, 50, 35, 50, 35, 35, 22]
NUMBERS = (
    {
        "status": "on_track",
        "progress": 0.52,
        "value": "2,140",
        "low": "1,200",
        "high": "3,000",
        "confidence": 7,
        "delta": "+6%",
        "points": STEADY,
        "raw": 2140,
        "start": 1200,
        "end": 3000,
        "decimals": 0,
        "unit": "",
    },
    {
        "status": "at_risk",
        "progress": 0.48,
        "value": "71%",
        "low": "58%",
        "high": "85%",
        "confidence": 5,
        "delta": "+2%",
        "points": UNEVEN,
        "raw": 71,
        "start": 58,
        "end": 85,
        "decimals": 0,
        "unit": "%",
    },
    {
        "status": "on_track",
        "progress": 0.86,
        "value": "0.95 s",
        "low": "1.9 s",
        "high": "0.8 s",
        "confidence": 9,
        "delta": "+9%",
        "points": STEADY,
        "raw": 0.95,
        "start": 1.9,
        "end": 0.8,
        "decimals": 2,
        "unit": "s",
    },
    {
        "status": "off_track",
        "progress": 0.11,
        "value": "33",
        "low": "31",
        "high": "50",
        "confidence": None,
        "delta": "−1%",
        "points": FALLING,
        "raw": 33,
        "start": 31,
        "end": 50,
        "decimals": 0,
        "unit": "",
    },
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "shots/styleguide")
    parser.add_argument("--screens", default="week,objective,kit,door")
    parser.add_argument("--quick", action="store_true", help="English light 1440 and Chinese dark 390 only")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        prepare(site)
        corners = [
            (language, theme, width)
            for language in TEXTS
            for theme in ("light", "dark")
            for width in (1440, 390)
            if not asked.quick
            or (language, theme, width) in (("en", "light", 1440), ("zh-Hans", "dark", 390))
        ]
        screens = asked.screens.split(",")
        for language in TEXTS:
            for screen in screens:
                for theme in ("light", "dark"):
                    page = draw(screen, language, theme)
                    (site / f"{screen}.{language}.{theme}.html").write_text(page, "utf-8")
        return look(site, asked.out, screens, corners)


def prepare(site: Path) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    web = ROOT / "src/headway/web"
    settings.configure(
        SECRET_KEY="for drawing only",
        INSTALLED_APPS=["django.contrib.staticfiles"],
        LOCALE_PATHS=[ROOT / "src/headway/locale"],
        STATIC_URL="/static/",
        STATIC_ROOT=site / "static",
        STATICFILES_DIRS=[web / "static"],
        STORAGES={"staticfiles": {"BACKEND": "headway.web.staticfiles.HashedFiles"}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "DIRS": [web / "templates"],
                "OPTIONS": {"environment": "headway.web.jinja.environment"},
            }
        ],
        USE_TZ=True,
    )
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def draw(screen: str, language: str, theme: str) -> str:
    from django.template import engines
    from django.utils import translation
    from django.utils.safestring import mark_safe

    texts = TEXTS[language]
    people = [
        SimpleNamespace(
            name=name, initials=name[0] if language != "en" else "".join(w[0] for w in name.split()), hue=hue
        )
        for hue, name in enumerate(texts["people"])
    ]
    krs = [
        SimpleNamespace(title=title, owner=None if row["confidence"] is None else people[n], **row)
        for n, (title, row) in enumerate(zip(texts["krs"], NUMBERS, strict=True))
    ]
    names = ["My week", "Objectives", "Company", "Teams", "People"]
    if language != "en":
        names = ["我的一周", "目标", "公司", "团队", "成员"]
    icons = ["calendar-check", "target", "building-2", "network", "users"]
    shell = SimpleNamespace(
        person=people[0],
        nav=[
            SimpleNamespace(
                label=name, icon=icon, url="#", count=3 * (n == 0), current=n == (screen == "objective")
            )
            for n, (name, icon) in enumerate(zip(names, icons, strict=True))
        ],
        teams=[SimpleNamespace(name=name, url="#", hue=n) for n, name in enumerate(texts["krs"][:3])],
        cycle=SimpleNamespace(name=texts["cycle"], elapsed=0.57, week=47, days_left=39),
        account=[SimpleNamespace(label=texts["edit"], icon="user-round", url="#")],
        theme_url="/theme",
        language_url="/language",
        sign_out_url="/out",
    )
    template = "ui/_styleguide_door.html" if screen == "door" else "ui/_styleguide.html"
    with translation.override(language.lower()):
        return (
            engines["jinja2"]
            .env.get_template(template)
            .render(  # type: ignore[attr-defined]
                screen=screen,
                say=texts,
                people=people,
                krs=krs,
                shell=shell,
                lang=language,
                theme=theme,
                language_url="/language",
                csrf_token="token",
                csrf_input=mark_safe('<input type="hidden" name="csrfmiddlewaretoken" value="token">'),
                messages=[],
                request=SimpleNamespace(get_full_path=lambda: "/"),
            )
        )


class Guarded(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


def look(site: Path, out: Path, screens: list[str], corners: list[tuple[str, str, int]]) -> int:
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    axe = (ROOT / "tests/browser/vendor/axe.min.js").read_text("utf-8")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Guarded, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wrong = 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        for screen in screens:
            for language, theme, width in corners:
                page = browser.new_page(viewport={"width": width, "height": 900 if width > 700 else 844})
                said: list[str] = []
                page.on(
                    "console",
                    lambda line, said=said: said.append(line.text) if line.type == "error" else None,
                )
                page.on("pageerror", lambda error, said=said: said.append(str(error)))
                page.goto(f"http://127.0.0.1:{server.server_port}/{screen}.{language}.{theme}.html")
                page.wait_for_load_state("networkidle")
                name = f"{screen}-{language[:2]}-{theme}-{width}"
                page.screenshot(path=out / f"{name}.png")
                page.screenshot(path=out / f"{name}-full.png", full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    said.append(f"{wide} px wider than the window")
                page.evaluate(axe)
                found = json.loads(page.evaluate("axe.run().then(r => JSON.stringify(r.violations))"))
                said += [
                    f"{each['id']}: {node['html'][:140]} {node['any'][0]['message'] if node['any'] else ''}"
                    for each in found
                    for node in each["nodes"]
                ]
                for line in said:
                    print(f"{name}: {line}", file=sys.stderr)
                wrong += len(said)
                page.close()
        browser.close()
    server.shutdown()
    print(f"{len(screens) * len(corners)} pictures in {out}, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())

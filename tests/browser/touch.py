"""On a phone, whatever one taps is at least 40 px high: where a finger lands, not where a line is drawn."""

from __future__ import annotations

from playwright.sync_api import Page

# Counts, for every control that shows, the pixels above and below its middle that still reach it or its
# label. Links that stand in a sentence (display: inline) keep the height of their line.
SMALL = """async ({ least, exempt }) => {
  for (const each of document.querySelectorAll("details:not([open], .menu)")) each.open = true;
  await new Promise((done) => setTimeout(done, 50));
  const small = [];
  const shown = (each) => each.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  for (const control of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    for (const each of document.querySelectorAll("details.menu")) each.open = each.contains(control);
    const area = control.labels?.[0] ?? control;
    if (control.type === "hidden" || !shown(control) || control.matches(exempt)) continue;
    if (control.matches("a") && getComputedStyle(control).display === "inline") continue;
    const target = control.getBoundingClientRect().height > 2 ? control : area;
    target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = target.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const reaches = (row) => {
      const hit = document.elementFromPoint(x, row);
      return hit && (control.contains(hit) || [...(control.labels ?? [])].some((each) => each.contains(hit)));
    };
    if (!reaches(y)) continue;
    let top = y, bottom = y;
    while (reaches(top - 1)) top -= 1;
    while (reaches(bottom + 1)) bottom += 1;
    if (bottom - top + 1 < least)
      small.push(`${Math.round(bottom - top + 1)} ${control.outerHTML.replace(/\\s+/g, " ").slice(0, 150)}`);
  }
  return small;
}"""

EXEMPT = {
    ".skip": "shows only with the keyboard's focus, which no finger brings",
    ".team .sub .person": "a lead's name in the small print of a row that opens the team anywhere",
}


def too_small(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SMALL, {"least": 40, "exempt": ", ".join(EXEMPT)})
    return found

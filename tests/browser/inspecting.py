"""What is wrong with a page that stands in a window, as somebody would tell it."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: WCAG 2.2 AA, with the size of what one touches, and what its authors call good practice.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

#: Whatever can be clicked, or seems so, and the keyboard does not reach, or not in order.
UNREACHABLE = """() => {
  const seen = element => element.checkVisibility({ visibilityProperty: true });
  const own = "a[href], button, input, select, textarea, summary, label, [tabindex], "
    + "[role=option]";
  const told = element => `${element.tagName} ${element.className} ${element.textContent.trim()}`;
  return [...document.body.querySelectorAll("*")]
    .filter(seen)
    .filter(element => element.tabIndex > 0 || (element.closest(own) === null
      && (getComputedStyle(element).cursor === "pointer" || element.matches("[onclick]"))))
    .map(element => told(element).slice(0, 80));
}"""

#: Whatever the keyboard reaches and does not show that it did.
UNMARKED = """() => {
  const reached = element => element.tabIndex >= 0 && !element.disabled
    && element.checkVisibility({ visibilityProperty: true });
  const drawn = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  };
  const shows = element => {
    for (let each = element; each; each = each.parentElement) {
      if (drawn(each)) return true;
    }
    return false;
  };
  const before = document.activeElement;
  const hidden = [];
  for (const element of document.querySelectorAll("a, button, input, select, textarea, summary")) {
    if (!reached(element)) continue;
    element.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement === element && !shows(element)) {
      hidden.push(`${element.tagName} ${element.className} ${element.textContent.trim()}`);
    }
  }
  before?.focus?.({ preventScroll: true });
  return hidden;
}"""

#: What everything moves by that was already to be seen, as the browser itself measures it.
JUMPS = """() => new Promise(resolve => {
  let moved = 0;
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) moved += each.hadRecentInput ? 0 : each.value;
  }).observe({ type: "layout-shift", buffered: true });
  const after = frames => requestAnimationFrame(
    frames ? () => after(frames - 1) : () => setTimeout(() => resolve(moved), 50),
  );
  after(3);
})"""

#: Wait until the page was drawn for the first time.
DRAWN = """() => new Promise(resolve => {
  new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
})"""

#: Where the keyboard is: by the order of the page, and whether some of it can be seen.
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const bar = document.querySelector(".bar");
  const top = bar.contains(element) ? 0 : bar.getBoundingClientRect().bottom;
  const { left, right, top: upper, bottom: lower } = element.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll("*")].indexOf(element),
    told: `${element.tagName} ${element.className} ${element.textContent.trim()}`.slice(0, 80),
    in_sight: left >= 0 && right <= innerWidth + 1 && upper < innerHeight && lower > top,
  };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """What the keyboard has reached; ``place`` counts the elements of the page."""

    place: int
    told: str
    in_sight: bool


def faults(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical: the rule, where, and why."""
    response: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{rule['id']}: {node['target'][0]}: {node.get('failureSummary', '')}"
        for rule in response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def unreachable(page: Page) -> list[str]:
    """What seems to be there for clicking, and is not there for the keyboard."""
    found: list[str] = page.evaluate(UNREACHABLE)
    return found


def unmarked(page: Page) -> list[str]:
    """What the keyboard can reach without being seen there."""
    found: list[str] = page.evaluate(UNMARKED)
    return found


def tabbed(page: Page, most: int) -> list[Stop]:
    """Where the Tab key leads from here, until it leaves the page or has been pressed so often."""
    stops: list[Stop] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(STOP)
        if found is None:
            break
        stops.append(Stop(**found))
    return stops


def await_drawn(page: Page) -> None:
    """Return when there was something to be seen."""
    page.evaluate(f"async () => {{ await ({DRAWN})(); }}")


def moved(page: Page) -> float:
    """How much of the page moved after it was shown: 1 is all of it by a whole window."""
    await_drawn(page)
    return float(page.evaluate(JUMPS))


def open_all(page: Page) -> None:
    """Open whatever can be opened."""
    page.evaluate(
        "document.querySelectorAll('details:not([name])').forEach(each => each.open = true)"
    )

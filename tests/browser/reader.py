"""A person at a window: what they do, and what they see."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

#: Tabs that may be pressed before something is reached; whoever needs more gives up.
PATIENCE = 40

#: What browsers call the keys with which one chooses a candidate, or none.
KEY_CODES = {"Enter": 13, "Escape": 27, " ": 32, "ArrowUp": 38, "ArrowDown": 40, "Tab": 9}

#: The texts of a page whose colour is too near to that of their ground, by WCAG's formula.
FAINT = """() => {
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(part => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      const own = parts(colour);
      if (own.length === 3 || own[3] === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = new Set();
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!texts.currentNode.data.trim() || style.opacity === "0") continue;
    const [low, high] = [light(style.color), light(ground(element))].sort((a, b) => a - b);
    if ((high + 0.05) / (low + 0.05) < 4.5) faint.add(`${element.className} ${style.color}`);
  }
  return [...faint];
}"""


class InputMethod:
    """An input method at work in the field that has the focus, by the browser's own commands.

    A page is told what it is told on a Chinese desk: each key that the method keeps to itself
    comes down with the code 229, and goes up as the key that it is.
    """

    def __init__(self, page: Page) -> None:
        self._commands = page.context.new_cdp_session(page)

    def compose(self, letters: str) -> None:
        """Type letters: they stand in the field, underlined, and are not yet its text."""
        for end, letter in enumerate(letters, 1):
            self._tell("rawKeyDown", "Process")
            self._show(letters[:end])
            self._tell("keyUp", letter)

    def press(self, key: str) -> None:
        """Press a key that leads through the candidates: the page hears of it, and no more."""
        self._tell("rawKeyDown", key)
        self._tell("keyUp", key)

    def choose(self, text: str, key: str = "Enter") -> None:
        """Press the key that puts a candidate in place of the letters."""
        self._tell("rawKeyDown", key)
        self._commands.send("Input.insertText", {"text": text})
        self._tell("keyUp", key)

    def choose_before_telling(self, text: str, key: str = "Enter") -> None:
        """The same as some browsers have it: the page hears of the key once the text is there."""
        self._commands.send("Input.insertText", {"text": text})
        self.press(key)

    def give_up(self) -> None:
        """Press Escape: the letters are gone."""
        self._tell("rawKeyDown", "Escape")
        self._show("")
        self._tell("keyUp", "Escape")

    def write(self, text: str) -> None:
        """Write a text bit by bit, and choose it with a blank."""
        self.compose(text)
        self.choose(text, " ")

    def _show(self, letters: str) -> None:
        end = len(letters)
        self._commands.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": end, "selectionEnd": end},
        )

    def _tell(self, kind: str, key: str) -> None:
        code = 229 if kind == "rawKeyDown" else KEY_CODES.get(key, 0)
        self._commands.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "key": key, "windowsVirtualKeyCode": code},
        )


class Reader:
    """A window on an address; ``troubles`` is what went wrong in it that nobody saw."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.host = urlsplit(address).netloc
        self.troubles: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._watch)
        page.goto(address)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def _watch(self, request: Request) -> None:
        asked = urlsplit(request.url)
        # The browser's own viewer of PDF files loads its parts from the browser.
        is_own = asked.scheme in ("chrome", "chrome-extension")
        if asked.netloc != self.host and not is_own:
            self.troubles.append(f"asked another host: {request.url}")

    def input_method(self) -> InputMethod:
        """An input method for whatever field has the focus."""
        return InputMethod(self.page)

    @property
    def box(self) -> Locator:
        """Where one types."""
        return self.page.get_by_label("检索词")

    @property
    def hits(self) -> Locator:
        return self.page.locator(".hit")

    @property
    def total(self) -> str:
        """How many passages, as it stands above the hits."""
        return self.page.locator(".totals strong").inner_text()

    def search(self, typed: str) -> None:
        """Type and press Enter."""
        self.box.fill(typed)
        self.enter()

    def follow(self, link: Locator) -> None:
        """Click, and wait until what it leads to stands there as it will be seen."""
        with self.page.expect_navigation(wait_until="load"):
            link.click()

    def enter(self) -> None:
        """Press Enter on what the keyboard has reached, and wait in the same way."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def tab_to(self, wanted: Locator) -> int:
        """Press Tab until it is reached; how often that was."""
        for pressed in range(PATIENCE):
            if wanted.evaluate("element => element === document.activeElement"):
                return pressed
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached with {PATIENCE} tabs")

    def sees(self, what: Locator) -> bool:
        """Whether it stands whole in the window, below the bar that stays at the top."""
        place, bar = what.bounding_box(), self.page.locator(".bar").bounding_box()
        size = self.page.viewport_size
        assert place
        assert bar
        assert size
        top, bottom = bar["y"] + bar["height"], size["height"]
        inside = top <= place["y"] and place["y"] + place["height"] <= bottom
        return inside and place["x"] >= 0 and place["x"] + place["width"] <= size["width"]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

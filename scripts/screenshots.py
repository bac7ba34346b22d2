"""Take pictures of every page in the system's Chromium: for a desk, a telephone, a big screen.

Usage: python -m scripts.screenshots [--readme] [FOLDER] [NAME ...]
       FOLDER is tests/output if none is named; names choose among the pages of
       tests/web/every_page.py; --readme takes the two pictures of the README instead, into docs/

It takes the sample reports into a home of its own and serves it while it takes the pictures.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import CHROMIUM_ARGUMENTS, find_chromium
from tests.browser.conftest import served
from tests.library.homes import Home
from tests.web.every_page import EVERY_PAGE, EachPage, furnish, known_in

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "corpus"


@dataclass(frozen=True, slots=True)
class Window:
    """How somebody looks at a page; ``whole`` is the page to its end, not what is seen first."""

    name: str
    width: int
    height: int
    dark: bool = False
    whole: bool = False
    density: int = 1


WINDOWS = (
    Window("1280-light", 1280, 860),
    Window("1280-dark", 1280, 860, dark=True),
    Window("1280-whole", 1280, 860, whole=True),
    Window("390-light", 390, 844),
    Window("390-dark", 390, 844, dark=True),
    Window("390-whole", 390, 844, whole=True),
    Window("1920-light", 1920, 1080),
)
#: Sharp on any screen.
PRINTED = Window("", 1280, 860, density=2)
README = ("search", "search-matrix")


@contextmanager
def furnished() -> Iterator[Home]:
    """A home for the while, with the sample reports and what pages also tell of."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        shutil.copytree(SAMPLES, home.settings.corpus)
        home.ingest()
        furnish(home)
        yield home


def shoot(browser: Browser, address: str, window: Window, to: Path) -> None:
    """Write one picture."""
    page = browser.new_page(
        viewport={"width": window.width, "height": window.height},
        color_scheme="dark" if window.dark else "light",
        device_scale_factor=window.density,
    )
    page.goto(address)
    page.screenshot(path=to, full_page=window.whole)
    page.close()


def every_picture(pages: list[EachPage], folder: Path) -> Iterator[tuple[EachPage, Window, Path]]:
    """Each page through each window, and the file of its picture."""
    for page in pages:
        for window in WINDOWS:
            yield page, window, folder / f"{page.name}-{window.name}.png"


def pictures_of_readme(folder: Path) -> Iterator[tuple[EachPage, Window, Path]]:
    """The two that the README shows."""
    for page in EVERY_PAGE:
        if page.name in README:
            yield page, PRINTED, folder / f"{page.name}.png"


def main(*arguments: str) -> None:
    """Take the pictures that were asked for."""
    for_readme = "--readme" in arguments
    folder, *names = [each for each in arguments if each != "--readme"] or ["tests/output"]
    if for_readme:
        wanted = list(pictures_of_readme(ROOT / "docs"))
    else:
        pages = [page for page in EVERY_PAGE if not names or page.name in names]
        wanted = list(every_picture(pages, Path(folder)))
        Path(folder).mkdir(parents=True, exist_ok=True)
    with furnished() as home, served(home.path) as base, sync_playwright() as playwright:
        known = known_in(home)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS
        )
        for page, window, to in wanted:
            shoot(browser, base + page.at(known), window, to)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

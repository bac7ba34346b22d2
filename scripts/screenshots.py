"""Take pictures of the pages in the system's Chromium, at two widths, light and dark.

Usage: python -m scripts.screenshots [FOLDER]        (default: tests/output)

It takes the sample reports into a home of its own, serves them, and writes a PNG for each page.
"""

import sys
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from searchapp.engine import Asked, Engine
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Intake
from searchapp.query import parse_query
from searchapp.settings import Settings
from searchapp.web import create_app
from tests.browser.chromium import CHROMIUM_ARGUMENTS, find_chromium

SAMPLES = Path(__file__).parent.parent / "corpus"
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to take a picture of."""

    name: str
    address: str


def pictures(engine: Engine) -> list[Picture]:
    """The pages worth looking at, on what the samples say."""
    hit = engine.find(Asked(parse_query("“矛盾纠纷” 调解").query, limit=1)).hits[0]
    return [
        Picture("search", "/search?q=“矛盾纠纷”+调解"),
        Picture("chosen", "/search?q=矛盾纠纷&county=990121&year=2023..2024&section=measures"),
        Picture("report", f"/reports/{hit.report}?q=“矛盾纠纷”+调解#p{hit.passage}"),
        Picture("start", "/"),
        Picture("reports", "/search?q=矛盾纠纷&view=reports"),
        Picture("concordance", "/search?q=“调解成功%23件”&view=kwic&beside=right"),
        Picture("within", "/search?q=(调解+或者+信访)+枫桥经验+-网络&within=section&town=荻浦镇"),
        Picture("nothing", "/search?q=“枫桥经念”+法律明白人+年:2019"),
        Picture("filtered", "/search?q=“渔业”+调解&town=砚桥街道&year=2022"),
        Picture("coverage", "/coverage"),
        Picture("checking", "/checking"),
        Picture("correct", f"/reports/{hit.report}/correct"),
        Picture("missing", "/reports/0000000000"),
    ]


def shoot(
    browser: Browser, base: str, picture: Picture, width: int, scheme: str, to: Path
) -> None:
    """Write one picture: the first screen of the page at this width."""
    page = browser.new_page(
        viewport={"width": width, "height": 860 if width > 600 else 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(base + picture.address)
    page.screenshot(path=to / f"{picture.name}-{width}-{scheme}.png")
    page.close()


def main(folder: Path) -> None:
    """Serve the samples and take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        settings = replace(Settings(), home=Path(home))
        settings.corpus.mkdir()
        settings.places.write_bytes((SAMPLES / "places.tsv").read_bytes())
        engine = EmbeddedEngine(settings.index)
        for _ in Intake(settings, engine, [SAMPLES]).run():
            pass
        server = make_server("127.0.0.1", 0, create_app(engine, settings), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS
            )
            for picture in pictures(engine):
                for width in WIDTHS:
                    for scheme in SCHEMES:
                        base = f"http://127.0.0.1:{server.port}"
                        shoot(browser, base, picture, width, scheme, folder)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("tests/output"))

"""A real browser before a real server over the sample reports."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from waitress.server import create_server

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Intake
from searchapp.settings import Settings
from searchapp.web import create_app
from tests.browser.chromium import CHROMIUM_ARGUMENTS, find_chromium
from tests.browser.reader import Reader

#: A desk's window and a telephone's.
WIDE, NARROW = (1280, 860), (390, 844)

Open = Callable[..., Reader]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one the tests are skipped, but fail where CI is true."""
    found = find_chromium()
    if found is None:
        why = "there is no Chromium here: see scripts/install_for_tests.sh"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address at which a home is served for the while."""
    settings = Settings(home=home)
    app = create_app(EmbeddedEngine(settings.index), settings)
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(app, sockets=[listening], threads=8)

    def run() -> None:
        # The socket is closed under it in the end, now and then while it looks at it.
        with suppress(OSError):
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.close()
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def samples(sample_home: Path) -> Iterator[str]:
    """The address of the sample reports."""
    with served(sample_home) as address:
        yield address


@pytest.fixture(scope="session")
def real_reports(
    browser: Browser,  # noqa: ARG001 - without one, nothing need be taken in
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of the real reports, where they are."""
    settings = Settings(home=tmp_path_factory.mktemp("real"))
    for _ in Intake(settings, EmbeddedEngine(settings.index), [shared / "corpus"]).run():
        pass
    with served(settings.home) as address:
        yield address


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "390"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The window's width and height."""
    chosen: tuple[int, int] = request.param
    return chosen


@pytest.fixture
def open_at(browser: Browser) -> Iterator[Open]:
    """Open an address in a window; when the test ends, nothing may have gone wrong in any."""
    readers: list[Reader] = []

    def opened(
        address: str, size: tuple[int, int] = WIDE, *, script: bool = True, dark: bool = False
    ) -> Reader:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            is_mobile=size[0] < WIDE[0],
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(10_000)
        readers.append(Reader(context.new_page(), address))
        return readers[-1]

    yield opened
    for reader in readers:
        reader.page.context.close()
        assert reader.troubles == []

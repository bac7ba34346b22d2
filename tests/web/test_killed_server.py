"""The server's process is killed while it takes files in."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

from werkzeug.test import EnvironBuilder

from searchapp.library.intake import locked
from tests.library.homes import Home, new_home
from tests.library.test_interruption import has_files, report_text
from tests.web.reading import Page
from tests.web.test_adding import verdicts

#: So many seconds one waits for what is bound to come.
PATIENCE = 120
FILES = 40


def command(home: Home, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "searchapp", "--home", str(home.path), *map(str, words)]


@contextmanager
def server(home: Home) -> Iterator[str]:
    """The address of a server of its own process, which is killed in the end."""
    serve = command(home, "serve", "--port", "0")
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout
            yield running.stdout.readline().partition("：")[2].strip().rstrip("/")
        finally:
            running.kill()


def ask(address: str, method: str = "GET", body: bytes = b"", **headers: str) -> Page:
    """What a server answers."""
    url = urlsplit(address)
    with closing(HTTPConnection(url.netloc)) as connection:
        connection.request(method, url.path, body, headers)
        answer: HTTPResponse = connection.getresponse()
        return Page(answer.status, answer.headers["Location"], answer.read().decode())


def hand_in(address: str, files: Mapping[str, str]) -> str:
    """Send files; the path of the page of their batch."""
    sent = [(io.BytesIO(text.encode()), name) for name, text in files.items()]
    with closing(EnvironBuilder(data={"files": sent})) as built:
        form = built.get_environ()
    headers = {"Content-Type": form["CONTENT_TYPE"], "Origin": address}
    answer = ask(f"{address}/add", "POST", form["wsgi.input"].read(), **headers)
    assert answer.status == 303, answer.html
    return str(answer.location)


def wait_for(what: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE
    while not what():
        assert monotonic() < until, "it never came"
        sleep(0.02)


def is_done(address: str) -> Callable[[], bool]:
    return lambda: "收录完成" in ask(address).html


def test_a_batch_outlives_the_servers_that_take_it_in(tmp_path: Path) -> None:
    """One is killed before it could take anything in, the next one in the middle of it."""
    home = new_home(tmp_path / "home")
    sent = {f"报告{number}.txt": report_text(number) for number in range(FILES)}
    with locked(home.path), server(home) as address:
        path = hand_in(address, sent)
        wait_for(lambda: "正在等待" in ask(address + path).html)
        assert f"0 / {FILES} 个文件" in ask(address + path).texts(".how-far span")
    with server(home):
        wait_for(has_files(home, 1))
    with server(home) as address:
        wait_for(is_done(address + path))
        assert verdicts(ask(address + path)) == dict.fromkeys(sent, "新增")
    assert sorted(home.corpus().values()) == sorted(sent.values())
    assert {filed.version for filed in home.engine.reports()} == {1}
    assert len(home.engine.facts()) == FILES
    assert home.findings() == []

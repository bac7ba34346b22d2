"""Serving the pages to the office, by one process or by several that share a port."""

import errno
import logging
import multiprocessing
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess, parent_process
from threading import Thread
from types import FrameType

from flask import Flask
from waitress.server import create_server

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.settings import Settings
from searchapp.web.app import create_app

_THREADS = 8
#: Connections that wait for a process.
_WAITING = 1024
#: The pages that a process makes first, for nobody.
_FIRST = ("/", "/search?q=报告")
#: Before a process that was killed is replaced.
_PAUSE_SECONDS = 0.2
_FAILED = "提供网页的进程出错退出，原因见上"


def serve_forever(
    settings: Settings,
    host: str,
    port: int,
    ready: Callable[[str], None],
    *,
    processes: int = 1,
) -> None:
    """Serve until interrupted; ``ready`` is told the address. Raises OSError for a taken port.

    A process that is killed is replaced; all of them end with this one.
    """
    with _listening(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        if processes > 1:
            ready(address)
            _serve_together(settings, listening, processes)
        else:
            app = create_app(EmbeddedEngine(settings.index), settings)
            ready(address)
            _answer(app, listening)


def _listening(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if sys.platform != "win32":
            # There it would let a second server share the port.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(_WAITING)
    except OSError:
        listening.close()
        raise
    return listening


def _answer(app: Flask, listening: socket.socket) -> None:
    """Answer whoever comes, until interrupted."""
    # It says, in English, of every request that has to wait a little.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with suppress(KeyboardInterrupt):
        _ask_first(app)
        server = create_server(app, sockets=[listening], threads=_THREADS, ident=None)
        try:
            server.run()
        finally:
            server.close()


def _ask_first(app: Flask) -> None:
    """Have pages made before anybody waits for one.

    With 20,000 reports what is reckoned once for all pages takes a second, in each process.
    """
    with app.test_client(use_cookies=False) as own:
        for page in _FIRST:
            own.get(page)


def _serve_together(settings: Settings, listening: socket.socket, count: int) -> None:
    """Keep so many processes answering until interrupted.

    Raises ChildProcessError where one fails by itself: so would those after it.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    running: list[BaseProcess] = []
    try:
        while True:
            while len(running) < count:
                running.append(_begun(settings, listening))
            wait([each.sentinel for each in running])
            if any((each.exitcode or 0) > 0 for each in running):
                raise ChildProcessError(errno.ECHILD, _FAILED)
            running = [each for each in running if each.is_alive()]
            time.sleep(_PAUSE_SECONDS)
    except KeyboardInterrupt:
        pass
    finally:
        # Also one that was only just begun.
        for child in multiprocessing.active_children():
            child.terminate()
            child.join()


def _begun(settings: Settings, listening: socket.socket) -> BaseProcess:
    """Another process that answers. It inherits nothing but the port: no lock, no connection."""
    spawning = multiprocessing.get_context("spawn")
    process = spawning.Process(target=_answer_for, args=(settings, listening), daemon=False)
    process.start()
    return process


def _answer_for(settings: Settings, listening: socket.socket) -> None:
    """Answer in a process of its own, until the one that began it ends it or ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    _answer(create_app(EmbeddedEngine(settings.index), settings), listening)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

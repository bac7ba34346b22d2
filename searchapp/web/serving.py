"""Serving the pages to the office, by one process or by several that share a port."""

import multiprocessing
import signal
import socket
import sys
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess, parent_process
from threading import Thread
from types import FrameType

from waitress.server import create_server

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.settings import Settings
from searchapp.web.app import create_app

_THREADS = 8
#: Connections that wait for a process.
_WAITING = 1024


def serve_forever(
    settings: Settings,
    host: str,
    port: int,
    ready: Callable[[str], None],
    *,
    processes: int = 1,
) -> None:
    """Serve until interrupted; ``ready`` is told the address. Raises OSError for a taken port.

    A process that ends is replaced; all of them end with this one.
    """
    with _listening(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        if processes == 1:
            _answer(settings, listening)
        else:
            _serve_together(settings, listening, processes)


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


def _answer(settings: Settings, listening: socket.socket) -> None:
    """Answer whoever comes, until interrupted."""
    app = create_app(EmbeddedEngine(settings.index), settings)
    server = create_server(app, sockets=[listening], threads=_THREADS, ident=None)
    try:
        server.run()
    finally:
        server.close()


def _serve_together(settings: Settings, listening: socket.socket, count: int) -> None:
    signal.signal(signal.SIGTERM, _interrupt)
    running: list[BaseProcess] = []
    try:
        while True:
            running = [each for each in running if each.is_alive()]
            running += [_begun(settings, listening) for _ in range(count - len(running))]
            wait([each.sentinel for each in running])
    except KeyboardInterrupt:
        pass
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.join()


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
    _answer(settings, listening)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

"""Serving the pages to the office."""

import socket
from collections.abc import Callable

from flask import Flask
from waitress.server import create_server

_THREADS = 8


def serve_forever(app: Flask, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` is told the address. Raises OSError for a taken port."""
    # waitress shares a port that is taken where the system lets it.
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((host, port))
        port = trial.getsockname()[1]
    server = create_server(app, host=host, port=port, threads=_THREADS, ident=None)
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{port}/")
    try:
        server.run()
    finally:
        server.close()

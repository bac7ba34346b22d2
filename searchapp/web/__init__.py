"""What do people see? Pages in Chinese, rendered on the server."""

from searchapp.web.app import create_app
from searchapp.web.serving import serve_forever

__all__ = ["create_app", "serve_forever"]

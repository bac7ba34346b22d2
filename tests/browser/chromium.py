"""The system's own Chromium: where it is, and how it is started."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
#: As root, as CI is, Chromium runs only without its sandbox; the rest keeps it off the network.
CHROMIUM_ARGUMENTS = [
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The path of a browser, or None where the system has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)

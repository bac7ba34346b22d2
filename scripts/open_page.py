"""Open a page in the user's browser as soon as somebody serves it.

Usage: python scripts/open_page.py URL
"""

import sys
import time
import webbrowser
from urllib.error import URLError
from urllib.request import urlopen

TRIES = 60
PAUSE_SECONDS = 0.5


def main(url: str) -> None:
    """Wait for the page, at most half a minute, and open it; without a browser nothing happens."""
    for _ in range(TRIES):
        try:
            urlopen(url, timeout=2).close()
        except (URLError, OSError):
            time.sleep(PAUSE_SECONDS)
        else:
            webbrowser.open(url)
            return


if __name__ == "__main__":
    main(sys.argv[1])

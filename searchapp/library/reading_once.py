"""A file that is read and not kept: its text, with the limits that files of the corpus have."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from searchapp.library.handed import harmless
from searchapp.library.scratch import folder_for_a_while
from searchapp.library.workers import Refused, Workers
from searchapp.parsing import own_places
from searchapp.settings import Settings

#: Somebody waits for the answer.
SECONDS: Final = 60
_TOO_SLOW: Final = f"读取超过 {SECONDS} 秒，已放弃。请把文字复制出来贴到下面"


def text_of(name: str, write: Callable[[Path], None], settings: Settings) -> str | Refused:
    """The text of a file that ``write`` puts where it is told, a paragraph a line.

    It is read in a process of its own and is gone afterwards; private numbers in it are masked,
    as they are in the reports. Raises BadPlaces, and OSError where it cannot be put anywhere.
    """
    own_places(settings.places)
    known_as = Path(harmless(name).name)
    with folder_for_a_while() as folder, Workers(1) as workers:
        file = folder / known_as
        write(file)
        reading = workers.understand(file, known_as, settings.places)
        if not reading.is_done(SECONDS):
            return Refused(_TOO_SLOW)
        answer = reading.answer()
    if isinstance(answer, Refused):
        return answer
    return "\n".join(passage.text for passage in answer.report.passages)

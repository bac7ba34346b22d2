"""Which characters can stand in a document at all?"""

import re
from typing import Final

#: What XML 1.0 cannot hold, nor UTF-8: control characters, halves of a pair, what is no character.
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What stands in their place.
INSTEAD: Final = "\ufffd"


def printed(text: str) -> str:
    """The text with a sign of its own in place of each character that no document can hold.

    It is as long as before.
    """
    return _UNPRINTABLE.sub(INSTEAD, text)


def unprintable(text: str) -> int:
    """How many characters of a text no document can hold."""
    return len(_UNPRINTABLE.findall(text))

"""Names that last: what makes two texts the same report, and its id."""

import hashlib
from collections.abc import Container
from typing import Final
from unicodedata import normalize

from searchapp.reports import Report
from searchapp.text import fold

#: Crockford's base 32: no I, L, O, U, so that a link can be typed from paper.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 10
#: What Crockford's readers take for a digit, and the hyphens that they pass over.
_MISREAD: Final = str.maketrans(
    {"O": "0", "I": "1", "L": "1", **dict.fromkeys("-\u2010\u2011\u2013\u2014\u2212\u00b7.")}
)


def fingerprint(report: Report) -> str:
    """SHA-256, in hexadecimal, over the passages, joined, folded and without blanks."""
    text = fold("".join(passage.text for passage in report.passages)).text
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


def continues(old: Report, new: Report) -> bool:
    """Whether a changed text is the next version of a report, and not another report in its place.

    It is, where both are known to be of one place and year, or where at least half of the passages
    stand in both: files are renamed, and names of files are used again.
    """
    of_one = (old.place, old.year) == (new.place, new.year)
    if of_one and old.place is not None and old.year is not None:
        return True
    before, after = ({fold(passage.text).text for passage in each.passages} for each in (old, new))
    return 2 * len(before & after) >= min(len(before), len(after))


def meant_id(typed: str) -> str:
    """The id that somebody means who typed it from paper: small letters, O for 0, I or L for 1.

    As wide as an input method makes them, in groups, or with dashes between.

    >>> meant_id("mc58-yknol7"), meant_id("ＭＣ５８　ＹＫＮ０１７")
    ('MC58YKN017', 'MC58YKN017')
    """
    plain = normalize("NFKC", typed).upper().translate(_MISREAD)
    return "".join(plain.split())


def replaces(old: Report, new: Report) -> bool:
    """Whether a report takes the place of another that was handed in under the same name.

    It does where both are known to be of one place, year and genre: anything else of that name is
    another report.
    """
    facts = [(each.place, each.year, each.genre) for each in (old, new)]
    return facts[0] == facts[1] and old.place is not None and old.year is not None


def report_id(fingerprint: str, taken: Container[str]) -> str:
    """The fingerprint's first 10 characters in Crockford base 32, more where that is taken."""
    digits, length = crockford(fingerprint), _LENGTH
    while digits[:length] in taken:
        length += 1
    return digits[:length]


def crockford(digest: str) -> str:
    """The 52 characters in Crockford base 32 of a SHA-256 digest, which is in hexadecimal."""
    bits = int(digest, 16) << 4
    return "".join(_ALPHABET[bits >> shift & 31] for shift in range(255, -1, -5))

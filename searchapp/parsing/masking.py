"""Private numbers are masked before any fact is read of a text (rule 7 of DESIGN)."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

_Found: TypeAlias = re.Match[str]

#: What people put between the groups of a number: at most three of these.
_GAP: Final = "[-—–‐−./ ]{0,3}"
_MOBILE: Final = re.compile(
    rf"(?:(?<!\d)|(?<=\+86)|(?<!\d86)(?<=86))1[3-9]\d{_GAP}(?P<hidden>\d{{4}}){_GAP}\d{{4}}(?!\d)"
)
_LANDLINE: Final = re.compile(
    rf"(?:(?<![\d.])[(]?0|(?<![\d.])\+?86{_GAP}0?)(?:10|2\d|[3-9]\d{{2}})[)]?{_GAP}"
    rf"(?P<hidden>\d{{3,4}}[- ]?)\d{{4}}(?![\d.]\d|\d)"
)
_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?P<hidden>\d{8})\d{3}[0-9Xx](?![0-9A-Za-z])"
)
#: GB 11643-1999: the weights of the first 17 digits, and the check digit for each remainder by 11.
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
#: Figures and marks of full width are as private as narrow ones.
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _is_identity(found: _Found) -> bool:
    digits = [int(digit) for digit in found[0][:17]]
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return _CHECK[total % 11] == found[0][17].upper()


class _Private(NamedTuple):
    """A kind of private number: its form, what stands for the hidden part, a further proof."""

    form: re.Pattern[str]
    stars: str
    proof: Callable[[_Found], bool] = bool


# The last four stay, as in the masks that offices print themselves.
_PRIVATE: Final = (
    _Private(_IDENTITY, "********", _is_identity),
    _Private(_MOBILE, "****"),
    _Private(_LANDLINE, "****"),
)


def mask(text: str) -> str:
    """The text with mobile, land-line and identity numbers masked, in narrow figures or wide.

    >>> mask("联系电话：15300001234，023-70001234")
    '联系电话：153****1234，023-****1234'
    """
    for each in _PRIVATE:
        narrow = text.translate(_NARROW)  # one to one: a place in it is a place in the text
        for found in reversed(list(filter(each.proof, each.form.finditer(narrow)))):
            start, end = found.span("hidden")
            text = text[:start] + each.stars + text[end:]
    return text

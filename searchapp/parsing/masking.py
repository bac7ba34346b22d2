"""Private numbers are masked before anything else is made of a text (rule 7 of DESIGN)."""

import re
from typing import Final

_MOBILE: Final = re.compile(r"(?<!\d)(1[3-9]\d)([ -]?)\d{4}([ -]?)(\d{4})(?!\d)")
_LANDLINE: Final = re.compile(
    r"(?<![\d.])([(（]?0(?:10|2\d|[3-9]\d{2})[)）]?[-－—–‐ ]?)\d{3,4}[- ]?(\d{4})(?![\d.]\d|\d)"
)
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{5})(\d{8})(\d{3}[0-9Xx])(?![0-9A-Za-z])")
#: GB 11643-1999: the weights of the first 17 digits, and the check digit for each remainder by 11.
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"


def mask(text: str) -> str:
    """The text with mobile, land-line and identity numbers masked.

    >>> mask("联系电话：15300001234，023-70001234")
    '联系电话：153****1234，023-****1234'
    """
    text = _IDENTITY.sub(_mask_identity, text)
    text = _MOBILE.sub(r"\1\2****\3\4", text)
    return _LANDLINE.sub(r"\1****\2", text)


def _mask_identity(found: re.Match[str]) -> str:
    digits = [int(digit) for digit in found[0][:17]]
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    # The last four stay, as in the masks that offices print themselves.
    return (
        f"{found[1]}********{found[3]}" if _CHECK[total % 11] == found[0][17].upper() else found[0]
    )

"""Private numbers are masked before any fact is read of a text (rule 7 of DESIGN)."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

_Found: TypeAlias = re.Match[str]

#: What people put between the groups of a number: at most three of these.
_GAP: Final = "[-—–‐−./ ]{0,3}"
_SEPARATOR: Final = "[- ]?"
#: A mobile number stands by itself; +86, 0086 or 0 may be dialled before it.
_DIALLED: Final = (
    r"(?:(?<!\d)|(?<=\+86)|(?<!\d86)(?<=86)|(?<!\d0086)(?<=0086)|(?<!\d0)(?<=0))(?=1[- 3-9])"
)
#: The code of an organ has 18 figures and letters; its first 11 are no telephone.
_NO_CODE: Final = r"(?!\d|[0-9A-Z]{7}(?![0-9A-Za-z]))"
_MOBILE: Final = re.compile(rf"{_DIALLED}1[3-9]\d{_GAP}(?P<hidden>\d{{4}}){_GAP}\d{{4}}{_NO_CODE}")
#: What says that the number after it is one of a telephone.
_CUE: Final = (
    "(?:[电電][话話]|手[机機]|[联聯][系繫](?:方式|人)|微信|[传傳]真|座[机機]"
    "|[Tt][Ee][Ll]|[Ff][Aa][Xx])"
)
#: In other groups it may be figures side by side, so that a telephone must be named.
_GROUPED: Final = re.compile(
    rf"{_CUE}[^\d\n]{{0,12}}{_DIALLED}1{_SEPARATOR}[3-9]{_SEPARATOR}\d{_SEPARATOR}"
    rf"(?P<hidden>\d(?:{_SEPARATOR}\d){{3}})(?:{_SEPARATOR}\d){{4}}{_NO_CODE}"
)
_BEFORE: Final = r"(?:(?<![0-9A-Za-z.])|(?<=[Tt][Ee][Ll])|(?<=[Ff][Aa][Xx]))"
_ENDS: Final = r"(?![\d.]\d|\d|[A-Za-z])"
_LANDLINE: Final = re.compile(
    rf"{_BEFORE}(?:[(]?0|(?:\+|00)?86{_GAP}[(]?0?)(?:10|2\d|[3-9]\d{{2}})[)]?{_GAP}"
    rf"(?P<hidden>\d{{3,4}}{_SEPARATOR})\d{{4}}{_ENDS}"
)
#: Without the code of its area: after the word for it, or after another number.
_LOCAL: Final = re.compile(
    rf"(?:{_CUE}[号號]?[码碼]?[:为為是]?\s?|(?<=\*{{4}}\d{{4}})[、/,;或])"
    rf"(?P<hidden>[2-9]\d{{2,3}}{_SEPARATOR})\d{{4}}{_ENDS}(?![件次人份万元%])"
)
_IDENTITY: Final = re.compile(
    rf"(?<![0-9A-Za-z])[1-9](?:{_SEPARATOR}\d){{5}}{_SEPARATOR}(?P<hidden>\d(?:{_SEPARATOR}\d){{7}})"
    rf"(?:{_SEPARATOR}\d){{3}}{_SEPARATOR}[0-9Xx](?![0-9A-Za-z])"
)
#: The code of an organ may have 18 figures too.
_CODED: Final = re.compile("(?:信用代[码碼]|[机機][构構]代[码碼]|索引[号號]):?\\s?$")
#: No label before a code is longer.
_LABEL: Final = 12
_BIRTHDAY: Final = re.compile(r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
#: GB 11643-1999: the weights of the first 17 digits, and the check digit for each remainder by 11.
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
#: Figures and marks of full width are as private as narrow ones.
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _is_identity(found: _Found) -> bool:
    """Whether 18 figures have a right check digit; in groups, whether they have a birthday too."""
    bare = re.sub("[- ]", "", found[0])
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, bare[:17], strict=True))
    if _CHECK[total % 11] != bare[17].upper() or _is_coded(found):
        return False
    *groups, _ = re.split("[- ]", found[0])
    in_groups = all(len(group) >= 3 for group in groups)
    return not groups or (in_groups and _BIRTHDAY.fullmatch(bare[6:14]) is not None)


def _is_coded(found: _Found) -> bool:
    start = found.start()
    return _CODED.search(found.string[max(start - _LABEL, 0) : start]) is not None


class _Private(NamedTuple):
    """A kind of private number: its form, what stands for the hidden part, a further proof.

    Without stars of its own, each hidden figure becomes one, and what stands between them stays.
    """

    form: re.Pattern[str]
    stars: str = ""
    proof: Callable[[_Found], bool] = bool


# The last four stay, as in the masks that offices print themselves. A local number may stand
# behind another that is masked already, and so on: it comes three times.
_PRIVATE: Final = (
    _Private(_IDENTITY, proof=_is_identity),
    _Private(_MOBILE, "****"),
    _Private(_GROUPED),
    _Private(_LANDLINE, "****"),
    *[_Private(_LOCAL, "****")] * 3,
)


def mask(text: str) -> str:
    """The text with mobile, land-line and identity numbers masked, in narrow figures or wide.

    >>> mask("联系电话：15300001234，023-70001234")
    '联系电话：153****1234，023-****1234'
    """
    for each in _PRIVATE:
        text = _masked(text, each)
    return text


def _masked(text: str, private: _Private) -> str:
    narrow = text.translate(_NARROW)  # one to one: a place in it is a place in the text
    pieces, shown = [], 0
    for found in filter(private.proof, private.form.finditer(narrow)):
        start, end = found.span("hidden")
        stars = private.stars or re.sub(r"\d", "*", text[start:end])
        pieces += [text[shown:start], stars]
        shown = end
    return "".join([*pieces, text[shown:]])

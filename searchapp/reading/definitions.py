"""What a Word document defines for its paragraphs: lists, styles with numbers, hidden styles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from searchapp.reading.numbering import ListLevel, Numbering

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SUFFIXES: Final = {"tab": "", "nothing": "", "space": " "}
_OFF: Final = {"0", "false", "off"}


def val(element: Element | None, path: str, default: str = "") -> str:
    """The value of the first element that a path of Word's names leads to."""
    found = (
        None if element is None else element.find("/".join(W + name for name in path.split("/")))
    )
    return default if found is None else found.get(f"{W}val", default)


def toggled(properties: Element | None, name: str) -> bool | None:
    """Whether a property of a run is on; None where the run leaves that to its style."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


class InList(NamedTuple):
    """The list and the level to which a paragraph belongs; list 0 is none."""

    num_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Definitions:
    """``numbered`` and ``hidden`` are ids of styles, those that inherit it too."""

    numberings: Mapping[str, Numbering]
    numbered: Mapping[str, InList]
    hidden: frozenset[str]


def definitions(styles: Element | None, lists: Element | None) -> Definitions:
    """What the parts define, either of which may be missing.

    Raises ValueError or TypeError where a definition means nothing.
    """
    by_id = {each.get(f"{W}styleId", ""): each for each in _all(styles, "style")}
    own = {name: numbered for name, style in by_id.items() if (numbered := _numbered(style))}
    hidden = {name: off for name, style in by_id.items() if (off := _is_hidden(style)) is not None}
    ancestors = {name: list(_ancestors(name, by_id)) for name in by_id}
    return Definitions(
        _numberings(lists, own),
        {name: own[first] for name, line in ancestors.items() if (first := _first(line, own))},
        frozenset(
            name for name, line in ancestors.items() if hidden.get(_first(line, hidden) or "")
        ),
    )


def _all(root: Element | None, name: str) -> list[Element]:
    return [] if root is None else root.findall(W + name)


def _ancestors(name: str, styles: Mapping[str, Element]) -> Iterator[str]:
    """A style, the one it is based on, and so on; a circle is gone round once."""
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield name
        name = val(styles[name], "basedOn")


def _first(names: list[str], known: Mapping[str, object]) -> str | None:
    return next((name for name in names if name in known), None)


def _numbered(style: Element) -> InList | None:
    num_id = val(style, "pPr/numPr/numId")
    return InList(num_id, int(val(style, "pPr/numPr/ilvl", "0"))) if num_id else None


def _is_hidden(style: Element) -> bool | None:
    return toggled(style.find(f"{W}rPr"), "vanish")


def _numberings(lists: Element | None, styles: Mapping[str, InList]) -> dict[str, Numbering]:
    """numId -> its numbering, also where a definition only names the style that has it."""
    series = {val(num, "abstractNumId"): num.get(f"{W}numId", "") for num in _all(lists, "num")}
    by_num = {num_id: name for name, num_id in series.items()}
    levels: dict[str, dict[int, ListLevel]] = {}
    linked: dict[str, str] = {}
    for abstract in _all(lists, "abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        levels[name] = dict(_levels(abstract))
        if link := val(abstract, "numStyleLink"):
            linked[name] = link
    for name, link in linked.items():
        if link in styles:
            levels[name] = levels.get(by_num.get(styles[link].num_id, ""), {})
    return {
        num.get(f"{W}numId", ""): _numbering(num, levels.get(val(num, "abstractNumId"), {}))
        for num in _all(lists, "num")
    }


def _numbering(num: Element, inherited: Mapping[int, ListLevel]) -> Numbering:
    levels = dict(inherited)
    starts: dict[int, int] = {}
    for override in num.findall(f"{W}lvlOverride"):
        levels |= dict(_levels(override))
        if start := val(override, "startOverride"):
            starts[int(override.get(f"{W}ilvl", "0"))] = int(start)
    return Numbering(val(num, "abstractNumId"), levels, starts)


def _levels(definition: Element) -> Iterator[tuple[int, ListLevel]]:
    for level in definition.findall(f"{W}lvl"):
        yield (
            int(level.get(f"{W}ilvl", "")),
            ListLevel(
                start=int(val(level, "start", "1")),
                form=val(level, "numFmt", "decimal"),
                text=val(level, "lvlText"),
                suffix=_SUFFIXES.get(val(level, "suff", "tab"), ""),
                restarts_after=int(val(level, "lvlRestart", "9")),
                legal=toggled(level, "isLgl") is True,
            ),
        )

"""Whose site a page is on, and which division that tells."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bs4 import BeautifulSoup

from searchapp.reading.webpage.addresses import same_site
from searchapp.reading.webpage.furniture import is_crumbs
from searchapp.reading.webpage.layout import Line
from searchapp.reading.webpage.titles import is_title
from searchapp.text import fold

#: Characters 3 to 8 of an organ's unified code, and the first six digits of a number.
_UNIFIED_CODE: Final = re.compile(
    r"(?<![0-9A-Z])1[12](\d{6})[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])", re.I
)
_LEADING_CODE: Final = re.compile(r"^\s*(\d{6})[/／]")
_SITE_CODE: Final = re.compile(r"(\d{6})\d{4}$")
#: Who a site is by its foot and by the window's title.
_HOST: Final = re.compile(
    r"(?:主办(?:单位)?|版权所有)[:：\s]*(?:[(（]?[cC©][)）]?)?\s*([\u3400-\u9fff]{4,30})"
)
_WINDOW: Final = re.compile(r"[_|]|\s*[-–—]+\s*")
_SITE: Final = re.compile(r"[\u3400-\u9fff]{2,28}(?:政府|网|平台|网站)")
_STATE: Final = re.compile(r"^(?:中国|中华人民共和国)?[·\s]*")
_PATH: Final = re.compile(r"\s*(?:>+|»|›|→|＞)\s*")
_PATH_LABEL: Final = re.compile(r"^.{0,12}?位置(?:是|为)?\s*[:：]\s*")
#: A foot has no more lines; a place is told by the first characters of its name.
_FOOT: Final = 12
_PLACE: Final = 2


def window_title(tree: BeautifulSoup) -> list[str]:
    """The pieces of the title that the window shows: of the article, its column, the site."""
    parts = _WINDOW.split(tree.title.get_text()) if tree.title else []
    return [" ".join(part.split()) for part in parts]


def codes_in(index: str) -> Iterator[str]:
    """The division codes in an index number, the surest first."""
    for pattern in (_UNIFIED_CODE, _LEADING_CODE):
        yield from (found[1] for found in pattern.finditer(index))


class Site:
    """Whose site this is, by everything that names it.

    Templates are copied from one site to another with their tags: a tag that what is printed, or
    the address, contradicts is left out.
    """

    def __init__(
        self,
        tree: BeautifulSoup,
        metas: Mapping[str, str],
        address: str,
        around: Iterable[Line],
    ) -> None:
        self._metas = metas
        self._around = list(around)
        self._at_home = same_site(metas.get("sitedomain", ""), address)
        self._window = window_title(tree)
        shown = (line.text for line in self._around)
        self._printed = fold(" ".join([*self._window, *shown])).text

    def names(self, source: str) -> Iterator[str]:
        """The names of the site, of its column, of the path to the page and of its source."""
        if self._is_named():
            yield self._metas["sitename"]
        named = (self._metas.get("columnname"), *self._path(), self._metas.get("contentsource"))
        yield from dict.fromkeys(name for name in (*named, source) if name)

    def codes(self, index: str) -> Iterator[str]:
        """The division code of the site, where nothing speaks against it."""
        found = _SITE_CODE.match(self._metas.get("siteidcode", ""))
        if found is None or not self._at_home or not self._named_alike():
            return
        own = next(codes_in(index), found[1])
        if own[:2] == found[1][:2]:
            yield found[1]

    def _is_named(self) -> bool:
        return "sitename" in self._metas and self._at_home and self._named_alike()

    def _named_alike(self) -> bool:
        """Whether the place in the tags' name is printed too, on a page that names its site."""
        place = fold(_STATE.sub("", self._metas.get("sitename", ""))).text[:_PLACE]
        return not self._hosts() or place in self._printed

    def _hosts(self) -> list[str]:
        """Who the site is by its foot and by the title of the window."""
        foot = (found[1] for line in self._around[-_FOOT:] for found in _HOST.finditer(line.text))
        return [*foot, *filter(_is_site, self._window)]

    def _path(self) -> list[str]:
        """The steps of the path to the page."""
        path = next((line.text for line in self._around if is_crumbs(line)), "")
        steps = _PATH.split(_PATH_LABEL.sub("", path))
        return [step for step in steps if step and not step.endswith("首页")]


def _is_site(name: str) -> bool:
    """Whether a piece of the window's title names a site, not a column or an article."""
    return _SITE.fullmatch(name) is not None and not is_title(name)

"""The containers in which known content systems set an article."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Final

from bs4 import Tag

from searchapp.reading.webpage.furniture import is_box
from searchapp.reading.webpage.layout import HEADINGS, lines_of
from searchapp.reading.webpage.shapes import speaks
from searchapp.reading.webpage.weights import Weights

#: The names, as class or id, under which content systems set an article; the surest first.
_CONTAINERS: Final = (
    frozenset(
        {
            *("trs_editor", "trs_editor_view", "trs_ueditor", "custom_unionstyle"),
            *("ucap-content", "ucapcontent", "pages_content", "vsb_content", "v_news_content"),
            *("j-fontcontent", "newscontnet", "ivs_content", "infodetail", "ewb-article-content"),
            *("xxgk_content", "xxgk_content_nr", "zfxxgk_content", "xxgkcont", "xl-xqnr"),
            *("xl_content", "wp_articlecontent", "easysite-news-text", "con_con", "ccontent"),
        }
    ),
    frozenset(
        {
            *("zoom", "article-content", "article_content", "articlecontent", "article-body"),
            *("articlecon", "art_con", "art_cont", "contxt", "con", "contenttext", "maintext"),
            *("newscontent", "js_content", "text-main", "nrcontent", "news_content"),
            *("wordsection", "entry", "content", "article", "detail-news"),
        }
    ),
    frozenset({"<article>", "<main>"}),
)
_NUMBERED: Final = re.compile(r"[-_]?\d+$")
#: An article has at least so many characters; a shorter hit is a caption or an empty frame.
_ARTICLE: Final = 80
#: … and so large a share of what the page says outside of links.
_SHARE: Final = 0.3
#: A container in another keeps so much of it, or it is not the whole article.
_KEPT: Final = 0.9


def contained(body: Tag, weights: Weights) -> list[Tag]:
    """The known container with the most prose, of the surest kind that has enough."""
    tiers: list[list[Tag]] = [[] for _ in _CONTAINERS]
    for tag in body.find_all(True):
        names = _names(tag)
        for tier, listed in zip(tiers, _CONTAINERS, strict=True):
            if not listed.isdisjoint(names):
                tier.append(tag)
    known = {id(tag) for tier in tiers for tag in tier}
    enough = max(_ARTICLE, _SHARE * weights.prose(body))
    for tier in tiers:
        pieces = _pieces(tier, weights)
        if sum(map(weights.prose, pieces)) >= enough:
            return [_innermost(piece, known, weights) for piece in pieces]
    return []


def _names(tag: Tag) -> set[str]:
    """The names by which containers are known: class, id without its number, kind of element."""
    names = {str(tag.get("id") or ""), *map(str, tag.get_attribute_list("class"))}
    return {f"<{tag.name}>", tag.name} | {_NUMBERED.sub("", name).lower() for name in names}


def _pieces(hits: Sequence[Tag], weights: Weights) -> list[Tag]:
    """The hit with the most prose, and those before and after it that are alike.

    Some systems set an article in several containers; some set every box of a page in one class:
    there the first that is the site's, or has a heading as none of the article's has, is the end.
    """
    longest = max(hits, key=weights.prose, default=None)
    if longest is None:
        return []
    alike = [hit for hit in hits if hit is longest or are_alike(hit, longest)]
    headed = _is_headed(longest)

    def belongs(hit: Tag) -> bool:
        return not is_box(hit, weights) and _is_headed(hit) <= headed

    at = next(at for at, hit in enumerate(alike) if hit is longest)
    before = list(takewhile(belongs, reversed(alike[:at])))
    return [*reversed(before), longest, *takewhile(belongs, alike[at + 1 :])]


def _is_headed(box: Tag) -> bool:
    """Whether a box begins with a heading of its own, not with a numbered one of the text."""
    inside = box.find_all(True, recursive=False, limit=1)
    while inside and inside[0].name not in HEADINGS:
        inside = inside[0].find_all(True, recursive=False, limit=1)
    return bool(inside) and not speaks(inside[0].get_text().strip())


def are_alike(one: Tag, other: Tag) -> bool:
    """Whether two elements stand in one and have the same name and class."""
    return (
        one.parent is other.parent
        and one.name == other.name
        and one.get("class") == other.get("class")
    )


def _innermost(container: Tag, known: Collection[int], weights: Weights) -> Tag:
    """Of nested containers the innermost that keeps the text: it has the least around it."""
    here = container
    for inner in container.find_all(True):
        if id(inner) in known and weights.prose(inner) >= _KEPT * weights.prose(container):
            if any(map(speaks, _around(inner, here))):
                break
            here = inner
    return here


def _around(inner: Tag, outer: Tag) -> Iterator[str]:
    """The texts beside an element, and beside each of those around it, as far as another."""
    node = inner
    while node is not outer and node.parent is not None:
        for sibling in (*node.previous_siblings, *node.next_siblings):
            if isinstance(sibling, Tag):
                yield from (line.text for line in lines_of(sibling))
            else:
                yield str(sibling)
        node = node.parent

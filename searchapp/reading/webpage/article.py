"""Which elements of a page hold its article."""

from typing import Final

from bs4 import Tag

from searchapp.reading.webpage.containers import contained
from searchapp.reading.webpage.density import densest
from searchapp.reading.webpage.furniture import is_box
from searchapp.reading.webpage.layout import BLOCKS
from searchapp.reading.webpage.signatures import signature_after
from searchapp.reading.webpage.weights import Weights

#: No box of a site inside an article has so large a share of its prose.
_SHARE: Final = 0.3


def find_article(body: Tag) -> list[Tag]:
    """The elements that hold the article, in order: one, or pieces side by side.

    Where a known container fits, it is that; else the element that holds the page's prose.
    """
    weights = Weights(body)
    found = contained(body, weights) or densest(body, weights)
    return [*found, *signature_after(found[-1], body)]


def boxes_in(article: Tag) -> list[Tag]:
    """The boxes of the site inside an article: menus, lists of links, tools."""
    weights = Weights(article)
    most = _SHARE * weights.prose(article)
    return [
        tag
        for tag in article.find_all(True)
        if tag.name in BLOCKS and weights.prose(tag) <= most and is_box(tag, weights)
    ]

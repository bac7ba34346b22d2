"""What a page says of its article: in meta tags, in tables and lists, in its path and address."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bs4 import BeautifulSoup

from searchapp.reading.document import Said
from searchapp.reading.webpage.addresses import address_of, date_in
from searchapp.reading.webpage.labels import Fact, has_value, pairs_in, uploaded
from searchapp.reading.webpage.layout import Line
from searchapp.reading.webpage.markup import Page
from searchapp.reading.webpage.shapes import are_organs, is_date, is_doc_number, is_index_number
from searchapp.reading.webpage.site import Site, codes_in, window_title
from searchapp.reading.webpage.titles import is_title, title_above

#: Of a table without labels so many values stand before or after its index number.
_NEAR: Final = 10
_EMPTY: Final = {"", "null", "none", "undefined"}


def said_by(
    page: Page, before: Sequence[Line], after: Sequence[Line], head: Sequence[Line]
) -> Said:
    """What the page says of its article.

    ``before`` and ``after`` are the lines round the article, ``head`` those inside it that are
    about it: labels, facts, the title over them.
    """
    metas = _metas(page.tree)
    facts = _facts([*before, *after, *head])
    address = page.address or address_of(page.tree, metas)
    site = Site(page.tree, metas, address, [*before, *after])
    index = facts.get(Fact.INDEX, "")
    return Said(
        title=_title(page.tree, metas, facts, [*before, *head]),
        doc_number=facts.get(Fact.DOC_NUMBER, ""),
        issued_on=facts.get(Fact.ISSUED_ON, ""),
        published_on=metas.get("pubdate") or facts.get(Fact.PUBLISHED_ON) or date_in(address),
        issuer=facts.get(Fact.ISSUER, ""),
        site=" ".join(site.names(facts.get(Fact.SOURCE, ""))),
        place_codes=tuple(dict.fromkeys([*codes_in(index), *site.codes(index)])),
    )


def _metas(tree: BeautifulSoup) -> dict[str, str]:
    """Name in small letters -> content; the first that is not empty counts."""
    found: dict[str, str] = {}
    for meta in tree.find_all("meta", content=True):
        name = str(meta.get("name") or meta.get("property") or "").strip().lower()
        content = " ".join(str(meta["content"]).split())
        if content.lower() not in _EMPTY:
            found.setdefault(name, content)
    return found


def _facts(lines: Sequence[Line]) -> dict[Fact, str]:
    """What the labels around the article say; the first value that is not empty counts."""
    found: dict[Fact, str] = {}
    for pair in filter(has_value, pairs_in(lines)):
        found.setdefault(pair.fact, pair.value)
    for line in lines:
        if is_doc_number(line.text):
            found.setdefault(Fact.DOC_NUMBER, line.text)
    for date in filter(None, map(uploaded, lines)):
        found.setdefault(Fact.PUBLISHED_ON, date)
    if Fact.INDEX not in found:
        for fact, value in _unlabelled(lines):
            found.setdefault(fact, value)
    return found


def _unlabelled(lines: Sequence[Line]) -> Iterator[tuple[Fact, str]]:
    """The values of a table whose labels a style sheet prints, told by how they look."""
    cells = [cell.strip() for line in lines for cell in line.runs]
    at = next((n for n, cell in enumerate(cells) if is_index_number(cell)), None)
    if at is None:
        return
    yield Fact.INDEX, cells[at]
    near = cells[max(0, at - _NEAR) : at + _NEAR + 1]
    for fact, looks in ((Fact.DOC_NUMBER, is_doc_number), (Fact.ISSUER, are_organs)):
        yield from ((fact, cell) for cell in near if cell and looks(cell))
    dates = list(filter(is_date, near))
    # What was issued was put up no earlier: of two dates the first is the document's.
    if len(dates) > 1:
        yield Fact.ISSUED_ON, dates[0]
    yield from ((Fact.PUBLISHED_ON, each) for each in dates[1:2] or dates)


def _title(
    tree: BeautifulSoup, metas: Mapping[str, str], facts: Mapping[Fact, str], lines: Sequence[Line]
) -> str:
    """The title that metadata, a heading or the window names; "" where none is like a title."""
    headings = (" ".join(heading.get_text().split()) for heading in tree.find_all(["h1", "h2"]))
    named = (
        *(metas.get("articletitle", ""), facts.get(Fact.TITLE, ""), title_above(lines)),
        *headings,
        *window_title(tree),
    )
    return next((title for title in named if is_title(title)), "")

"""Web pages of government sites: the article without the site's furniture, and its metadata."""

from pathlib import Path

from searchapp.reading.document import Document
from searchapp.reading.webpage.article import boxes_in, find_article
from searchapp.reading.webpage.furniture import is_furniture, without_tail
from searchapp.reading.webpage.heads import split_head
from searchapp.reading.webpage.injected import with_blanks, without_readings
from searchapp.reading.webpage.layout import lines_around, lines_of
from searchapp.reading.webpage.markup import Page, open_page
from searchapp.reading.webpage.metadata import said_by
from searchapp.reading.webpage.refusals import refuse_without_article, shortness


def read_html(path: Path, content: bytes) -> Document:
    """The article of a page and what the page says of it. Raises UnreadableFile."""
    return read_page(path, open_page(path, content), "html")


def read_page(path: Path, page: Page, form: str) -> Document:
    """The article of a page that is open already, in a file of that format.

    Raises UnreadableFile where the page holds none, and says what it holds instead.
    """
    articles = find_article(page.body)
    before, after = lines_around(page.body, articles)
    for article in articles:
        for box in boxes_in(article):
            if not box.decomposed:
                box.decompose()
    headed = split_head([line for article in articles for line in lines_of(article)])
    text = [line for line in without_tail(headed.text) if not is_furniture(line)]
    refuse_without_article(path, page, text)
    lines, injected = without_readings(with_blanks([line.text for line in text]))
    warnings = [*page.warnings]
    if injected:
        warnings.append(f"网页在字后夹注了拼音（{injected} 处），已去掉")
    warnings += shortness(page, lines)
    said = said_by(page, before, after, headed.about)
    return Document(tuple(lines), form, said, True, tuple(warnings))

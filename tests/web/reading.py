"""A page as a reader or a browser takes it."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

#: Elements that have no end.
_VOID = {"meta", "link", "input", "br", "img", "hr", "rect"}
#: Elements that may not stand inside themselves or each other.
_INTERACTIVE = {"a", "button"}
#: A script that is not one of ours, as a selector and as it stands in a page.
STRANGE_SCRIPT = 'script:not([type="module"][src^="/static/js/"])'
SCRIPT_WRITTEN = r'<script(?! type="module" src="/static/js/[a-z]+\.js"></script>)'


@dataclass(frozen=True)
class Page:
    """An answer of the pages."""

    status: int
    location: str | None
    html: str

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "lxml")

    def texts(self, selector: str) -> list[str]:
        """The texts of the elements that a selector finds, with single blanks."""
        return [" ".join(each.get_text().split()) for each in self.soup.select(selector)]

    def links(self, selector: str) -> list[str]:
        """Where the links lead that a selector finds."""
        return [str(each["href"]) for each in self.soup.select(selector)]

    def only(self, selector: str) -> Tag:
        """The one element that a selector finds."""
        (found,) = self.soup.select(selector)
        return found


def visit(client: FlaskClient, path: str, *choices: tuple[str, str]) -> Page:
    """The page at a path, with these choices in its address."""
    address = f"{path}?{urlencode(choices)}" if choices else path
    answer = client.get(address)
    return Page(answer.status_code, answer.headers.get("Location"), answer.get_data(as_text=True))


class _Balance(HTMLParser):
    """Holds every end tag against the tag that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self._fault(f"an attribute of <{tag}> is there twice")
        if tag in _INTERACTIVE and _INTERACTIVE & set(self.open):
            self._fault(f"<{tag}> inside {self.open}")
        identity = dict(attrs).get("id")
        if identity and identity in self.ids:
            self._fault(f"id {identity} is there twice")
        self.ids.add(identity or "")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self._fault(f"</{tag}> closes what is not open")

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self.getpos()}: {what}")


def faults_of(html: str) -> list[str]:
    """What is not well-formed in a page: tags, attributes, ids, links inside links."""
    balance = _Balance()
    balance.feed(html)
    balance.close()
    return balance.faults + [f"<{tag}> is not closed" for tag in balance.open]

"""A server makes its first pages before anybody waits for them."""

from pathlib import Path

from searchapp.engine import Asked, Found
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.settings import Settings
from searchapp.web import create_app
from searchapp.web.serving import _ask_first


class Listening(EmbeddedEngine):
    """An engine that keeps what it is asked."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.asked: list[Asked] = []

    def find(self, asked: Asked) -> Found:
        self.asked.append(asked)
        return super().find(asked)


def test_the_start_page_and_a_search_are_made(sample_home: Path) -> None:
    """What is reckoned once for all pages is there when the first reader comes."""
    settings = Settings(home=sample_home)
    engine = Listening(settings.index)
    app = create_app(engine, settings)
    assert "reckoned" not in app.extensions
    _ask_first(app)
    assert "reckoned" in app.extensions
    start, search = engine.asked
    assert start != search


def test_a_server_without_an_index_begins(tmp_path: Path) -> None:
    """It tells its readers that there is none; and leaves nothing behind."""
    settings = Settings(home=tmp_path / "home")
    _ask_first(create_app(Listening(settings.index), settings))
    assert not settings.index.exists()

"""A briefing keeps what anybody wrote in it, whoever else writes, in whatever database."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest

from searchapp.errors import BadBriefing, BriefingNotFound
from searchapp.library import Ledger
from searchapp.library.briefings import MOST_BLOCKS, Briefing, Briefings, Content
from searchapp.library.briefings import revisions as revisions_module
from searchapp.library.briefings import store as store_module
from searchapp.settings import Settings
from tests.library.briefings.contents import content, text

A, B, C = (text(name) for name in "abc")
WHO = "李"
_T = TypeVar("_T")


def done(library: Settings, act: Callable[[Briefings], _T]) -> _T:
    """What comes of an act on the briefings, which is then kept."""
    with Ledger.open(library) as ledger:
        came = act(ledger.briefings)
        ledger.commit()
    return came


def made(library: Settings, made_of: Content) -> Briefing:
    return done(library, lambda briefings: briefings.make(made_of, WHO))


def now(library: Settings, number: int) -> Briefing:
    """A briefing as anybody else has it."""
    with Ledger.open(library) as ledger:
        found = ledger.briefings.of(number)
    assert found is not None
    return found


def kept(library: Settings, number: int) -> Sequence[int]:
    """The numbers of its revisions, the newest first."""
    with Ledger.open(library) as ledger:
        return [each.number for each in ledger.briefings.revisions(number)]


def together(acts: Sequence[Callable[[Briefings], object]], library: Settings) -> None:
    """Do all of this at one moment, each in a session of its own."""
    ready = Barrier(len(acts))

    def act(one: Callable[[Briefings], object]) -> None:
        with Ledger.open(library) as ledger:
            ready.wait(timeout=30)
            one(ledger.briefings)
            ledger.commit()

    with ThreadPoolExecutor(len(acts)) as pool:
        for each in [pool.submit(act, one) for one in acts]:
            each.result()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A library on each kind of database in turn; each test has briefings of its own in it."""
    home = tmp_path_factory.mktemp("library")
    if request.param == "sqlite":
        return Settings(home=home)
    return Settings(home=home, library_url=request.getfixturevalue("postgresql").new_database())


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Lets it be a moment from now on, in the time of the library."""

    def be(moment: datetime) -> None:
        for module in (revisions_module, store_module):
            monkeypatch.setattr(module, "now", lambda: moment.replace(tzinfo=None))

    return be


class TestWriting:
    """From the revision that one had."""

    def test_what_is_written_is_there(self, library: Settings) -> None:
        """To the last fact, also signs outside the basic plane; with times, for everybody."""
        before = datetime.now(UTC).replace(microsecond=0)
        first = made(library, content(A))
        after = Content("茶季𠮷", "关于𠮷的材料", ("春",), (text("a", "改\n过𠮷"), B))
        written = done(library, lambda all_of: all_of.write(first.id, 1, after, WHO))
        assert (written.briefing.content, written.briefing.revision) == (after, 2)
        assert (written.merged, written.conflicts) == (False, ())
        briefing = now(library, first.id)
        assert briefing == written.briefing
        assert before <= briefing.made_at <= briefing.changed_at <= datetime.now(UTC)
        with Ledger.open(library) as ledger:
            assert ledger.briefings.revision(first.id, 1) == content(A)
            assert ledger.briefings.revision(first.id, 2) == after
            assert ledger.briefings.revision(first.id, 3) is None
            assert [each.who for each in ledger.briefings.revisions(first.id)] == [WHO, WHO]

    def test_to_write_nothing_new_makes_no_revision(self, library: Settings) -> None:
        """Pages save when one leaves them, whether one wrote or not."""
        first = made(library, content(A))
        written = done(library, lambda all_of: all_of.write(first.id, 1, content(A), WHO))
        assert written.briefing == first
        assert kept(library, first.id) == [1]

    def test_what_others_wrote_since_stays(self, library: Settings) -> None:
        """And who wrote later is told that there is more than they know."""
        first = made(library, content(A, B))
        done(library, lambda all_of: all_of.write(first.id, 1, content(text("a", "他"), B), WHO))
        mine = content(text("a", "我"), B, C)
        written = done(library, lambda all_of: all_of.write(first.id, 1, mine, WHO))
        texts = [each.text for each in written.briefing.content.blocks]
        assert texts == ["他", "我", "b", "c"]
        assert written.merged
        assert written.conflicts == (written.briefing.content.blocks[1].id,)
        again = done(library, lambda all_of: all_of.write(first.id, 1, mine, WHO))
        assert again.briefing == written.briefing
        assert kept(library, first.id) == [3, 2, 1]

    def test_what_one_writes_on_begins_with_what_one_sent(self, library: Settings) -> None:
        """Not with what came of it: of the others' paragraphs one knows nothing yet."""
        first = made(library, content(A))
        sent = content(text("a", "我"))
        done(library, lambda all_of: all_of.write(first.id, 1, content(A, B), WHO))
        done(library, lambda all_of: all_of.write(first.id, 1, sent, WHO))
        further = content(text("a", "我又写"))
        written = done(library, lambda all_of: all_of.write(first.id, 3, further, WHO, sent))
        assert written.briefing.content == content(text("a", "我又写"), B)
        assert not written.conflicts

    def test_a_revision_that_is_not_kept_is_the_one_before(
        self, library: Settings, at: Callable[[datetime], None]
    ) -> None:
        """Who comes back to a page after days is merged as well as can be."""
        moment = datetime(2026, 3, 2, 8, tzinfo=UTC)
        at(moment)
        first = made(library, content(A, B))
        for number in (1, 2):
            changed = content(text("a", f"第{number}次"), B)
            done(
                library,
                partial(
                    Briefings.write, number=first.id, revision=number, content=changed, who=WHO
                ),
            )
        at(moment + timedelta(days=3))
        done(library, lambda all_of: all_of._revisions.thin(first.id))
        done(library, lambda all_of: all_of.add(first.id, [C], WHO))
        assert kept(library, first.id) == [4, 3, 1]
        mine = content(text("a", "第1次"), text("b", "我"))
        written = done(library, lambda all_of: all_of.write(first.id, 2, mine, WHO))
        texts = [each.text for each in written.briefing.content.blocks]
        assert texts == ["第2次", "第1次", "我", "c"]

    @pytest.mark.parametrize("number", [0, -1, 9999, 2**31, 2**70, -(2**70)])
    def test_what_was_never_made_is_told_apart(self, library: Settings, number: int) -> None:
        """By the error that the pages know."""
        acts: Sequence[Callable[[Briefings], object]] = (
            lambda all_of: all_of.write(number, 1, content(A), WHO),
            lambda all_of: all_of.add(number, [A], WHO),
            lambda all_of: all_of.copy(number, WHO),
            lambda all_of: all_of.restore(number, 1, WHO),
        )
        for act in acts:
            with pytest.raises(BriefingNotFound):
                done(library, act)
        with Ledger.open(library) as ledger:
            assert ledger.briefings.of(number) is None


class TestTogether:
    """Several at one moment: nobody is refused, nothing is lost."""

    def test_all_that_is_added_is_there(self, library: Settings) -> None:
        """Once, and each addition in one piece."""
        first = made(library, content())
        added = [[text(f"{who}{n}") for n in range(3)] for who in "abcdef"]
        acts = [partial(Briefings.add, number=first.id, blocks=some, who=WHO) for some in added]
        together([*acts, *acts], library)
        blocks = now(library, first.id).content.blocks
        runs = [[*blocks[start : start + 3]] for start in range(0, len(blocks), 3)]
        assert sorted(runs, key=lambda run: run[0].id) == added
        assert kept(library, first.id) == [7, 6, 5, 4, 3, 2, 1]

    def test_all_that_is_written_is_there(self, library: Settings) -> None:
        """Whoever was first, also where all changed one paragraph."""
        first = made(library, content(A))
        sent = [content(text("a", f"第{n}个人"), text(f"n{n}")) for n in range(6)]
        write = partial(Briefings.write, number=first.id, revision=1, who=WHO)
        acts = [partial(write, content=mine) for mine in sent]
        together(acts, library)
        texts = [each.text for each in now(library, first.id).content.blocks]
        assert sorted(texts) == sorted(each.text for mine in sent for each in mine.blocks)


class TestAdding:
    """Blocks, without knowing what the rest says."""

    def test_it_goes_to_the_end_or_after_a_block(self, library: Settings) -> None:
        """To the end too where that block has gone meanwhile."""
        first = made(library, content(A, B))
        for name, after in (("x", ""), ("y", "a"), ("z", "gone")):
            added = partial(Briefings.add, number=first.id, blocks=[text(name)], after=after)
            done(library, partial(added, who=WHO))
        assert "".join(each.id for each in now(library, first.id).content.blocks) == "aybxz"

    def test_to_add_the_same_again_adds_nothing(self, library: Settings) -> None:
        """A form that is sent twice."""
        first = made(library, content(A))
        twice = [done(library, lambda all_of: all_of.add(first.id, [B], WHO)) for _ in range(2)]
        assert twice[0] == twice[1]

    def test_where_there_is_no_room_nothing_is_added(self, library: Settings) -> None:
        """And that is said; what is there already needs none."""
        full = content(*(text(f"b{n}") for n in range(MOST_BLOCKS)))
        first = made(library, full)
        with pytest.raises(BadBriefing):
            done(library, lambda all_of: all_of.add(first.id, [A], WHO))
        done(library, lambda all_of: all_of.add(first.id, [full.blocks[0]], WHO))
        assert now(library, first.id) == first


class TestEarlierStates:
    """What was once saved can be brought back."""

    def test_a_state_is_brought_back_as_a_new_one(self, library: Settings) -> None:
        """How it was just before has a name, so that it is kept for ever."""
        first = made(library, content(A))
        done(library, lambda all_of: all_of.change(first.id, lambda _: content(B), WHO))
        restored = done(library, lambda all_of: all_of.restore(first.id, 1, WHO))
        assert (restored.content, restored.revision) == (content(A), 3)
        with Ledger.open(library) as ledger:
            states = ledger.briefings.revisions(first.id)
            assert [(each.number, each.name) for each in states] == [
                (3, ""),
                (2, "恢复前"),
                (1, ""),
            ]
            assert ledger.briefings.revision(first.id, 2) == content(B)

    def test_to_bring_back_what_is_there_changes_nothing(self, library: Settings) -> None:
        """Nor is anything named."""
        first = made(library, content(A))
        assert done(library, lambda all_of: all_of.restore(first.id, 1, WHO)) == first
        with Ledger.open(library) as ledger:
            assert [each.name for each in ledger.briefings.revisions(first.id)] == [""]

    def test_old_ones_are_thinned_while_it_is_written(
        self, library: Settings, at: Callable[[datetime], None]
    ) -> None:
        """All of the last day are there, and of each hour before it the last; those named too."""
        begun = datetime(2026, 3, 2, 8, tzinfo=UTC)
        at(begun)
        first = made(library, content(A))
        with Ledger.open(library) as ledger:
            for number in range(1, 64):
                at(begun + timedelta(minutes=number if number < 40 else number + 60 * 48))
                ledger.briefings.add(first.id, [text(f"n{number}")], WHO)
                if number == 10:
                    ledger.briefings.call_revision(first.id, 11, " 送审\n稿 ")
            ledger.commit()
        assert kept(library, first.id) == [*range(64, 39, -1), 11, 1]
        with Ledger.open(library) as ledger:
            names = {each.number: each.name for each in ledger.briefings.revisions(first.id)}
        assert names[11] == "送审 稿"


class TestList:
    """What the office has."""

    def test_what_was_changed_last_comes_first(self, library: Settings) -> None:
        """Those put aside are listed apart, and come back as they were."""
        first, second, third = (made(library, content(name=name)) for name in "甲乙丙")
        done(library, lambda all_of: all_of.archive(second.id))
        with Ledger.open(library) as ledger:
            briefings = ledger.briefings
            assert [*briefings.all()][:2] == [third, first]
            assert [*briefings.heads()] == [each.head for each in briefings.all()]
            (aside,) = briefings.all(archived=True)
            assert replace(aside, archived_at=None) == second
            assert [*briefings.heads(archived=True)] == [aside.head]
            wanted = {third.id, second.id, 9999, 2**70}
            assert sorted(each.id for each in briefings.some(wanted)) == [second.id, third.id]
        done(library, lambda all_of: all_of.bring_back(second.id))
        assert now(library, second.id) == second

    def test_a_copy_says_the_same(self, library: Settings) -> None:
        """Under a name that tells it apart, never too long for one; it has a life of its own."""
        first = made(library, content(A, name="名" * 80))
        copy = done(library, lambda all_of: all_of.copy(first.id, WHO))
        assert copy.content == replace(first.content, name="名" * 76 + "（副本）")
        done(library, lambda all_of: all_of.add(copy.id, [B], WHO))
        assert now(library, first.id) == first

    def test_one_without_a_name_is_named_by_its_day(self, library: Settings) -> None:
        """And counted, those put aside too."""
        day = date(2026, 11, 2)
        first = done(library, lambda all_of: all_of.begin(day, WHO))
        done(library, lambda all_of: all_of.archive(first.id))
        second = done(library, lambda all_of: all_of.begin(day, WHO))
        done(library, lambda all_of: all_of.bring_back(first.id))
        names = [each.content.name for each in (first, second)]
        assert names == ["2026-11-02 材料", "2026-11-02 材料（2）"]

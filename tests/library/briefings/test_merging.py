"""What two people write in one briefing at once becomes one content, and nothing of it is lost."""

from dataclasses import replace

import pytest
from hypothesis import given

from searchapp.library.briefings import MOST_TAGS, Block, BlockKind, Content, merged
from tests.library.briefings.contents import content, contents, edited, quote, text, three
from hypothesis import strategies as st

A, B, C, D = (text(name) for name in "abcd")
BASE = content(A, B, C, D)
Three = tuple[Content, Content, Content]


def ids(merged_content: Content) -> str:
    return "".join(each.id for each in merged_content.blocks)


def plain(block: Block) -> Block:
    """A block, whatever it is called and beside whatever it stands."""
    return replace(block, id="", beside="")


@pytest.mark.property
class TestLaws:
    """Whatever the two write."""

    @given(three())
    def test_one_who_changed_nothing_leaves_all_to_the_other(self, sides: Three) -> None:
        """Whichever of them that is, to the last fact and in order."""
        base, mine, theirs = sides
        assert merged(base, base, theirs).content == theirs
        assert merged(base, mine, base).content == mine
        assert merged(base, mine, mine).content == mine

    @given(three())
    def test_whatever_somebody_wrote_is_there(self, sides: Three) -> None:
        """A block that one of them made or changed, whole, be it beside what the other made."""
        base, *both = sides
        after = [plain(each) for each in merged(*sides).content.blocks]
        for side in both:
            for block in side.blocks:
                assert block in base.blocks or plain(block) in after

    @given(three())
    def test_what_nobody_touched_is_there_once(self, sides: Three) -> None:
        """And what one took out that the other left as it was is gone."""
        base, mine, theirs = sides
        after = merged(*sides).content.blocks
        for block in base.blocks:
            sides_with = [block in each.blocks for each in (mine, theirs)]
            if all(sides_with):
                assert after.count(block) == 1
            gone = [all(each.id != block.id for each in side.blocks) for side in (mine, theirs)]
            if (gone[0] and sides_with[1]) or (gone[1] and sides_with[0]) or all(gone):
                assert all(each.id != block.id for each in after)

    @given(three())
    def test_nothing_is_made_up(self, sides: Three) -> None:
        """Each block was written by one of the two, but for notes on facts that both changed."""
        _, mine, theirs = sides
        written = [plain(each) for each in (*mine.blocks, *theirs.blocks)]
        for each in merged(*sides).content.blocks:
            assert plain(each) in written or "另一处" in each.text

    @given(three())
    def test_ids_stay_unique(self, sides: Three) -> None:
        """The page names blocks by them; a conflict is a block of the result, beside another."""
        after = merged(*sides)
        names = [each.id for each in after.content.blocks]
        assert len(set(names)) == len(names)
        assert len(set(after.conflicts)) == len(after.conflicts)
        for each in after.content.blocks:
            if each.id in after.conflicts and each.kind is not BlockKind.NOTE:
                assert each.beside == names[names.index(each.id) - 1]

    @given(three())
    def test_to_send_the_same_again_changes_nothing(self, sides: Three) -> None:
        """Whoever was not answered sends again what may have arrived."""
        base, mine, _ = sides
        once = merged(*sides)
        again = merged(base, mine, once.content)
        assert sorted(map(repr, again.content.blocks)) == sorted(map(repr, once.content.blocks))
        assert replace(again.content, blocks=()) == replace(once.content, blocks=())
        assert again.content == once.content

    @given(three())
    def test_the_blocks_are_the_same_whoever_came_first(self, sides: Three) -> None:
        """Only which of two is beside the other depends on it, and the facts."""
        base, mine, theirs = sides
        bodies = [
            sorted(repr(plain(each)) for each in merged(base, *pair).content.blocks if "另一处" not in each.text)
            for pair in ((mine, theirs), (theirs, mine))
        ]
        assert bodies[0] == bodies[1]

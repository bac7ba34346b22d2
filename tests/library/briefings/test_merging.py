"""What two people write in one briefing at once becomes one content, and nothing of it is lost."""

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given

from searchapp.library.briefings import MOST_TAGS, Block, BlockKind, Content, merged
from tests.library.briefings.contents import Three, content, text, threes

A, B, C, D = (text(name) for name in "abcd")
BASE = content(A, B, C, D)


def ids(merged_content: Content) -> str:
    return "".join(each.id for each in merged_content.blocks)


def own(after: Content) -> list[Block]:
    """The blocks but for notes on facts that both changed."""
    return [each for each in after.blocks if "另一处" not in each.text]


def is_in_order(sides: Three, which: int) -> bool:
    """Whether a side left the blocks that all three have in the order of the base."""
    names = [[each.id for each in side.blocks] for side in sides]
    common = set.intersection(*map(set, names))
    before, after = ([name for name in names[at] if name in common] for at in (0, which))
    return before == after


def plain(block: Block) -> Block:
    """A block, whatever it is called and beside whatever it stands."""
    return replace(block, id="", beside="")


@pytest.mark.property
class TestLaws:
    """Whatever the two write."""

    @given(threes())
    def test_one_who_changed_nothing_leaves_all_to_the_other(self, sides: Three) -> None:
        """Whichever of them that is, to the last fact and in order."""
        base, mine, theirs = sides
        assert merged(base, base, theirs).content == theirs
        assert merged(base, mine, base).content == mine
        assert merged(base, mine, mine).content == mine

    @given(threes())
    def test_whatever_somebody_wrote_is_there(self, sides: Three) -> None:
        """A block that one of them made or changed, whole, be it beside what the other made."""
        base, *both = sides
        after = [plain(each) for each in merged(*sides).content.blocks]
        for side in both:
            for block in side.blocks:
                assert block in base.blocks or plain(block) in after

    @given(threes())
    def test_what_nobody_touched_is_there_once(self, sides: Three) -> None:
        """And what one took out that the other left as it was is gone."""
        base, mine, theirs = sides
        both = merged(*sides)
        after = both.content.blocks
        unasked = {each.id for each in after if each.id not in both.conflicts}
        for block in base.blocks:
            sides_with = [block in each.blocks for each in (mine, theirs)]
            if all(sides_with):
                assert after.count(block) == 1
            gone = [all(each.id != block.id for each in side.blocks) for side in (mine, theirs)]
            if (gone[0] and sides_with[1]) or (gone[1] and sides_with[0]) or all(gone):
                assert block.id not in unasked

    @given(threes())
    def test_nothing_is_made_up(self, sides: Three) -> None:
        """Each block was written by one of the two, but for notes on facts that both changed."""
        _, mine, theirs = sides
        written = [plain(each) for each in (*mine.blocks, *theirs.blocks)]
        for each in own(merged(*sides).content):
            assert plain(each) in written

    @given(threes())
    def test_ids_stay_unique(self, sides: Three) -> None:
        """The page names blocks by them; a conflict is a block of the result, beside another."""
        after = merged(*sides)
        names = [each.id for each in after.content.blocks]
        assert len(set(names)) == len(names)
        assert len(set(after.conflicts)) == len(after.conflicts)
        for each in after.content.blocks:
            if each.id in after.conflicts and each.kind is not BlockKind.NOTE:
                assert each.beside == names[names.index(each.id) - 1]

    @given(threes())
    def test_to_send_the_same_again_doubles_nothing(self, sides: Three) -> None:
        """Whoever was not answered sends again what may have arrived.

        Where both rearranged the same blocks, or one what the other took out, their order may
        still change, and nothing else.
        """
        base, mine, _ = sides
        once = merged(*sides).content
        again = merged(base, mine, once).content
        assert sorted(map(repr, again.blocks)) == sorted(map(repr, once.blocks))
        ids_of = [{each.id for each in side.blocks} for side in (*sides, once)]
        has_come_back = (ids_of[0] & ids_of[3]) - (ids_of[1] & ids_of[2])
        if not has_come_back and (is_in_order(sides, 1) or is_in_order(sides, 2)):
            assert again == once

    @given(threes())
    def test_the_words_are_the_same_whoever_came_first(self, sides: Three) -> None:
        """Only which of two stands beside the other depends on it, and the facts."""
        base, mine, theirs = sides
        both = [merged(base, *pair).content for pair in ((mine, theirs), (theirs, mine))]
        one, other = (sorted(map(repr, map(plain, own(each)))) for each in both)
        assert one == other


class TestTwoPeople:
    """What they see who wrote at the same time."""

    def test_each_keeps_what_only_they_changed(self) -> None:
        """Words, new paragraphs, and what they took out."""
        mine = content(text("a", "甲改过"), B, text("m"), D)
        theirs = content(A, text("t"), text("b", "乙改过"), C)
        after = merged(BASE, mine, theirs)
        assert ids(after.content) == "atbm"
        assert [each.text for each in after.content.blocks] == ["甲改过", "t", "乙改过", "m"]
        assert not after.conflicts

    def test_what_both_changed_stands_there_twice(self) -> None:
        """Theirs first, for it was there; mine after it says beside what it stands."""
        mine, theirs = content(A, text("b", "我的")), content(A, text("b", "别人的"))
        after = merged(content(A, B), mine, theirs)
        _, first, second = after.content.blocks
        assert first == text("b", "别人的")
        assert second == replace(text("b", "我的"), id=second.id, beside="b")
        assert after.conflicts == (second.id,)

    def test_a_third_comes_after_the_second(self) -> None:
        """However many write one paragraph at once, all of it is there, in order of arrival."""
        base, texts = content(A), ["甲", "乙", "丙"]
        now = base
        for words in texts:
            now = merged(base, content(text("a", words)), now).content
        assert [each.text for each in now.blocks] == texts
        assert [each.beside for each in now.blocks] == ["", "a", "a"]

    def test_what_was_taken_out_and_changed_stays(self) -> None:
        """With the change, whoever took it out: to take it out again is easy."""
        changed, without = content(A, text("b", "改过"), C, D), content(A, C, D)
        for mine, theirs in ((changed, without), (without, changed)):
            assert merged(BASE, mine, theirs).content == changed

    def test_the_same_change_of_both_is_one(self) -> None:
        """Also the same paragraph, added by a page that was sent twice."""
        same = content(A, text("b", "改过"), C, D, text("n"))
        other = content(A, text("b", "改过"), D, text("n"))
        assert merged(BASE, same, other).content == other

    def test_moves_of_both_are_kept(self) -> None:
        """Of different blocks both; of one block theirs."""
        assert ids(merged(BASE, content(D, A, B, C), content(B, A, C, D)).content) == "dbac"
        assert ids(merged(BASE, content(B, C, A, D), content(B, C, D, A)).content) == "bcda"

    def test_what_both_add_at_one_place_stays_together(self) -> None:
        """Theirs, then mine: not one sentence of each in turn."""
        mine, theirs = content(A, text("1"), text("2"), B), content(A, text("3"), text("4"), B)
        assert ids(merged(content(A, B), mine, theirs).content) == "a3412b"

    def test_a_conflict_goes_where_its_block_goes(self) -> None:
        """Whoever moves a paragraph moves what stands beside it, also unseen."""
        beside = replace(text("x", "另一份"), beside="b")
        after = merged(BASE, content(B, A, C, D), content(A, B, beside, C, D))
        assert ids(after.content) == "bxacd"

    def test_facts_that_both_changed_are_noted(self) -> None:
        """Theirs stay; mine is a note at the beginning, which is not printed."""
        base = Content("旧名", "旧题")
        mine, theirs = Content("我的名", "我的题"), Content("别的名", "别的题")
        after = merged(base, mine, theirs)
        assert (after.content.name, after.content.title) == ("别的名", "别的题")
        notes = after.content.blocks
        assert [each.text for each in notes] == [
            "名称另一处改成：我的名",
            "标题另一处改成：我的题",
        ]
        assert {each.kind for each in notes} == {BlockKind.NOTE}
        assert after.conflicts == tuple(each.id for each in notes)
        assert merged(base, mine, after.content) == after

    def test_tags_of_both_are_put_on(self) -> None:
        """And those gone that either took off; for what there is no room, there is a note."""
        base, mine, theirs = (Content("", tags=tuple(tags)) for tags in ("春夏", "春秋", "冬春夏"))
        assert merged(base, mine, theirs).content.tags == ("冬", "春", "秋")
        many = [tuple(f"{side}{n}" for n in range(MOST_TAGS)) for side in "甲乙"]
        after = merged(base, *(replace(base, tags=tags) for tags in many)).content
        assert after.tags == many[1]
        assert after.blocks[0].text == "标签另一处还有：" + "、".join(many[0])


def test_a_long_briefing_is_merged_in_time_that_grows_with_it() -> None:
    """Four times the blocks take about four times as long, also where each is a conflict."""
    small, large = (min(_seconds(size) for _ in range(3)) for size in (300, 1_200))
    assert large < 4 * small * 2 + 0.02


def _seconds(size: int) -> float:
    names = [f"b{n}" for n in range(size)]
    base, mine, theirs = (
        content(*(text(name, f"{side}{name}") for name in order))
        for side, order in (("", names), ("我", names[::-1]), ("他", names[1:] + names[:1]))
    )
    begun = perf_counter()
    merged(base, mine, theirs)
    return perf_counter() - begun

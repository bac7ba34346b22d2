"""Two people wrote in one briefing at once: what they wrote becomes one content.

Nothing of either is lost. What one changed and the other did not is as the one left it; what both
changed differently is there twice, theirs first; what one took out and the other changed stays.
To merge once more what was merged doubles nothing: whoever got no answer sends the same again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import Final, TypeAlias

from searchapp.library.briefings.ordering import together
from searchapp.library.briefings.values import MOST_TAGS, Block, BlockKind, Content

#: Enough of a hash that no two blocks of a briefing are given one id.
_ID_LENGTH: Final = 16

_Tags: TypeAlias = tuple[str, ...]
_Blocks: TypeAlias = Mapping[str, Block]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it; ``conflicts`` are the ids of blocks at which a person must look.

    They say what I wrote where somebody else wrote otherwise.
    """

    content: Content
    conflicts: tuple[str, ...] = ()


def merged(base: Content, mine: Content, theirs: Content) -> Merged:
    """What I and others made of the same base; ``theirs`` was there first."""
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    sides = _Sides.of(base, mine, theirs)
    kept = sides.kept()
    copies = sides.copies(kept)
    tags, left_out = _tags(base.tags, mine.tags, theirs.tags)
    notes = [_by_own_id(each, kept) for each in _notes(base, mine, theirs, left_out)]
    content = Content(
        name=_either(base.name, mine.name, theirs.name),
        title=_either(base.title, mine.title, theirs.title),
        tags=tags,
        blocks=(
            *(each for each in notes if each.id not in kept),
            *sides.in_order(kept, copies),
        ),
    )
    looked_at = (*notes, *copies.values())
    return Merged(content, tuple(each.id for each in looked_at))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The blocks of the three contents by their ids, in order."""

    base: _Blocks
    mine: _Blocks
    theirs: _Blocks

    @classmethod
    def of(cls, *contents: Content) -> "_Sides":
        """The sides of base, mine and theirs."""
        return cls(*({each.id: each for each in content.blocks} for content in contents))

    def kept(self) -> _Blocks:
        """Each block as it is to be, in no order; theirs where both changed it."""
        names = {**self.theirs, **self.mine}
        return {name: each for name in names if (each := self._kept(name))}

    def copies(self, kept: _Blocks) -> _Blocks:
        """Block -> what I made of it where others made something else of it, to stand beside."""
        return {
            name: _by_own_id(replace(mine, beside=name), kept)
            for name, mine in self.mine.items()
            if name in self.theirs
            and mine not in (self.base.get(name), self.theirs[name])
            and self.theirs[name] != self.base.get(name)
        }

    def in_order(self, kept: _Blocks, copies: _Blocks) -> Iterator[Block]:
        """All of them, in order: after a block what was written in its place."""
        beside = self._beside(kept)
        placed = {each.id for some in beside.values() for each in some}
        order = [name for name in self.theirs if name not in placed]
        for name in together([*self.base], [*self.mine], order, kept.keys() - placed):
            yield kept[name]
            yield from beside[name]
            copy = copies.get(name)
            if copy and copy.id not in kept:
                yield copy

    def _kept(self, name: str) -> Block | None:
        """A block as it is to be; None where one side took it out and the other left it."""
        base, mine, theirs = (side.get(name) for side in (self.base, self.mine, self.theirs))
        if theirs is None or mine is None:
            left = theirs or mine
            return None if left == base else left
        return mine if theirs == base else theirs

    def _beside(self, kept: Collection[str]) -> Mapping[str, Sequence[Block]]:
        """Block -> what stands after it in its place and I do not know of: it goes with it."""
        beside = defaultdict[str, list[Block]](list)
        last = ""
        for each in self.theirs.values():
            if each.beside == last and last in kept and self._is_new(each):
                beside[last].append(each)
            else:
                last = each.id
        return beside

    def _is_new(self, theirs: Block) -> bool:
        return theirs.id not in self.base and theirs.id not in self.mine


def _either(base: str, mine: str, theirs: str) -> str:
    """Whichever was changed; theirs where both were."""
    return mine if theirs == base else theirs


def _tags(base: _Tags, mine: _Tags, theirs: _Tags) -> tuple[_Tags, _Tags]:
    """What both put on, without what either took off; and for what there is no room."""
    stayed = [tag for tag in theirs if tag in mine or tag not in base]
    added = [tag for tag in mine if tag not in theirs and tag not in base]
    both = (*stayed, *added)
    return both[:MOST_TAGS], both[MOST_TAGS:]


def _notes(base: Content, mine: Content, theirs: Content, left_out: _Tags) -> Iterator[Block]:
    """A note for each fact of which others made something else than I, and for tags left out."""
    facts = {
        "名称": (base.name, mine.name, theirs.name),
        "标题": (base.title, mine.title, theirs.title),
    }
    for name, (before, own, other) in facts.items():
        if own not in (before, other) and other != before:
            yield Block("", BlockKind.NOTE, f"{name}另一处改成：{own}")
    if left_out:
        yield Block("", BlockKind.NOTE, f"标签另一处还有：{'、'.join(left_out)}")


def _by_own_id(block: Block, there: _Blocks) -> Block:
    """A block under an id that is made of what it says: the same whenever the same is said.

    Where something else has that id by now, it is given another one.
    """
    for number in count():
        digest = sha256(f"{number} {replace(block, id='')}".encode()).hexdigest()
        named = replace(block, id=digest[:_ID_LENGTH])
        if there.get(named.id, named) == named:
            break
    return named

"""Two people wrote in one briefing at once: what they wrote becomes one content.

Nothing of either is lost. What one changed and the other did not is as the one left it; what both
changed differently is there twice, theirs first; what one took out and the other changed stays.
To merge once more what was merged doubles nothing: whoever got no answer sends the same again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, TypeAlias

from searchapp.library.briefings.ordering import together
from searchapp.library.briefings.values import MOST_TAGS, Block, BlockKind, Content

#: Enough of a hash that no two blocks of a briefing are given one id.
_ID_LENGTH: Final = 16

_Tags: TypeAlias = tuple[str, ...]


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
    tags, left_out = _tags(base.tags, mine.tags, theirs.tags)
    notes = [*_notes(base, mine, theirs)]
    if left_out:
        notes.append(_note(f"标签另一处还有：{'、'.join(left_out)}"))
    new_notes = (each for each in notes if each.id not in sides.theirs)
    content = Content(
        name=_either(base.name, mine.name, theirs.name),
        title=_either(base.title, mine.title, theirs.title),
        tags=tags,
        blocks=(*new_notes, *sides.blocks()),
    )
    looked_at = (*notes, *sides.copies.values())
    return Merged(content, tuple(each.id for each in looked_at))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The blocks of the three contents by their ids, in order.

    ``copies`` are what I made of blocks of which others made something else, by these blocks' ids.
    """

    base: Mapping[str, Block]
    mine: Mapping[str, Block]
    theirs: Mapping[str, Block]
    copies: Mapping[str, Block]

    @classmethod
    def of(cls, *contents: Content) -> "_Sides":
        """The sides of base, mine and theirs."""
        base, mine, theirs = ({each.id: each for each in content.blocks} for content in contents)
        both = (name for name in theirs if name in mine)
        copies = {
            name: _copy(mine[name])
            for name in both
            if mine[name] not in (base.get(name), theirs[name]) and theirs[name] != base.get(name)
        }
        return cls(base, mine, theirs, copies)

    def blocks(self) -> Iterator[Block]:
        """All that stays, in order; what I wrote in place of a block comes after it."""
        kept = {name: each for name in {**self.theirs, **self.mine} if (each := self._kept(name))}
        beside = self._beside(kept)
        placed = {each.id for some in beside.values() for each in some}
        order = [name for name in self.theirs if name not in placed]
        for name in together([*self.base], [*self.mine], order, kept.keys() - placed):
            yield kept[name]
            yield from beside[name]
            copy = self.copies.get(name)
            if copy and copy.id not in self.theirs:
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


def _notes(base: Content, mine: Content, theirs: Content) -> Iterator[Block]:
    """A note for each fact of which others made something else than I."""
    facts = {
        "名称": (base.name, mine.name, theirs.name),
        "标题": (base.title, mine.title, theirs.title),
    }
    for name, (before, own, other) in facts.items():
        if own not in (before, other) and other != before:
            yield _note(f"{name}另一处改成：{own}")


def _note(text: str) -> Block:
    """A note with an id of its own, the same whenever the same is noted."""
    return _known_by_words(Block("", BlockKind.NOTE, text))


def _copy(mine: Block) -> Block:
    """What I made of a block, to stand beside what others made of it."""
    return _known_by_words(replace(mine, beside=mine.id))


def _known_by_words(block: Block) -> Block:
    """The block under an id that is made of all that it is."""
    digest = sha256(repr(block).encode()).hexdigest()
    return replace(block, id=digest[:_ID_LENGTH])

// What somebody else saved meanwhile, taken into what one has in hand. The server merges too, when that is saved;
// here nothing may be lost that is being typed.

import { newBlock, same, sameContent } from "./editing-content.js";

function byId(content) {
  return new Map(content.blocks.map((each) => [each.id, each]));
}

/** Whichever was changed; theirs where both were. */
function either(base, mine, theirs) {
  return same(base, theirs) ? mine : theirs;
}

/** Where I stand beside what they made of a block: under the server's copy of my words, else one of my own. */
function beside(base, mine, ofTheirs) {
  const copy = [...ofTheirs.values()].find((each) => each.beside === mine.id && each.text === base?.text);
  if (copy) return { ...copy, text: mine.text };
  const { id, ...words } = mine;
  return newBlock(mine.kind, { ...words, beside: id });
}

/** My blocks that they lack, each after the one it follows with me. */
function withMine(blocks, mine, isMissing) {
  const result = [...blocks];
  mine.blocks.forEach((each, at) => {
    if (!isMissing(each)) return;
    const known = mine.blocks.slice(0, at).map(({ id }) => result.findIndex((one) => one.id === id));
    result.splice((known.filter((place) => place >= 0).at(-1) ?? -1) + 1, 0, each);
  });
  return result;
}

/** Whether the blocks that all know stand in the same order. */
function isInOrder(one, other) {
  const ids = new Set(other.blocks.map((each) => each.id));
  const common = one.blocks.map((each) => each.id).filter((id) => ids.has(id));
  const kept = new Set(common);
  return same(common, other.blocks.map((each) => each.id).filter((id) => kept.has(id)));
}

/** The blocks in my order, those that I lack after what they follow with them. */
function inMyOrder(blocks, mine) {
  const place = new Map(mine.blocks.map((each, at) => [each.id, at]));
  let last = -1;
  const placedAt = blocks.map((each) => (last = place.get(each.id) ?? last));
  const order = blocks.map((_, at) => at).sort((a, b) => placedAt[a] - placedAt[b] || a - b);
  return order.map((at) => blocks[at]);
}

/** Their blocks as they are with what I made of them; what both changed is there twice, unless theirs is enough. */
function joined({ ofBase, ofMine, ofTheirs }, keepsMine) {
  const copies = new Map();
  const blocks = [...ofTheirs.values()].flatMap((their) => {
    const [was, my] = [ofBase.get(their.id), ofMine.get(their.id)];
    if (!my) return was && same(was, their) ? [] : [their];
    const isBoth = !same(my, was) && !same(their, was) && !same(my, their);
    if (!isBoth || !keepsMine) return [either(was, my, their)];
    const copy = beside(was, my, ofTheirs);
    copies.set(copy.id, copy);
    return ofTheirs.has(copy.id) ? [their] : [their, copy];
  });
  return blocks.map((each) => copies.get(each.id) ?? each);
}

/**
 * What I and others made of the same base. Where both changed a block there is theirs, and mine beside it;
 * or theirs alone, if `keepsMine` is false: what one may go back to is not to bring up conflicts.
 */
export function merged(base, mine, theirs, { keepsMine = true } = {}) {
  if (sameContent(mine, base)) return theirs;
  if (sameContent(theirs, base)) return mine;
  const [ofBase, ofMine, ofTheirs] = [base, mine, theirs].map(byId);
  const isMissing = ({ id }) => !ofTheirs.has(id) && !same(ofMine.get(id), ofBase.get(id));
  const blocks = withMine(joined({ ofBase, ofMine, ofTheirs }, keepsMine), mine, isMissing);
  return {
    name: either(base.name, mine.name, theirs.name),
    title: either(base.title, mine.title, theirs.title),
    tags: either(base.tags, mine.tags, theirs.tags),
    blocks: isInOrder(base, theirs) && !isInOrder(base, mine) ? inMyOrder(blocks, mine) : blocks,
  };
}

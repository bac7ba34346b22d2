// What a briefing says, and what becomes of it: values alone, no function here changes what it is given.

/** @typedef {{id: string, kind: string, text: string, level: number, excerpt: string, kept: number, beside: string}} Block */
/** @typedef {{name: string, title: string, tags: string[], blocks: Block[]}} Content */

const SIGNS = "abcdefghijklmnopqrstuvwxyz234567";

/** An id that no other block has; `crypto.randomUUID` is not there on pages without https. */
function newId() {
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  return [...drawn].map((each) => SIGNS[each % SIGNS.length]).join("");
}

/** @returns {Block} */
export function newBlock(kind, said = {}) {
  return { id: newId(), kind, text: "", level: 1, excerpt: "", kept: 0, beside: "", ...said };
}

/** Whether two plain values say the same. */
export function same(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** The same of two contents, most blocks of which are the same object: a letter makes one new. */
export function sameContent(one, other) {
  if (one === other) return true;
  if (one === null || other === null || one.blocks.length !== other.blocks.length) return false;
  const facts = ["name", "title", "tags"].every((fact) => same(one[fact], other[fact]));
  return facts && one.blocks.every((each, at) => same(each, other.blocks[at]));
}

export function indexOf(content, id) {
  return content.blocks.findIndex((each) => each.id === id);
}

export function blockOf(content, id) {
  return content.blocks.find((each) => each.id === id);
}

/** Kind and level in one word: `text`, `heading-2`. */
export function shapeOf({ kind, level }) {
  return kind === "heading" ? `heading-${level}` : kind;
}

/** What a shape says of a block. */
export function shaped(shape) {
  const [kind, level] = shape.split("-");
  return { kind, level: Number(level ?? 1) };
}

/** With something else said in one block. */
export function changed(content, id, said) {
  return { ...content, blocks: content.blocks.map((each) => (each.id === id ? { ...each, ...said } : each)) };
}

/** With blocks at a place among the others. */
export function inserted(content, at, ...blocks) {
  return { ...content, blocks: [...content.blocks.slice(0, at), ...blocks, ...content.blocks.slice(at)] };
}

/** Without a block; what stood beside it stands by itself. */
export function removed(content, id) {
  const left = without(content, id).blocks;
  return { ...content, blocks: left.map((each) => (each.beside === id ? { ...each, beside: "" } : each)) };
}

function without(content, id) {
  return { ...content, blocks: content.blocks.filter((each) => each.id !== id) };
}

/** With a block so many places on; as it was where there is no room. */
export function moved(content, id, by) {
  const at = indexOf(content, id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= content.blocks.length) return content;
  return inserted(without(content, id), to, content.blocks[at]);
}

/** With a block before another; at the end where none is named. */
export function placed(content, id, before) {
  const left = without(content, id);
  const at = indexOf(left, before);
  return inserted(left, at < 0 ? left.blocks.length : at, blockOf(content, id));
}

/** The codes of the quotes in order, each once: their places are the numbers of the sources. */
export function codesOf(content) {
  return [...new Set(content.blocks.map((each) => each.excerpt).filter(Boolean))];
}

/** The first block that is another in one content than in the other; undefined where none is. */
export function firstChanged(before, after) {
  return after.blocks.find((each, at) => !same(each, before.blocks[at])) ?? after.blocks.at(-1);
}

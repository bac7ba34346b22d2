// What is not saved yet stays in the browser, whatever becomes of window, browser or network: each window keeps
// its own, under a name of its own, and takes over what one left that is no longer there.

/** Milliseconds in which every open window answers that it is there. */
const PATIENCE = 300;

/** @typedef {{base: Content, revision: number, content: Content, sent: ?Content}} Kept */

export class Keeping {
  constructor(number) {
    this.prefix = `briefing:${number}:`;
    this.own = `${this.prefix}${Date.now()}-${Math.random()}`;
    this.windows = new BroadcastChannel(`briefing:${number}`);
    this.alive = new Set();
    this.windows.addEventListener("message", ({ data }) => this.hear(data));
  }

  hear({ asks, own }) {
    if (asks) this.windows.postMessage({ own: this.own });
    else this.alive.add(own);
  }

  /** Keep what is not saved; false where the browser keeps nothing. @param {Kept} kept */
  keep(kept) {
    try {
      localStorage.setItem(this.own, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  forget(name = this.own) {
    try {
      localStorage.removeItem(name);
    } catch {
      // It was not kept either.
    }
  }

  /** What windows left that are no longer there: name -> what each kept. */
  async left() {
    const found = this.found();
    if (found.size === 0) return found;
    this.alive.clear();
    this.windows.postMessage({ asks: true });
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    for (const name of this.alive) found.delete(name);
    return found;
  }

  found() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix) && name !== this.own);
      return new Map(names.map((name) => [name, JSON.parse(localStorage.getItem(name))]));
    } catch {
      return new Map();
    }
  }
}

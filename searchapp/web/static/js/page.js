// What every page does: each module finds its own elements in what was loaded and enhances them.
// A module exports enhance(root); it is called once for the document, and again for whatever
// part of a page is put in place of another (navigate.js).

const MODULES = [];

export function enhance(root) {
  for (const module of MODULES) module.enhance(root);
}

enhance(document);

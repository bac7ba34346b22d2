// What every page does: each module finds its own elements in what was loaded and enhances them.
// A module exports enhance(root); it is called once for the document, and again for whatever
// part of a page is put in place of another (navigate.js).

import * as adding from "./adding.js";
import * as box from "./box.js";
import * as completion from "./completion.js";
import * as editing from "./editing.js";
import * as hits from "./hits.js";
import * as keys from "./keys.js";
import * as menus from "./menus.js";
import * as navigate from "./navigate.js";
import * as outline from "./outline.js";
import * as picking from "./picking.js";
import * as places from "./places.js";
import * as results from "./results.js";
import * as saving from "./saving.js";
import * as selecting from "./selecting.js";
import * as taking from "./taking.js";
import * as within from "./within.js";
import * as years from "./years.js";

// What a form of the editor leaves to it comes first: others ask whose a field is.
const MODULES = [editing, box, completion, keys, menus, places, results, years, outline, hits, within, adding, saving, taking, picking, selecting, editing];

export function enhance(root) {
  for (const module of MODULES) module.enhance(root);
}

enhance(document);
navigate.begin(enhance);

/** Every text a person reads, by slice. To translate: give a second object of the same shape and choose here. */
import { customers } from "./customers";
import { errors } from "./errors";
import { evidence } from "./evidence";
import { imports } from "./imports";
import { insights } from "./insights";
import { item } from "./item";
import { items } from "./items";
import { ledger } from "./ledger";
import { notes } from "./notes";
import { proposals } from "./proposals";
import { search } from "./search";
import { rubrics } from "./rubrics";
import { session } from "./session";
import { settings } from "./settings";
import { shell } from "./shell";
import { themes } from "./themes";
import { words } from "./words";

export const m = { customers, errors, evidence, imports, insights, item, items, ledger, notes, proposals, rubrics, search, session, settings, shell, themes, words };

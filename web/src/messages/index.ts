/** Every text a person reads, by slice. To translate: give a second object of the same shape and choose here. */
import { errors } from "./errors";
import { items } from "./items";
import { shell } from "./shell";
import { words } from "./words";

export const m = { errors, items, shell, words };

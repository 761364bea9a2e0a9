/** The generated description of the API as the client uses it: absolute paths, and answers without null. */
import type { components, paths as generated } from "./schema.gen";

/** Answers leave out what is empty instead of sending null, which the generated types cannot say. */
export type Told<T> = T extends object ? { [K in keyof T]: Told<Exclude<T[K], null>> } : T;
export type Schemas = { [N in keyof components["schemas"]]: Told<components["schemas"][N]> };

/** Only what is answered is told so: a request may send null to clear a field. */
type Operation<O> = O extends { responses: infer R } ? Omit<O, "responses"> & { responses: Told<R> } : O;
export type paths = { [P in keyof generated as `/api/v1${P}`]: { [M in keyof generated[P]]: Operation<generated[P][M]> } };

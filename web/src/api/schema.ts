/** The generated description of the API as the client uses it: absolute paths, and answers without null. */
import type { components, paths as generated } from "./schema.gen";
import type { Delivery, Page, Webhook } from "./types";

/** Answers leave out what is empty instead of sending null, which the generated types cannot say. */
export type Told<T> = T extends object ? { [K in keyof T]: Told<Exclude<T[K], null>> } : T;
export type Schemas = { [N in keyof components["schemas"]]: Told<components["schemas"][N]> };

/** Only what is answered is told so: a request may send null to clear a field. */
type Operation<O> = O extends { responses: infer R } ? Omit<O, "responses"> & { responses: Told<R> } : O;
type Api = { [P in keyof generated as `/api/v1${P}`]: { [M in keyof generated[P]]: Operation<generated[P][M]> } };

type At<P> = { parameters: { path: P } };
type Json<B> = { content: { "application/json": B } };
interface WebhookPaths {
  "/api/v1/webhooks/{id}/deliveries": { get: At<{ id: string }> & { responses: { 200: Json<Page<Delivery>> } } };
  "/api/v1/webhooks/deliveries/{id}/replay": { post: At<{ id: string }> & { responses: { 200: Json<Delivery> } } };
  "/api/v1/webhooks": { post: { requestBody: Json<Partial<Webhook>>; responses: { 201: Json<Webhook> } } };
}

export type paths = Api & WebhookPaths;

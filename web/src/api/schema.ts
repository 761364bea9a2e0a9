/**
 * The paths of the API in openapi-fetch's form, written by hand until `npm run gen` gives schema.gen.ts.
 * To swap: change the one import of `paths` in client.ts.
 */
import type * as T from "./types";

type Json<B> = { content: { "application/json": B } };
type Op<P, Body, Out, Status extends number = 200> = {
  parameters: P;
  requestBody?: Body extends undefined ? never : Json<Body>;
  responses: Record<Status, Json<Out>>;
};
type Get<Out, Query = Record<never, never>> = Op<{ query?: Query }, undefined, Out>;
type GetAt<Out, Path, Query = Record<never, never>> = Op<{ path: Path; query?: Query }, undefined, Out>;
type IfMatch = { header?: { "If-Match"?: string } };
type Id = { id: string };
type ItemQuery = { filter?: string; q?: string; as_of?: string };
type Reason = { reason?: string };

type RegistryPaths = {
  [N in T.RegistryName as `/api/v1/${N}`]: {
    get: Get<T.Page<T.Registries[N]>, { cursor?: string; limit?: number }>;
    post: Op<Record<never, never>, Omit<Partial<T.Registries[N]>, "id" | "version"> & Reason, T.Registries[N], 201>;
  };
} & {
  [N in T.RegistryName as `/api/v1/${N}/{id}`]: {
    get: GetAt<T.Registries[N], Id>;
    patch: Op<{ path: Id } & IfMatch, Omit<Partial<T.Registries[N]>, "id" | "version"> & Reason, T.Registries[N]>;
    delete: Op<{ path: Id } & IfMatch, undefined, undefined, 204>;
  };
};

interface ItemPaths {
  "/api/v1/session": { get: Get<T.Session>; post: Op<Record<never, never>, { email: string; password: string }, T.Session>; delete: Op<Record<never, never>, undefined, undefined, 204> };
  "/api/v1/items": {
    get: Get<T.ItemWindow, ItemQuery & { sort?: string; group?: string; offset?: number; limit?: number; cursor?: string }>;
    post: Op<Record<never, never>, T.ItemChange & { title: string } & Reason, T.ItemDetail, 201>;
  };
  "/api/v1/items/summary": { get: Get<T.ItemSummary, ItemQuery> };
  "/api/v1/items/index": { get: Get<{ ids: string[]; position: number }, { filter?: string; q?: string; sort?: string }> };
  "/api/v1/items/bulk": { post: Op<Record<never, never>, T.BulkRequest, { changed: number; position?: number }> };
  "/api/v1/items/proposals": { post: Op<Record<never, never>, { filter?: string; limit?: number }, { proposals: T.Proposal[]; total: number }> };
  "/api/v1/items/proposals/accept": {
    post: Op<Record<never, never>, { accept: Pick<T.Proposal, "item_id" | "lane" | "horizon" | "severity">[] } & Reason, { changed: number; position: number }>;
  };
  "/api/v1/items/{id}": {
    get: GetAt<T.ItemDetail, Id, { as_of?: string }>;
    patch: Op<{ path: Id } & IfMatch, T.ItemChange & Reason, T.ItemDetail>;
    delete: Op<{ path: Id } & IfMatch, undefined, undefined, 204>;
  };
  "/api/v1/items/{id}/score": { get: GetAt<T.ScoreExplanation, Id> };
  "/api/v1/items/{id}/history": { get: GetAt<{ entries: T.ItemHistoryEntry[]; next_cursor?: number }, Id, { cursor?: number }> };
  "/api/v1/items/{id}/explain": { get: GetAt<T.MoveExplanation, Id, { from?: string; to?: string }> };
  "/api/v1/items/{id}/estimates": { post: Op<{ path: Id }, { quantity: string; low: number; likely: number; high: number; note?: string }, T.ItemDetail, 201> };
  "/api/v1/items/{id}/comments": { post: Op<{ path: Id }, { text: string }, T.Comment, 201> };
  "/api/v1/items/{id}/dependencies": { post: Op<{ path: Id }, { needs_id: string } & Reason, { id: string; item_id: string; needs_id: string }, 201> };
  "/api/v1/dependencies/{id}": { delete: Op<{ path: Id }, undefined, undefined, 204> };
  "/api/v1/items/{id}/rank": {
    put: Op<{ path: Id }, { position?: number; before_id?: string; after_id?: string; expires?: string; reason: string }, T.ItemDetail>;
    delete: Op<{ path: Id }, undefined, undefined, 204>;
  };
  "/api/v1/ledger": {
    get: Get<T.LedgerPage, { entity_kind?: string; entity_id?: string; actor?: string; cause?: string; from?: string; to?: string; q?: string; cursor?: number; limit?: number }>;
  };
  "/api/v1/ledger/{position}": { get: GetAt<T.LedgerEntryDetail, { position: number }, { offset?: number }> };
  "/api/v1/ledger/{position}/undo": { post: Op<{ path: { position: number } }, Reason, T.UndoResult> };
  "/api/v1/ledger/undo-last": { post: Op<Record<never, never>, Reason, T.UndoResult> };
  "/api/v1/ledger/verify": { get: Get<T.LedgerCheck> };
}

type NoParameters = Record<never, never>;
type Done = Op<{ path: Id }, undefined, undefined, 204>;

interface SessionPaths {
  "/api/v1/setup": { get: Get<T.Setup, { token: string }>; post: Op<NoParameters, { token: string; name: string; email: string; password: string }, T.Session> };
  "/api/v1/setup/demo": { post: Op<NoParameters, { token: string }, T.Session> };
  "/api/v1/people/{id}/password": { put: Op<{ path: Id }, { password: string; current?: string }, undefined, 204> };
  "/api/v1/tokens": { get: Get<T.ApiToken[]>; post: Op<NoParameters, { name: string; scope: T.Scope; expires_at?: string }, T.ApiToken, 201> };
  "/api/v1/tokens/{id}": { delete: Done };
  "/api/v1/webhooks/{id}/deliveries": { get: GetAt<T.Page<T.Delivery>, Id, { cursor?: string; limit?: number }> };
  "/api/v1/webhooks/deliveries/{id}/replay": { post: Op<{ path: Id }, undefined, T.Delivery> };
}

interface RubricPaths {
  "/api/v1/rubrics": { get: Get<T.Rubric[]>; post: Op<NoParameters, { from_preset?: string; from_id?: string; name?: string }, T.Rubric, 201> };
  "/api/v1/rubrics/presets": { get: Get<T.RubricPreset[]> };
  "/api/v1/rubrics/preview": { post: Op<NoParameters, { rubric: Omit<T.Rubric, "version" | "locked"> }, { top: T.PreviewRow[]; entering?: number }> };
  "/api/v1/rubrics/{id}": {
    patch: Op<{ path: Id } & IfMatch, Partial<Omit<T.Rubric, "id" | "version">> & Reason, T.Rubric>;
    delete: Op<{ path: Id } & IfMatch, undefined, undefined, 204>;
  };
  "/api/v1/rubrics/{id}/activate": { post: Op<{ path: Id }, { reason: string }, T.Rubric> };
  "/api/v1/formulas/check": { post: Op<NoParameters, { formula: string; criteria?: T.Criterion[] }, T.FormulaCheck> };
}

interface ImportPaths {
  "/api/v1/imports/{id}": {
    get: GetAt<T.ImportDraft, Id>;
    put: Op<{ path: Id }, T.ImportChoices, T.ImportDraft>;
    delete: Done;
  };
  "/api/v1/imports/{id}/dry-run": { post: Op<{ path: Id }, undefined, T.ImportReport> };
  "/api/v1/imports/{id}/commit": { post: Op<{ path: Id }, Reason, { id: string }, 202> };
}

export type paths = ItemPaths & RegistryPaths & SessionPaths & RubricPaths & ImportPaths;

-- One text for SQLite and PostgreSQL: TEXT ids (UUIDv7), BIGINT times (microseconds, UTC), JSON as TEXT.

-- The ledger: change sets in order, each hashed over its content and the hash before it.
CREATE TABLE change_sets (
    position        BIGINT  NOT NULL PRIMARY KEY,
    id              TEXT    NOT NULL UNIQUE,
    at              BIGINT  NOT NULL,
    actor_kind      TEXT    NOT NULL,
    actor_id        TEXT,
    actor_name      TEXT    NOT NULL,
    cause           TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    undoes          BIGINT,
    idempotency_key TEXT,
    change_count    BIGINT  NOT NULL,
    summary         TEXT    NOT NULL,
    hash            TEXT    NOT NULL
);
CREATE INDEX change_sets_by_time ON change_sets (at);
CREATE INDEX change_sets_by_actor ON change_sets (actor_id, position);
CREATE INDEX change_sets_by_undone ON change_sets (undoes);
CREATE UNIQUE INDEX change_sets_once ON change_sets (actor_id, idempotency_key);

-- What each change set did, in order. `subject` is the item a part belongs to, else the entity itself.
CREATE TABLE changes (
    position BIGINT NOT NULL,
    ordinal  BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    id       TEXT   NOT NULL,
    subject  TEXT   NOT NULL,
    version  BIGINT NOT NULL,
    op       TEXT   NOT NULL,
    data     TEXT   NOT NULL,
    PRIMARY KEY (position, ordinal)
);
CREATE INDEX changes_by_subject ON changes (subject, position);

-- Entities as they stand at the head of the ledger; can be rebuilt from it.
CREATE TABLE entities (
    id      TEXT    NOT NULL PRIMARY KEY,
    kind    TEXT    NOT NULL,
    version BIGINT  NOT NULL,
    deleted BOOLEAN NOT NULL,
    doc     TEXT    NOT NULL
);

-- The head of the ledger: one row. Whoever writes holds it, so positions commit in order.
CREATE TABLE ledger_head (
    only_row BIGINT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    hash     TEXT   NOT NULL
);
INSERT INTO ledger_head (only_row, position, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

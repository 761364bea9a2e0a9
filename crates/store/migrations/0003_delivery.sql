-- Background work: who does it, and what was sent out.

CREATE TABLE leases (
    name   TEXT   NOT NULL PRIMARY KEY,
    holder TEXT   NOT NULL,
    until  BIGINT NOT NULL
);

CREATE TABLE reader_positions (
    reader   TEXT   NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

CREATE TABLE webhook_secrets (
    webhook_id TEXT NOT NULL PRIMARY KEY,
    secret     TEXT NOT NULL
);

CREATE TABLE webhook_deliveries (
    id         TEXT   NOT NULL PRIMARY KEY,
    webhook_id TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    state      TEXT   NOT NULL,
    attempts   BIGINT NOT NULL,
    due_at     BIGINT NOT NULL,
    answer     TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    UNIQUE (webhook_id, position)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (state, due_at);

-- Secrets and sessions: kept apart from the ledger, which never forgets.

CREATE TABLE passwords (
    person_id TEXT   NOT NULL PRIMARY KEY,
    hash      TEXT   NOT NULL,
    set_at    BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    person_id  TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE api_tokens (
    id         TEXT   NOT NULL PRIMARY KEY,
    token_hash TEXT   NOT NULL UNIQUE,
    person_id  TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    scope      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used  BIGINT
);
CREATE INDEX api_tokens_by_person ON api_tokens (person_id);

-- Links that sign someone in once: the first administrator, the demo.
CREATE TABLE setup_links (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    purpose    TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

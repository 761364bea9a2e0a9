-- Keys by which web pages send notes to a source: one each, only its hash.
CREATE TABLE capture_keys (
    source_id TEXT   NOT NULL PRIMARY KEY,
    key_hash  TEXT   NOT NULL UNIQUE,
    made_at   BIGINT NOT NULL
);

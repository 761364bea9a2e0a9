-- Words that can be erased: the ledger and the entities hold their seals only. Erased words leave an empty row.
CREATE TABLE vault (
    seal     TEXT    NOT NULL PRIMARY KEY,
    position BIGINT  NOT NULL,
    resident BOOLEAN NOT NULL,
    salt     TEXT,
    words    TEXT
);
CREATE INDEX vault_in_memory ON vault (resident, position);

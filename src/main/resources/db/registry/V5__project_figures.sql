-- What the index of each project held when it was counted last: lists and metrics are answered from here, without opening
-- the projects' databases.
CREATE TABLE project_figures (
    database_name text        PRIMARY KEY REFERENCES projects (database_name) ON DELETE CASCADE ON UPDATE CASCADE,
    -- Of the database that was counted; one that was made anew under the same name is another one.
    database_oid  oid         NOT NULL,
    -- Of the index: what was counted earlier never replaces what was counted later.
    generation    bigint      NOT NULL,
    size_bytes    bigint      NOT NULL,
    counted_at    timestamptz NOT NULL
);

CREATE TABLE repository_figures (
    database_name text        NOT NULL REFERENCES project_figures ON DELETE CASCADE ON UPDATE CASCADE,
    id            uuid        NOT NULL,
    -- Null where no machine has found the directory yet.
    machine_id    uuid,
    directory     text        NOT NULL,
    files         bigint      NOT NULL,
    chunks        bigint      NOT NULL,
    indexed_at    timestamptz,
    PRIMARY KEY (database_name, id)
);

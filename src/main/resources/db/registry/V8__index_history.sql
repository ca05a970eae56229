-- What the index of a project held when a job had ended, so that its growth can be shown. Jobs are kept for days only.
CREATE TABLE index_history (
    database_name text        NOT NULL REFERENCES projects (database_name) ON DELETE CASCADE ON UPDATE CASCADE,
    job_id        uuid        NOT NULL,
    ended_at      timestamptz NOT NULL,
    files         bigint      NOT NULL,
    chunks        bigint      NOT NULL,
    size_bytes    bigint      NOT NULL,
    PRIMARY KEY (database_name, job_id)
);

CREATE INDEX index_history_newest ON index_history (database_name, ended_at DESC);

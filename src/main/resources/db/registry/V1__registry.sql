-- The only truth about projects and jobs. All times are instants.

CREATE TABLE projects (
    id            uuid PRIMARY KEY,
    name          text        NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 255),
    database_name text        NOT NULL UNIQUE CHECK (database_name ~ '^cb_proj_[a-z0-9_]+_[a-f0-9]{8}$'),
    state         text        NOT NULL CHECK (state IN ('creating', 'ready')),
    -- The directory whose config file made the project; null for one that was asked for by name alone.
    created_from  text,
    description   text,
    flavour       text,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

-- No foreign key to projects: a job outlives its project as a record of what was done.
CREATE TABLE jobs (
    id               uuid PRIMARY KEY,
    project_id       uuid        NOT NULL,
    database_name    text        NOT NULL,
    repository       text        NOT NULL,
    force            boolean     NOT NULL,
    status           text        NOT NULL CHECK (status IN ('pending', 'running', 'completed', 'completed_with_errors',
                                                            'failed', 'cancelled', 'interrupted')),
    message          text        NOT NULL,
    phase            text        NOT NULL,
    files_total      integer     NOT NULL DEFAULT 0,
    files_scanned    integer     NOT NULL DEFAULT 0,
    files_indexed    integer     NOT NULL DEFAULT 0,
    files_skipped    integer     NOT NULL DEFAULT 0,
    files_deleted    integer     NOT NULL DEFAULT 0,
    files_failed     integer     NOT NULL DEFAULT 0,
    chunks_created   bigint      NOT NULL DEFAULT 0,
    failed_paths     text[]      NOT NULL DEFAULT '{}',
    failure_causes   text[]      NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    completed_at     timestamptz,
    resumed_by       uuid,
    -- How many workers died over this work before; bounds the resuming of what kills its process.
    deaths           integer     NOT NULL DEFAULT 0,
    cancel_requested boolean     NOT NULL DEFAULT false,
    -- The worker that runs it. It holds the advisory lock of this id as long as its process lives.
    owner            uuid,
    CHECK (cardinality(failed_paths) = cardinality(failure_causes)),
    CHECK ((status = 'running') = (owner IS NOT NULL)),
    CHECK ((status IN ('pending', 'running')) = (completed_at IS NULL))
);

-- One unfinished job for each repository of a project. The hash, since a path may be longer than an index entry.
CREATE UNIQUE INDEX jobs_unfinished ON jobs (project_id, md5(repository)) WHERE status IN ('pending', 'running');
CREATE INDEX jobs_waiting ON jobs (created_at) WHERE status IN ('pending', 'running');
CREATE INDEX jobs_newest ON jobs (created_at DESC);
CREATE INDEX jobs_of_project ON jobs (project_id, created_at DESC);

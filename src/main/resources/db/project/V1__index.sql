-- The index of one project. Rows of files, contents, chunks and segments are written by one indexing job at a time.

-- One row. Every committed batch of a job raises the generation: it tells readers when what they hold is out of date.
create table index_state (
    singleton  boolean primary key default true check (singleton),
    generation bigint  not null default 0,
    -- contents, chunks and segments draw their ids from here, in contiguous blocks
    next_id    bigint  not null default 1
);
insert into index_state default values;

create table repositories (
    id          uuid primary key,
    root_path   text        not null unique,
    -- what an index depends on besides the files: chunker, model, limits; another value means that all is read anew
    fingerprint text        not null default '',
    -- false from the first change of a run until the run comes to its end
    complete    boolean     not null default false,
    created_at  timestamptz not null default now(),
    -- the end of the last run that completed
    indexed_at  timestamptz
);

-- What is indexed: the same bytes in the same language are chunked and embedded once, however many files hold them.
create table contents (
    id             bigint primary key,
    hash           bytea   not null unique,
    language       text    not null,
    first_chunk_id bigint  not null,
    chunk_count    integer not null
);

create table files (
    id             bigint generated always as identity unique,
    repository_id  uuid        not null references repositories on delete cascade,
    path           text collate "C" not null,
    -- null for a file that was skipped, or that failed before it was ever indexed
    content_id     bigint references contents,
    size_bytes     bigint      not null,
    modified_nanos bigint      not null,
    inode          bigint      not null,
    scanned_at     timestamptz not null,
    state          text        not null check (state in ('indexed', 'skipped', 'failed')),
    reason         text,
    primary key (repository_id, path)
);
create index files_by_content on files (content_id);

create table chunks (
    id         bigint primary key,
    content_id bigint  not null,
    start_line integer not null,
    end_line   integer not null,
    kind       text,
    symbol     text,
    -- deflated UTF-8
    text       bytea   not null
);
alter table chunks alter column text set storage external;

create table definitions (
    chunk_id       bigint   not null,
    ordinal        smallint not null,
    -- the plain name in lower case
    name_key       text collate "C" not null,
    qualified_name text     not null,
    kind           text     not null,
    start_line     integer  not null,
    end_line       integer  not null,
    signature      text     not null,
    primary key (chunk_id, ordinal)
);
create index definitions_by_name on definitions (name_key);

-- A batch of chunks with its postings and vectors. Segments never change, so a reader may keep one as long as it likes.
create table segments (
    id              bigint primary key,
    chunk_count     integer not null,
    -- the id of each chunk, by its ordinal: 8 bytes each, big-endian, ascending
    chunk_ids       bytea   not null,
    -- for each chunk one byte for each field: the quantised number of terms
    field_lengths   bytea   not null,
    embedding_model text    not null
);
alter table segments alter column chunk_ids set storage external;
alter table segments alter column field_lengths set storage external;

-- The chunks of a segment that hold a term. The format of the data is described where it is written and read.
-- Segment before term: a new segment is appended to the key's index, and a merge reads one range of it.
create table postings (
    segment_id         bigint  not null,
    term               text collate "C" not null,
    document_frequency integer not null,
    data               bytea   not null,
    primary key (segment_id, term)
);
alter table postings alter column data set storage external;

-- Portable flavour: the int8 vectors of a segment, one after the other.
create table segment_vectors (
    segment_id bigint primary key,
    data       bytea not null
);
alter table segment_vectors alter column data set storage external;

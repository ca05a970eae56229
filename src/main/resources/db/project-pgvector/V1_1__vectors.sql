-- pgvector flavour: one row for each chunk. An HNSW index is added by the indexing job that finds enough rows.
create table chunk_vectors (
    chunk_id   bigint primary key,
    content_id bigint not null,
    embedding  halfvec(256) not null
);
alter table chunk_vectors alter column embedding set storage plain;
create index chunk_vectors_by_content on chunk_vectors (content_id);

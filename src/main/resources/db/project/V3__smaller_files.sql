-- What another working tree of the same commit takes on disk is its rows of files. They become smaller: a repository has a
-- short key for them, columns lie as they are aligned, no row with a content has a null, and of the time of the scan only
-- what it says of the stamp is kept.
alter table repositories add column key integer generated always as identity unique;

create type file_state as enum ('indexed', 'skipped', 'failed');

create temporary table files_before on commit drop as select * from files;
drop table files;

create table files (
    -- null for a file that was skipped, or that failed before it was ever indexed
    content_id     bigint,
    size_bytes     bigint     not null,
    modified_nanos bigint     not null,
    inode          bigint     not null,
    repository_key integer    not null,
    state          file_state not null,
    -- whether the file was left alone for so long before it was read that any later change shows in its stamp
    settled        boolean    not null,
    path           text collate "C" not null,
    -- why it was skipped, or how it failed
    reason         text       not null default ''
);

insert into files
select content_id, size_bytes, modified_nanos, inode, r.key, state::file_state,
       state <> 'failed' and modified_nanos <= extract(epoch from scanned_at) * 1000000000 - 2000000000,
       path, coalesce(reason, '')
from files_before f join repositories r on r.id = f.repository_id
order by r.key, path;

-- A repository's files are mostly written once, and in order: full pages.
alter table files add primary key (repository_key, path) with (fillfactor = 100);
create index files_by_content on files (content_id);
alter table files add foreign key (content_id) references contents;
alter table files add foreign key (repository_key) references repositories (key) on delete cascade;
analyze files;

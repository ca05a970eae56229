-- What the last run left out besides the files that it looked into: links, submodules, git's own directories. Those files are
-- in the table of files, with their reasons; this is so that answers can name all. Nothing that a rule ignores is here.
create table left_out (
    repository_key integer not null references repositories (key) on delete cascade,
    path           text collate "C" not null,
    reason         text    not null,
    primary key (repository_key, path)
);

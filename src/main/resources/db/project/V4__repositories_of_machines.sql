-- A directory is one of a machine: the same path on another machine is another repository. A repository of before has no
-- machine; it belongs to the first one that finds its directory.
alter table repositories add column machine_id uuid;

-- What stays the same when a repository is moved: git's first commit, or the project's id in its config.
alter table repositories add column identity text;

-- The new name makes the statements of an older version fail, which then says that it is too old.
alter table repositories rename column root_path to directory;

alter table repositories drop constraint repositories_root_path_key;
alter table repositories add constraint repositories_place unique (machine_id, directory);

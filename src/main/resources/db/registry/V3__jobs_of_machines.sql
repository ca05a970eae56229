-- A path means something on its own machine only: a job is claimed and resumed by the machine that it was asked for on.
-- A job of before has none; it belongs to the first machine that finds its directory.
ALTER TABLE jobs ADD COLUMN machine_id uuid;

-- The new name makes the statements of an older version fail, which then says that it is too old.
ALTER TABLE jobs RENAME COLUMN repository TO directory;

DROP INDEX jobs_unfinished;
CREATE UNIQUE INDEX jobs_unfinished ON jobs (project_id, machine_id, md5(directory)) WHERE status IN ('pending', 'running');

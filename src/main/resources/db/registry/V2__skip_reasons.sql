-- Why files were left out, and how many for each reason; files_skipped is the sum.
ALTER TABLE jobs ADD COLUMN skip_reasons text[]    NOT NULL DEFAULT '{}';
ALTER TABLE jobs ADD COLUMN skip_counts  integer[] NOT NULL DEFAULT '{}';
ALTER TABLE jobs ADD CHECK (cardinality(skip_reasons) = cardinality(skip_counts));

-- What is over is kept for some days only.
CREATE INDEX jobs_ended ON jobs (completed_at) WHERE completed_at IS NOT NULL;

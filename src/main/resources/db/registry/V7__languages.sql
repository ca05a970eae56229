-- How many files a project's index has in each language, when it was counted last; the order is by number. A project that
-- was counted by an older version has none until its next count.
ALTER TABLE project_figures ADD COLUMN languages      text[]   NOT NULL DEFAULT '{}';
ALTER TABLE project_figures ADD COLUMN language_files bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE project_figures ADD CHECK (cardinality(languages) = cardinality(language_files));

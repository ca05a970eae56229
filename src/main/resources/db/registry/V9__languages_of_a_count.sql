-- Which count the languages are of. A process of an older version replaces the other figures and leaves the languages, which
-- count only while both are those of the figures. Those of before this migration do not; the next count brings them back.
ALTER TABLE project_figures ADD COLUMN languages_oid        oid;
ALTER TABLE project_figures ADD COLUMN languages_generation bigint;

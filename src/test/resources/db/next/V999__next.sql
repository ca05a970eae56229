-- A later version of a project's schema, for the tests of migration. It takes a while, so that others wait for it.
CREATE TABLE next_version (migrations bigint NOT NULL);
SELECT pg_sleep(0.2);

-- Which project a config without an id stands for where it lies. A place is told by the machine, since a path means
-- something on its own machine only. A project may have many places, and a place several projects of different names.
CREATE TABLE project_places (
    machine_id   uuid        NOT NULL,
    -- A git repository with the config's directory in it, or the directory where there is no git.
    place        text        NOT NULL,
    project_id   uuid        NOT NULL REFERENCES projects ON DELETE CASCADE ON UPDATE CASCADE,
    -- By which the repository is known again where it was moved; null where git did not tell.
    first_commit text,
    created_at   timestamptz NOT NULL
);

-- The hash, since a path may be longer than an index entry.
CREATE UNIQUE INDEX project_places_key ON project_places (machine_id, md5(place), project_id);
CREATE INDEX project_places_of_project ON project_places (project_id);

-- Ids that projects had before they took over the one that a colleague had committed. They stay good: other configs and
-- clients may still name them.
CREATE TABLE project_former_ids (
    id         uuid        PRIMARY KEY,
    project_id uuid        NOT NULL REFERENCES projects ON DELETE CASCADE ON UPDATE CASCADE,
    created_at timestamptz NOT NULL
);

CREATE INDEX project_former_ids_of_project ON project_former_ids (project_id);

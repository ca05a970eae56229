-- Words that users give to projects, so that a group of them can be searched in one question.
CREATE TABLE project_tags (
    project_id uuid        NOT NULL REFERENCES projects ON DELETE CASCADE ON UPDATE CASCADE,
    tag        text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, tag)
);

CREATE INDEX project_tags_by_tag ON project_tags (tag);

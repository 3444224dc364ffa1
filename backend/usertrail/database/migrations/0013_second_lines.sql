-- What the server needs that owns no table: see policies.sql.

-- Dropped by those versions that found it empty.
CREATE TABLE IF NOT EXISTS stale_trace (
    project_id text NOT NULL,
    trace_id text NOT NULL,
    PRIMARY KEY (project_id, trace_id)
);

-- One span by its id alone, within one project.
DROP INDEX span_by_id;
CREATE INDEX span_by_id ON span (project_id, span_id);

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

-- Whoever has no secret of a project may be refused in its name, and has a place apart.
ALTER TABLE refusal ADD COLUMN is_proven boolean NOT NULL DEFAULT true;
UPDATE refusal SET is_proven = false WHERE project_id IS NULL OR status = 401;
DO $$
DECLARE
    of_all_columns name;
BEGIN
    SELECT conname INTO STRICT of_all_columns FROM pg_constraint
    WHERE conrelid = 'refusal'::regclass AND contype = 'u';
    EXECUTE format('ALTER TABLE refusal DROP CONSTRAINT %I', of_all_columns);
END $$;
ALTER TABLE refusal ADD UNIQUE NULLS NOT DISTINCT
    (project_id, public_key, endpoint, status, code, reason, user_agent, is_proven);

-- How far a copy from elsewhere has come, so that the next run goes on from there.

CREATE TABLE import_state (
    project_id text NOT NULL,
    -- Where it comes from, and of which window.
    source text NOT NULL,
    state jsonb NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, source)
);

-- What a project says of its own data: what tokens cost, and where its users and sessions are named.

-- How often these were changed: a request reads it along with its key, and knows by it whether the
-- rules that its process holds are still those. 0 where there never were any.
ALTER TABLE project ADD COLUMN rules_revision bigint NOT NULL DEFAULT 0;

CREATE TABLE price (
    project_id text NOT NULL REFERENCES project,
    -- In lower case; * stands for any characters.
    model_pattern text NOT NULL,
    -- Spans that start before have another price; null for none that does.
    starts_at timestamptz,
    kind text NOT NULL,
    usd_per_million numeric NOT NULL,
    UNIQUE NULLS NOT DISTINCT (project_id, model_pattern, starts_at, kind)
);

-- Where the project names its users and sessions.
CREATE TABLE own_name (
    project_id text NOT NULL REFERENCES project,
    -- user_id or session_id: the column of table trace.
    field text NOT NULL,
    -- From 0 on; the first that says something counts.
    place integer NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (project_id, field, place)
);

-- How far these names are applied to what was stored before, trace by trace in order of the ids.
CREATE TABLE own_name_application (
    project_id text PRIMARY KEY REFERENCES project,
    started_at timestamptz NOT NULL,
    -- Null while it goes on.
    finished_at timestamptz,
    -- Whether the names were changed since it began.
    is_outdated boolean NOT NULL DEFAULT false,
    last_trace_id text NOT NULL DEFAULT '',
    -- Of all traces when it began, those gone through, and those that came to another user or
    -- session.
    trace_count bigint NOT NULL,
    seen_trace_count bigint NOT NULL DEFAULT 0,
    changed_trace_count bigint NOT NULL DEFAULT 0
);

-- Every key begins with the project. Traces, spans and feedback are keyed by the trace, users and
-- their totals by the user: the two never meet in a join, so each can be spread over machines.
-- An empty user_id, session_id or model means that there is none: keys cannot hold null.

CREATE TABLE project (
    project_id text PRIMARY KEY,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
    public_key text PRIMARY KEY,
    project_id text NOT NULL REFERENCES project,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);

-- One row: what signs the browser sessions of this installation.
CREATE TABLE installation (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    session_secret text NOT NULL
);

CREATE TABLE span (
    project_id text NOT NULL,
    trace_id text NOT NULL,
    span_id text NOT NULL,
    parent_span_id text,
    is_root boolean NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    completion_started_at timestamptz,
    level text NOT NULL,
    status_message text,
    environment text NOT NULL,
    version text,
    model text,
    model_parameters jsonb,
    prompt_name text,
    prompt_version integer,
    usage_details jsonb,
    cost_details jsonb,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric,
    input text,
    output text,
    metadata jsonb,
    -- What the span says about its trace; null when it says nothing.
    trace_fields jsonb,
    PRIMARY KEY (project_id, trace_id, span_id)
);

-- What the spans of a trace say together, and their sums.
CREATE TABLE trace (
    project_id text NOT NULL,
    trace_id text NOT NULL,
    user_id text NOT NULL,
    session_id text NOT NULL,
    name text,
    environment text NOT NULL,
    release text,
    version text,
    tags text[] NOT NULL,
    metadata jsonb NOT NULL,
    public boolean NOT NULL,
    -- The spans whose input and output are the trace's: what their trace_fields say of it, else
    -- their own.
    input_span_id text,
    output_span_id text,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    span_count bigint NOT NULL,
    error_count bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric NOT NULL,
    -- {model: [generations, input tokens, output tokens, total tokens, cost as text]}
    models jsonb NOT NULL,
    -- {field: [start in microseconds, span id]}: the span whose word counts.
    sources jsonb NOT NULL,
    -- How often it was written; 1 tells a new row from a stored one.
    revision bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (project_id, trace_id)
) WITH (fillfactor = 85);
CREATE INDEX trace_by_start ON trace (project_id, started_at, trace_id);
CREATE INDEX trace_by_user ON trace (project_id, user_id, started_at, trace_id);
CREATE INDEX trace_by_session ON trace (project_id, session_id, started_at) WHERE session_id <> '';

CREATE TABLE feedback (
    project_id text NOT NULL,
    -- The trace's id, or the session's for feedback on a session.
    target_id text NOT NULL,
    feedback_id text NOT NULL,
    trace_id text,
    span_id text,
    session_id text,
    name text NOT NULL,
    data_type text NOT NULL,
    value numeric,
    string_value text,
    comment text,
    source text NOT NULL,
    metadata jsonb,
    created_at timestamptz NOT NULL,
    -- When its sender last changed it: an older version that comes again changes nothing.
    revised_at timestamptz NOT NULL,
    -- What the sender said; it counts only while the target is not known.
    given_environment text,
    -- The user and environment of the target.
    user_id text NOT NULL,
    environment text NOT NULL,
    PRIMARY KEY (project_id, target_id, feedback_id),
    CHECK ((trace_id IS NULL) <> (session_id IS NULL)),
    CHECK (span_id IS NULL OR trace_id IS NOT NULL)
);
CREATE INDEX feedback_by_id ON feedback (project_id, feedback_id);
CREATE INDEX feedback_by_start ON feedback (project_id, created_at, feedback_id);
CREATE INDEX feedback_by_user ON feedback (project_id, user_id, created_at, feedback_id);

-- Whose a session is: the user and environment of its first trace that has a user.
CREATE TABLE session (
    project_id text NOT NULL,
    session_id text NOT NULL,
    user_id text NOT NULL,
    environment text NOT NULL,
    PRIMARY KEY (project_id, session_id)
);

-- What the application said of a user, apart from traces.
CREATE TABLE user_profile (
    project_id text NOT NULL,
    user_id text NOT NULL,
    name text,
    email text,
    properties jsonb,
    PRIMARY KEY (project_id, user_id)
);

-- The totals. A user "exists" where user_total has a row with traces.
-- A trace counts on the UTC day of its start, feedback on the day it was given.
-- rating_*: numeric and boolean feedback only.

CREATE TABLE user_total (
    project_id text NOT NULL,
    user_id text NOT NULL,
    environment text NOT NULL,
    -- Starts of the first and the last trace; null where there is only feedback.
    first_seen_at timestamptz,
    last_seen_at timestamptz,
    trace_count bigint NOT NULL,
    span_count bigint NOT NULL,
    error_count bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric NOT NULL,
    feedback_count bigint NOT NULL,
    rating_count bigint NOT NULL,
    rating_sum numeric NOT NULL,
    PRIMARY KEY (project_id, user_id, environment)
);

CREATE TABLE user_day (
    project_id text NOT NULL,
    user_id text NOT NULL,
    day date NOT NULL,
    environment text NOT NULL,
    trace_count bigint NOT NULL,
    span_count bigint NOT NULL,
    error_count bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric NOT NULL,
    feedback_count bigint NOT NULL,
    rating_count bigint NOT NULL,
    rating_sum numeric NOT NULL,
    PRIMARY KEY (project_id, user_id, day, environment)
);
CREATE INDEX user_day_by_day ON user_day (project_id, day);

-- A session as far as one user took part in it in one environment. A session that two users
-- share, or two environments, has a row for each.
CREATE TABLE user_session (
    project_id text NOT NULL,
    user_id text NOT NULL,
    session_id text NOT NULL,
    environment text NOT NULL,
    -- Start of its first trace, end of its last.
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    trace_count bigint NOT NULL,
    span_count bigint NOT NULL,
    error_count bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric NOT NULL,
    PRIMARY KEY (project_id, user_id, session_id, environment)
);
CREATE INDEX user_session_by_session ON user_session (project_id, session_id);

CREATE TABLE model_day (
    project_id text NOT NULL,
    user_id text NOT NULL,
    day date NOT NULL,
    environment text NOT NULL,
    model text NOT NULL,
    generation_count bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric NOT NULL,
    PRIMARY KEY (project_id, user_id, day, environment, model)
);
CREATE INDEX model_day_by_day ON model_day (project_id, day);

CREATE TABLE feedback_day (
    project_id text NOT NULL,
    user_id text NOT NULL,
    day date NOT NULL,
    environment text NOT NULL,
    name text NOT NULL,
    data_type text NOT NULL,
    feedback_count bigint NOT NULL,
    rating_count bigint NOT NULL,
    rating_sum numeric NOT NULL,
    PRIMARY KEY (project_id, user_id, day, environment, name, data_type)
);
CREATE INDEX feedback_day_by_day ON feedback_day (project_id, day);

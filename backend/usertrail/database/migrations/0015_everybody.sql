-- The totals of everybody: whoever asks for all users together adds up none of them. A row of a day
-- is the sum of those of its shares: each connection adds to one of its own.

CREATE TABLE everybody_day (
    project_id text NOT NULL,
    day date NOT NULL,
    environment text NOT NULL,
    share smallint NOT NULL,
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
    -- Of the traces, those that have a user.
    attributed_count bigint NOT NULL,
    PRIMARY KEY (project_id, day, environment, share)
);
INSERT INTO everybody_day
SELECT project_id, day, environment, 0, sum(trace_count), sum(span_count), sum(error_count),
    sum(input_tokens), sum(output_tokens), sum(total_tokens), sum(cost_usd), sum(feedback_count),
    sum(rating_count), sum(rating_sum), coalesce(sum(trace_count) FILTER (WHERE user_id <> ''), 0)
FROM user_day GROUP BY project_id, day, environment;

CREATE TABLE everybody_model_day (
    project_id text NOT NULL,
    day date NOT NULL,
    environment text NOT NULL,
    model text NOT NULL,
    share smallint NOT NULL,
    generation_count bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric NOT NULL,
    PRIMARY KEY (project_id, day, environment, model, share)
);
INSERT INTO everybody_model_day
SELECT project_id, day, environment, model, 0, sum(generation_count), sum(input_tokens),
    sum(output_tokens), sum(total_tokens), sum(cost_usd)
FROM model_day GROUP BY project_id, day, environment, model;

CREATE TABLE everybody_feedback_day (
    project_id text NOT NULL,
    day date NOT NULL,
    environment text NOT NULL,
    name text NOT NULL,
    data_type text NOT NULL,
    share smallint NOT NULL,
    feedback_count bigint NOT NULL,
    rating_count bigint NOT NULL,
    rating_sum numeric NOT NULL,
    PRIMARY KEY (project_id, day, environment, name, data_type, share)
);
INSERT INTO everybody_feedback_day
SELECT project_id, day, environment, name, data_type, 0, sum(feedback_count), sum(rating_count),
    sum(rating_sum)
FROM feedback_day GROUP BY project_id, day, environment, name, data_type;

-- When a session began: the start of its first trace, whosever that is.
ALTER TABLE session ADD COLUMN started_at timestamptz;
UPDATE session SET started_at = begun.started_at
FROM (
    SELECT project_id, session_id, min(started_at) AS started_at FROM user_session
    GROUP BY project_id, session_id
) AS begun
WHERE (session.project_id, session.session_id) = (begun.project_id, begun.session_id);
CREATE INDEX session_by_start ON session (project_id, started_at);

-- What counts once in a day, week (from Monday) or month, however often it is there: users with a
-- trace, in one environment, or in any where that is empty; and in any on a day, the sessions that
-- begin.
CREATE TABLE distinct_count (
    project_id text NOT NULL,
    unit text NOT NULL,
    begin date NOT NULL,
    environment text NOT NULL,
    share smallint NOT NULL,
    user_count bigint NOT NULL,
    session_count bigint NOT NULL,
    PRIMARY KEY (project_id, unit, environment, begin, share)
);
INSERT INTO distinct_count
SELECT project_id, unit, begin, environment, 0, sum(user_count), sum(session_count)
FROM (
    SELECT project_id, unit, date_trunc(unit, day::timestamp)::date AS begin,
        coalesce(environment, '') AS environment, count(DISTINCT user_id) AS user_count,
        0 AS session_count
    FROM user_day, unnest(ARRAY['day', 'week', 'month']) AS unit
    WHERE user_id <> '' AND trace_count > 0
    GROUP BY GROUPING SETS ((project_id, unit, 3, environment), (project_id, unit, 3))
    UNION ALL
    SELECT project_id, 'day', (started_at AT TIME ZONE 'UTC')::date, '', 0, count(*)
    FROM session GROUP BY project_id, 3
) AS counted
GROUP BY project_id, unit, begin, environment;

ANALYZE everybody_day, everybody_model_day, everybody_feedback_day, distinct_count, session;

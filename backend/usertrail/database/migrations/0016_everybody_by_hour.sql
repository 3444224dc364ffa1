-- The totals of everybody by hour, day and month, and how long their traces took: any period is the
-- sum of few rows.

CREATE TABLE everybody_total (
    project_id text NOT NULL,
    unit text NOT NULL,
    begin timestamptz NOT NULL,
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
    PRIMARY KEY (project_id, unit, begin, environment, share)
);
INSERT INTO everybody_total
SELECT project_id, unit, date_trunc(unit, hour, 'UTC') AS begin, environment, 0, sum(trace_count),
    sum(span_count), sum(error_count), sum(input_tokens), sum(output_tokens), sum(total_tokens),
    sum(cost_usd), sum(feedback_count), sum(rating_count), sum(rating_sum), sum(attributed_count)
FROM (
    SELECT project_id, date_trunc('hour', started_at, 'UTC') AS hour, environment,
        count(*) AS trace_count, sum(span_count) AS span_count, sum(error_count) AS error_count,
        sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
        sum(total_tokens) AS total_tokens, sum(cost_usd) AS cost_usd, 0 AS feedback_count,
        0 AS rating_count, 0 AS rating_sum, count(*) FILTER (WHERE user_id <> '') AS attributed_count
    FROM trace GROUP BY 1, 2, 3
    UNION ALL
    SELECT project_id, date_trunc('hour', created_at, 'UTC'), environment, 0, 0, 0, 0, 0, 0, 0,
        count(*), count(*) FILTER (WHERE is_rating), coalesce(sum(value) FILTER (WHERE is_rating), 0),
        0
    FROM feedback, LATERAL (
        SELECT data_type IN ('NUMERIC', 'BOOLEAN') AND value IS NOT NULL AS is_rating
    ) AS rating
    GROUP BY 1, 2, 3
) AS hourly, unnest(ARRAY['hour', 'day', 'month']) AS unit
GROUP BY project_id, unit, begin, environment;
DROP TABLE everybody_day;

CREATE TABLE everybody_model (
    project_id text NOT NULL,
    unit text NOT NULL,
    begin timestamptz NOT NULL,
    environment text NOT NULL,
    model text NOT NULL,
    share smallint NOT NULL,
    generation_count bigint NOT NULL,
    input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    total_tokens bigint NOT NULL,
    cost_usd numeric NOT NULL,
    PRIMARY KEY (project_id, unit, begin, environment, model, share)
);
INSERT INTO everybody_model
SELECT project_id, unit, date_trunc(unit, hour, 'UTC') AS begin, environment, model, 0,
    sum(generation_count), sum(input_tokens), sum(output_tokens), sum(total_tokens), sum(cost_usd)
FROM (
    SELECT project_id, date_trunc('hour', started_at, 'UTC') AS hour, environment, key AS model,
        sum((value->>0)::bigint) AS generation_count, sum((value->>1)::bigint) AS input_tokens,
        sum((value->>2)::bigint) AS output_tokens, sum((value->>3)::bigint) AS total_tokens,
        sum((value->>4)::numeric) AS cost_usd
    FROM trace, jsonb_each(models) GROUP BY 1, 2, 3, 4
) AS hourly, unnest(ARRAY['hour', 'day', 'month']) AS unit
GROUP BY project_id, unit, begin, environment, model;
DROP TABLE everybody_model_day;

CREATE TABLE everybody_feedback (
    project_id text NOT NULL,
    unit text NOT NULL,
    begin timestamptz NOT NULL,
    environment text NOT NULL,
    name text NOT NULL,
    data_type text NOT NULL,
    share smallint NOT NULL,
    feedback_count bigint NOT NULL,
    rating_count bigint NOT NULL,
    rating_sum numeric NOT NULL,
    PRIMARY KEY (project_id, unit, begin, environment, name, data_type, share)
);
INSERT INTO everybody_feedback
SELECT project_id, unit, date_trunc(unit, hour, 'UTC') AS begin, environment, name, data_type, 0,
    sum(feedback_count), sum(rating_count), sum(rating_sum)
FROM (
    SELECT project_id, date_trunc('hour', created_at, 'UTC') AS hour, environment, name, data_type,
        count(*) AS feedback_count, count(*) FILTER (WHERE is_rating) AS rating_count,
        coalesce(sum(value) FILTER (WHERE is_rating), 0) AS rating_sum
    FROM feedback, LATERAL (
        SELECT data_type IN ('NUMERIC', 'BOOLEAN') AND value IS NOT NULL AS is_rating
    ) AS rating
    GROUP BY 1, 2, 3, 4, 5
) AS hourly, unnest(ARRAY['hour', 'day', 'month']) AS unit
GROUP BY project_id, unit, begin, environment, name, data_type;
DROP TABLE everybody_feedback_day;

-- How many traces took how long, by octave: from 2 ^ (octave - 1) microseconds to twice as much, in
-- columns n00 to n49 by 50 equal steps; octave 0 holds 0.
DO $$
DECLARE
    columns text := (
        SELECT string_agg(format('n%s bigint NOT NULL', to_char(step, 'FM00')), ', ' ORDER BY step)
        FROM generate_series(0, 49) AS step
    );
    counts text := (
        SELECT string_agg(
            format('coalesce(sum(times) FILTER (WHERE step = %s), 0)', step), ', ' ORDER BY step
        ) FROM generate_series(0, 49) AS step
    );
    powers bigint[] := (
        SELECT array_agg((2::numeric ^ power)::bigint ORDER BY power)
        FROM generate_series(0, 62) AS power
    );
BEGIN
    EXECUTE format($table$
        CREATE TABLE everybody_latency (
            project_id text NOT NULL,
            unit text NOT NULL,
            begin timestamptz NOT NULL,
            environment text NOT NULL,
            octave smallint NOT NULL,
            share smallint NOT NULL,
            -- Of all these traces together.
            latency_us numeric NOT NULL,
            %s,
            PRIMARY KEY (project_id, unit, begin, environment, octave, share)
        ) WITH (fillfactor = 80)
    $table$, columns);
    EXECUTE format($fill$
        INSERT INTO everybody_latency
        SELECT project_id, unit, date_trunc(unit, hour, 'UTC') AS begin, environment, octave, 0,
            sum(latency_us), %s
        FROM (
            SELECT project_id, hour, environment, octave,
                greatest((latency_us * 50 >> greatest(octave - 1, 0)) - 50, 0) AS step,
                count(*) AS times, sum(latency_us) AS latency_us
            FROM (SELECT *, width_bucket(latency_us, %L::bigint[]) AS octave FROM (
                SELECT project_id, date_trunc('hour', started_at, 'UTC') AS hour, environment,
                    round(greatest(date_part('epoch', ended_at - started_at), 0) * 1000000)::bigint
                        AS latency_us
                FROM trace
            ) AS timed) AS placed
            GROUP BY 1, 2, 3, 4, 5
        ) AS hourly, unnest(ARRAY['hour', 'day', 'month']) AS unit
        GROUP BY project_id, unit, begin, environment, octave
    $fill$, counts, powers);
END $$;

ANALYZE everybody_total, everybody_model, everybody_feedback, everybody_latency;

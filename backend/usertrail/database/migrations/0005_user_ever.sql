-- Lists of users over all time, and bounds for lists over less: the totals of each user in all
-- environments together, in the orders in which they are shown.

CREATE TABLE user_ever (
    project_id text NOT NULL,
    user_id text NOT NULL,
    -- As in user_total.
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
    PRIMARY KEY (project_id, user_id)
);
INSERT INTO user_ever (project_id, user_id, first_seen_at, last_seen_at, trace_count, span_count,
    error_count, input_tokens, output_tokens, total_tokens, cost_usd, feedback_count, rating_count,
    rating_sum)
SELECT project_id, user_id, min(first_seen_at), max(last_seen_at), sum(trace_count),
    sum(span_count), sum(error_count), sum(input_tokens), sum(output_tokens), sum(total_tokens),
    sum(cost_usd), sum(feedback_count), sum(rating_count), sum(rating_sum)
FROM user_total GROUP BY project_id, user_id;
CREATE INDEX user_ever_by_last_seen ON user_ever (project_id, last_seen_at, user_id)
    INCLUDE (first_seen_at);
CREATE INDEX user_ever_by_tokens ON user_ever (project_id, total_tokens, user_id);
CREATE INDEX user_ever_by_cost ON user_ever (project_id, cost_usd, user_id);
CREATE INDEX user_ever_by_average ON user_ever
    (project_id, (rating_sum / nullif(rating_count, 0)), user_id) WHERE rating_count > 0;

-- Few days have ratings, and an average is of nothing else.
CREATE INDEX user_day_rated ON user_day (project_id, day) INCLUDE (user_id, environment,
    rating_count, rating_sum) WHERE rating_count > 0;

-- The sessions of busy users are many, and only when each began is asked.
CREATE INDEX user_session_begun ON user_session (project_id, user_id, session_id, started_at);

ANALYZE user_ever;

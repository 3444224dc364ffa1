-- What a reviewer gave, an annotation, is no longer counted as what a user said. What the page gave
-- before is told by its ids.

UPDATE feedback SET source = 'ANNOTATION'
WHERE source = 'API' AND feedback_id ~ '^page-[0-9a-f]{32}$';

CREATE TEMPORARY TABLE annotated ON COMMIT DROP AS
SELECT project_id, user_id, (created_at AT TIME ZONE 'UTC')::date AS day, environment, name,
    data_type, count(*) AS feedback_count, count(*) FILTER (WHERE is_rating) AS rating_count,
    coalesce(sum(value) FILTER (WHERE is_rating), 0) AS rating_sum
FROM (
    SELECT *, data_type IN ('NUMERIC', 'BOOLEAN') AND value IS NOT NULL AS is_rating
    FROM feedback WHERE source = 'ANNOTATION'
) AS given
GROUP BY project_id, user_id, day, environment, name, data_type;

CREATE TEMPORARY TABLE annotated_together ON COMMIT DROP AS
SELECT project_id, unit, date_trunc(unit, created_at, 'UTC') AS begin, environment, name, data_type,
    count(*) AS feedback_count, count(*) FILTER (WHERE is_rating) AS rating_count,
    coalesce(sum(value) FILTER (WHERE is_rating), 0) AS rating_sum
FROM (
    SELECT *, data_type IN ('NUMERIC', 'BOOLEAN') AND value IS NOT NULL AS is_rating
    FROM feedback WHERE source = 'ANNOTATION'
) AS given, unnest(ARRAY['hour', 'day', 'month']) AS unit
GROUP BY project_id, unit, begin, environment, name, data_type;

UPDATE user_ever AS stored SET feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM (
    SELECT project_id, user_id, sum(feedback_count) AS feedback_count,
        sum(rating_count) AS rating_count, sum(rating_sum) AS rating_sum
    FROM annotated GROUP BY project_id, user_id
) AS less
WHERE (stored.project_id, stored.user_id) = (less.project_id, less.user_id);

UPDATE user_total AS stored SET feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM (
    SELECT project_id, user_id, environment, sum(feedback_count) AS feedback_count,
        sum(rating_count) AS rating_count, sum(rating_sum) AS rating_sum
    FROM annotated GROUP BY project_id, user_id, environment
) AS less
WHERE (stored.project_id, stored.user_id, stored.environment)
    = (less.project_id, less.user_id, less.environment);

UPDATE user_day AS stored SET feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM (
    SELECT project_id, user_id, day, environment, sum(feedback_count) AS feedback_count,
        sum(rating_count) AS rating_count, sum(rating_sum) AS rating_sum
    FROM annotated GROUP BY project_id, user_id, day, environment
) AS less
WHERE (stored.project_id, stored.user_id, stored.day, stored.environment)
    = (less.project_id, less.user_id, less.day, less.environment);

UPDATE feedback_day AS stored SET feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM annotated AS less
WHERE (stored.project_id, stored.user_id, stored.day, stored.environment, stored.name)
        = (less.project_id, less.user_id, less.day, less.environment, less.name)
    AND stored.data_type = less.data_type;

-- Of everybody, only the sum of all shares counts: any of them gives.
UPDATE everybody_total AS stored SET feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM (
    SELECT project_id, unit, begin, environment, sum(feedback_count) AS feedback_count,
        sum(rating_count) AS rating_count, sum(rating_sum) AS rating_sum
    FROM annotated_together GROUP BY project_id, unit, begin, environment
) AS less
WHERE (stored.project_id, stored.unit, stored.begin, stored.environment)
        = (less.project_id, less.unit, less.begin, less.environment)
    AND stored.share = (
        SELECT min(share) FROM everybody_total AS other
        WHERE (other.project_id, other.unit, other.begin, other.environment)
            = (less.project_id, less.unit, less.begin, less.environment)
    );

UPDATE everybody_feedback AS stored SET
    feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM annotated_together AS less
WHERE (stored.project_id, stored.unit, stored.begin, stored.environment, stored.name)
        = (less.project_id, less.unit, less.begin, less.environment, less.name)
    AND stored.data_type = less.data_type
    AND stored.share = (
        SELECT min(share) FROM everybody_feedback AS other
        WHERE (other.project_id, other.unit, other.begin, other.environment, other.name)
                = (less.project_id, less.unit, less.begin, less.environment, less.name)
            AND other.data_type = less.data_type
    );

DELETE FROM user_ever WHERE trace_count = 0 AND feedback_count = 0;
DELETE FROM user_total WHERE trace_count = 0 AND feedback_count = 0;
DELETE FROM user_day WHERE trace_count = 0 AND feedback_count = 0;
DELETE FROM feedback_day WHERE feedback_count = 0;

CREATE INDEX feedback_of_reviewers ON feedback (project_id, created_at) WHERE source = 'ANNOTATION';
-- The name that is shown where there is room for one; null: that which is rated most.
ALTER TABLE project ADD COLUMN main_feedback text;

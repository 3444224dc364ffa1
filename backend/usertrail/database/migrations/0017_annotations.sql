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
UPDATE everybody_day AS stored SET feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM (
    SELECT project_id, day, environment, sum(feedback_count) AS feedback_count,
        sum(rating_count) AS rating_count, sum(rating_sum) AS rating_sum
    FROM annotated GROUP BY project_id, day, environment
) AS less
WHERE (stored.project_id, stored.day, stored.environment)
        = (less.project_id, less.day, less.environment)
    AND stored.share = (
        SELECT min(share) FROM everybody_day AS other
        WHERE (other.project_id, other.day, other.environment)
            = (less.project_id, less.day, less.environment)
    );

UPDATE everybody_feedback_day AS stored SET
    feedback_count = stored.feedback_count - less.feedback_count,
    rating_count = stored.rating_count - less.rating_count,
    rating_sum = stored.rating_sum - less.rating_sum
FROM (
    SELECT project_id, day, environment, name, data_type, sum(feedback_count) AS feedback_count,
        sum(rating_count) AS rating_count, sum(rating_sum) AS rating_sum
    FROM annotated GROUP BY project_id, day, environment, name, data_type
) AS less
WHERE (stored.project_id, stored.day, stored.environment, stored.name, stored.data_type)
        = (less.project_id, less.day, less.environment, less.name, less.data_type)
    AND stored.share = (
        SELECT min(share) FROM everybody_feedback_day AS other
        WHERE (other.project_id, other.day, other.environment, other.name, other.data_type)
            = (less.project_id, less.day, less.environment, less.name, less.data_type)
    );

DELETE FROM user_ever WHERE trace_count = 0 AND feedback_count = 0;
DELETE FROM user_total WHERE trace_count = 0 AND feedback_count = 0;
DELETE FROM user_day WHERE trace_count = 0 AND feedback_count = 0;
DELETE FROM feedback_day WHERE feedback_count = 0;

CREATE INDEX feedback_of_reviewers ON feedback (project_id, created_at) WHERE source = 'ANNOTATION';
-- Of which types feedback of a name is.
CREATE INDEX everybody_feedback_day_by_name ON everybody_feedback_day (project_id, name, data_type);

-- The name that is shown where there is room for one; null: that which is rated most.
ALTER TABLE project ADD COLUMN main_feedback text;

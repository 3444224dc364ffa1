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

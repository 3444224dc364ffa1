-- Usage that a span says once more than the spans below it counts once: what a trace remembers of
-- its tree, so that most spans can be counted without it.

-- {"awaited": [parents that have not come]}; {"tokens": [...], "cost": [...]}, the spans whose tokens
-- and cost spans below them say; null where neither is so.
ALTER TABLE trace ADD COLUMN nesting jsonb;

-- A server of a version before this one does not know the column, and would go on counting by the
-- old rule. It takes this error for a database that is away: what it refuses is sent again.
CREATE OR REPLACE FUNCTION needs_newer_server() RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the tables are of a newer Usertrail than this server; replace it'
        USING ERRCODE = 'cannot_connect_now';
END $$;
ALTER TABLE trace ALTER COLUMN nesting SET DEFAULT needs_newer_server();

-- Traces whose sums were made by another rule, to be folded anew from their spans. The table goes
-- when that is done.
CREATE TABLE stale_trace (
    project_id text NOT NULL,
    trace_id text NOT NULL,
    PRIMARY KEY (project_id, trace_id)
);

WITH found AS (
    SELECT child.project_id, child.trace_id,
        jsonb_agg(DISTINCT child.parent_span_id) FILTER (WHERE parent.span_id IS NULL) AS awaited,
        bool_or(parent.type IN ('GENERATION', 'EMBEDDING')
            OR parent.input_tokens + parent.output_tokens + parent.total_tokens > 0
            OR parent.cost_usd > 0) AS may_repeat
    FROM span AS child
    LEFT JOIN span AS parent ON parent.project_id = child.project_id
        AND parent.trace_id = child.trace_id AND parent.span_id = child.parent_span_id
    WHERE child.parent_span_id IS NOT NULL
    GROUP BY child.project_id, child.trace_id
), judged AS (
    SELECT project_id, trace_id, awaited,
        coalesce(may_repeat, false) OR coalesce(jsonb_array_length(awaited), 0) > 256 AS is_nested
    FROM found
), waiting AS (
    INSERT INTO stale_trace SELECT project_id, trace_id FROM judged WHERE is_nested
)
UPDATE trace
SET nesting = CASE
    WHEN is_nested THEN '{"tokens": [], "cost": []}'
    ELSE jsonb_build_object('awaited', awaited)
END
FROM judged
WHERE trace.project_id = judged.project_id AND trace.trace_id = judged.trace_id
    AND (is_nested OR awaited IS NOT NULL);

-- A model that is named by nobody who called it counted for it all the same.
INSERT INTO stale_trace
SELECT DISTINCT project_id, trace_id FROM span
WHERE model <> '' AND type NOT IN ('GENERATION', 'EMBEDDING')
    AND input_tokens + output_tokens + total_tokens = 0 AND coalesce(cost_usd, 0) = 0
ON CONFLICT DO NOTHING;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM stale_trace) THEN
        DROP TABLE stale_trace;
    END IF;
END $$;

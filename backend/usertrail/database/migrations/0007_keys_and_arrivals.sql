-- What the settings page shows: keys with names, what arrives by the minute, and what was refused.

ALTER TABLE api_key
    ADD COLUMN name text NOT NULL DEFAULT '',
    -- To the minute: it is written no more often.
    ADD COLUMN last_used_at timestamptz;

-- What the addresses that SDKs send to took and refused; kept for hours.
CREATE TABLE arrival (
    project_id text NOT NULL REFERENCES project,
    minute timestamptz NOT NULL,
    public_key text NOT NULL,
    request_count bigint NOT NULL,
    refused_request_count bigint NOT NULL,
    span_count bigint NOT NULL,
    refused_span_count bigint NOT NULL,
    event_count bigint NOT NULL,
    refused_event_count bigint NOT NULL,
    PRIMARY KEY (project_id, minute, public_key)
);
CREATE INDEX arrival_by_minute ON arrival (minute);

-- Why; what is the same counts up. It holds no value that was sent, but for the sender's own name.
CREATE TABLE refusal (
    refusal_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Null where the key is of no project.
    project_id text REFERENCES project,
    -- Empty where none was sent, or what was sent may be a secret.
    public_key text NOT NULL,
    endpoint text NOT NULL,
    status integer NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    user_agent text NOT NULL,
    refused_count bigint NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT
        (project_id, public_key, endpoint, status, code, reason, user_agent)
);
CREATE INDEX refusal_by_last ON refusal (project_id, last_at, refusal_id);

-- What came of traces and spans in parts: events of batches. A trace's say is folded with that of
-- its spans; the events of a span are folded into its row of table span.

CREATE TABLE trace_event (
    project_id text NOT NULL,
    trace_id text NOT NULL,
    event_id text NOT NULL,
    said_at timestamptz NOT NULL,
    environment text,
    -- As span.trace_fields.
    fields jsonb NOT NULL,
    PRIMARY KEY (project_id, trace_id, event_id)
);

CREATE TABLE span_event (
    project_id text NOT NULL,
    span_id text NOT NULL,
    trace_id text NOT NULL,
    event_id text NOT NULL,
    -- False where the event named no trace, and trace_id is that of the span's other events, or
    -- the span's own id while there are none.
    names_trace boolean NOT NULL,
    is_update boolean NOT NULL,
    said_at timestamptz NOT NULL,
    -- The fields of table span that it gives, by column.
    fields jsonb NOT NULL,
    PRIMARY KEY (project_id, span_id, trace_id, event_id)
);
CREATE INDEX span_event_by_trace ON span_event (project_id, trace_id);
CREATE INDEX span_event_astray ON span_event (project_id, span_id)
    WHERE NOT names_trace AND trace_id = span_id;

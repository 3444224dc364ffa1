-- Spans of all traces by their start, and one span by its id alone.

CREATE INDEX span_by_start ON span (project_id, started_at);
-- A hash is a fifth of the size of a tree: ids are long, and only asked for whole.
CREATE INDEX span_by_id ON span USING hash (span_id);

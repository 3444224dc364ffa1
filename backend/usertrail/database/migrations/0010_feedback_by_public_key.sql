-- Feedback that comes with a public key alone, which every visitor's browser has: its source is
-- VISITOR. What was stored before keeps the source it says, since nobody knows any more which key
-- brought it.

-- Whether a public key gives feedback only along with a token that the server application signed.
ALTER TABLE project ADD COLUMN requires_feedback_token boolean NOT NULL DEFAULT false;

-- What the limits of visitors ask: how many names and categories they gave, how much they gave to a
-- trace or session, and under which names the application itself gives feedback.
CREATE INDEX feedback_of_visitors_by_name ON feedback (
    project_id, name, (CASE data_type WHEN 'CATEGORICAL' THEN string_value END)
) WHERE source = 'VISITOR';
CREATE INDEX feedback_of_visitors_by_target ON feedback (project_id, target_id)
    WHERE source = 'VISITOR';
CREATE INDEX feedback_of_others_by_name ON feedback (project_id, name) WHERE source <> 'VISITOR';

-- When sessions begin, told by the index alone.

DROP INDEX user_session_by_session;
CREATE INDEX user_session_by_session ON user_session (project_id, session_id, started_at);

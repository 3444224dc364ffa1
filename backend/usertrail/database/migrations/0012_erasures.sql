-- What was erased is remembered for a while, so that a retry does not bring it back: as hashes of
-- ids under a salt, which say nothing of anybody to who does not know the id already.

ALTER TABLE project ADD COLUMN erasure_salt bytea NOT NULL
    DEFAULT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());

CREATE TABLE erasure (
    project_id text NOT NULL,
    -- Of the salt, what kind of thing it was, and its id.
    hash bytea NOT NULL,
    erased_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, hash)
);

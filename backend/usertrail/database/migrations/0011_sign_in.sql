-- Who is signed in to the page, and the links that sign in to it.

ALTER TABLE installation
    -- Where a server of this installation listens: what a new link begins with.
    ADD COLUMN base_url text,
    -- Of the password of the server that started last. The session_secret beside it, which signed
    -- the cookies of older versions, is the salt.
    ADD COLUMN password_digest text;

-- One row for each browser that is signed in. Of its cookie only a hash is kept.
CREATE TABLE browser_session (
    browser_session_id text PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    -- A session ends with the password under which it began, however one signed in.
    password_digest text NOT NULL,
    method text NOT NULL CHECK (method IN ('password', 'link')),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    -- The last use, to the minute: it is written no more often.
    last_used_at timestamptz NOT NULL DEFAULT now(),
    address text NOT NULL,
    user_agent text NOT NULL
);

-- Links that were not used yet. Of their tokens only a hash is kept.
CREATE TABLE sign_in_link (
    token_hash bytea PRIMARY KEY,
    expires_at timestamptz NOT NULL
);

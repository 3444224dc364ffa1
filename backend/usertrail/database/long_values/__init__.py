"""Values of any length, which asyncpg would encode, join or decode on end: part by part instead.

They are sent before the statement that stores them (`sending`), and read in slices (`slices`,
`stored_json`, `text`).
"""

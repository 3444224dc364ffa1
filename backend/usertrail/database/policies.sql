-- Behind the conditions of the statements: whose rows a transaction meets. See scope.py. This runs
-- after new migrations, for the tables that they have made.

-- Whoever never says it meets an error, and nobody's rows after somebody else who did. Some tables
-- are read without a project: which one a key is of, and which traces are to be folded anew.
DO $$
DECLARE
    of_projects regclass;
BEGIN
    FOR of_projects IN
        SELECT pg_class.oid FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE attname = 'project_id' AND NOT attisdropped AND relkind IN ('r', 'p')
            AND relnamespace = current_schema()::regnamespace AND NOT relrowsecurity
            AND relname NOT IN ('project', 'api_key', 'stale_trace')
        ORDER BY pg_class.oid
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', of_projects);
        -- Each setting is read once per statement, not once per row. The project is read whether or
        -- not it decides where several processes share the work, so it may be missing where it does not.
        EXECUTE format($policy$
            CREATE POLICY of_project ON %s USING (
                CASE WHEN (SELECT current_setting('usertrail.everything', true) = 'yes') THEN true
                ELSE project_id = (SELECT current_setting('usertrail.project_id',
                    current_setting('usertrail.everything', true) IS NOT DISTINCT FROM 'yes')) END
            ) $policy$, of_projects);
    END LOOP;
END $$;

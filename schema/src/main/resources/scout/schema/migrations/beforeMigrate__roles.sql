-- The roles, before anything belongs to them; a dump holds none. Runs at every migrate. Login
-- passwords are not here: the migration sets them from the settings.
DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['scout_ingest', 'scout_transform', 'scout_reader', 'scout_watch'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', role);
    END IF;
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'scout_check') THEN
    CREATE ROLE scout_check NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'scout_console') THEN
    CREATE ROLE scout_console NOLOGIN;
  END IF;
  -- the starter's login becomes it for the console, and has none of its rights otherwise
  IF NOT pg_has_role('scout_watch', 'scout_console', 'SET') THEN
    GRANT scout_console TO scout_watch WITH INHERIT FALSE, SET TRUE;
  END IF;
  -- only a member can give scout_check its function, and replace it
  IF NOT (pg_has_role(current_user, 'scout_check', 'SET')
          AND pg_has_role(current_user, 'scout_check', 'USAGE')) THEN
    GRANT scout_check TO CURRENT_USER WITH INHERIT TRUE, SET TRUE;
  END IF;
END
$$;

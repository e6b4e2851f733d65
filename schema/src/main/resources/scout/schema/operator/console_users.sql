-- scout.console_users, grain: one row per person who signs in to the console with a password.

-- name: put
INSERT INTO scout.console_users (name, password_hash, role)
VALUES (:name, :hash, :role)
ON CONFLICT (name) DO UPDATE
   SET (password_hash, role, created_at) = (excluded.password_hash, excluded.role, now())

-- name: remove
DELETE FROM scout.console_users
 WHERE name = :name

-- name: find
SELECT name, password_hash, role
  FROM scout.console_users
 WHERE name = :name

-- name: all
SELECT name, role
  FROM scout.console_users
 ORDER BY name

-- name: any
SELECT EXISTS (SELECT FROM scout.console_users)

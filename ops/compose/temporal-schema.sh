#!/bin/sh
# Makes Temporal's tables where there are none, and brings them up to date. Reads SQL_PLUGIN,
# SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD (as the tool itself does) and SCHEMA, the family of
# those that the tool carries.
set -eu
for database in temporal temporal_visibility; do
  case $database in
    temporal) name=$SCHEMA/temporal ;;
    *) name=$SCHEMA/visibility ;;
  esac
  # setup-schema is for an empty database alone; a second run finds the version table
  temporal-sql-tool --db "$database" update-schema -s "$name" 2>/dev/null ||
    { temporal-sql-tool --db "$database" setup-schema -v 0.0 &&
      temporal-sql-tool --db "$database" update-schema -s "$name"; }
done

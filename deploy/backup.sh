#!/usr/bin/env bash
# Copies the database, of one moment, while the services run: deploy/backup.sh DATABASE BACKUP [KEYS]
# DATABASE is a SQLite file, or the connection string of a PostgreSQL database: 'Host=db;Database=livefestival;Username=…'.
# The keys that open personal data are left out of the backup. They go to KEYS (data-keys.db, or from a server data-keys.sql, beside the backup),
# which each backup replaces: an erased name is out of reach once the next backup is made. So never keep older versions of KEYS; the root key is
# in neither file.
set -euo pipefail
. "$(dirname "$0")/setup.sh"
. "$(dirname "$0")/postgres.sh"

[ $# -eq 2 ] || [ $# -eq 3 ] || fail 'usage: deploy/backup.sh DATABASE BACKUP [KEYS]'
[ ! -e "$2" ] || fail "$2 exists: a backup is never replaced"
umask 077
if is_server "$1"; then
  keys=${3-$(dirname "$2")/data-keys.sql}
  use_server "$1"
  trap 'rm -f "$2.part" "$keys.part"' EXIT
  dump "$2.part"
  dump_keys "$keys"
  mv -- "$2.part" "$2"
  exit
fi

keys=${3-$(dirname "$2")/data-keys.db}
case "$1$2$keys" in *[\'\"]*) fail 'a path must not contain quotation marks' ;; esac
need_packages sqlite3
[ -f "$1" ] || fail "there is no database $1"
sql() { sqlite3 -bail -batch -cmd '.timeout 20000' "$@"; }
trap 'rm -f "$2.part" "$keys.part"' EXIT

rm -f "$2.part" "$keys.part"
sql "$1" ".backup '$2.part'"
if [ "$(sql "$2.part" "SELECT count(*) FROM sqlite_master WHERE name = 'DataKeys'")" = 1 ]; then
  sql "$2.part" 'PRAGMA secure_delete = on' 'DELETE FROM DataKeys' >/dev/null
  # Taken after the backup, so that all that the backup has can be opened, but for what was erased meanwhile.
  sql "$keys.part" "ATTACH '$1' AS live" 'CREATE TABLE DataKeys AS SELECT Id, Wrapped, MadeAt FROM live.DataKeys'
  mv -- "$keys.part" "$keys"
fi

mv -- "$2.part" "$2"

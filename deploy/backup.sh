#!/usr/bin/env bash
# Copies the database, of one moment, while the services run: deploy/backup.sh DATABASE BACKUP
# DATABASE is a SQLite file, or the connection string of a PostgreSQL database: 'Host=db;Database=livefestival;Username=…'.
set -euo pipefail
. "$(dirname "$0")/setup.sh"
. "$(dirname "$0")/postgres.sh"

[ $# -eq 2 ] || fail 'usage: deploy/backup.sh DATABASE BACKUP'
[ ! -e "$2" ] || fail "$2 exists: a backup is never replaced"
umask 077
if is_server "$1"; then
  use_server "$1"
  dump "$2.part"
  mv -- "$2.part" "$2"
  exit
fi

case "$1$2" in *[\'\"]*) fail 'a path must not contain quotation marks' ;; esac
need_packages sqlite3
[ -f "$1" ] || fail "there is no database $1"
sqlite3 -bail "$1" '.timeout 20000' ".backup '$2.part'"
mv -- "$2.part" "$2"

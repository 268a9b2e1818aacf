#!/usr/bin/env bash
# Puts a backup in the place of the database and makes it win: every running node takes its keys, bans and rundowns within seconds.
#   deploy/restore.sh [--above LINEAGE] BACKUP DATABASE
# DATABASE is a SQLite file, or the connection string of a PostgreSQL database: 'Host=db;Database=livefestival;Username=…'.
# The services may run. What the database held is kept beside the file, or, from a server, beside the backup. All happens in one transaction
# of the database: a script that is killed leaves the old database or the new one. --above is for an Api process that says it is behind the
# lineage in Redis.
set -euo pipefail
. "$(dirname "$0")/setup.sh"
. "$(dirname "$0")/postgres.sh"

above=0
[ "${1-}" != --above ] || { above=${2-}; shift 2 || true; }
case "$above" in ''|*[!0-9]*) fail '--above takes a number' ;; esac
[ $# -eq 2 ] || fail 'usage: deploy/restore.sh [--above LINEAGE] BACKUP DATABASE'
backup=$1 database=$2
if is_server "$database"; then
  use_server "$database"
  restore_server "$backup" "$above"
  exit
fi

case "$backup$database" in *[\'\"]*) fail 'a path must not contain quotation marks' ;; esac
need_packages sqlite3
[ -f "$backup" ] || fail "there is no backup $backup"

umask 077
mkdir -p "$(dirname "$database")"
work=$(mktemp -d -p "$(dirname "$database")")
trap 'rm -rf "$work"' EXIT
draft=$work/draft.db

sql() { sqlite3 -bail -batch -cmd '.timeout 20000' "$@"; }
lineage_of() {
  [ "$(sql "$1" "SELECT count(*) FROM pragma_table_info('Facts') WHERE name = 'Lineage'")" = 1 ] && sql "$1" 'SELECT Lineage FROM Facts' || echo 0
}
versions_of() { sql "$1" 'SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId'; }

sql "$backup" ".backup '$draft'" 2>/dev/null && [ "$(sql "$draft" 'PRAGMA integrity_check' 2>/dev/null)" = ok ] && [ "$(sql "$draft" 'SELECT count(*) FROM Facts' 2>/dev/null)" = 1 ] \
  || fail "$backup is no whole backup of a LiveFestival database"

# A later lineage than all that nodes may know. A backup from before there were lineages gets one when Api migrates it at its start.
epoch=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
known=0
[ ! -f "$database" ] || known=$(lineage_of "$database")
sql "$draft" "UPDATE Facts SET Epoch = '$epoch'"
if [ "$(sql "$draft" "SELECT count(*) FROM pragma_table_info('Facts') WHERE name = 'Lineage'")" = 1 ]; then
  sql "$draft" "UPDATE Facts SET Lineage = max(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), Lineage + 1, $known + 1, $above + 1)"
fi

if [ ! -f "$database" ]; then
  mv "$draft" "$database"
else
  if [ "$(versions_of "$draft")" != "$(versions_of "$database")" ]; then
    # Only without other users can the journal's mode be changed.
    [ "$(sql "$database" 'PRAGMA journal_mode = delete' 2>/dev/null || true)" = delete ] \
      || fail 'the backup is of another version: end every Api process, restore, and start them again'
  fi
  kept=$database.before-$(date -u +%Y%m%dT%H%M%SZ)-$epoch
  sql "$database" ".backup '$kept'"
  say "what the database held is in $kept"
  for try in $(seq 20); do
    sql "$database" ".restore '$draft'" 2>/dev/null && break
    [ "$try" -lt 20 ] || fail "the database $database was busy all the time; nothing has changed"
    sleep 0.5
  done
fi

[ "$(sql "$database" 'SELECT Epoch FROM Facts')" = "$epoch" ] || fail "the database $database does not have the backup; nothing else was done"
say "the database $database is as in $backup, with the lineage $(lineage_of "$database"); nodes follow within seconds of an Api process running"

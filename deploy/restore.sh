#!/usr/bin/env bash
# Puts a backup in the place of the database and makes it win: every running node takes its keys, bans and rundowns within seconds.
#   deploy/restore.sh [--above LINEAGE] BACKUP DATABASE [KEYS]
# DATABASE is a SQLite file, or the connection string of a PostgreSQL database: 'Host=db;Database=livefestival;Username=…'.
# The services may run. What the database held is kept beside the file, or, from a server, beside the backup. All happens in one transaction
# of the database: a script that is killed leaves the old database or the new one. No erased name comes back: the keys of personal data stay as
# the database has them; where it is lost, they come from KEYS (data-keys.db, or for a server data-keys.sql, beside the backup), of the newest
# backup. --above is for an Api process that says it is behind the lineage in Redis.
set -euo pipefail
. "$(dirname "$0")/setup.sh"
. "$(dirname "$0")/postgres.sh"

above=0
[ "${1-}" != --above ] || { above=${2-}; shift 2 || true; }
case "$above" in ''|*[!0-9]*) fail '--above takes a number' ;; esac
[ $# -eq 2 ] || [ $# -eq 3 ] || fail 'usage: deploy/restore.sh [--above LINEAGE] BACKUP DATABASE [KEYS]'
backup=$1 database=$2
if is_server "$database"; then
  use_server "$database"
  restore_server "$backup" "$above" "${3-$(dirname "$backup")/data-keys.sql}"
  exit
fi

keys=${3-$(dirname "$backup")/data-keys.db}
case "$backup$database$keys" in *[\'\"]*) fail 'a path must not contain quotation marks' ;; esac
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
has() { [ "$(sql "$1" "SELECT count(*) FROM sqlite_master WHERE name = '$2'")" = 1 ]; }
# bring_keys FROM: the draft gets exactly the keys of personal data that FROM has.
bring_keys() {
  sql "$draft" 'PRAGMA secure_delete = on' "ATTACH '$1' AS source" 'BEGIN IMMEDIATE' 'DELETE FROM DataKeys' \
    'INSERT INTO DataKeys (Id, Wrapped, MadeAt) SELECT Id, Wrapped, MadeAt FROM source.DataKeys' 'COMMIT' >/dev/null
}
# bring_signatures FROM: the draft also verifies and opens what was signed and protected since the backup.
bring_signatures() {
  sql "$draft" "ATTACH '$1' AS source" 'BEGIN IMMEDIATE' 'INSERT OR REPLACE INTO SigningKeys SELECT * FROM source.SigningKeys' \
    'INSERT INTO DataProtectionKeys (FriendlyName, Xml) SELECT FriendlyName, Xml FROM source.DataProtectionKeys WHERE FriendlyName NOT IN (SELECT FriendlyName FROM DataProtectionKeys)' 'COMMIT'
}
# is_same: whether the database has signed with a key that the backup has: one that was made anew since has not.
is_same() {
  [ "$(sql "$draft" 'SELECT count(*) FROM SigningKeys')" = 0 ] \
    || [ "$(sql "$draft" "ATTACH '$database' AS source" 'SELECT count(*) FROM SigningKeys WHERE Id IN (SELECT Id FROM source.SigningKeys)')" != 0 ]
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
  if has "$draft" DataKeys; then
    if [ -f "$keys" ]; then bring_keys "$keys"; else say "there is no $keys: what is sealed in the backup cannot be opened"; fi
  fi
  mv "$draft" "$database"
else
  source=$database
  if has "$draft" SigningKeys && has "$database" SigningKeys && ! is_same; then
    [ -f "$keys" ] || fail "$database was made anew since the backup, and there is no $keys: what is sealed in the backup could not be opened. Name the file as the last argument, or move the database away"
    say "$database was made anew since the backup: the keys of personal data come from $keys"
    source=$keys
  fi
  if [ "$(versions_of "$draft")" = "$(versions_of "$database")" ]; then
    ! has "$draft" SigningKeys || [ "$source" = "$keys" ] || bring_signatures "$database"
  else
    # Only without other users can the journal's mode be changed.
    [ "$(sql "$database" 'PRAGMA journal_mode = delete' 2>/dev/null || true)" = delete ] \
      || fail 'the backup is of another version: end every Api process, restore, and start them again'
  fi
  kept=$database.before-$(date -u +%Y%m%dT%H%M%SZ)-$epoch
  # Beside the database only once it has no keys.
  sql "$database" ".backup '$work/kept.db'"
  ! has "$work/kept.db" DataKeys || sql "$work/kept.db" 'PRAGMA secure_delete = on' 'DELETE FROM DataKeys' >/dev/null
  mv "$work/kept.db" "$kept"
  say "what the database held is in $kept"
  for try in $(seq 20); do
    # At the last moment, so that nothing that is erased meanwhile comes back.
    if has "$draft" DataKeys && has "$source" DataKeys; then bring_keys "$source"; fi
    sql "$database" ".restore '$draft'" 2>/dev/null && break
    [ "$try" -lt 20 ] || fail "the database $database was busy all the time; nothing has changed"
    sleep 0.5
  done
fi

[ "$(sql "$database" 'SELECT Epoch FROM Facts')" = "$epoch" ] || fail "the database $database does not have the backup; nothing else was done"
say "the database $database is as in $backup, with the lineage $(lineage_of "$database"); nodes follow within seconds of an Api process running"

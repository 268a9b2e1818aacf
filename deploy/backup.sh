#!/usr/bin/env bash
# Copies the database, of one moment, while the services run: deploy/backup.sh DATABASE BACKUP
set -euo pipefail
. "$(dirname "$0")/setup.sh"

[ $# -eq 2 ] || fail 'usage: deploy/backup.sh DATABASE BACKUP'
case "$1$2" in *[\'\"]*) fail 'a path must not contain quotation marks' ;; esac
need_packages sqlite3
[ -f "$1" ] || fail "there is no database $1"
[ ! -e "$2" ] || fail "$2 exists: a backup is never replaced"
umask 077
sqlite3 -bail "$1" '.timeout 20000' ".backup '$2.part'"
mv -- "$2.part" "$2"

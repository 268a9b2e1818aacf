# Sourced by backup.sh and restore.sh, for databases on a PostgreSQL server.

# is_server DATABASE: whether it is a connection string, such as ConnectionStrings:Database has it, and no file.
is_server() { grep -qiE '(^|;) *host *=' <<<"$1"; }

# use_server DATABASE: gives the connection to PostgreSQL's programs in the environment, because everybody on a machine can read arguments.
use_server() {
  need_packages postgresql-client
  local rest=$1 key value
  export PGHOST='' PGPORT='' PGDATABASE='' PGUSER='' PGPASSWORD='' PGSSLMODE='' PGAPPNAME='LiveFestival backup'
  while [[ $rest =~ ^[[:space:]\;]*([^=\;]+)=[[:space:]]*(\"([^\"]*)\"|\'([^\']*)\'|([^\;]*))\;?(.*)$ ]]; do
    key=$(tr '[:upper:]' '[:lower:]' <<<"${BASH_REMATCH[1]}" | tr -d ' ')
    value=${BASH_REMATCH[3]}${BASH_REMATCH[4]}${BASH_REMATCH[5]}
    rest=${BASH_REMATCH[6]}
    case "$key" in
      host | server) PGHOST=$value ;;
      port) PGPORT=$value ;;
      database | db) PGDATABASE=$value ;;
      username | userid | user | uid) PGUSER=$value ;;
      password | pwd | psw) PGPASSWORD=$value ;;
      passfile) export PGPASSFILE=$value ;;
      rootcertificate) export PGSSLROOTCERT=$value ;;
      sslmode) PGSSLMODE=$(tr '[:upper:]' '[:lower:]' <<<"$value" | sed 's/^verify-*/verify-/') ;;
    esac
  done
  [ -n "$PGHOST" ] && [ -n "$PGDATABASE" ] || fail 'the connection string must have Host= and Database='
  # Empty variables are not the same as missing ones.
  for key in PGPORT PGUSER PGPASSWORD PGSSLMODE; do
    if [ -z "${!key}" ]; then unset "$key"; fi
  done
}

ask() { psql -X -A -t -q -v ON_ERROR_STOP=1 -c "$1"; }

# dump FILE: all of the database, of one moment.
dump() { pg_dump --format=custom --no-owner --no-privileges --file="$1"; }

# restore_server BACKUP ABOVE: as restore.sh says, into the database that use_server has named.
restore_server() {
  local backup=$1 above=$2 work epoch held known=0 kept
  [ -f "$backup" ] || fail "there is no backup $backup"
  umask 077
  work=$(mktemp -d)
  trap "rm -rf '$work'" EXIT
  pg_restore --no-owner --no-privileges --file="$work/backup.sql" "$backup" 2>/dev/null && grep -q '^COPY public."Facts" ' "$work/backup.sql" \
    || fail "$backup is no whole backup of a LiveFestival database"

  # A later lineage than all that nodes may know.
  epoch=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  held=$(ask "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = 'Facts'") || fail "the database $PGDATABASE on $PGHOST cannot be read"
  if [ "$held" = 0 ]; then
    # All tables are replaced, so they must be ours.
    [ "$(ask "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" = 0 ] || fail "the database $PGDATABASE on $PGHOST holds something else than a festival"
  else
    known=$(ask 'SELECT coalesce(max("Lineage"), 0) FROM "Facts"')
    versions_in "$work/backup.sql" >"$work/of-backup"
    ask 'SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1' | LC_ALL=C sort >"$work/of-database"
    if ! cmp -s "$work/of-backup" "$work/of-database"; then
      [ "$(ask "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")" = 0 ] \
        || fail 'the backup is of another version: end every Api process, restore, and start them again'
    fi
    kept=$(dirname "$backup")/$PGDATABASE.before-$(date -u +%Y%m%dT%H%M%SZ)-$epoch
    dump "$kept"
    say "what the database held is in $kept"
  fi

  {
    # Calls that hold a table end first; if they hold it for long, all is tried again.
    echo "SET lock_timeout = '5s';"
    ask "SELECT 'DROP TABLE IF EXISTS ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' CASCADE;' FROM pg_tables WHERE schemaname = 'public'"
    cat "$work/backup.sql"
    echo "UPDATE public.\"Facts\" SET \"Epoch\" = '$epoch', \"Lineage\" = greatest($(date +%s%3N), \"Lineage\" + 1, $known + 1, $above + 1);"
  } >"$work/all.sql"
  for try in $(seq 20); do
    psql -X -q -v ON_ERROR_STOP=1 --single-transaction --output=/dev/null --file="$work/all.sql" 2>"$work/fault" && break
    [ "$try" -lt 20 ] && grep -qE 'lock timeout|deadlock' "$work/fault" || fail "the database $PGDATABASE on $PGHOST was not restored, and nothing has changed: $(head -3 "$work/fault")"
    sleep 0.5
  done

  [ "$(ask 'SELECT "Epoch" FROM "Facts"')" = "$epoch" ] || fail "the database $PGDATABASE does not have the backup; nothing else was done"
  say "the database $PGDATABASE is as in $backup, with the lineage $(ask 'SELECT "Lineage" FROM "Facts"'); nodes follow within seconds of an Api process running"
}

# versions_in FILE: the migrations of a backup.
versions_in() { sed -n '/^COPY public."__EFMigrationsHistory" /,/^\\\.$/p' "$1" | sed '1d;$d' | cut -f1 | LC_ALL=C sort; }

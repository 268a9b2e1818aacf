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

# dump FILE: all of the database, of one moment, but for the keys of personal data.
dump() { pg_dump --format=custom --no-owner --no-privileges --exclude-table-data='public."DataKeys"' --file="$1"; }

# dump_keys FILE: the keys of personal data, as SQL, in the place of those that FILE has.
dump_keys() {
  has_table DataKeys || return 0
  # Taken after the dump, so that all that the dump has can be opened, but for what was erased meanwhile.
  {
    echo 'COPY public."DataKeys" ("Id", "Wrapped", "MadeAt") FROM stdin;'
    ask 'COPY public."DataKeys" ("Id", "Wrapped", "MadeAt") TO STDOUT' || return 1
    echo '\.'
  } >"$1.part"
  mv -- "$1.part" "$1"
}

has_table() {
  local found
  found=$(ask "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename = '$1'") || fail "the database $PGDATABASE on $PGHOST cannot be read"
  [ "$found" = 1 ]
}

# restore_server BACKUP ABOVE KEYS: as restore.sh says, into the database that use_server has named.
restore_server() {
  local backup=$1 above=$2 keys=$3 work epoch held known=0 kept same=no own=yes
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
    if cmp -s "$work/of-backup" "$work/of-database"; then
      same=yes
    else
      [ "$(ask "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")" = 0 ] \
        || fail 'the backup is of another version: end every Api process, restore, and start them again'
    fi
    if has_table SigningKeys && ! is_same "$work/backup.sql"; then
      [ -f "$keys" ] || fail "the database $PGDATABASE was made anew since the backup, and there is no $keys: what is sealed in the backup could not be opened. Name the file as the last argument"
      say "the database $PGDATABASE was made anew since the backup: the keys of personal data come from $keys"
      own=no
    fi
    kept=$(dirname "$backup")/$PGDATABASE.before-$(date -u +%Y%m%dT%H%M%SZ)-$epoch
    dump "$kept"
    say "what the database held is in $kept"
  fi

  {
    # Calls that hold a table end first; if they hold it for long, all is tried again.
    echo "SET lock_timeout = '5s';"
    keep_keys
    ask "SELECT 'DROP TABLE IF EXISTS ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' CASCADE;' FROM pg_tables WHERE schemaname = 'public'"
    cat "$work/backup.sql"
    if grep -q '^CREATE TABLE public."DataKeys" ' "$work/backup.sql"; then bring_keys "$keys" $own; fi
    if [ $same = yes ] && [ $own = yes ]; then bring_signatures; fi
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

# keep_keys: prints what keeps, for the transaction, the keys that the database has in it. Locked first, so that no erased one comes back.
keep_keys() {
  local table
  for table in DataKeys SigningKeys DataProtectionKeys; do
    if has_table $table; then
      echo "LOCK TABLE public.\"$table\" IN ACCESS EXCLUSIVE MODE;"
      echo "CREATE TEMPORARY TABLE \"Live$table\" ON COMMIT DROP AS TABLE public.\"$table\";"
    fi
  done
}

# is_same FILE: whether the database has signed with a key that the backup has: one that was made anew since has not.
is_same() {
  local keys id
  keys=$(sed -n '/^COPY public."SigningKeys" /,/^\\\.$/p' "$1" | sed '1d;$d')
  [ -n "$keys" ] || return 0
  for id in $(ask 'SELECT "Id" FROM "SigningKeys"'); do
    if grep -qF -- "$id" <<<"$keys"; then return 0; fi
  done
  return 1
}

# bring_keys KEYS OWN: prints what gives the backup exactly the keys of personal data that the database had (OWN is yes), or, where it was lost,
# those of KEYS.
bring_keys() {
  echo 'TRUNCATE public."DataKeys";'
  if [ "$2" = yes ] && has_table DataKeys; then
    echo 'INSERT INTO public."DataKeys" ("Id", "Wrapped", "MadeAt") SELECT "Id", "Wrapped", "MadeAt" FROM pg_temp."LiveDataKeys";'
  elif [ -f "$1" ]; then
    cat "$1"
  else
    say "there is no $1: what is sealed in the backup cannot be opened"
  fi
}

# bring_signatures: prints what lets the backup also verify and open what was signed and protected since.
bring_signatures() {
  has_table SigningKeys || return 0
  cat <<'SQL'
DELETE FROM public."SigningKeys" AS old USING pg_temp."LiveSigningKeys" AS live WHERE old."Id" = live."Id" OR (old."Purpose" = live."Purpose" AND old."Serial" = live."Serial");
INSERT INTO public."SigningKeys" SELECT * FROM pg_temp."LiveSigningKeys";
INSERT INTO public."DataProtectionKeys" ("FriendlyName", "Xml") SELECT "FriendlyName", "Xml" FROM pg_temp."LiveDataProtectionKeys" AS live
  WHERE NOT EXISTS (SELECT FROM public."DataProtectionKeys" AS old WHERE old."FriendlyName" = live."FriendlyName");
SQL
}

# versions_in FILE: the migrations of a backup.
versions_in() { sed -n '/^COPY public."__EFMigrationsHistory" /,/^\\\.$/p' "$1" | sed '1d;$d' | cut -f1 | LC_ALL=C sort; }

#!/usr/bin/env bash
# Makes the migrations from the database's model as it is in the code, one for each kind of database: deploy/migration.sh NAME
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

[ $# -eq 1 ] || fail 'usage: deploy/migration.sh NAME'
need_dotnet
dotnet tool restore >&2
build Broadcast.Api/Broadcast.Api.csproj
for engine in Sqlite Postgres; do
  say "making the migration for $engine"
  dotnet ef migrations add "$1" --project Broadcast.Api --configuration "$CONFIGURATION" --no-build \
    --context "${engine}FestivalDb" --output-dir "Data/$engine/Migrations" >&2
done

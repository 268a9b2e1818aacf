#!/usr/bin/env bash
# Runs the festival: installs what is missing, builds, and starts all services with the demo. Arguments are passed to the host.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

need_dotnet
need_node
need_services
build_pages
build Broadcast.Api/Broadcast.Api.csproj
exec dotnet "Broadcast.Api/bin/$CONFIGURATION/net10.0/Broadcast.Api.dll" "$@"

#!/usr/bin/env bash
# Measures. "bench.sh glass [SECONDS]": what a viewer gets, in headless Chromium. "bench.sh ingest [stage|parts|shown|served|held]...": beside nginx-rtmp,
# nginx and a bare FFmpeg pipe. "bench.sh soak": see soak.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

need_dotnet
need_node
need_services
need_packages chromium libnginx-mod-rtmp nginx-light wrk
build_pages
build tests/Benchmarks/Benchmarks.csproj
exec dotnet "tests/Benchmarks/bin/$CONFIGURATION/net10.0/Benchmarks.dll" "$@"

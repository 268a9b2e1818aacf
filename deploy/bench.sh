#!/usr/bin/env bash
# Measures. "bench.sh glass [SECONDS]": what a viewer gets, in headless Chromium. "bench.sh ingest [stage|parts|shown|served|held]...": beside nginx-rtmp,
# nginx and a bare FFmpeg pipe. "bench.sh soak": see soak.sh. "bench.sh fuzz [INPUTS] [SEED]": feeds each of eight readers of what comes from outside
# damaged input (150000 each by default). "bench.sh packager [SECONDS]": a packager of our own beside the FFmpeg pipe.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

need_dotnet
if [ "${1:-}" = fuzz ]; then
  need_packages ffmpeg
  build tests/Broadcast.Ingest.Tests/Broadcast.Ingest.Tests.csproj
  FUZZ_INPUTS=${2:-150000} FUZZ_SEED=${3:-$RANDOM} exec dotnet test tests/Broadcast.Ingest.Tests/Broadcast.Ingest.Tests.csproj -c "$CONFIGURATION" --no-build --nologo -v quiet \
    --logger 'console;verbosity=normal' --filter FullyQualifiedName~Fuzzing
fi

need_node
need_services
need_packages chromium libnginx-mod-rtmp nginx-light wrk
build_pages
build tests/Benchmarks/Benchmarks.csproj
exec dotnet "tests/Benchmarks/bin/$CONFIGURATION/net10.0/Benchmarks.dll" "$@"

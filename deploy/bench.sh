#!/usr/bin/env bash
# Measures one of these:
#   bench.sh glass [SECONDS]                              what a viewer gets, in headless Chromium
#   bench.sh watch [RUNS] [SECONDS] [THROTTLE]            whether the relay's picture keeps moving, on a page whose processor is THROTTLE times slower
#   bench.sh demo [SECONDS]                               the demo: how long its films take, and what each of its processes costs; the exit code is 1
#                                                         when its encoders use more than a tenth of a core
#   bench.sh ingest [stage|parts|shown|served|held]...    Ingest beside nginx-rtmp, nginx and a bare FFmpeg pipe
#   bench.sh packager [SECONDS]                           our own packager beside the FFmpeg pipe
#   bench.sh commits [SECONDS]                            requests for one product that are committed together, on SQLite and on PostgreSQL
#   bench.sh answers [SECONDS]                            answers for a room and for a book, beside bare batches and a call for each answer
#   bench.sh steps [STEPS]                                random steps of windows and common commits beside their models (100000 of each by default)
#   bench.sh kills [KILLS]                                SIGKILL at each point of the steps of windows and of common commits, 500 of each by default; and of
#                                                         whole hosts, a tenth as often
#   bench.sh soak [MINUTES] [trouble|odd]                 see soak.sh
#   bench.sh fuzz [INPUTS] [SEED]                         gives damaged input to each of the nine readers of outside data (150000 inputs each by default)
#   bench.sh rooms [--connections 2000,16000] [--rates 5,50,200]
#                                                         rooms beside SignalR, Nchan and socket.io
#   bench.sh fanout|unread|killnode|flood|idle|join ...   see tests/Load/README.md
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

# Runs tests of a project that is built. The first argument is the project, the second what their names must match.
tests_of() {
  dotnet test "tests/$1/$1.csproj" -c "$CONFIGURATION" --no-build --nologo -v quiet --logger 'console;verbosity=normal' --filter "$2"
}

if [ "${1:-}" = kills ] || [ "${1:-}" = steps ]; then
  need_services
  need_packages postgresql
  need_node
  build_pages
  for tests in Broadcast.Chat.Tests Broadcast.Api.Tests LiveFestival.Tests; do build "tests/$tests/$tests.csproj"; done
  if [ "$1" = steps ]; then
    export MODEL_STEPS=${2:-100000}
    tests_of Broadcast.Chat.Tests FullyQualifiedName~WindowModelTests
    tests_of Broadcast.Api.Tests 'FullyQualifiedName~BookModelTests|FullyQualifiedName~BookRaceTests|FullyQualifiedName~Boxes_are_in_stock'
  else
    kills=${2:-500}
    KILLS=$kills tests_of Broadcast.Chat.Tests FullyQualifiedName~Kills.
    KILLS=$kills tests_of Broadcast.Api.Tests FullyQualifiedName~Kills.
    KILLS=$(((kills + 9) / 10)) tests_of LiveFestival.Tests 'FullyQualifiedName~TwoApisTests|FullyQualifiedName~KilledVoteTests'
  fi
  exit
fi

case "${1:-}" in
  rooms | fanout | unread | killnode | flood | idle | join)
    need_services
    need_packages nginx-light libnginx-mod-nchan
    need_node
    if [ "$1" = rooms ] || [ "$1" = idle ]; then
      peer=tests/Load/Peers/socketio
      [ -e "$peer/node_modules/.package-lock.json" ] || (say 'installing socket.io' && cd "$peer" && npm ci --no-audit --no-fund --loglevel=error >&2)
    fi
    build_pages
    build tests/Load/Load.csproj
    exec dotnet "tests/Load/bin/$CONFIGURATION/net10.0/Load.dll" "$@"
    ;;
esac

if [ "${1:-}" = commits ]; then need_packages postgresql; fi
need_node
need_services
need_packages chromium libnginx-mod-rtmp nginx-light wrk
build_pages
build tests/Benchmarks/Benchmarks.csproj
exec dotnet "tests/Benchmarks/bin/$CONFIGURATION/net10.0/Benchmarks.dll" "$@"

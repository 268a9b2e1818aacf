#!/usr/bin/env bash
# Runs every test. Installs what is missing, builds, and ends with the line "tests: N passed, N failed, N skipped".
# Arguments choose parts: web, Chat, Ingest, Api, LiveFestival; without arguments all parts run. A skipped test also fails the run.
# TEST_DATABASE=postgres ./deploy/test.sh Api runs on PostgreSQL what otherwise runs on SQLite; the tests of the database run on both in any case.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

results=$PWD/TestResults
passed=0 failed=0 skipped=0 shares=()

wanted() { [ ${#chosen[@]} -eq 0 ] || [[ " ${chosen[*]} " == *" $1 "* ]]; }

# share NAME SECONDS-AT-START: records how long a part took, for the end of the output.
share() { shares+=("$(printf '%5d s  %s' $((SECONDS - $2)) "$1")"); }

# count FILE: adds the counters of a trx file to the totals.
count() {
  local counters total ok bad
  counters=$(grep -o '<Counters [^>]*' "$1") || fail "$1 has no counters"
  total=$(sed -E 's/.* total="([0-9]+)".*/\1/' <<<"$counters")
  ok=$(sed -E 's/.* passed="([0-9]+)".*/\1/' <<<"$counters")
  bad=$(sed -E 's/.* failed="([0-9]+)".*/\1/' <<<"$counters")
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + total - ok - bad))
}

# tell FILE: prints which tests of a trx file failed or were skipped, and why. Called last, because a log that is cut off keeps its end.
tell() {
  node - "$1" <<'JS'
const text = require('node:fs').readFileSync(process.argv[2], 'utf8');
const plain = (xml) => xml.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#x[DA];/gi, '\n').replace(/&amp;/g, '&');
const part = (xml, tag) => plain(new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(xml)?.[1] ?? '').split('\n').slice(0, 12).map((line) => line.slice(0, 300));
for (const [, head, , body = ''] of text.matchAll(/<UnitTestResult ([^>]*?)(\/>|>([^]*?)<\/UnitTestResult>)/g))
  if (!/outcome="Passed"/.test(head))
    console.log([(/outcome="Failed"/.test(head) ? 'failed: ' : 'skipped: ') + plain(/testName="([^"]*)"/.exec(head)[1]), ...part(body, 'Message'), ...part(body, 'StackTrace')].join('\n    '));
JS
}

# run_project NAME: runs a test project. A run that breaks off or leaves no result file counts as a failure.
run_project() {
  local start=$SECONDS file="$results/$1.trx" code=0 before=$failed
  say "testing $1"
  timeout 1200 dotnet test "tests/$1/$1.csproj" -c "$CONFIGURATION" --no-build --nologo -v quiet \
    --logger "trx;LogFileName=$1.trx" --logger 'console;verbosity=normal' --results-directory "$results" || code=$?
  if [ -e "$file" ]; then count "$file"; fi
  if [ "$code" -ne 0 ] && [ "$failed" -eq "$before" ]; then failed=$((failed + 1)); fi
  share "$1" "$start"
}

run_web() {
  local start=$SECONDS file="$results/web.json" code=0 before=$failed ok bad left
  say 'testing the pages'
  (cd Broadcast.Api/Web && npm run --silent test -- --reporter=default --reporter=json --outputFile.json="$file") || code=$?
  if [ -e "$file" ]; then
    read -r ok bad left < <(node -e 'const r = require(process.argv[1]); console.log(r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests)' "$file")
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + left))
  fi
  if [ "$code" -ne 0 ] && [ "$failed" -eq "$before" ]; then failed=$((failed + 1)); fi
  share web "$start"
}

chosen=("$@")
rm -rf "$results" && mkdir -p "$results"

start=$SECONDS
need_dotnet
need_node
need_services
need_packages chromium fonts-noto-cjk sqlite3
# The tests start their own nginx, as a platform that channels are pushed to and as a proxy, and their own Caddy. The system's services are
# not used.
need_packages caddy nginx libnginx-mod-rtmp
# GStreamer publishes with its own RTMP code (rtmp2sink) and with librtmp (rtmpsink).
if wanted Chat; then need_packages libfaketime; fi
# The tests start their own PostgreSQL on a free port; the cluster of the system is not used.
if wanted Api || wanted LiveFestival; then need_packages postgresql; fi
need_packages gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad
# OBS, and a virtual display for it.
if wanted Ingest; then need_packages obs-studio xvfb; fi
share installing "$start"

start=$SECONDS
build_pages
build LiveFestival.sln
dotnet format whitespace . --folder --verify-no-changes --exclude Broadcast.Api/Web Broadcast.Api/Data/Sqlite/Migrations Broadcast.Api/Data/Postgres/Migrations || failed=$((failed + 1))
share building "$start"

if wanted web; then run_web; fi
for service in Chat Ingest Api; do
  if wanted "$service"; then run_project "Broadcast.$service.Tests"; fi
done
if wanted LiveFestival; then run_project LiveFestival.Tests; fi

printf '\n'
for file in "$results"/*.trx; do
  if [ -e "$file" ]; then tell "$file"; fi
done
printf '%s\n' "${shares[@]}"
printf '%5d s  in all\n\n' "$SECONDS"
echo "tests: $passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ] && [ "$passed" -gt 0 ]

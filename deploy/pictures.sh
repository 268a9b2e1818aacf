#!/usr/bin/env bash
# Makes two pictures for the README from the running demo: .github/pictures/watch.webp and control.webp.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

need_dotnet
need_node
need_services
need_packages chromium fonts-noto-cjk
build_pages
build tests/Benchmarks/Benchmarks.csproj
exec dotnet "tests/Benchmarks/bin/$CONFIGURATION/net10.0/Benchmarks.dll" pictures

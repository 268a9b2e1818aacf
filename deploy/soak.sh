#!/usr/bin/env bash
# Four stages for MINUTES (20 if not said), every playlist linted, with memory, descriptors and latency at the end.
# "soak.sh [MINUTES]": calm. "soak.sh [MINUTES] trouble": FFmpeg children are killed, frozen and starved at random meanwhile.
set -euo pipefail
cd "$(dirname "$0")"
exec ./bench.sh soak "${1:-20}" "${@:2}"

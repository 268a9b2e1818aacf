#!/usr/bin/env bash
# Runs four stages for MINUTES (20 by default), lints every playlist, and reports memory, descriptors and latency at the end.
# "soak.sh [MINUTES]": undisturbed. "soak.sh [MINUTES] trouble": FFmpeg processes are killed, frozen and starved at random meanwhile.
set -euo pipefail
cd "$(dirname "$0")"
exec ./bench.sh soak "${1:-20}" "${@:2}"

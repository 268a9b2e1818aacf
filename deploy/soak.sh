#!/usr/bin/env bash
# Runs four stages for MINUTES (20 by default), lints every playlist, and reports memory, descriptors and latency at the end.
# "soak.sh [MINUTES]": undisturbed. "soak.sh [MINUTES] trouble": FFmpeg processes are killed, frozen and starved at random meanwhile.
# "soak.sh MINUTES odd": one good encoder and many odd publishers (garbage, early ends, reconnects, takeovers, odd headers, slow links);
# prints the host's memory once a minute, and at the end whether it stayed flat. The exit code is 1 when it did not.
set -euo pipefail
cd "$(dirname "$0")"
exec ./bench.sh soak "${1:-20}" "${@:2}"

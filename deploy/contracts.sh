#!/usr/bin/env bash
# Writes Broadcast.Api/Web/src/room/contracts.ts from the C# contracts.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

need_dotnet
build tests/Broadcast.Chat.Tests
WRITE_CONTRACTS=1 dotnet test tests/Broadcast.Chat.Tests -c "$CONFIGURATION" --no-build --nologo -v quiet --filter FullyQualifiedName~TypeScriptContractsTests >&2
git --no-pager diff --stat -- Broadcast.Api/Web/src/room/contracts.ts

#!/usr/bin/env bash
# Writes Broadcast.Api/Web/src/room/contracts.ts from the C# contracts, and src/api/errorCodes.ts from the C# errors.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/setup.sh

need_dotnet
build tests/Broadcast.Chat.Tests/Broadcast.Chat.Tests.csproj
build tests/LiveFestival.Tests/LiveFestival.Tests.csproj
WRITE_CONTRACTS=1 dotnet test tests/Broadcast.Chat.Tests -c "$CONFIGURATION" --no-build --nologo -v quiet --filter FullyQualifiedName~TypeScriptContractsTests >&2
WRITE_CONTRACTS=1 dotnet test tests/LiveFestival.Tests -c "$CONFIGURATION" --no-build --nologo -v quiet --filter FullyQualifiedName~ErrorCatalogueTests >&2
git --no-pager diff --stat -- Broadcast.Api/Web/src/room/contracts.ts Broadcast.Api/Web/src/api/errorCodes.ts

using Broadcast.Ingest.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcast.Ingest.Tests.Processes;

/// <summary>A host of two children, to be killed: <c>dotnet exec</c> of this assembly. Prints the children's ids and waits.</summary>
internal static class ChildHost
{
    public static async Task Main()
    {
        await using var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
        await using var silent = ChildProcess.Start(new ChildCommand { FileName = "sleep", Arguments = ["600"] }, watcher);
        // One that a mild signal does not end.
        await using var stubborn = ChildProcess.Start(
            new ChildCommand { FileName = "sh", Arguments = ["-c", "trap '' TERM; while :; do sleep 1; done"], Signal = ChildSignal.Term },
            watcher);
        await Console.Out.WriteLineAsync($"{silent.Id} {stubborn.Id}");
        await Task.WhenAny(silent.Exited, stubborn.Exited);
    }
}

using Broadcast.Chat.Spine.Processes;
using Broadcast.Chat.Tests.Windows.Kills;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcast.Chat.Tests.Spine.Processes;

/// <summary>
/// A process that a test kills, started by <c>dotnet exec</c> of this assembly: a node that leads a window (<see cref="WindowNode"/>), or,
/// without arguments, a host of two children, which prints their ids and waits until one ends.
/// </summary>
internal static class ChildHost
{
    public static async Task Main(string[] arguments)
    {
        if (arguments is [WindowNode.Name, .. var rest])
        {
            await WindowNode.RunAsync(rest);
            return;
        }

        await using var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
        await using var silent = ChildProcess.Start(new ChildCommand { FileName = "sleep", Arguments = ["600"] }, watcher);
        // SIGTERM does not end this child.
        await using var stubborn = ChildProcess.Start(
            new ChildCommand { FileName = "sh", Arguments = ["-c", "trap '' TERM; while :; do sleep 1; done"], Signal = ChildSignal.Term },
            watcher);
        await Console.Out.WriteLineAsync($"{silent.Id} {stubborn.Id}");
        await Task.WhenAny(silent.Exited, stubborn.Exited);
    }
}

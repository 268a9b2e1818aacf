using Broadcast.Api.Tests.Commits.Kills;
using Broadcast.Api.Tests.Windows.Kills;

namespace Broadcast.Api.Tests;

/// <summary>A process that a test kills, started by <c>dotnet exec</c> of this assembly with its name and arguments.</summary>
internal static class KilledProcess
{
    public static Task Main(string[] arguments) => arguments switch
    {
        [CommitNode.Name, .. var rest] => CommitNode.RunAsync(rest),
        [BookNode.Name, .. var rest] => BookNode.RunAsync(rest),
        _ => throw new ArgumentException("The first argument names no process.", nameof(arguments)),
    };
}

using System.Text.Json;
using Load.Dialects;

namespace Load.Clients;

/// <summary>The first line that a swarm process reads.</summary>
internal sealed record SwarmSetup(SwarmSpec Spec, DialectSpec Dialect);

/// <summary>
/// Holds a swarm in a process of its own, because descriptors per process are limited. Reads lines: the setup, then any of <c>state</c>,
/// <c>report</c> and <c>begin SCHEDULE</c>, each answered by one line of JSON. Ends with its input.
/// </summary>
internal static class SwarmWorker
{
    public static async Task RunAsync()
    {
        var setup = JsonSerializer.Deserialize<SwarmSetup>(await Console.In.ReadLineAsync() ?? "")!;
        using var swarm = new Swarm(setup.Spec, setup.Dialect.Make());
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "report")
            {
                Answer(await swarm.AskAsync(asked => asked.Report()));
                continue;
            }

            if (line.StartsWith("begin ", StringComparison.Ordinal))
            {
                var schedule = JsonSerializer.Deserialize<Schedule>(line[6..])!;
                await swarm.AskAsync(asked =>
                {
                    asked.Begin(schedule);
                    return true;
                });
            }

            Answer(await swarm.AskAsync(asked => asked.State()));
        }
    }

    private static void Answer<T>(T answer) => Console.WriteLine(JsonSerializer.Serialize(answer));
}

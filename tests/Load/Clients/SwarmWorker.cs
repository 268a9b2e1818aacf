using System.Text.Json;
using Load.Dialects;

namespace Load.Clients;

/// <summary>What a process that holds a swarm is told first.</summary>
internal sealed record SwarmOrder(SwarmSpec Spec, DialectSpec Dialect);

/// <summary>
/// A swarm in a process of its own, since a process has only so many descriptors. It is spoken to in lines: the order, then any of
/// <c>state</c>, <c>report</c> and <c>begin SCHEDULE</c>, each answered by one line of JSON. It ends with its input.
/// </summary>
internal static class SwarmWorker
{
    public static async Task RunAsync()
    {
        var order = JsonSerializer.Deserialize<SwarmOrder>(await Console.In.ReadLineAsync() ?? "")!;
        using var swarm = new Swarm(order.Spec, order.Dialect.Make());
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

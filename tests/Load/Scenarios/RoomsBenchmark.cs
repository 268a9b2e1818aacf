using System.Globalization;
using System.Runtime.InteropServices;
using Load.Peers;

namespace Load.Scenarios;

/// <summary>
/// Measures deliveries per processor second, delay and memory of LiveFestival and of other servers in one run. The others run twice each:
/// with one message per frame, and with the batches that LiveFestival would send, to tell the gain of batching from the cost of a frame.
/// </summary>
internal static class RoomsBenchmark
{
    /// <summary>Bytes of an event as the peers send it: as long as LiveFestival's, author and offset included, with 80 of text.</summary>
    public const int EventLength = 200;

    /// <summary>Frames per second that are far beyond any of the servers: a shorter measurement shows the same.</summary>
    private const double Hopeless = 400_000;

    public static async Task<bool> RunAsync(Arguments arguments)
    {
        var rates = arguments.Numbers("rates", "5,50,200");
        var seconds = arguments.Number("seconds", 10);
        var warmup = arguments.Number("warmup", 12);
        Console.WriteLine($"rooms on {Environment.ProcessorCount} cores, load tool included, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        foreach (var connections in arguments.Numbers("connections", "2000,16000").Select(count => (int)count))
        {
            var tick = RoomServers.Tick(connections);
            Console.WriteLine($"\n{connections} connections; batches of {tick.TotalMilliseconds:0} ms, which add half of that to the median and all of it to the worst");
            Console.WriteLine("server                     frames        offered  delivered  events/CPU s  frames/CPU s   p50 ms   p99 ms  to last p99  CPU   Redis  KB/conn.");
            foreach (var name in arguments.Text("peers", RoomServers.All).Split(','))
                await MeasureAsync(name, connections, rates, warmup, seconds, tick, arguments.Passed);
        }

        return true;
    }

    private static async Task MeasureAsync(string name, int connections, IReadOnlyList<double> rates, double warmup, double seconds, TimeSpan tick, string[] passed)
    {
        var cases = rates.SelectMany(rate => name.StartsWith("festival", StringComparison.Ordinal) ? [(rate, TimeSpan.Zero)] : new[] { (rate, TimeSpan.Zero), (rate, tick) })
            .OrderBy(item => item.Item2 == TimeSpan.Zero ? item.rate * connections : 0).ToList();
        var left = new Queue<(double Rate, TimeSpan Batch)>(cases);
        while (left.Count > 0)
        {
            // An overloaded server still works off its queue: the next case gets a new server.
            await using var server = await RoomServers.StartAsync(name, connections, passed);
            await using var trial = await Trial.StartAsync(server, connections);
            // In the first seconds the runtime spends a quarter of its time compiling, which is no cost of a message.
            await SpeakAsync(trial, name, 20, warmup, tick);
            var settled = true;
            while (settled && left.TryDequeue(out var item))
            {
                var hopeless = item.Batch == TimeSpan.Zero && !name.StartsWith("festival", StringComparison.Ordinal) && item.Rate * connections > Hopeless;
                var outcome = await SpeakAsync(trial, name, item.Rate, hopeless ? Math.Min(4, seconds) : seconds, item.Batch);
                settled = outcome.Settled;
                Row(server.Name, name == "festival" ? "batches" : item.Batch == TimeSpan.Zero ? "each message" : "batches", outcome, trial);
            }
        }
    }

    private static Task<Outcome> SpeakAsync(Trial trial, string name, double rate, double seconds, TimeSpan batch) => trial.SpeakAsync(
        rate, seconds, schedule => schedule with { BatchEvery = batch, Length = name.StartsWith("festival", StringComparison.Ordinal) ? 80 : EventLength });

    private static void Row(string name, string frames, Outcome outcome, Trial trial)
    {
        var offered = outcome.Schedule.Messages * (double)trial.Readers;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-26} {frames,-13} {outcome.Schedule.PerSecond,5:0.#}/s  {100 * outcome.Report.Delivered / offered,7:0.0} %  {outcome.PerCpuSecond,12:N0}  {outcome.Report.Frames / Math.Max(outcome.Watch.ServerCpu, 0.01),12:N0}  {outcome.Chat.At(50),7:0}  {outcome.Chat.At(99),7:0}  {outcome.ToLast.At(99),11:0}  {outcome.Watch.ServerCpu / outcome.Watch.Took.TotalSeconds,4:0.00}  {outcome.Watch.RedisCpu / outcome.Watch.Took.TotalSeconds,5:0.00}  {trial.BytesPerConnection / 1000,7:0.0}{(outcome.Settled ? "" : "  overloaded")}"));
    }
}

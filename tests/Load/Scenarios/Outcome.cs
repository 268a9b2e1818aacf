using System.Globalization;
using Load.Clients;

namespace Load.Scenarios;

/// <summary>The result of one measurement.</summary>
internal sealed record Outcome(Schedule Schedule, SwarmReport Report, IReadOnlyList<long> Pinned, bool Settled, Watch Watch)
{
    public Latency Chat { get; } = Latency.Unpack(Report.Chat);

    public Latency Control { get; } = Latency.Unpack(Report.Control);

    public Latency ToLast { get; } = Report.ToLast();

    /// <summary>Events delivered per processor second of the server.</summary>
    public double PerCpuSecond => Watch.ServerCpu > 0 ? Report.Delivered / Watch.ServerCpu : 0;

    /// <summary>What broke the promises: events missing or twice, frames with wrong counts, control events missed, and so on.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            var faults = new List<string>();
            void ExpectZero(long count, string fault)
            {
                if (count != 0)
                    faults.Add($"{count} {fault}");
            }

            ExpectZero(Report.Missing, "events missing");
            ExpectZero(Report.Duplicates, "events twice");
            ExpectZero(Report.Dishonest, "frames whose sums are wrong");
            ExpectZero(Report.ControlMissed, "control events missed");
            ExpectZero(Report.Resyncs, "resyncs");
            ExpectZero(Pinned.Except(Report.ControlOffsets).Count(), "pins that nobody saw");
            foreach (var (code, count) in Report.Refused.Where(refused => refused.Key != "chat.too_fast"))
                ExpectZero(count, $"messages refused with {code}");
            if (Report.Sent > 0 && Report.Accepted == 0)
                faults.Add("no message was accepted");
            if (!Settled)
                faults.Add("not all readers came to the log's end");
            return faults;
        }
    }

    public void Print()
    {
        Write($"  offered {Schedule.PerSecond:0.#}/s for {Schedule.Messages / Schedule.PerSecond:0.#} s: sent {Report.Sent:N0}, unsent {Report.Unsent:N0}, accepted {Report.Accepted:N0}, refused {Format(Report.Refused)}; pins {Pinned.Count}");
        Write($"  due to {Report.Readers:N0} readers {Report.Due:N0} = delivered {Report.Delivered:N0} + left out and told {Report.Skipped:N0} + missing {Report.Missing:N0}");
        Write($"  holes seen and filled {Report.Gaps}, twice {Report.Duplicates}, wrong sums {Report.Dishonest}, control missed {Report.ControlMissed}, resyncs {Report.Resyncs}; lost connections {Report.Lost} ({Report.UnreadLost} of them never read), events by resume {Report.Resumed:N0}, turned away {Format(Report.TurnedAway)}");
        Write($"  chat            {Chat}");
        Write($"  to last reader  {ToLast}");
        if (Control.Count > 0)
            Write($"  control         {Control}");
        Write($"  server {Watch.ServerCpu:0.0} s of processor in {Watch.Took.TotalSeconds:0} s (Redis {Watch.RedisCpu:0.0} s, load tool {Watch.SwarmCpu:0.0} s): {PerCpuSecond:N0} deliveries a second of it; {(double)Report.Frames / Math.Max(Watch.ServerCpu, 0.01):N0} frames");
        Write($"  server memory {Watch.MemoryAtStart / 1e6:0} MB at start, {Watch.MostMemory / 1e6:0} MB at most, {Watch.MemoryAtEnd / 1e6:0} MB at end");
    }

    public static string Format(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Key} {count.Value:N0}"));

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

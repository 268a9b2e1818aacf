using HdrHistogram;

namespace Load.Clients;

/// <summary>A distribution of times from a microsecond to ten minutes, to three digits.</summary>
internal sealed class Latency
{
    private const long Most = 600_000_000;

    private readonly LongHistogram _histogram = new(Most, 3);

    public long Count => _histogram.TotalCount;

    public void Record(long ticks, long count = 1) => _histogram.RecordValueWithCount(Math.Clamp(ticks / TicksPerMicrosecond, 1, Most), count);

    /// <summary>Milliseconds; 0 when nothing was recorded.</summary>
    public double At(double percentile) => Count == 0 ? 0 : _histogram.GetValueAtPercentile(percentile) / 1000.0;

    public double Max => Count == 0 ? 0 : _histogram.GetMaxValue() / 1000.0;

    public void Add(Latency other) => _histogram.Add(other._histogram);

    /// <summary>Pairs of value and count, for another process.</summary>
    public long[] Pack() => [.. _histogram.RecordedValues().SelectMany(value => new[] { value.ValueIteratedTo, value.CountAddedInThisIterationStep })];

    public static Latency Unpack(long[] packed)
    {
        var latency = new Latency();
        for (var i = 0; i < packed.Length; i += 2)
            latency._histogram.RecordValueWithCount(Math.Min(packed[i], Most), packed[i + 1]);
        return latency;
    }

    public override string ToString() => $"p50 {At(50):0} p99 {At(99):0} p99.9 {At(99.9):0} max {Max:0} ms";

    private static long TicksPerMicrosecond { get; } = System.Diagnostics.Stopwatch.Frequency / 1_000_000;
}

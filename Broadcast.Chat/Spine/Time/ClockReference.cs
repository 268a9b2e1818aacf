using System.Globalization;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// Measures the reference. On a Cluster it is always the server of the same slot, so that all processes follow one clock. The rule of NTP
/// (RFC 5905, section 10): of the last samples the one with the shortest way there and back is the best.
/// </summary>
internal sealed class ClockReference(DisciplinedClock clock, RedisLink redis, RedisKeys keys, IOptions<ClockOptions> options)
{
    private const int Samples = 8;
    private readonly Queue<ClockSample> _samples = new(Samples);

    /// <summary>Takes a sample, and returns the best of the last ones. Throws Redis' exceptions. One caller at a time.</summary>
    public async Task<ClockSample> MeasureAsync()
    {
        if (_samples.Count == Samples)
            _samples.Dequeue();
        _samples.Enqueue(options.Value.Reference == ClockOptions.Machine ? OfMachine() : await OfRedisAsync());
        return _samples.MinBy(sample => sample.Uncertain)!;
    }

    private ClockSample OfMachine() => new(clock.ShiftTo(clock.MachineNow, clock.GetTimestamp()), TimeSpan.Zero);

    private async Task<ClockSample> OfRedisAsync()
    {
        var sent = clock.GetTimestamp();
        // A script, because its key says which server is asked.
        var reply = (RedisResult[])(await redis.Database.ScriptEvaluateAsync("return redis.call('TIME')", [keys.Clock], flags: CommandFlags.DemandMaster))!;
        var half = clock.GetElapsedTime(sent) / 2;
        var theirs = DateTimeOffset.FromUnixTimeSeconds((long)reply[0]) + TimeSpan.FromMicroseconds(double.Parse((string)reply[1]!, CultureInfo.InvariantCulture));
        return new ClockSample(clock.ShiftTo(theirs - half, sent), half);
    }
}

/// <param name="Shift">What takes the clock to the reference, as <see cref="DisciplinedClock.ShiftTo"/> gives it.</param>
/// <param name="Uncertain">Half of the way to the reference and back: the most that the sample may be wrong by.</param>
internal sealed record ClockSample(TimeSpan Shift, TimeSpan Uncertain);

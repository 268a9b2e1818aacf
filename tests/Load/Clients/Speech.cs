using System.Diagnostics;
using Load.Wire;

namespace Load.Clients;

/// <summary>
/// Sends the messages of a schedule through a swarm's connections. Each is stamped with the time at which it was due, not at which it went
/// out: if the machine is late, the message is late.
/// </summary>
internal sealed class Speech(Swarm swarm)
{
    private const int Longest = 256 * 1024;

    private static readonly byte[] Filler = [.. Enumerable.Range(0, 64).SelectMany(_ => "the harvest is in and the rice smells of autumn "u8.ToArray())];

    private readonly byte[] _text = new byte[Longest];
    private readonly byte[] _call = new byte[Longest + 256];
    private Schedule? _schedule;
    private int _next;
    private long _batchDue;

    public void Begin(Schedule schedule) => (_schedule, _next, _batchDue) = (schedule, schedule.Swarm, schedule.Start + Swarm.Ticks(schedule.BatchEvery.TotalSeconds));

    /// <summary>Sends the messages that are due; returns when the next one is, in ticks.</summary>
    public long Speak()
    {
        if (_schedule is not { } schedule || _next >= schedule.Messages)
            return long.MaxValue;

        return schedule.BatchEvery > TimeSpan.Zero ? SpeakBatches(schedule) : SpeakEach(schedule);
    }

    private static long Due(Schedule schedule, int index) => schedule.Start + Swarm.Ticks(index / schedule.PerSecond);

    private long SpeakEach(Schedule schedule)
    {
        var now = Stopwatch.GetTimestamp();
        for (; _next < schedule.Messages; _next += schedule.Swarms)
        {
            var due = Due(schedule, _next);
            if (due > now)
                return due;

            Write(0, schedule, _next, due);
            Say(schedule, _next, schedule.Length, 1);
        }

        return long.MaxValue;
    }

    private long SpeakBatches(Schedule schedule)
    {
        for (var now = Stopwatch.GetTimestamp(); _batchDue <= now && _next < schedule.Messages; _batchDue += Swarm.Ticks(schedule.BatchEvery.TotalSeconds))
        {
            var (first, length, count) = (_next, 0, 0);
            for (; _next < schedule.Messages && Due(schedule, _next) < _batchDue && length + schedule.Length <= Longest; _next += schedule.Swarms)
            {
                Write(length, schedule, _next, Due(schedule, _next));
                (length, count) = (length + schedule.Length, count + 1);
            }

            if (count > 0)
                Say(schedule, first, length, count);
        }

        return _batchDue;
    }

    private void Write(int at, Schedule schedule, int index, long due)
    {
        Stamp.Write(_text.AsSpan(at), schedule.FirstNumber + index, due);
        Filler.AsSpan(0, schedule.Length - Stamp.Length).CopyTo(_text.AsSpan(at + Stamp.Length));
    }

    private void Say(Schedule schedule, int index, int length, int messages)
    {
        // Speakers are spread over the swarm; one that never reads is replaced by the next connection.
        var speakers = Math.Min(schedule.Speakers, swarm.Clients.Count);
        var at = (int)((long)(index / schedule.Swarms % speakers) * swarm.Clients.Count / speakers);
        var speaker = swarm.Clients[at].Reads ? swarm.Clients[at] : swarm.Clients[(at + 1) % swarm.Clients.Count];
        if (speaker.Phase != Phase.Open)
        {
            swarm.Tally.Unsent += messages;
            return;
        }

        var call = swarm.Dialect.Say(_call, schedule.FirstNumber + index, _text.AsSpan(0, length));
        swarm.Send(speaker, _call.AsSpan(0, call));
        swarm.Tally.Sent += messages;
    }
}

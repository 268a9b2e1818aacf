namespace Load.Clients;

/// <summary>The state of a swarm now.</summary>
/// <param name="Open">Connections in the room.</param>
/// <param name="Delivered">Events delivered since the schedule began.</param>
/// <param name="Behind">Readers whose position is before <see cref="Position"/>.</param>
/// <param name="Sent">Messages sent.</param>
internal sealed record SwarmState(int Open, long Delivered, int Behind, long Sent)
{
    public long Unsent { get; init; }

    /// <summary>Messages accepted or refused; 0 when the server does not answer.</summary>
    public long Answered { get; init; }

    /// <summary>The furthest position of all connections, or the newest offset that the server acknowledged.</summary>
    public long Position { get; init; }
}

/// <summary>What a swarm saw since its schedule began, in a form that adds up over processes.</summary>
internal sealed record SwarmReport
{
    public required int Open { get; init; }

    public required int Readers { get; init; }

    public required long Sent { get; init; }

    public required long Unsent { get; init; }

    public required long Accepted { get; init; }

    public required Dictionary<string, long> Refused { get; init; }

    public required long Frames { get; init; }

    public required long Bytes { get; init; }

    public required long Delivered { get; init; }

    public required long Skipped { get; init; }

    public required long Resumed { get; init; }

    /// <summary>Events due to all readers: from the position of each at the start to that of the furthest.</summary>
    public required long Due { get; init; }

    /// <summary>Due events that were neither delivered nor reported as skipped.</summary>
    public required long Missing { get; init; }

    public required long Gaps { get; init; }

    public required long Duplicates { get; init; }

    public required long Dishonest { get; init; }

    public required long Resyncs { get; init; }

    public required long Lost { get; init; }

    public required long UnreadLost { get; init; }

    public required Dictionary<string, long> TurnedAway { get; init; }

    /// <summary>Offsets of control events that any connection saw.</summary>
    public required long[] ControlOffsets { get; init; }

    /// <summary>Control events that did not come, summed over the readers that missed them.</summary>
    public required long ControlMissed { get; init; }

    public required long[] Chat { get; init; }

    public required long[] Control { get; init; }

    public required long[] LastSeen { get; init; }

    public required long[] DueAt { get; init; }

    /// <summary>Adds up the reports of all swarms.</summary>
    public static SwarmReport Sum(IReadOnlyList<SwarmReport> reports)
    {
        var lastSeen = reports[0].LastSeen.ToArray();
        var dueAt = reports[0].DueAt.ToArray();
        foreach (var report in reports.Skip(1))
        {
            for (var i = 0; i < lastSeen.Length; i++)
                (lastSeen[i], dueAt[i]) = (Math.Max(lastSeen[i], report.LastSeen[i]), Math.Max(dueAt[i], report.DueAt[i]));
        }

        return new SwarmReport
        {
            Open = reports.Sum(report => report.Open),
            Readers = reports.Sum(report => report.Readers),
            Sent = reports.Sum(report => report.Sent),
            Unsent = reports.Sum(report => report.Unsent),
            Accepted = reports.Sum(report => report.Accepted),
            Refused = Sum(reports.Select(report => report.Refused)),
            Frames = reports.Sum(report => report.Frames),
            Bytes = reports.Sum(report => report.Bytes),
            Delivered = reports.Sum(report => report.Delivered),
            Skipped = reports.Sum(report => report.Skipped),
            Resumed = reports.Sum(report => report.Resumed),
            Due = reports.Sum(report => report.Due),
            Missing = reports.Sum(report => report.Missing),
            Gaps = reports.Sum(report => report.Gaps),
            Duplicates = reports.Sum(report => report.Duplicates),
            Dishonest = reports.Sum(report => report.Dishonest),
            Resyncs = reports.Sum(report => report.Resyncs),
            Lost = reports.Sum(report => report.Lost),
            UnreadLost = reports.Sum(report => report.UnreadLost),
            TurnedAway = Sum(reports.Select(report => report.TurnedAway)),
            ControlOffsets = [.. reports.SelectMany(report => report.ControlOffsets).Distinct().Order()],
            ControlMissed = reports.Sum(report => report.ControlMissed),
            Chat = Merge(reports.Select(report => report.Chat)).Pack(),
            Control = Merge(reports.Select(report => report.Control)).Pack(),
            LastSeen = lastSeen,
            DueAt = dueAt,
        };
    }

    /// <summary>The times from when each message was due to its last delivery.</summary>
    public Latency ToLast()
    {
        var latency = new Latency();
        for (var i = 0; i < LastSeen.Length; i++)
        {
            if (LastSeen[i] != 0)
                latency.Record(LastSeen[i] - DueAt[i]);
        }

        return latency;
    }

    private static Latency Merge(IEnumerable<long[]> packed)
    {
        var all = new Latency();
        foreach (var one in packed)
            all.Add(Latency.Unpack(one));
        return all;
    }

    private static Dictionary<string, long> Sum(IEnumerable<Dictionary<string, long>> counts) =>
        counts.SelectMany(count => count).GroupBy(count => count.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Value), StringComparer.Ordinal);
}

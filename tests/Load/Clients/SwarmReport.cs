namespace Load.Clients;

/// <summary>How a swarm stands now.</summary>
/// <param name="Open">Connections that are in.</param>
/// <param name="Delivered">Events to them since the schedule began.</param>
/// <param name="Behind">Readers that have not been told as much as the one that was told most, or less than the server said is there.</param>
/// <param name="Sent">Messages.</param>
internal sealed record SwarmState(int Open, long Delivered, int Behind, long Sent)
{
    public long Unsent { get; init; }

    /// <summary>Accepted or refused, where the server says so.</summary>
    public long Answered { get; init; }

    /// <summary>The furthest that a reader has been told.</summary>
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

    /// <summary>What the readers were due by the log: from where each stood to where the furthest stands.</summary>
    public required long Due { get; init; }

    /// <summary>Of this, neither delivered nor told to be left out.</summary>
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

    /// <summary>Control events, times readers, that did not come.</summary>
    public required long ControlMissed { get; init; }

    public required long[] Chat { get; init; }

    public required long[] Control { get; init; }

    public required long[] LastSeen { get; init; }

    public required long[] DueAt { get; init; }

    /// <summary>Of all swarms.</summary>
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

    /// <summary>From when a message was due to its last receiver.</summary>
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

namespace Load.Clients;

/// <summary>What a swarm saw since its schedule began.</summary>
internal sealed class Tally(int firstNumber, int messages)
{
    public long Sent { get; set; }

    /// <summary>Messages that were due while their connection was away.</summary>
    public long Unsent { get; set; }

    public long Accepted { get; set; }

    public Dictionary<string, long> Refused { get; } = new(StringComparer.Ordinal);

    public long Frames { get; set; }

    public long Bytes { get; set; }

    public long Delivered { get; set; }

    public long Skipped { get; set; }

    /// <summary>Events in the answers to Join of connections that resumed.</summary>
    public long Resumed { get; set; }

    /// <summary>Frames that began after their reader's position.</summary>
    public long Gaps { get; set; }

    public long Duplicates { get; set; }

    /// <summary>Distinct frames whose events and skipped count do not add up to their span, or whose events are out of order.</summary>
    public long Dishonest { get; set; }

    public long Resyncs { get; set; }

    public long Lost { get; set; }

    /// <summary>Lost connections that never read.</summary>
    public long UnreadLost { get; set; }

    /// <summary>Connections that did not get into the room: by HTTP status or error code, or <c>silent</c>.</summary>
    public Dictionary<string, long> TurnedAway { get; } = new(StringComparer.Ordinal);

    public Latency Chat { get; } = new();

    public Latency Control { get; } = new();

    /// <summary>When each message was last delivered, in ticks; 0 when it never was.</summary>
    public long[] LastSeen { get; } = new long[messages];

    /// <summary>When each message was due, in ticks.</summary>
    public long[] DueAt { get; } = new long[messages];

    /// <param name="number">The number of the message.</param>
    /// <param name="due">When it was due, in ticks.</param>
    /// <param name="now">When it was read, in ticks.</param>
    /// <param name="readers">How many connections read it then.</param>
    public void RecordChat(int number, long due, long now, long readers = 1)
    {
        var index = number - firstNumber;
        if ((uint)index >= (uint)LastSeen.Length)
            return;

        Chat.Record(now - due, readers);
        (LastSeen[index], DueAt[index]) = (now, due);
    }

    public void RecordControl(long due, long now, long readers) => Control.Record(now - due, readers);

    public static void Count(Dictionary<string, long> into, string key) => into[key] = into.GetValueOrDefault(key) + 1;
}

namespace Load.Clients;

/// <summary>What a swarm saw since its schedule began.</summary>
internal sealed class Tally(int firstNumber, int messages)
{
    public long Sent { get; set; }

    /// <summary>Due, but the connection that was to say it was away.</summary>
    public long Unsent { get; set; }

    public long Accepted { get; set; }

    public Dictionary<string, long> Refused { get; } = new(StringComparer.Ordinal);

    public long Frames { get; set; }

    public long Bytes { get; set; }

    public long Delivered { get; set; }

    public long Skipped { get; set; }

    /// <summary>Events that came with the answer to a Join, of a connection that resumed.</summary>
    public long Resumed { get; set; }

    /// <summary>Frames that began behind where their reader stood.</summary>
    public long Gaps { get; set; }

    public long Duplicates { get; set; }

    /// <summary>Different frames whose events and number left out do not add up to what they span, or whose events are out of order.</summary>
    public long Dishonest { get; set; }

    public long Resyncs { get; set; }

    public long Lost { get; set; }

    /// <summary>Of these, connections that do not read.</summary>
    public long UnreadLost { get; set; }

    /// <summary>Upgrades that were answered otherwise.</summary>
    public Dictionary<string, long> TurnedAway { get; } = new(StringComparer.Ordinal);

    public Latency Chat { get; } = new();

    public Latency Control { get; } = new();

    /// <summary>When each message was last delivered, ticks; 0 when it never was.</summary>
    public long[] LastSeen { get; } = new long[messages];

    /// <summary>When it was due.</summary>
    public long[] DueAt { get; } = new long[messages];

    /// <param name="number">Of the message.</param>
    /// <param name="due">When it was to be sent.</param>
    /// <param name="now">When it was read.</param>
    /// <param name="readers">By how many, in that moment.</param>
    public void Chatted(int number, long due, long now, long readers = 1)
    {
        var place = number - firstNumber;
        if ((uint)place >= (uint)LastSeen.Length)
            return;

        Chat.Record(now - due, readers);
        (LastSeen[place], DueAt[place]) = (now, due);
    }

    public void Controlled(long due, long now, long readers) => Control.Record(now - due, readers);

    public static void Count(Dictionary<string, long> into, string what) => into[what] = into.GetValueOrDefault(what) + 1;
}

namespace Load.Clients;

/// <summary>The connections that a swarm holds.</summary>
internal sealed record SwarmSpec
{
    /// <summary>Where to connect, as <c>127.0.0.1:8080</c>; connections take turns, and one that is lost goes on to any other.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>The number of the first connection; it decides tickets, source address and who does not read.</summary>
    public int First { get; init; }

    public required int Count { get; init; }

    /// <summary>New connections a second.</summary>
    public double PerSecond { get; init; } = 500;

    /// <summary>Every so many connections one never reads; 0: all read.</summary>
    public int UnreadEvery { get; init; }

    /// <summary>A lost connection comes back after this, and a random share of <see cref="BackWithin"/>.</summary>
    public TimeSpan BackAfter { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan BackWithin { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>What is said while it is measured, on a fixed schedule that no slow server delays.</summary>
internal sealed record Schedule
{
    /// <summary>When message 0 of the schedule is due, in ticks of the monotonic clock, which is one for all processes of a machine.</summary>
    public required long Start { get; init; }

    /// <summary>The number of its first message; numbers of one swarm go on over schedules.</summary>
    public required int FirstNumber { get; init; }

    /// <summary>Messages a second, of all swarms together.</summary>
    public required double PerSecond { get; init; }

    public required int Messages { get; init; }

    /// <summary>How many of a swarm's connections say them, in turn.</summary>
    public int Speakers { get; init; } = 100;

    /// <summary>Bytes of a message, its stamp included.</summary>
    public int Length { get; init; } = 80;

    /// <summary>Which of <see cref="Swarms"/> this is: each says every so manieth message.</summary>
    public int Swarm { get; init; }

    public int Swarms { get; init; } = 1;

    /// <summary>All that falls due in such a time goes out as one message, as a server of batches would send it; zero: each alone.</summary>
    public TimeSpan BatchEvery { get; init; }

    /// <summary>Products that are pinned in turn, one every <see cref="PinEvery"/>, the first at <see cref="Start"/>.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    public TimeSpan PinEvery { get; init; } = TimeSpan.FromSeconds(1);
}

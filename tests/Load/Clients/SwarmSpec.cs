namespace Load.Clients;

/// <summary>The connections that a swarm holds.</summary>
internal sealed record SwarmSpec
{
    /// <summary>The servers, as <c>127.0.0.1:8080</c>. Connections are spread over them in turn; a lost one goes to any other.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>The number of the first connection. Numbers decide tickets, source addresses and who does not read.</summary>
    public int First { get; init; }

    public required int Count { get; init; }

    /// <summary>New connections per second.</summary>
    public double PerSecond { get; init; } = 500;

    /// <summary>One in so many connections never reads; 0 when all read.</summary>
    public int UnreadEvery { get; init; }

    /// <summary>A lost connection comes back after this time plus a random share of <see cref="BackWithin"/>.</summary>
    public TimeSpan BackAfter { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan BackWithin { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>The messages of a measurement, on a fixed schedule that no slow server delays.</summary>
internal sealed record Schedule
{
    /// <summary>When message 0 of the schedule is due, in ticks of the monotonic clock, which all processes of a machine share.</summary>
    public required long Start { get; init; }

    /// <summary>The number of the first message; numbers continue from one schedule to the next.</summary>
    public required int FirstNumber { get; init; }

    /// <summary>Messages per second of all swarms together.</summary>
    public required double PerSecond { get; init; }

    public required int Messages { get; init; }

    /// <summary>How many of a swarm's connections send the messages, in turn.</summary>
    public int Speakers { get; init; } = 100;

    /// <summary>Bytes of a message, its stamp included.</summary>
    public int Length { get; init; } = 80;

    /// <summary>This swarm's number from 0. Of <see cref="Swarms"/> swarms, each sends its share of the messages, in turn.</summary>
    public int Swarm { get; init; }

    public int Swarms { get; init; } = 1;

    /// <summary>All that is due within this time goes out as one message, as a server sends that batches. Zero sends each alone.</summary>
    public TimeSpan BatchEvery { get; init; }

    /// <summary>Products that are pinned in turn, one every <see cref="PinEvery"/>, the first at <see cref="Start"/>.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    public TimeSpan PinEvery { get; init; } = TimeSpan.FromSeconds(1);
}

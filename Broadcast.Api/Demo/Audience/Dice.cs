namespace Broadcast.Api.Demo.Audience;

/// <summary>The chance in what a simulated viewer does; nothing of it decides a prize. Used by one viewer, under its plan's lock.</summary>
internal sealed class Dice(Random random)
{
    /// <summary>An exponential wait is this many times its mean at most, so that nobody is silent for an hour.</summary>
    private const double Longest = 4;

    /// <summary>True with this probability.</summary>
    public bool Falls(double probability) => random.NextDouble() < probability;

    public T Of<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>Both included.</summary>
    public int Between(int from, int to) => random.Next(from, to + 1);

    /// <summary>Seconds, as long as somebody takes to see and type.</summary>
    public TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + ((to - from) * random.NextDouble()));

    /// <summary>The wait for the next event of a Poisson process.</summary>
    public TimeSpan Next(TimeSpan mean) => mean * Math.Min(Longest, -Math.Log(1 - random.NextDouble()));
}

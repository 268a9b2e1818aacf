using System.Diagnostics;

namespace TestKit;

/// <summary>Waits for something that real processes do: checks it every 25 ms until it is true or the time is over.</summary>
public static class Eventually
{
    /// <summary>Long enough for a slow machine. A real failure is only reported later.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns when <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message has <paramref name="awaited"/>.</exception>
    public static Task TrueAsync(Func<bool> condition, string awaited, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), awaited, within);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string awaited, TimeSpan? within = null) =>
        await ValueAsync(async () => await condition() ? "yes" : null, awaited, within);

    /// <summary>Returns the first value that is not null.</summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    public static async Task<T> ValueAsync<T>(Func<Task<T?>> probe, string awaited, TimeSpan? within = null) where T : class
    {
        var limit = within ?? Patience;
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await probe() is { } value)
                return value;
            if (watch.Elapsed > limit)
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {awaited}");
            await Task.Delay(Pause);
        }
    }
}

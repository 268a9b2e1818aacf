using System.Collections.Frozen;

namespace Broadcast.Chat.Spine.Windows;

/// <summary>
/// The states of windows and the steps between them, whoever keeps a window: a room in Redis, or the book in the database. Window.lua has the
/// same table for Redis, and a test compares them.
/// </summary>
internal static class WindowLife
{
    public const string Scheduled = "scheduled";
    public const string Open = "open";
    public const string Paused = "paused";
    public const string Closed = "closed";
    public const string Doubtful = "doubtful";
    public const string Sealed = "sealed";
    public const string Settled = "settled";
    public const string Voided = "voided";

    /// <summary>To each state those that may follow it. From what is not here there is no way.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Steps { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [Scheduled] = [Open, Voided],
        [Open] = [Paused, Closed, Doubtful, Voided],
        [Paused] = [Open, Closed, Doubtful, Voided],
        [Closed] = [Sealed, Voided],
        [Doubtful] = [Sealed, Voided],
        [Sealed] = [Settled],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool MayBecome(string from, string to) => Steps.TryGetValue(from, out var next) && next.Contains(to, StringComparer.Ordinal);
}

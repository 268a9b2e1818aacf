using System.Globalization;
using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>The id of an entry in a room's stream: the server's time of its writing, Unix milliseconds, and a number within it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutcomeId(ulong At, ulong Number)
{
    /// <summary>The order of the stream.</summary>
    public static Comparer<OutcomeId> Order { get; } = Comparer<OutcomeId>.Create((one, other) => (one.At, one.Number).CompareTo((other.At, other.Number)));

    /// <exception cref="FormatException">Not the id of an entry.</exception>
    public static OutcomeId Parse(RedisValue id)
    {
        var (text, dash) = ((string)id!, ((string)id!).IndexOf('-', StringComparison.Ordinal));
        if (dash < 0)
            throw new FormatException($"'{text}' is not the id of an entry.");

        return new OutcomeId(
            ulong.Parse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture),
            ulong.Parse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public override string ToString() => $"{At}-{Number}";
}

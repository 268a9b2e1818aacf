using System.Collections.Frozen;
using System.Globalization;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// Epochs that ended when Redis started again or another server took over, each with the last offset that is the same in the log of now.
/// Who knows an epoch up to its end goes on without a resync; who knows more knows something that was lost.
/// </summary>
internal sealed class LogPast
{
    private readonly FrozenDictionary<string, long> _ends;

    private LogPast(IEnumerable<KeyValuePair<string, long>> ends) => _ends = ends.ToFrozenDictionary(StringComparer.Ordinal);

    public static LogPast None { get; } = new([]);

    /// <summary>Null for an epoch that is not of this root, or too long ago.</summary>
    public long? EndOf(string epoch) => _ends.TryGetValue(epoch, out var end) ? end : null;

    /// <summary>From <c>"epoch:end "</c> each, as LogEpoch.lua writes it.</summary>
    public static LogPast Parse(string past) => past.Length == 0
        ? None
        : new LogPast(past
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .Select(parts => KeyValuePair.Create(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture))));
}

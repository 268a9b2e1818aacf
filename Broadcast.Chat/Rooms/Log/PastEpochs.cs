using System.Collections.Frozen;
using System.Globalization;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// Epochs that ended because Redis restarted or another server took over, each with the last offset that it shares with the current log.
/// A reader not beyond that end goes on without a resync; a reader beyond it knows events that were lost.
/// </summary>
internal sealed class PastEpochs
{
    private readonly FrozenDictionary<string, long> _ends;

    private PastEpochs(IEnumerable<KeyValuePair<string, long>> ends) => _ends = ends.ToFrozenDictionary(StringComparer.Ordinal);

    public static PastEpochs None { get; } = new([]);

    /// <summary>The last shared offset; null for an epoch that is not of this root, or too long ago.</summary>
    public long? EndOf(string epoch) => _ends.TryGetValue(epoch, out var end) ? end : null;

    /// <summary>Reads <c>"epoch:end "</c> for each epoch, as LogEpoch.lua writes them.</summary>
    public static PastEpochs Parse(string past) => past.Length == 0
        ? None
        : new PastEpochs(past
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(':'))
            .Select(parts => KeyValuePair.Create(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture))));
}

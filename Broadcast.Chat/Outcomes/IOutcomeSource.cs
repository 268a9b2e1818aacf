using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Makes outcomes of one kind from stream entries. The feature that writes the kind brings one.</summary>
internal interface IOutcomeSource<TOutcome> where TOutcome : RoomOutcome
{
    /// <summary>The kind that an entry names, as in <see cref="OutcomeStream.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>
    /// The outcome; null when what the entry names is gone, so that nothing can be kept: the entry then stays, and its alarm. Throws when it is
    /// there and not whole.
    /// </summary>
    Task<TOutcome?> ReadAsync(RoomId room, StreamEntry entry);
}

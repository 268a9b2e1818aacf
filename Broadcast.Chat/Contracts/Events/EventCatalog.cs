using System.Collections.Frozen;
using System.Text.Json;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>Maps the names on the wire to the records of the data.</summary>
internal static class EventCatalog
{
    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [EventTypes.Chat] = typeof(ChatSaid),
        [EventTypes.ChatRemoved] = typeof(ChatRemoved),
        [EventTypes.RoomMode] = typeof(RoomModeSet),
        [EventTypes.Pin] = typeof(ProductPinned),
        [EventTypes.Unpin] = typeof(ProductUnpinned),
        [EventTypes.QuestionScheduled] = typeof(QuestionScheduled),
        [EventTypes.QuestionCancelled] = typeof(QuestionCancelled),
        [EventTypes.QuestionOpened] = typeof(QuestionOpened),
        [EventTypes.QuestionPaused] = typeof(QuestionPaused),
        [EventTypes.QuestionResumed] = typeof(QuestionResumed),
        [EventTypes.QuestionClosed] = typeof(QuestionClosed),
        [EventTypes.QuestionRevealed] = typeof(QuestionRevealed),
        [EventTypes.QuestionVoided] = typeof(QuestionVoided),
        [EventTypes.PollScheduled] = typeof(PollScheduled),
        [EventTypes.PollCancelled] = typeof(PollCancelled),
        [EventTypes.PollOpened] = typeof(PollOpened),
        [EventTypes.PollRevealed] = typeof(PollRevealed),
        [EventTypes.PollVoided] = typeof(PollVoided),
        [EventTypes.VoteScheduled] = typeof(VoteScheduled),
        [EventTypes.VoteOpened] = typeof(VoteOpened),
        [EventTypes.VotePaused] = typeof(VotePaused),
        [EventTypes.VoteResumed] = typeof(VoteResumed),
        [EventTypes.VoteClosed] = typeof(VoteClosed),
        [EventTypes.VoteSettled] = typeof(VoteSettled),
        [EventTypes.VoteVoided] = typeof(VoteVoided),
        [EventTypes.OnAir] = typeof(StageOnAir),
        [EventTypes.Slate] = typeof(SlateShown),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static IEnumerable<string> All => Types.Keys;

    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    public static string NameOf(IEventData data) => Names[data.GetType()];
}

/// <summary>
/// Data of a type that this version does not know, passed on unchanged: an older node loses nothing of a newer one's events.
/// </summary>
internal sealed record UnknownData(JsonElement Json) : IEventData;

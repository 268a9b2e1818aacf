using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>The data of an event. Its name on the wire is in <see cref="RoomEvent.Type"/>.</summary>
public interface IEventData;

/// <summary>
/// <c>chat</c>: a message. Sent by anyone with the right <c>chat</c> through <see cref="IRoomHub.Say"/>, to everyone in that room; under
/// load some are left out of frames. It has no <see cref="RoomEvent.ShowAt"/>.
/// </summary>
public sealed record ChatSaid : IEventData
{
    /// <summary>One line, said in 1–200 characters; words of the lists may be masked as <c>***</c>.</summary>
    public required string Text { get; init; }
}

/// <summary>
/// <c>chat.removed</c>: a moderator removed the message <see cref="Offset"/>, or all messages of <see cref="Viewer"/> in this room before
/// this event. One of the two is present. To everyone in the room, at once; clients hide what they show of it.
/// </summary>
public sealed record ChatRemoved : IEventData
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Offset { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ViewerId? Viewer { get; init; }
}

/// <summary>
/// <c>room.mode</c>: who may talk in this room from now on, and how. Sent when a moderator changes it, to everyone in the room; the mode in
/// force is in the snapshot.
/// </summary>
public sealed record RoomModeSet : IEventData
{
    public required RoomMode Mode { get; init; }
}

/// <summary>
/// <c>pin</c>: an anchor or operator pinned a product, in place of any earlier pin. To the stage's room, and to the relay's room while the
/// stage is on air; when a relay cuts to the stage, also the pin in force then.
/// </summary>
public sealed record ProductPinned : IEventData
{
    public required PinId Pin { get; init; }

    public required StageId Stage { get; init; }

    public required ProductCard Product { get; init; }
}

/// <summary>
/// <c>unpin</c>: a pin ended and none follows. Sent when an anchor or operator ends the pin, to the stage's room and to the relay's room
/// while the stage is on air; also to a relay's room when the relay leaves the stage and no other pin follows.
/// </summary>
public sealed record ProductUnpinned : IEventData
{
    public required PinId Pin { get; init; }

    public required StageId Stage { get; init; }
}

/// <summary>
/// <c>question.opened</c>: an anchor or operator opened a question. To the stage's room, and to the relay's room while the stage is on air;
/// when a relay cuts to the stage, also the question that is open then. Only the server knows the right option until the reveal.
/// </summary>
public sealed record QuestionOpened : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    public required string Text { get; init; }

    /// <summary>2–6 texts; an answer is the index of one.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Channel time at which the time to answer ends in the picture, Unix milliseconds.</summary>
    public required long ClosesAt { get; init; }

    /// <summary>The server accepts answers until then: <see cref="ClosesAt"/> plus the picture's delay, Unix milliseconds.</summary>
    public required long AcceptUntil { get; init; }

    /// <summary>How many winners will be drawn, 0–100.</summary>
    public required int Winners { get; init; }

    /// <summary>The prize, a product of the catalogue; absent without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProductCard? Prize { get; init; }

    /// <summary>SHA-256 of the server's 32-byte seed, lower-case hex. It proves that the seed was chosen before the answers came.</summary>
    public required string Commitment { get; init; }

    /// <summary>The least proof that winning takes, one of <see cref="Proofs"/>. Others may answer; their answers count and are never drawn.</summary>
    public string Strength { get; init; } = Proofs.Telephone;
}

/// <summary>
/// <c>question.paused</c>: the question's time stands still. Sent when an anchor or operator pauses it, to the stage's room and to every relay's
/// room that shows the question.
/// </summary>
public sealed record QuestionPaused : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    int IWindowEvent.PauseNumber => Pause;

    public required StageId Stage { get; init; }

    /// <summary>The number of this pause of the question, from 1.</summary>
    public required int Pause { get; init; }
}

/// <summary>
/// <c>question.resumed</c>: the time of a paused question goes on, and ends later by as long as the pause was. Sent when an anchor or operator
/// resumes it, to the rooms that were told of the pause.
/// </summary>
public sealed record QuestionResumed : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    int IWindowEvent.PauseNumber => Pause;

    public required StageId Stage { get; init; }

    /// <inheritdoc cref="QuestionPaused.Pause"/>
    public required int Pause { get; init; }

    /// <inheritdoc cref="QuestionOpened.ClosesAt"/>
    public required long ClosesAt { get; init; }

    /// <inheritdoc cref="QuestionOpened.AcceptUntil"/>
    public required long AcceptUntil { get; init; }
}

/// <summary>
/// <c>question.closed</c>: no more answers are accepted. Sent when the time is over, without <see cref="RoomEvent.By"/>, or when an anchor
/// or operator closes the question. To the stage's room and to every relay's room that shows the question.
/// </summary>
public sealed record QuestionClosed : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }
}

/// <summary>
/// <c>question.revealed</c>: the result. Sent when an anchor or operator has asked for it with <see cref="IRoomHub.Reveal"/> and the
/// winners are in the database. To the stage's room and to every relay's room that shows the question.
/// </summary>
public sealed record QuestionRevealed : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }

    /// <summary>The index of the right option, from 0.</summary>
    public required int Answer { get; init; }

    /// <summary>Answers per option, in the order of the options.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    public required IReadOnlyList<Winner> Winners { get; init; }

    /// <summary>The seed whose SHA-256 is <see cref="QuestionOpened.Commitment"/>, lower-case hex.</summary>
    public required string Seed { get; init; }
}

/// <summary>
/// <c>question.voided</c>: the question ends without a result, because an anchor or operator has called it off, or, sent by the server, because
/// answers may have been lost with Redis. To the stage's room and to every relay's room that shows the question.
/// </summary>
public sealed record QuestionVoided : IWindowEvent
{
    public required QuestionId Id { get; init; }

    string IWindowEvent.WindowId => Id.Value;

    public required StageId Stage { get; init; }
}

/// <summary>
/// <c>onair</c>: a relay cut to a stage. Sent by the playout at the cut, to the relay's room; <see cref="RoomEvent.ShowAt"/> is the cut's
/// date-time. Sent again when the room's log has lost it.
/// </summary>
public sealed record StageOnAir : IEventData
{
    public required StageId Stage { get; init; }

    /// <summary>The rundown's slot; absent when an operator caused the cut.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SlotId? Slot { get; init; }
}

/// <summary>
/// <c>slate</c>: a channel began or ceased to show its slate. Sent by the playout, to that channel's room; <see cref="RoomEvent.ShowAt"/>
/// is the date-time of the change.
/// </summary>
public sealed record SlateShown : IEventData
{
    public required bool Showing { get; init; }
}

/// <summary>One drawn winner.</summary>
public sealed record Winner
{
    public required ViewerId Viewer { get; init; }

    public required string Name { get; init; }
}

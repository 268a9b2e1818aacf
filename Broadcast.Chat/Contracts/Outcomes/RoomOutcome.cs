using System.Text.Json;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Contracts.Outcomes;

/// <summary>
/// Something that a room settled and the database must keep. Written in the same Lua step as its cause; delivered at least once, applied
/// once per <see cref="Id"/>. In Redis an outcome is a kind, a subject and what the kind's feature adds; kinds are an open set, and a
/// service keeps those for which it has a handler.
/// </summary>
public abstract record RoomOutcome
{
    public required string Id { get; init; }

    /// <summary>When it was settled, Unix milliseconds.</summary>
    public required long At { get; init; }
}

/// <summary>What became of a question: <see cref="QuestionSettled"/> or <see cref="QuestionLost"/>.</summary>
public abstract record QuestionOutcome : RoomOutcome
{
    public required StageId Stage { get; init; }

    public required QuestionId Question { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>The index of the right option, from 0; -1 when it is lost.</summary>
    public required int Answer { get; init; }

    /// <summary>How many winners are drawn.</summary>
    public required int Winners { get; init; }

    public ProductId? Prize { get; init; }

    /// <summary>32 bytes, lower-case hex; empty when it is lost.</summary>
    public required string Seed { get; init; }

    public required string Commitment { get; init; }

    /// <summary>Answers per option, in the order of the options.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Who asked it.</summary>
    public EventAuthor? OpenedBy { get; init; }

    /// <summary>Who closed it, or found it lost; null when an older build has closed it.</summary>
    public EventAuthor? ClosedBy { get; init; }
}

/// <summary>A closed question and all who answered right and may win. Api draws the winners and stores them before the reveal.</summary>
public sealed record QuestionSettled : QuestionOutcome
{
    /// <summary>Those who answered right and have proved to be persons as strongly as winning takes, in any order.</summary>
    public required IReadOnlyList<Winner> Entrants { get; init; }
}

/// <summary>A question of which Redis has lost a part, or may have: nobody is drawn from what is left.</summary>
public sealed record QuestionLost : QuestionOutcome
{
    /// <summary>
    /// False when the room waits: if a result is committed, the room is told that; otherwise it is voided. True when the room has voided it: a
    /// result that was committed pays nobody.
    /// </summary>
    public required bool Voided { get; init; }
}

/// <summary>The committed result of a question, with what a room may have lost of it.</summary>
public sealed record CommittedQuestion
{
    /// <summary>The index of the right option, from 0.</summary>
    public required int Answer { get; init; }

    /// <summary>Answers per option.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    public required string Seed { get; init; }

    /// <summary>In the order of the draw.</summary>
    public required IReadOnlyList<Winner> Winners { get; init; }
}

/// <summary>A product that was pinned. Api keeps the pin until it ends, so that the room can have it back when Redis has lost it.</summary>
public sealed record PinBegun : RoomOutcome
{
    public required StageId Stage { get; init; }

    public required PinId Pin { get; init; }

    public required ProductCard Product { get; init; }

    /// <inheritdoc cref="RoomEvent.ShowAt"/>
    public long? ShowAt { get; init; }

    /// <inheritdoc cref="RoomEvent.By"/>
    public EventAuthor? By { get; init; }
}

/// <summary>A pin that has ended: when it was shown and how often its card was opened.</summary>
public sealed record PinEnded : RoomOutcome
{
    public required StageId Stage { get; init; }

    public required PinId Pin { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>When the product was pinned, Unix milliseconds; <see cref="RoomOutcome.At"/> is the end.</summary>
    public required long From { get; init; }

    public required long Clicks { get; init; }

    /// <summary>Who pinned it; null from an older build.</summary>
    public EventAuthor? By { get; init; }

    /// <summary>Who unpinned it, or pinned another in its place; null from an older build.</summary>
    public EventAuthor? EndedBy { get; init; }
}

/// <summary>A moderator's act, for the audit trail; bans, shadows and their end also change the facts.</summary>
public sealed record ModeratorActed : RoomOutcome
{
    public required RoomId Room { get; init; }

    /// <summary>A name of <see cref="ModerationActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Who did it.</summary>
    public required EventAuthor By { get; init; }

    /// <summary>The person concerned; null when the room itself was changed.</summary>
    public ViewerId? Viewer { get; init; }

    /// <summary>The person's name then; empty when it is not known.</summary>
    public string ViewerName { get; init; } = "";

    /// <summary>The message, or the mode as JSON; empty when there is none.</summary>
    public string Text { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The end of a restriction, Unix milliseconds; null when it has none.</summary>
    public long? Until { get; init; }

    /// <summary>True when the act holds in all rooms.</summary>
    public bool Everywhere { get; init; }
}

/// <summary>The values of <see cref="ModeratorActed.Action"/>.</summary>
public static class ModerationActions
{
    public const string Remove = "remove";
    public const string Timeout = RestrictionKinds.Timeout;
    public const string Ban = RestrictionKinds.Ban;
    public const string Shadow = RestrictionKinds.Shadow;
    public const string Lift = "lift";
    public const string Mode = "mode";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Words = "words";

    public static IReadOnlyList<string> All { get; } = [Remove, Timeout, Ban, Shadow, Lift, Mode, Approve, Reject, Words];
}

/// <summary>What somebody has done to a channel by hand, for the record of who changed what.</summary>
public sealed record ChannelActed : RoomOutcome
{
    /// <summary>A relay, or a stage's own channel.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>Such as <c>take</c> or <c>push.held</c>; a newer Ingest may write others.</summary>
    public required string Act { get; init; }

    public required EventAuthor By { get; init; }

    /// <summary>The fields that it changed, as they were: a JSON object.</summary>
    public required JsonElement Before { get; init; }

    /// <summary>The same fields since, and what else says what was done.</summary>
    public required JsonElement After { get; init; }
}

using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>
/// A slot as it was on air in a relay: kept as a small file beside the recording, so that it needs neither the rundown, which changes,
/// nor the room's log, which ends.
/// </summary>
internal sealed record Replay
{
    public required ChannelId Channel { get; init; }

    public required SlotId Slot { get; init; }

    /// <summary>The slot's title in the rundown.</summary>
    public required string Title { get; init; }

    /// <summary>The title in English; null where there is none.</summary>
    public string? TitleEn { get; init; }

    /// <summary>When the slot was on air, oldest first; the last span has no end while the slot is on air.</summary>
    public required IReadOnlyList<ReplaySpan> Spans { get; init; }

    /// <summary>The cuts of the relay while the slot was on air, oldest first.</summary>
    public required IReadOnlyList<ReplayCut> Cuts { get; init; }

    /// <summary>Pins and questions.</summary>
    public IReadOnlyList<ReplayMark> Marks { get; init; } = [];

    [JsonIgnore]
    public bool OnAir => Spans[^1].End is null;

    /// <summary>Date-time of its beginning, Unix milliseconds.</summary>
    [JsonIgnore]
    public long Start => Spans[0].Start;

    /// <summary>Date-time of its end, Unix milliseconds; <see cref="long.MaxValue"/> while it is on air.</summary>
    [JsonIgnore]
    public long End => Spans[^1].End ?? long.MaxValue;

    public bool Covers(DateTimeOffset from, DateTimeOffset to) =>
        Spans.Any(span => span.Start < to.ToUnixTimeMilliseconds() && (span.End ?? long.MaxValue) > from.ToUnixTimeMilliseconds());
}

/// <summary>A time on air, in Unix milliseconds of channel time; without an end while it lasts.</summary>
internal sealed record ReplaySpan(long Start, long? End);

/// <summary>The relay cut to a stage, or without one to the slate, at a channel time in Unix milliseconds.</summary>
internal sealed record ReplayCut(long At, StageId? Stage)
{
    /// <summary>The stage's name at that time: a stage may be retired, and a replay must still name it. Null in files of older builds.</summary>
    public string? Name { get; init; }

    public string? NameEn { get; init; }
}

/// <summary>Something that happened, to which a player can jump. It names no viewer.</summary>
internal sealed record ReplayMark
{
    /// <summary>Unique within the replay.</summary>
    public required string Id { get; init; }

    /// <summary><c>chapter</c>, <c>pin</c> or <c>question</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Channel time, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>Channel time of its end, Unix milliseconds; null when that is not known or still to come.</summary>
    public long? Until { get; init; }

    public StageId? Stage { get; init; }

    /// <summary>A product's name, a question's text, a stage's name.</summary>
    public required string Title { get; init; }

    public string? TitleEn { get; init; }

    public ProductId? Product { get; init; }

    /// <summary>The right option's text, once it was revealed.</summary>
    public string? Answer { get; init; }

    /// <summary>How many won.</summary>
    public int? Winners { get; init; }

    /// <summary>The texts to choose from.</summary>
    public IReadOnlyList<string>? Options { get; init; }
}

using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts;

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

    /// <summary>When it was on air, oldest first; the last has no end while it is.</summary>
    public required IReadOnlyList<ReplaySpan> Spans { get; init; }

    /// <summary>What was cut to when.</summary>
    public required IReadOnlyList<ReplayCut> Cuts { get; init; }

    /// <summary>Pins and questions.</summary>
    public IReadOnlyList<ReplayMark> Marks { get; init; } = [];

    [JsonIgnore]
    public bool OnAir => Spans[^1].End is null;

    /// <summary>Date-time of its beginning, Unix milliseconds.</summary>
    [JsonIgnore]
    public long Start => Spans[0].Start;

    /// <summary>Of its end so far.</summary>
    [JsonIgnore]
    public long End => Spans[^1].End ?? long.MaxValue;

    public bool Covers(DateTimeOffset from, DateTimeOffset to) =>
        Spans.Any(span => span.Start < to.ToUnixTimeMilliseconds() && (span.End ?? long.MaxValue) > from.ToUnixTimeMilliseconds());
}

/// <summary>Unix milliseconds of channel time.</summary>
internal sealed record ReplaySpan(long Start, long? End);

/// <summary>The relay cut to a stage, or to nothing but the slate.</summary>
internal sealed record ReplayCut(long At, StageId? Stage);

/// <summary>Something that happened and can be gone to. Nothing in it names a viewer.</summary>
internal sealed record ReplayMark
{
    /// <summary>Unique within the replay.</summary>
    public required string Id { get; init; }

    /// <summary><c>chapter</c>, <c>pin</c> or <c>question</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Channel time, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>Null when it is not known, or it lasts.</summary>
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

    /// <summary>Texts to choose from; told with the answer.</summary>
    public IReadOnlyList<string>? Options { get; init; }
}

using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>A replay as it is listed.</summary>
internal sealed record ReplaySummary
{
    public required ChannelId Channel { get; init; }

    public required SlotId Slot { get; init; }

    /// <summary>The stage that it began with.</summary>
    public required StageId? Stage { get; init; }

    /// <inheritdoc cref="ReplayCut.Name"/>
    public string? StageName { get; init; }

    /// <inheritdoc cref="ReplayCut.Name"/>
    public string? StageNameEn { get; init; }

    public required string Title { get; init; }

    /// <inheritdoc cref="Replay.TitleEn"/>
    public string? TitleEn { get; init; }

    /// <summary>Date-time of its first picture, Unix milliseconds.</summary>
    public required long Start { get; init; }

    /// <summary>Seconds.</summary>
    public required double Duration { get; init; }

    /// <summary>Path of its playlist.</summary>
    public required string Playlist { get; init; }

    /// <summary>Path of its MP4, which may have to be made: 202 until then.</summary>
    public required string Film { get; init; }

    public required IReadOnlyList<PositionedMark> Marks { get; init; }

    public static ReplaySummary Of(Replay replay, ReplayMedia media, IReadOnlyList<ReplayMark> marks)
    {
        var path = $"/live/{replay.Channel}/replays/{Uri.EscapeDataString(replay.Slot.Value)}";
        var first = replay.Cuts.FirstOrDefault(cut => cut.Stage is not null);
        return new ReplaySummary
        {
            Channel = replay.Channel,
            Slot = replay.Slot,
            Stage = first?.Stage,
            StageName = first?.Name,
            StageNameEn = first?.NameEn,
            Title = replay.Title,
            TitleEn = replay.TitleEn,
            Start = media.Entries[0].Start.ToUnixTimeMilliseconds(),
            Duration = Math.Round(media.Duration.TotalSeconds, 3),
            Playlist = $"{path}.m3u8",
            Film = $"{path}.mp4",
            Marks = [.. marks.Select(mark => new PositionedMark(Math.Round(media.Position(mark.At)!.Value.TotalSeconds, 3), mark))],
        };
    }
}

/// <summary>A mark and its position in the replay.</summary>
/// <param name="Offset">Seconds from the replay's beginning.</param>
/// <param name="Mark">What is shown there.</param>
internal sealed record PositionedMark(double Offset, ReplayMark Mark);

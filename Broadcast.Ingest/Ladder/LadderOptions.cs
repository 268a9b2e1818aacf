using System.ComponentModel.DataAnnotations;

namespace Broadcast.Ingest.Ladder;

/// <summary>Which renditions are made of which stage. Without any of it every stage is passed through as it comes.</summary>
public sealed record LadderOptions
{
    public const string Section = "Ingest:Ladder";

    /// <summary>A stage's profile; a stage that is not named is passed through.</summary>
    public Dictionary<string, string> Stages { get; init; } = new(StringComparer.Ordinal);

    /// <summary>A profile's renditions, the highest first. <c>full</c>, <c>mobile</c>, <c>sound</c> and <c>pass</c> are built in.</summary>
    public Dictionary<string, string[]> Profiles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What a rendition is. <c>720p</c>, <c>480p</c>, <c>360p</c> and <c>audio</c> are built in.</summary>
    public Dictionary<string, LadderRung> Renditions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How long a rendition waits for its own media before the channel's stands in. Players hold back 1.65 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:01.400", ErrorMessage = "Ingest:Ladder:Patience must be from 00:00:00.200 to 00:00:01.400.")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the encoder may be behind the source before the ladder steps down.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:10", ErrorMessage = "Ingest:Ladder:MaxLag must be from 00:00:00.200 to 00:00:10.")]
    public TimeSpan MaxLag { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>How busy the host may be, 1 being all of its cores, before the ladder steps down.</summary>
    [Range(0.1, 1.01, ErrorMessage = "Ingest:Ladder:MaxCpu must be from 0.1 to 1.01.")]
    public double MaxCpu { get; init; } = 0.95;

    /// <summary>How long it must be too much for the next step down.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Ingest:Ladder:StepDownAfter must be from 00:00:01 to 00:01:00.")]
    public TimeSpan StepDownAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long it must be calm for the next step up; doubled, up to sixteen times, when a step up had to be taken back.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Ingest:Ladder:StepUpAfter must be from 00:00:05 to 01:00:00.")]
    public TimeSpan StepUpAfter { get; init; } = TimeSpan.FromMinutes(1);
}

using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Ladder;

/// <summary>Which renditions are made of which stage. Without configuration every stage is passed through as it comes.</summary>
public sealed record LadderOptions
{
    public const string Section = "Ingest:Ladder";

    /// <summary>Profiles by stage id; a stage that is not named is passed through.</summary>
    public Dictionary<string, string> Stages { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Names of renditions by profile. <c>full</c>, <c>mobile</c>, <c>sound</c> and <c>pass</c> are built in.</summary>
    public Dictionary<string, string[]> Profiles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Renditions by name. <c>720p</c>, <c>480p</c>, <c>360p</c> and <c>audio</c> are built in.</summary>
    public Dictionary<string, LadderRung> Renditions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How long a rendition waits for its own media before the channel's stands in. Players hold back 1.65 s.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the encoder may be behind the source before the ladder steps down.</summary>
    internal TimeSpan MaxLag { get; set; } = TimeSpan.FromMilliseconds(800);

    /// <summary>How busy the host may be, 1 being all of its cores, before the ladder steps down.</summary>
    [Between(0.1, 1.01)]
    public double MaxCpu { get; init; } = 0.95;

    /// <summary>How long the load must be too high before the next step down.</summary>
    internal TimeSpan StepDownAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long the load must be low before the next step up. Doubles each time a step up had to be taken back, up to sixteen times this.
    /// </summary>
    internal TimeSpan StepUpAfter { get; set; } = TimeSpan.FromMinutes(1);
}

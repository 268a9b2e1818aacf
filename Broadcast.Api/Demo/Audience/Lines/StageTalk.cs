namespace Broadcast.Api.Demo.Audience.Lines;

/// <summary>What viewers say about one stage of their own accord, in each language.</summary>
internal sealed record StageTalk(string Stage, IReadOnlyList<string> Chinese, IReadOnlyList<string> English)
{
    public static IReadOnlyList<StageTalk> All { get; } = [ZhanyiTalk.Lines, TongxiangTalk.Lines, GushiTalk.Lines, SuningTalk.Lines];

    private static readonly Dictionary<string, StageTalk> ByStage = All.ToDictionary(talk => talk.Stage, StringComparer.Ordinal);

    /// <summary>Null for a stage that is not the demo's.</summary>
    public static StageTalk? Of(string stage) => ByStage.GetValueOrDefault(stage);

    public IReadOnlyList<string> In(Tongue tongue) => tongue == Tongue.Chinese ? Chinese : English;
}

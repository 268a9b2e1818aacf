using System.Collections.ObjectModel;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Ladder;

/// <summary>The options together with the built-in profiles and renditions.</summary>
internal sealed class LadderPlan
{
    private static readonly ReadOnlyDictionary<string, LadderRung> BuiltInRungs = new(new Dictionary<string, LadderRung>(StringComparer.Ordinal)
    {
        ["720p"] = new() { Height = 720, Bitrate = 2_000_000 },
        ["480p"] = new() { Height = 480, Bitrate = 900_000 },
        ["360p"] = new() { Height = 360, Bitrate = 500_000 },
        ["audio"] = new() { Height = 0, Bitrate = 0 },
    });

    private static readonly ReadOnlyDictionary<string, string[]> BuiltInProfiles = new(new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["pass"] = [],
        ["sound"] = ["audio"],
        ["mobile"] = ["480p", "audio"],
        ["full"] = ["720p", "480p", "audio"],
    });

    private readonly LadderOptions _options;

    public LadderPlan(IOptions<LadderOptions> options) => _options = options.Value;

    /// <summary>A stage's renditions, the highest first; none when it is passed through.</summary>
    public IReadOnlyList<(string Name, LadderRung Rung)> Of(StageId stage) =>
        _options.Stages.TryGetValue(stage.Value, out var profile) ? Ordered(Profile(_options, profile)!) : [];

    /// <summary>A relay's renditions, the highest first: all that any stage has.</summary>
    public IReadOnlyList<(string Name, LadderRung Rung)> OfRelays() =>
        Ordered(_options.Stages.Values.SelectMany(profile => Profile(_options, profile)!).Distinct(StringComparer.Ordinal));

    /// <summary>Null when there is no such profile.</summary>
    internal static string[]? Profile(LadderOptions options, string name) =>
        options.Profiles.TryGetValue(name, out var own) ? own : BuiltInProfiles.GetValueOrDefault(name);

    /// <summary>Null when there is no such rendition.</summary>
    internal static LadderRung? Rung(LadderOptions options, string name) =>
        options.Renditions.TryGetValue(name, out var own) ? own : BuiltInRungs.GetValueOrDefault(name);

    private List<(string Name, LadderRung Rung)> Ordered(IEnumerable<string> names) =>
        [.. names.Select(name => (name, Rung(_options, name)!)).OrderByDescending(rung => rung.Item2.Height)];
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Ladder;

/// <summary>Profiles and renditions that are named must exist, and a rendition must be one that can be encoded.</summary>
internal sealed partial class LadderOptionsValidator : IValidateOptions<LadderOptions>
{
    public ValidateOptionsResult Validate(string? name, LadderOptions options)
    {
        var faults = new List<string>();
        foreach (var (stage, profile) in options.Stages)
            if (LadderPlan.Profile(options, profile) is null)
                faults.Add(
                    $"Ingest:Ladder:Stages:{stage} names the profile '{profile}', "
                    + "which is neither built in nor in Ingest:Ladder:Profiles.");
        foreach (var (profile, renditions) in options.Profiles)
            faults.AddRange(renditions.Where(rendition => LadderPlan.Rung(options, rendition) is null)
                .Select(rendition =>
                    $"Ingest:Ladder:Profiles:{profile} names the rendition '{rendition}', "
                    + "which is neither built in nor in Ingest:Ladder:Renditions."));
        foreach (var (rendition, rung) in options.Renditions)
        {
            if (!Word().IsMatch(rendition))
                faults.Add($"Ingest:Ladder:Renditions:{rendition} must have a name of 1 to 20 letters a-z and digits.");
            if (rung.Height is not 0 and (< 90 or > 2160) || rung.Height % 2 != 0)
                faults.Add($"Ingest:Ladder:Renditions:{rendition}:Height must be 0 (sound alone) or even and from 90 to 2160.");
            if (!rung.SoundOnly && rung.Bitrate is < 50_000 or > 50_000_000)
                faults.Add($"Ingest:Ladder:Renditions:{rendition}:Bitrate must be from 50000 to 50000000.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    [GeneratedRegex("^[a-z0-9]{1,20}$", RegexOptions.None, 1000)]
    private static partial Regex Word();
}

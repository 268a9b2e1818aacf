using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Claims;

/// <summary>How long the addresses of winners are kept.</summary>
public sealed record ClaimOptions
{
    public const string Section = "Claims";

    /// <summary>From the shipping of a prize until the winner's name, telephone and address are erased.</summary>
    [Lasts("00:00:00", "365.00:00:00")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>From the claim until they are erased even if nothing was shipped.</summary>
    internal TimeSpan Longest { get; init; } = TimeSpan.FromDays(180);
}

using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.VillageSites;

/// <summary>How a village site is called, and where it is.</summary>
internal sealed record SitePlace(string Name, string Village, string County, string Province)
{
    private const int Longest = 80;

    /// <summary>Not to be used when there are faults.</summary>
    public static SitePlace Read(FieldFaults faults, string? name, string? village, string? county, string? province) => new(
        faults.Line("name", name, Longest), faults.Line("village", village, Longest), faults.Line("county", county, Longest), faults.Line("province", province, Longest));
}

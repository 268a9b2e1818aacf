using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.VillageSites;

/// <summary>A village site as an operator sends it; without an id it gets one.</summary>
internal sealed record SiteDraft(string? Id, string? Name, string? Village, string? County, string? Province)
{
    public Result<VillageSite> Read(DeviceKey key, DateTimeOffset now)
    {
        var faults = new FieldFaults();
        var text = string.IsNullOrWhiteSpace(Id) ? $"s-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}" : Id.Trim();
        if (!SiteId.TryParse(text, null, out var id))
            faults.Add("id", Faults.Form, "'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
        var place = SitePlace.Read(faults, Name, Village, County, Province);
        if (faults.Any)
            return faults.On(VillageSiteErrors.Malformed);

        return new VillageSite
        {
            Id = id,
            Name = place.Name,
            Village = place.Village,
            County = place.County,
            Province = place.Province,
            KeyDigest = key.Digest,
            KeySession = DeviceKey.NewSession(),
            KeyMadeAt = now,
        };
    }
}

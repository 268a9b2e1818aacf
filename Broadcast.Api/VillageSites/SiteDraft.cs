using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.VillageSites;

/// <summary>A village site as an operator sends it; without an id it gets one.</summary>
internal sealed record SiteDraft(string? Id, string? Name, string? Village, string? County, string? Province)
{
    private const int Longest = 80;

    public Result<VillageSite> Read(DeviceKey key, DateTimeOffset now)
    {
        var text = string.IsNullOrWhiteSpace(Id) ? $"s-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}" : Id.Trim();
        if (!SiteId.TryParse(text, null, out var id))
            return VillageSiteErrors.Invalid("'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, value) in (IEnumerable<(string, string?)>)[("name", Name), ("village", Village), ("county", County), ("province", Province)])
        {
            if (PlainLine.Read(value, Longest) is not { } line)
                return VillageSiteErrors.Invalid($"'{field}' must have 1-{Longest} visible characters.");
            lines[field] = line;
        }

        return new VillageSite
        {
            Id = id,
            Name = lines["name"],
            Village = lines["village"],
            County = lines["county"],
            Province = lines["province"],
            KeyDigest = key.Digest,
            KeySession = DeviceKey.NewSession(),
            KeyMadeAt = now,
        };
    }
}

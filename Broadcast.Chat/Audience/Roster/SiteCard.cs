using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>A village site as its ticket names it.</summary>
internal sealed record SiteCard(SiteId Id, string Name, SitePlace Place)
{
    /// <summary>Null for everybody who is not a site.</summary>
    public static SiteCard? Of(Caller caller) =>
        caller is { Kind: CallerKind.Site, Place: { } place } && SiteId.TryParse(caller.Id.Value[TokenSubject.SitePrefix.Length..], null, out var id)
            ? new SiteCard(id, caller.Name, place)
            : null;

    public static SiteCard Read(string json) => JsonSerializer.Deserialize<SiteCard>(json, ContractJson.Options)!;

    public override string ToString() => JsonSerializer.Serialize(this, ContractJson.Options);
}

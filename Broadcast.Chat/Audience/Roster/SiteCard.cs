using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>A village site as its ticket describes it.</summary>
internal sealed record SiteCard(SiteId Id, string Name, SiteLocation Place)
{
    /// <summary>Null when the caller is not a village site.</summary>
    public static SiteCard? Of(Caller caller) =>
        caller is { Kind: CallerKind.Site, Location: { } location } && SiteId.TryParse(caller.Id.Value[TokenSubject.SitePrefix.Length..], null, out var id)
            ? new SiteCard(id, caller.Name, location)
            : null;

    public static SiteCard Read(string json) => JsonSerializer.Deserialize<SiteCard>(json, ContractJson.Options)!;

    public override string ToString() => JsonSerializer.Serialize(this, ContractJson.Options);
}

using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Villagers;

/// <summary>Names a villager.</summary>
/// <param name="Name">1-20 visible characters.</param>
/// <param name="Challenge">Of a code that was sent to the villager's telephone; left out without one.</param>
/// <param name="Code">That code, which makes them the person of this telephone.</param>
internal sealed record NewVillager(string? Name, string? Challenge, string? Code)
{
    /// <summary>Keeps the code out of log lines.</summary>
    public override string ToString() => nameof(NewVillager);
}

/// <summary>Gives a villager another name.</summary>
/// <param name="Name">1-20 visible characters.</param>
internal sealed record VillagerName(string? Name);

/// <summary>A villager as the site and operators see them.</summary>
/// <param name="Id">By which the site signs them in.</param>
/// <param name="Name">What the village calls them.</param>
/// <param name="Viewer">Their id in rooms.</param>
/// <param name="Since">When the site named them.</param>
internal sealed record VillagerView(string Id, string Name, ViewerId Viewer, DateTimeOffset Since)
{
    public static VillagerView Of(Villager villager) => new(villager.Id, villager.Name, villager.PersonId, villager.Since);
}

/// <param name="Villagers">All whom the site signs in, in the order of their names.</param>
/// <param name="Most">How many a site may have.</param>
internal sealed record VillagerList(IReadOnlyList<VillagerView> Villagers, int Most);

/// <summary>A villager's ticket: a person's, for the API and for the hub's <c>access_token</c>.</summary>
/// <param name="Ticket">A JWT.</param>
/// <param name="Viewer">The villager's id in rooms.</param>
/// <param name="ExpiresAt">When the ticket expires. The site asks for the next one in time; it cannot be renewed otherwise.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Proof"><c>villager</c>.</param>
/// <param name="Site">The name of the site.</param>
internal sealed record VillagerTicket(string Ticket, ViewerId Viewer, DateTimeOffset ExpiresAt, string Name, string Proof, string Site)
{
    /// <summary>Keeps the ticket out of log lines.</summary>
    public override string ToString() => nameof(VillagerTicket);
}

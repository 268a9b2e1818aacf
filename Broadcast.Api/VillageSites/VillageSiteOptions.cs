using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.VillageSites;

/// <summary>Settings of village sites and their tickets.</summary>
public sealed record VillageSiteOptions
{
    public const string Section = "Sites";

    /// <summary>How long a ticket of a village site is valid.</summary>
    [Lasts("00:05:00", "12:00:00")]
    public TimeSpan TicketLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Tickets that one client address may get per minute; the sites of a county may share an address.</summary>
    [Between(1, 1_000_000)]
    public int TicketsPerAddress { get; init; } = 1000;

    /// <summary>Maximum number of village sites.</summary>
    [Between(1, 1_000_000)]
    public int Most { get; init; } = 50_000;

    /// <summary>Villagers of one site at most, those with them who were retired within a day.</summary>
    [Between(1, 2_000)]
    public int VillagersPerSite { get; init; } = 200;

    /// <summary>How long a villager's ticket is valid.</summary>
    [Lasts("00:05:00", "12:00:00")]
    public TimeSpan VillagerTicketLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long the last ticket lives that was given by a key, the site's own or a villager's.</summary>
    internal TimeSpan LongestLifetime => TicketLifetime > VillagerTicketLifetime ? TicketLifetime : VillagerTicketLifetime;
}

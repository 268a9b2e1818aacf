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
}

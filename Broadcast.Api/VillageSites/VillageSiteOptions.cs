using System.ComponentModel.DataAnnotations;

namespace Broadcast.Api.VillageSites;

/// <summary>Settings of village sites and their tickets.</summary>
public sealed record VillageSiteOptions
{
    public const string Section = "Sites";

    /// <summary>How long a ticket of a village site is valid.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "12:00:00", ErrorMessage = "Sites:TicketLifetime must be 5 minutes to 12 hours, such as 00:30:00.")]
    public TimeSpan TicketLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Tickets that one client address may get per minute; the sites of a county may share an address.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Sites:TicketsPerAddress must be 1-1000000 a minute.")]
    public int TicketsPerAddress { get; init; } = 1000;

    /// <summary>Maximum number of village sites.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Sites:Most must be 1-1000000.")]
    public int Most { get; init; } = 50_000;
}

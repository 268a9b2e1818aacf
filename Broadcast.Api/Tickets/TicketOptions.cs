using System.ComponentModel.DataAnnotations;

namespace Broadcast.Api.Tickets;

/// <summary>Settings of guests' tickets.</summary>
public sealed record TicketOptions
{
    public const string Section = "Tickets";

    /// <summary>Tickets that one client address may get per minute; the viewers at a village site share an address.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Tickets:PerAddress must be 1-1000000 a minute.")]
    public int PerAddress { get; init; } = 60;

    /// <summary>How long a ticket is valid.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "2.00:00:00", ErrorMessage = "Tickets:Lifetime must be 5 minutes to 2 days, such as 12:00:00.")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(12);
}

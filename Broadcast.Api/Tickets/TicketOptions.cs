using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Tickets;

/// <summary>Settings of guests' tickets.</summary>
public sealed record TicketOptions
{
    public const string Section = "Tickets";

    /// <summary>Tickets that one client address may get per minute; the viewers at a village site share an address.</summary>
    [Between(1, 1_000_000)]
    public int PerAddress { get; init; } = 60;

    /// <summary>How long a ticket is valid.</summary>
    [Lasts("00:05:00", "2.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(12);
}

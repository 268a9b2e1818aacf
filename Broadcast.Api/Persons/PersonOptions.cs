using Broadcast.Api.Persons.Login;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Persons;

/// <summary>Settings of persons and of their sign-in with a code.</summary>
public sealed record PersonOptions
{
    public const string Section = "Persons";

    /// <summary>
    /// HMAC-SHA-256 key of at least 32 bytes, base64: contacts and codes are stored under it. With another key nobody's telephone or mailbox is
    /// known any more.
    /// </summary>
    public string ContactKey { get; init; } = "";

    /// <summary>Shows each code to whoever asks for it, in place of sending it. For the demo alone: it proves nothing.</summary>
    public bool ShowCodes { get; init; }

    /// <summary>https address to which messages are posted as JSON; empty: none are sent.</summary>
    public string SenderUrl { get; init; } = "";

    /// <summary>The bearer token for it.</summary>
    public string SenderSecret { get; init; } = "";

    /// <summary>How long it may take to accept a message.</summary>
    internal TimeSpan SenderTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A login that viewers may use in place of a code.</summary>
    public LoginOptions OpenIdConnect { get; init; } = new();

    /// <summary>Codes that one client address may ask for in an hour (of IPv6, a /64).</summary>
    [Between(1, 1_000_000)]
    public int CodesPerAddress { get; init; } = 100;

    /// <summary>Codes that one network may ask for in an hour: a /24 of IPv4, a /48 of IPv6.</summary>
    [Between(1, 10_000_000)]
    public int CodesPerNetwork { get; init; } = 500;

    /// <summary>Codes that are sent to one telephone or mailbox in an hour.</summary>
    [Between(1, 1_000)]
    public int CodesPerDestination { get; init; } = 10;

    /// <summary>Codes that are sent in a day (UTC) at most, whoever asks: a cap on what they cost.</summary>
    [Between(1, 100_000_000)]
    public int CodesPerDay { get; init; } = 10_000;

    /// <summary>What one network (a /24 of IPv4, a /48 of IPv6) may use up of <see cref="CodesPerDay"/>: a fifth.</summary>
    internal int CodesPerNetworkAndDay => Math.Max(1, CodesPerDay / 5);

    /// <summary>Codes that one client address may try in a minute.</summary>
    [Between(1, 1_000_000)]
    public int SignInsPerAddress { get; init; } = 60;

    /// <summary>How long a person's ticket is valid; it can be renewed.</summary>
    [Lasts("00:05:00", "31.00:00:00")]
    public TimeSpan TicketLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long after signing in tickets are renewed: then it takes a code or a login again.</summary>
    [Lasts("00:05:00", "366.00:00:00")]
    public TimeSpan SignInLifetime { get; init; } = TimeSpan.FromDays(30);
}

using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Hosting;

/// <summary>Every kind of caller that the product knows, of the stage gushi and of another one.</summary>
internal sealed class Callers
{
    public const string Nobody = "nobody";
    public const string Guest = "guest";
    public const string Person = "person";
    public const string Site = "site";
    public const string Anchor = "anchor";
    public const string OtherAnchor = "anchor-elsewhere";
    public const string Moderator = "moderator";
    public const string OtherModerator = "moderator-elsewhere";
    public const string Everywhere = "moderator-everywhere";
    public const string Shipper = "shipper";
    public const string Auditor = "auditor";
    public const string Operator = "operator";

    /// <summary>A shop's server, whose key has every scope.</summary>
    public const string Machine = "machine";

    public static readonly string[] Viewers = [Guest, Person, Site];
    public static readonly string[] Staff = [Anchor, OtherAnchor, Moderator, OtherModerator, Everywhere, Shipper, Auditor, Operator];
    public static readonly string[] WithToken = [.. Viewers, .. Staff];
    public static readonly string[] All = [Nobody, .. WithToken, Machine];

    private readonly ApiHost _host;
    private readonly PersonLogin _login;
    private readonly string _machineKey;

    private Callers(ApiHost host, PersonLogin login, string machineKey) => (_host, _login, _machineKey) = (host, login, machineKey);

    public static async Task<Callers> OfAsync(ApiHost host, PersonLogin login) => new(host, login, await host.MachineKeyAsync());

    /// <summary>A new token of its own for each call, because some calls end the token's session; null for nobody. A machine key has none.</summary>
    public string? Token(string caller) => caller switch
    {
        Nobody => null,
        Guest => Sign("guest:lin", []),
        Person => _login.OfShop(),
        // The site whose id the calls are made with.
        Site => Sign("site:gushi", []),
        Anchor => Sign("staff:anchor", [Roles.Anchor], "gushi"),
        OtherAnchor => Sign("staff:other-anchor", [Roles.Anchor], "suning"),
        Moderator => Sign("staff:moderator", [Roles.Moderator], "gushi"),
        OtherModerator => Sign("staff:other-moderator", [Roles.Moderator], "suning"),
        Everywhere => Sign("staff:everywhere", [Roles.Moderator]),
        Shipper or Auditor or Operator => Sign($"staff:{caller}", [caller]),
        Machine => _machineKey,
        _ => throw new ArgumentOutOfRangeException(nameof(caller), caller, null),
    };

    private string Sign(string subject, string[] roles, params string[] stages) => _host.Services.GetRequiredService<TokenSigner>().Sign(
        new TokenSubject(subject, "Lin", roles, stages, Guid.NewGuid().ToString("N"))
        {
            Moderates = roles.Contains(Roles.Moderator, StringComparer.Ordinal) ? [.. ModerationRights.All] : [],
            Location = subject.StartsWith(TokenSubject.SitePrefix, StringComparison.Ordinal) ? new SiteLocation("云南", "沾益", "鸭团") : null,
        },
        TimeSpan.FromHours(1));
}

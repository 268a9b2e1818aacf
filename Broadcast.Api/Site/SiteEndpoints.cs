using Broadcast.Api.Calendar;
using Broadcast.Api.Data;
using Broadcast.Api.Guests;
using Broadcast.Api.Persons;
using Broadcast.Api.Persons.Login;
using Broadcast.Api.Persons.Senders;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Site;

internal static class SiteEndpoints
{
    public static void MapSite(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/site", GetAsync).WithName("GetSite").WithTags("Site").WithSummary("What pages must know before anything else.");

    private static async Task<Ok<SiteView>> GetAsync(HostRoles roles, Simulation simulation, IConfiguration configuration, MessageSenders senders, OpenIdProvider login, IOptions<OriginOptions> origins, FestivalCalendar calendar, FestivalDb database, CancellationToken cancellation)
    {
        var first = (await calendar.ReadAsync(retired: false, cancellation)) is [var one, ..] ? one.Id : (FestivalId?)null;
        var decided = first is { } festival ? await database.GuestRules.AsNoTracking().Where(rule => rule.FestivalId == festival).Select(rule => rule.Rights).SingleOrDefaultAsync(cancellation) : null;
        var guests = decided is null ? GuestRights.Configured(configuration) : GuestRights.Words(decided);
        return TypedResults.Ok(new SiteView(roles.Demo, simulation.Runs, guests, first, "zh", senders.Chosen is null ? [] : ContactAddress.Ways, senders.Shows, login.IsSet, origins.Value.Origins));
    }
}

/// <summary>
/// The site: whether it runs the demo, and with a simulated audience, pins and questions; what guests may do (<c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>), the festival of the home page,
/// and how viewers sign in: by a code via <c>sms</c> or <c>email</c>, which the demo shows in place of sending it; or at a login (<c>/api/v1/viewers/login</c>).
/// Pages of the partners' origins may send their visitors here to sign in.
/// </summary>
internal sealed record SiteView(bool Demo, bool Simulated, IReadOnlyList<string> Guests, FestivalId? Festival, string DefaultLanguage, IReadOnlyList<string> SignIn, bool ShowsCodes, bool Login, IReadOnlyList<string> Partners);

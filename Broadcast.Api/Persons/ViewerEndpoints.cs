using System.Globalization;
using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Persons.Login;
using Broadcast.Api.Persons.Senders;
using Broadcast.Api.Spine;
using Broadcast.Api.Tickets;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>Signs viewers in with a code that is sent to their telephone or mailbox.</summary>
internal static class ViewerEndpoints
{
    /// <summary>Name of the rate limit for tries at codes per client address.</summary>
    public const string Limit = "viewers";

    private const int LongestName = 20;

    public static void MapViewers(this IEndpointRouteBuilder routes)
    {
        var viewers = routes.MapGroup("/api/v1/viewers").WithTags("Viewers");
        viewers.MapPost("/codes", SendAsync).WithName("SendCode").WithSummary("Sends a code to a telephone or mailbox, by which a viewer signs in as a person.")
            .WithDescription("The answer is the same whether or not the address belongs to anybody. The code belongs to who has the `challenge`, and is good for five tries and ten minutes.");
        viewers.MapPost("/", SignInAsync).WithName("SignInViewer").WithSummary("A person's ticket, for a code.")
            .WithDescription("The same address is always the same `viewer`. With a person's ticket or token as the bearer, the address is linked to that person; a guest's gives its name to somebody who is new.")
            .RequireRateLimiting(Limit).WithMetadata(new LimitError(ViewerErrors.TooMany));
        viewers.MapPost("/renewal", RenewAsync).WithName("RenewViewer").WithSummary("The next ticket of the person whose ticket calls: for Refresh on the hub.").RequireAuthorization();
        viewers.MapDelete("/session", SignOutAsync).WithName("SignOutViewer").WithSummary("Ends the sign-in of the person's ticket that calls; every service refuses it from then on.")
            .RequireAuthorization().RequireRateLimiting(Limit).WithMetadata(new LimitError(ViewerErrors.TooMany));
    }

    private static async Task<Results<Accepted<CodeAnswer>, ProblemHttpResult>> SendAsync(
        NewCode body, MessageSenders senders, ContactKey key, CodeLimits limits, SignInCodes codes, ApiRefusals refusals, TimeProvider time, HttpContext context,
        CancellationToken cancellation)
    {
        var address = ContactAddress.Read(body.To, body.Via);
        if (address.Failed)
            return address.Error.ToProblem();
        if (senders.Chosen is not { } sender)
            return ViewerErrors.Unavailable.ToProblem();
        var (client, contact, asked) = (context.Connection.RemoteIpAddress, key.Of(address.Value), time.GetUtcNow());
        if (await limits.TakeAsync(client, contact, cancellation) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return refusals.Refuse(client, "A code", ViewerErrors.TooMany).ToProblem();
        }

        var sent = await codes.SendAsync(address.Value, sender, cancellation);
        if (sent.Error == ViewerErrors.Unavailable)
            await limits.GiveBackAsync(client, contact, asked, CancellationToken.None);
        return sent.Failed
            ? sent.Error.ToProblem()
            : TypedResults.Accepted((string?)null, new CodeAnswer(sent.Value.Challenge, sent.Value.ExpiresAt, sent.Value.ShownCode));
    }

    private static async Task<Results<Ok<PersonTicket>, ProblemHttpResult>> SignInAsync(
        CodeGiven body, ClaimsPrincipal user, ContactKey key, SignInCodes codes, PersonSignIn persons, PersonTickets tickets, ReservedNames reserved, ApiRefusals refusals,
        HttpContext context, CancellationToken cancellation)
    {
        if (!key.IsSet)
            return ViewerErrors.Unavailable.ToProblem();
        var name = body.Name is null ? null : PlainLine.Read(body.Name, LongestName);
        if (body.Name is not null && name is null)
            return TicketErrors.Name.ToProblem();
        if (name is not null && reserved.Includes(name))
            return TicketErrors.Reserved.ToProblem();

        var caller = Caller.From(user);
        // A token that is over must not make a second person of who brings it: before the code is tried.
        if (user.Identity is not { IsAuthenticated: true } && context.Request.Headers.Authorization.Count > 0)
            return AccessErrors.Required.ToProblem();

        var proved = await codes.TryAsync(body.Challenge, body.Code, context.Connection.RemoteIpAddress, cancellation);
        if (proved.Failed)
            return refusals.Refuse(context.Connection.RemoteIpAddress, "A sign-in with a code", proved.Error).ToProblem();

        var linking = LinkingPerson.Of(user);
        if (linking is not null && await persons.HasEndedAsync(caller!, cancellation))
            return AccessErrors.Required.ToProblem();
        var person = await persons.SignInAsync(proved.Value, linking, new GivenNames(name, caller is { Kind: CallerKind.Guest } ? caller.Name : null), cancellation);
        if (person.Failed)
            return person.Error.ToProblem();
        return (SignedIn(user) is { } before ? tickets.Continue(person.Value, before, proved.Value.Proof) : tickets.Begin(person.Value, Strongest(proved.Value.Proof, linking))) is { } ticket
            ? TypedResults.Ok(ticket)
            : AccessErrors.Required.ToProblem();
    }

    private static async Task<Results<Ok<PersonTicket>, ProblemHttpResult>> RenewAsync(
        ClaimsPrincipal user, PersonSignIn persons, PersonTickets tickets, CancellationToken cancellation) =>
        SignedIn(user) is not { } caller || await persons.HasEndedAsync(caller, cancellation) || await persons.FindAsync(caller.Id, cancellation) is not { } person
            ? ViewerErrors.NoSession.ToProblem()
            : tickets.Continue(person, caller) is { } ticket ? TypedResults.Ok(ticket) : AccessErrors.Required.ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        ClaimsPrincipal user, FestivalDb database, IOptions<PersonOptions> options, TimeProvider time, CancellationToken cancellation)
    {
        if (SignedIn(user) is not { Session: { } session })
            return ViewerErrors.NoSession.ToProblem();

        var now = time.GetUtcNow();
        await database.EndedPersonSessions.Where(old => old.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
        if (!await database.EndedPersonSessions.AnyAsync(ended => ended.Id == session, cancellation))
        {
            // A browser that is at the login carries this session, even after its ticket has expired.
            var lasting = options.Value.TicketLifetime > LoginState.Lasting ? options.Value.TicketLifetime : LoginState.Lasting;
            database.EndedPersonSessions.Add(new EndedPersonSession { Id = session, ExpiresAt = now + lasting + TimeSpan.FromSeconds(TokenTimes.Leeway) });
            // Another tab may sign out at the same moment.
            await database.SaveUnlessTakenAsync<EndedPersonSession>(cancellation);
        }

        return TypedResults.NoContent();
    }

    /// <summary>The person of a ticket of ours; null for other callers, and for villagers, whose site signs them in and out.</summary>
    private static Caller? SignedIn(ClaimsPrincipal user) => Caller.From(user) is { Kind: CallerKind.Person, Session: not null, SiteSession: null } caller ? caller : null;

    /// <summary>What a new sign-in proves: the code, and the issuer's token that came with it.</summary>
    private static Proof Strongest(Proof proved, LinkingPerson? linking) => linking is not null && linking.Proof.Meets(proved) ? linking.Proof : proved;
}

using System.Security.Claims;
using System.Security.Cryptography;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Tickets;

internal static class TicketEndpoints
{
    /// <summary>Name of the rate limit for tickets per client address.</summary>
    public const string Limit = "tickets";


    public static void MapTickets(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/tickets", Issue).WithName("TakeTicket").WithTags("Tickets").WithSummary("A guest's ticket, by which a viewer enters rooms.")
            .WithDescription("With a ticket that is still good as the bearer token the new one is the same guest's: for Refresh on the hub.")
            .RequireRateLimiting(Limit).WithMetadata(new LimitError(TicketErrors.TooMany));

    private static Results<Ok<Ticket>, ProblemHttpResult> Issue(
        NewTicket body, ClaimsPrincipal user, ReservedNames reserved, TokenSigner tokens, IOptions<TicketOptions> options, TimeProvider time)
    {
        if (PlainLine.Read(body.Name, 20) is not { } name)
            return TicketErrors.Name.ToProblem();
        if (reserved.Includes(name))
            return TicketErrors.Reserved.ToProblem();

        var before = Caller.From(user) is { Kind: CallerKind.Guest } guest ? guest : null;
        var viewer = before?.Id ?? ViewerId.Parse($"guest:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}");
        var session = before?.Session ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var expires = time.GetUtcNow() + options.Value.Lifetime;
        return TypedResults.Ok(new Ticket(tokens.Sign(new TokenSubject(viewer.Value, name, [], [], session), options.Value.Lifetime), viewer, expires));
    }
}

/// <summary>A guest who asks for a ticket.</summary>
internal sealed record NewTicket(string? Name);

/// <summary>A ticket: a token for the hub's <c>access_token</c>.</summary>
internal sealed record Ticket([property: System.Text.Json.Serialization.JsonPropertyName("ticket")] string Token, ViewerId Viewer, DateTimeOffset ExpiresAt)
{
    /// <summary>Keeps the token out of log lines.</summary>
    public override string ToString() => nameof(Ticket);
}

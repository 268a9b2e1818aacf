using Broadcast.Api.Accounts.Sessions;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Accounts.FirstLink;

internal static class SetupEndpoints
{
    public static void MapSetup(this IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("/api/v1/setup").WithTags("Staff");
        setup.MapGet("/", ReadAsync).WithName("ReadSetup").WithSummary("Whether the first operator is still missing.");
        setup.MapPost("/first", UseAsync).WithName("MakeFirstOperator").WithSummary("Makes the first operator with the link that the host has printed, and signs in.")
            .WithDescription("The link is good once, for 24 hours; each start without an operator prints a new one in its place. An unknown link, a used one and an old one get the same answer.")
            .RequireRateLimiting(AccountEndpoints.Limit).WithMetadata(new LimitError(AccountErrors.TooMany));
    }

    private static async Task<Ok<SetupView>> ReadAsync(FestivalDb database, CancellationToken cancellation) =>
        TypedResults.Ok(new SetupView(!await database.HasOperatorAsync(but: "", cancellation)));

    private static async Task<Results<Created<SignedIn>, ProblemHttpResult>> UseAsync(
        FirstOperatorBody body, HttpContext context, FirstLinks links, StaffSessions sessions, ApiRefusals refusals, CancellationToken cancellation)
    {
        var place = SignInPlace.Of(context);
        var made = await links.UseAsync(body, cancellation);
        if (made.Failed)
            return (made.Error == FirstLinkErrors.Link ? refusals.Refuse(place.Address, "The first link", made.Error) : made.Error).ToProblem();

        return await sessions.BeginAsync(made.Value, place, cancellation) is { } signedIn
            ? TypedResults.Created("/api/v1/accounts/me", signedIn)
            : FirstLinkErrors.Link.ToProblem();
    }
}

/// <param name="Open">True until there is an operator.</param>
internal sealed record SetupView(bool Open);

/// <summary>The first operator.</summary>
/// <param name="Token">The link's fragment.</param>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Name">Display name, 1-40 characters.</param>
/// <param name="Password">10-200 characters; not made of common passwords, the name or the e-mail address.</param>
internal sealed record FirstOperatorBody(string? Token, string? Email, string? Name, string? Password)
{
    /// <summary>Keeps the secrets out of log lines.</summary>
    public override string ToString() => nameof(FirstOperatorBody);
}

using Broadcast.Api.Accounts.Sessions;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Accounts.Invitations;

/// <summary>What somebody does who has a link and no account, or no password, yet. The token is in the body, never in a path that is logged.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/api/v1/invitations").WithTags("Staff")
            .RequireRateLimiting(AccountEndpoints.Limit).WithMetadata(new LimitError(AccountErrors.TooMany));
        links.MapPost("/look", LookAsync).WithName("LookAtInvitation").WithSummary("What a link is for: an invitation to a role, or a new password.");
        links.MapPost("/accept", AcceptAsync).WithName("AcceptInvitation").WithSummary("Uses a link: makes the account that it invites to, or sets the new password, and signs in.")
            .WithDescription("An invitation takes `email`, `name` and `password`; a reset link takes `password`, and `code` where the account has a second factor. A link is good once.");
    }

    private static async Task<Results<Ok<LinkView>, ProblemHttpResult>> LookAsync(LinkBody body, HttpContext context, LinkDoor door, CancellationToken cancellation)
    {
        var seen = await door.LookAsync(body.Token, context.Connection.RemoteIpAddress, cancellation);
        return seen.Failed ? seen.Error.ToProblem() : TypedResults.Ok(seen.Value);
    }

    private static async Task<Results<Created<SignedIn>, ProblemHttpResult>> AcceptAsync(AcceptedLink body, HttpContext context, LinkDoor door, CancellationToken cancellation)
    {
        var accepted = await door.AcceptAsync(body, SignInPlace.Of(context), cancellation);
        return accepted.Failed ? accepted.Error.ToProblem() : TypedResults.Created("/api/v1/accounts/me", accepted.Value);
    }
}

/// <param name="Token">The link's fragment.</param>
internal sealed record LinkBody(string? Token)
{
    /// <summary>Keeps the token out of log lines.</summary>
    public override string ToString() => nameof(LinkBody);
}

/// <summary>What somebody fills in who has opened a link.</summary>
/// <param name="Token">The link's fragment.</param>
/// <param name="Email">The address to sign in with, for an invitation.</param>
/// <param name="Name">Display name, 1-40 characters, for an invitation.</param>
/// <param name="Password">10-200 characters; not made of common passwords, the name or the e-mail address.</param>
/// <param name="Code">For a reset link, where the account has a second factor.</param>
internal sealed record AcceptedLink(string? Token, string? Email, string? Name, string? Password, string? Code)
{
    /// <summary>Keeps the secrets out of log lines.</summary>
    public override string ToString() => nameof(AcceptedLink);
}

/// <summary>What a link is for.</summary>
/// <param name="Kind"><c>invitation</c> or <c>reset</c>.</param>
/// <param name="Name">The name that the operator has given, or the account's.</param>
/// <param name="Email">The account's address; null for an invitation.</param>
/// <param name="Roles">What the account will have.</param>
/// <param name="Stages">Its stages.</param>
/// <param name="SecondFactor">Whether the new password takes a code too.</param>
/// <param name="ExpiresAt">When the link is dead.</param>
internal sealed record LinkView(
    string Kind, string Name, string? Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, bool SecondFactor, DateTimeOffset ExpiresAt);

using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts.Invitations;

/// <summary>What operators do with invitations and reset links.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this RouteGroupBuilder operators)
    {
        operators.MapGet("/invitations", ListAsync).WithName("ListInvitations").WithSummary("The invitations and reset links that are open. Operators.");
        operators.MapPost("/invitations", InviteAsync).WithName("Invite").TakesIdempotencyKey(secret: true)
            .WithSummary("Invites somebody to a role: a link, good once, for `Accounts:InvitationLifetime`, shown here and nowhere else. Operators.")
            .WithDescription("Who opens the link chooses the e-mail address and the password. It is dead when it is withdrawn, or when who made it is no operator any more. `qr` is an SVG picture of the link.");
        operators.MapDelete("/invitations/{invitation}", WithdrawAsync).WithName("WithdrawInvitation").WithSummary("Withdraws an invitation or a reset link. Operators.");
        operators.MapPost("/{id}/reset-link", ResetAsync).WithName("MakeResetLink").TakesIdempotencyKey(secret: true)
            .WithSummary("A link with which an account's owner sets a new password, good once, for a day, shown here and nowhere else. Operators.")
            .WithDescription("It takes the place of the one before. Setting the password ends the account's sign-ins; a second factor stays.");
    }

    private static async Task<Ok<List<InvitationView>>> ListAsync(FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var links = await database.StaffLinks.AsNoTracking().Where(link => link.Kind != LinkKind.First && link.ExpiresAt > now)
            .OrderBy(link => link.MadeAt).ThenBy(link => link.Id).ToListAsync(cancellation);
        return TypedResults.Ok(links.ConvertAll(InvitationView.Of));
    }

    private static async Task<Results<Created<InvitationShown>, ProblemHttpResult>> InviteAsync(
        NewInvitation body, ClaimsPrincipal user, HttpRequest request, StaffLinks links, CancellationToken cancellation)
    {
        var made = await links.InviteAsync(body, CallerName.Of(user)!, cancellation);
        return made.Failed ? made.Error.ToProblem() : TypedResults.Created("/api/v1/accounts/invitations", InvitationShown.Of(made.Value, request));
    }

    private static async Task<Results<Created<InvitationShown>, ProblemHttpResult>> ResetAsync(
        string id, ClaimsPrincipal user, HttpRequest request, StaffLinks links, CancellationToken cancellation)
    {
        var made = await links.ResetAsync(id, CallerName.Of(user)!, cancellation);
        return made.Failed ? made.Error.ToProblem() : TypedResults.Created("/api/v1/accounts/invitations", InvitationShown.Of(made.Value, request));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(string invitation, StaffLinks links, CancellationToken cancellation) =>
        await links.WithdrawAsync(invitation, cancellation) ? TypedResults.NoContent() : InvitationErrors.Unknown.ToProblem();
}

using System.Security.Claims;
using Broadcast.Api.Accounts.Sessions;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts.SecondFactor;

internal static class SecondFactorEndpoints
{
    /// <summary>The name that apps show above a code.</summary>
    private const string Issuer = "LiveFestival";

    public static void MapSecondFactor(this RouteGroupBuilder own, RouteGroupBuilder operators)
    {
        own.MapPost("/second-factor", BeginAsync).WithName("BeginSecondFactor").WithSummary("Makes the secret for an authenticator app, shown here and nowhere else. Staff.")
            .WithDescription("Takes the present password. `qr` is an SVG picture of `uri`, to be read by the app. It counts when a code of it is confirmed.");
        own.MapPost("/second-factor/confirm", ConfirmAsync).WithName("ConfirmSecondFactor").WithSummary("Shows a code of the app: from now on signing in takes one. Staff.")
            .WithDescription("The answer has ten recovery codes, each good once in place of a code, shown here and nowhere else. All sign-ins end; `signedIn` is a new one.");
        own.MapPost("/second-factor/off", TurnOffAsync).WithName("TurnOffSecondFactor").WithSummary("Turns the second factor off, with a code. Staff.");
        operators.MapDelete("/{id}/second-factor", RemoveAsync).WithName("RemoveSecondFactor")
            .WithSummary("Turns the second factor of somebody off who has lost the app and the recovery codes. Operators.");
    }

    private static async Task<Results<Ok<NewSecondFactor>, ProblemHttpResult>> BeginAsync(
        PresentPassword body, ClaimsPrincipal user, HttpContext context, OwnAccount own, SecondFactors factors, CancellationToken cancellation)
    {
        var account = await own.ProveAsync(CallerName.Of(user), body.Password, context.Connection.RemoteIpAddress);
        if (account.Failed)
            return account.Error.ToProblem();
        var begun = await factors.BeginAsync(account.Value, cancellation);
        if (begun.Failed)
            return begun.Error.ToProblem();

        var secret = Totp.Base32(begun.Value);
        var uri = $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(account.Value.Email!)}?secret={secret}&issuer={Issuer}";
        return TypedResults.Ok(new NewSecondFactor(secret, uri, QrPicture.Of(uri)));
    }

    private static async Task<Results<Ok<ConfirmedSecondFactor>, ProblemHttpResult>> ConfirmAsync(
        SecondFactorCode body, ClaimsPrincipal user, HttpContext context, OwnAccount own, SecondFactors factors, StaffSessions sessions, CancellationToken cancellation)
    {
        var account = await own.FindAsync(CallerName.Of(user));
        if (account.Failed)
            return account.Error.ToProblem();
        var confirmed = await factors.ConfirmAsync(account.Value, body.Code, cancellation);
        if (confirmed.Failed)
            return confirmed.Error.ToProblem();

        return await sessions.BeginAsync(account.Value, SignInPlace.Of(context), cancellation) is { } signedIn
            ? TypedResults.Ok(new ConfirmedSecondFactor(confirmed.Value, signedIn))
            : AccountErrors.Unknown.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TurnOffAsync(
        SecondFactorCode body, ClaimsPrincipal user, FestivalDb database, OwnAccount own, CodeCheck codes, SecondFactors factors, IOptions<AccountOptions> options,
        CancellationToken cancellation)
    {
        var account = await own.FindAsync(CallerName.Of(user));
        if (account.Failed)
            return account.Error.ToProblem();
        if (options.Value.IsSecondFactorNeeded && await database.IsOperatorAsync(account.Value.Id, cancellation))
            return AccountErrors.SecondFactorNeeded.ToProblem();
        if (!await codes.IsNeededAsync(account.Value.Id, cancellation))
            return AccountErrors.SecondFactorOff.ToProblem();
        if (await codes.RefusalAsync(account.Value.Id, body.Code, cancellation) is { } refusal)
            return refusal.ToProblem();

        return await factors.RemoveAsync(account.Value.Id, cancellation) ? TypedResults.NoContent() : AccountErrors.SecondFactorOff.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, ClaimsPrincipal user, SecondFactors factors, CancellationToken cancellation)
    {
        if (OwnAccount.IdOf(CallerName.Of(user)) == id)
            return AccountErrors.Own.With("You cannot take your own second factor away without a code.").ToProblem();

        return await factors.RemoveAsync(id, cancellation) ? TypedResults.NoContent() : AccountErrors.SecondFactorOff.ToProblem();
    }
}

/// <param name="Password">The present one.</param>
internal sealed record PresentPassword(string? Password)
{
    /// <summary>Keeps the password out of log lines.</summary>
    public override string ToString() => nameof(PresentPassword);
}

/// <param name="Code">Six digits of the app, or a recovery code.</param>
internal sealed record SecondFactorCode(string? Code)
{
    /// <summary>Keeps the code out of log lines.</summary>
    public override string ToString() => nameof(SecondFactorCode);
}

/// <summary>A secret that does not count yet.</summary>
/// <param name="Secret">Base32, for apps that cannot read the picture.</param>
/// <param name="Uri"><c>otpauth://</c>, for apps on the same telephone.</param>
/// <param name="Qr">An SVG document.</param>
internal sealed record NewSecondFactor(string Secret, string Uri, string Qr)
{
    /// <summary>Keeps the secret out of log lines.</summary>
    public override string ToString() => nameof(NewSecondFactor);
}

/// <param name="RecoveryCodes">Ten codes, each good once.</param>
/// <param name="SignedIn">The sign-in that goes on.</param>
internal sealed record ConfirmedSecondFactor(IReadOnlyList<string> RecoveryCodes, SignedIn SignedIn);

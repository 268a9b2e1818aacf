using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Playout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Playback;

/// <summary>Issues playback tokens, and tells an edge whether a request carries a valid one.</summary>
internal static class PlaybackEndpoints
{
    public static void MapPlayback(this IEndpointRouteBuilder routes)
    {
        var playback = routes.MapGroup("/api/v1/channels/{channel}/playback").WithTags("Channels");
        playback.MapPost("/", Grant).RequireAuthorization()
            .WithName("GrantPlayback").WithSummary("A token that lets a protected channel be played, also as a cookie; for any ticket or token");
        playback.MapGet("/", CheckAsync)
            .WithName("CheckPlayback").WithSummary("204 when the request may play the channel: for an edge that asks before it answers from its cache");
    }

    private static Results<Ok<PlaybackAnswer>, ProblemHttpResult> Grant(
        string channel, ClaimsPrincipal user, ChannelRegistry channels, PlaybackGate gate, PlaybackTokens tokens, HttpContext context)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Required.ToProblem();
        if (!ChannelId.TryParse(channel, null, out var id) || channels.Output(channel) is null)
            return UnknownErrors.Channel.ToProblem();

        context.Response.Headers.CacheControl = "no-store";
        if (!gate.Protects(channel))
            return TypedResults.Ok(new PlaybackAnswer(false, null, null));

        var grant = tokens.Grant(caller, id);
        var secure = context.Request.IsHttps;
        foreach (var path in (string[])[$"/live/{channel}", $"/live/{channel}{PlaybackGate.StreamEnding}"])
        {
            context.Response.Cookies.Append(PlaybackGate.Cookie, grant.Token, new CookieOptions
            {
                Path = path,
                HttpOnly = true,
                Secure = secure,
                // Pages of other hosts send the cookie only with SameSite=None, which browsers accept only over TLS.
                SameSite = secure ? SameSiteMode.None : SameSiteMode.Lax,
                Expires = grant.Expires,
            });
        }

        return TypedResults.Ok(new PlaybackAnswer(true, grant.Token, grant.Expires));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CheckAsync(string channel, PlaybackGate gate, PlaybackTokens tokens, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return gate.Protects(channel) && await tokens.CheckAsync(PlaybackGate.TokenOf(context.Request), channel) is { } refused
            ? refused.ToProblem()
            : TypedResults.NoContent();
    }
}

/// <param name="Protected">False for an open channel, which needs no token.</param>
/// <param name="Token">For <c>Authorization: Bearer</c>, where there are no cookies.</param>
/// <param name="ExpiresAt">When the token expires.</param>
internal sealed record PlaybackAnswer(bool Protected, string? Token, DateTimeOffset? ExpiresAt)
{
    /// <summary>Keeps the token out of log lines.</summary>
    public override string ToString() => nameof(PlaybackAnswer);
}

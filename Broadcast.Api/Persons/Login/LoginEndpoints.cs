using System.Security.Claims;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Persons.Login;

/// <summary>Sends a browser to the configured login (OpenID Connect: code, state, nonce, PKCE), and takes it back with a person's ticket.</summary>
internal static class LoginEndpoints
{
    private const string Path = "/api/v1/viewers/login";

    /// <summary>The longest path of ours to come back to.</summary>
    private const string Watch = "/watch/";

    private const string SignIn = "/sign-in";

    public static void MapLogin(this IEndpointRouteBuilder routes)
    {
        var login = routes.MapGroup(Path).WithTags("Viewers").RequireRateLimiting(ViewerEndpoints.Limit).WithMetadata(new LimitError(ViewerErrors.TooMany));
        login.MapGet("/", BeginAsync).WithName("BeginLogin").WithSummary("Sends the browser to the login of Persons:OpenIdConnect.")
            .WithDescription("`to` is a path of this site, to which the browser comes back with `#person=` and a person's ticket, or with `#person=refused` and, where something can be done about it, `&code=` and an error's code.");
        login.MapPost("/", StartAsync).WithName("StartLogin").WithSummary("Where to send the browser to for the login, which is linked to the person whose ticket calls.").RequireAuthorization()
            .WithDescription("For a person who has signed in already: the browser keeps who that is, in a cookie, until it comes back as from `GET`. A login of somebody else is refused with `viewer.contact_taken`; one more takes a sign-in that is strong enough (`viewer.weak`).");
        login.MapGet("/return", ReturnAsync).WithName("EndLogin").WithSummary("Where the login sends the browser back to.");
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> BeginAsync(
        string? to, OpenIdProvider provider, LoginState states, LoginCookie cookie, HttpContext context, CancellationToken cancellation)
    {
        // A link or window of another site must not start a login: it could make a person that the viewer never asked for.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            return TypedResults.Redirect(PathOf(to));

        var address = await SendAsync(to, starter: null, provider, states, cookie, context, cancellation);
        return address.Failed ? address.Error.ToProblem() : TypedResults.Redirect(address.Value);
    }

    private static async Task<Results<Ok<LoginAddress>, ProblemHttpResult>> StartAsync(
        string? to, ClaimsPrincipal user, OpenIdProvider provider, LoginState states, LoginCookie cookie, HttpContext context, CancellationToken cancellation)
    {
        var address = await SendAsync(to, LoginStarter.Of(user), provider, states, cookie, context, cancellation);
        return address.Failed ? address.Error.ToProblem() : TypedResults.Ok(new LoginAddress(address.Value));
    }

    private static async Task<Result<string>> SendAsync(
        string? to, LoginStarter? starter, OpenIdProvider provider, LoginState states, LoginCookie cookie, HttpContext context, CancellationToken cancellation)
    {
        if (!provider.IsSet)
            return ViewerErrors.NoLogin;

        var state = states.New();
        if (await provider.AddressAsync(ReturnAddress(context.Request), state, links: starter is not null, states, cancellation) is not { } address)
            return ViewerErrors.Unavailable;

        LoginCookie.Write(context, new LoginVisit(state, PathOf(to), cookie.Seal(starter, state)));
        return address;
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> ReturnAsync(
        string? code, string? state, OpenIdProvider provider, LoginReturn returns, ApiRefusals refusals, HttpContext context, CancellationToken cancellation)
    {
        if (!provider.IsSet)
            return ViewerErrors.NoLogin.ToProblem();

        var visit = LoginCookie.Take(context);
        var to = PathOf(visit.To);
        var ticket = await returns.TakeAsync(visit, code, state, ReturnAddress(context.Request), cancellation);
        if (!ticket.Failed)
            return TypedResults.Redirect($"{to}#person={ticket.Value.Ticket}");

        var error = refusals.Refuse(context.Connection.RemoteIpAddress, "A login", ticket.Error);
        return TypedResults.Redirect(error == ViewerErrors.Code ? $"{to}#person=refused" : $"{to}#person=refused&code={error.Code}");
    }

    /// <summary>
    /// A channel's page, or the one that hands a person over to another site's page; else the home page. No other path of ours: some lead on to
    /// other sites, and a browser takes the ticket along in the fragment.
    /// </summary>
    private static string PathOf(string? to) => to is SignIn ? SignIn : to is not null && to.StartsWith(Watch, StringComparison.Ordinal) && ChannelId.TryParse(to[Watch.Length..], null, out _) ? to : "/";

    private static string ReturnAddress(HttpRequest request) => $"{request.Scheme}://{request.Host}{Path}/return";
}

/// <param name="Address">Of the login, for the browser that has the cookie of this answer.</param>
internal sealed record LoginAddress(string Address);

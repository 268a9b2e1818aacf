using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Persons.Login;

/// <summary>Sends a browser to the configured login (OpenID Connect: code, state, nonce, PKCE), and takes it back with a person's ticket.</summary>
internal static class LoginEndpoints
{
    private const string Path = "/api/v1/viewers/login";

    private const string Cookie = "livefestival.login";

    /// <summary>The longest path of ours to come back to.</summary>
    private const string Watch = "/watch/";

    private const string SignIn = "/sign-in";

    public static void MapLogin(this IEndpointRouteBuilder routes)
    {
        var login = routes.MapGroup(Path).WithTags("Viewers").RequireRateLimiting(ViewerEndpoints.Limit).WithMetadata(new LimitError(ViewerErrors.TooMany));
        login.MapGet("/", BeginAsync).WithName("BeginLogin").WithSummary("Sends the browser to the login of Persons:OpenIdConnect.")
            .WithDescription("`to` is a path of this site, to which the browser comes back with `#person=` and a person's ticket, or with `#person=refused`.");
        login.MapGet("/return", ReturnAsync).WithName("EndLogin").WithSummary("Where the login sends the browser back to.");
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> BeginAsync(
        string? to, OpenIdProvider provider, LoginState states, HttpContext context, CancellationToken cancellation)
    {
        if (!provider.IsSet)
            return ViewerErrors.NoLogin.ToProblem();

        var state = states.New();
        if (await provider.AddressAsync(ReturnAddress(context.Request), state, states, cancellation) is not { } address)
            return ViewerErrors.Unavailable.ToProblem();

        context.Response.Cookies.Append(Cookie, $"{state}|{PathOf(to)}", Settings(context.Request, LoginState.Lasting));
        return TypedResults.Redirect(address);
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> ReturnAsync(
        string? code, string? state, OpenIdProvider provider, LoginState states, PersonSignIn persons, PersonTickets tickets, ApiRefusals refusals,
        HttpContext context, CancellationToken cancellation)
    {
        if (!provider.IsSet)
            return ViewerErrors.NoLogin.ToProblem();

        var cookie = (context.Request.Cookies[Cookie] ?? "").Split('|', 2);
        var to = PathOf(cookie.ElementAtOrDefault(1));
        context.Response.Cookies.Delete(Cookie, Settings(context.Request, lasting: null));
        // Only the browser that was sent to the login has the cookie.
        var own = state is { Length: > 0 and <= 100 } && IsSame(state, cookie[0]) && states.IsYoung(state);
        if (own && code is { Length: > 0 } && await provider.RedeemAsync(code, ReturnAddress(context.Request), state!, states, cancellation) is { } person)
            return TypedResults.Redirect($"{to}#person={tickets.Begin(await persons.LogInAsync(person, cancellation), Proof.Issuer).Ticket}");

        refusals.Refuse(context.Connection.RemoteIpAddress, "A login", ViewerErrors.Code);
        return TypedResults.Redirect($"{to}#person=refused");
    }

    private static bool IsSame(string given, string known) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(known));

    /// <summary>
    /// A channel's page, or the one that hands a person over to another site's page; else the home page. No other path of ours: some lead on to
    /// other sites, and a browser takes the ticket along in the fragment.
    /// </summary>
    private static string PathOf(string? to) => to is SignIn ? SignIn : to is not null && to.StartsWith(Watch, StringComparison.Ordinal) && ChannelId.TryParse(to[Watch.Length..], null, out _) ? to : "/";

    private static string ReturnAddress(HttpRequest request) => $"{request.Scheme}://{request.Host}{Path}/return";

    private static CookieOptions Settings(HttpRequest request, TimeSpan? lasting) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = Path, MaxAge = lasting, IsEssential = true };
}

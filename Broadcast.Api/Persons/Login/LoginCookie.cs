using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Broadcast.Api.Persons.Login;

/// <summary>
/// What a browser keeps while it is at the login: the state, the way back, and the person who went, sealed for that state alone. So a person that was
/// sealed for one visit cannot be used in another: nobody links their login to somebody else's person, or the other way round.
/// </summary>
internal sealed class LoginCookie(IDataProtectionProvider protection)
{
    private const string Name = "livefestival.login";

    public static void Write(HttpContext context, LoginVisit visit) =>
        context.Response.Cookies.Append(NameIn(context.Request), $"{visit.State}|{visit.To}|{visit.Sealed}", Settings(context.Request, LoginState.Lasting));

    /// <summary>Reads the browser's visit and deletes the cookie; empty when the browser was not sent to the login.</summary>
    public static LoginVisit Take(HttpContext context)
    {
        var parts = (context.Request.Cookies[NameIn(context.Request)] ?? "").Split('|', 3);
        context.Response.Cookies.Delete(NameIn(context.Request), Settings(context.Request, lasting: null));
        return new LoginVisit(parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "");
    }

    /// <param name="starter">The person who goes to the login; null for a visitor who is not signed in.</param>
    /// <param name="state">Their state.</param>
    public string Seal(LoginStarter? starter, string state) =>
        starter is null ? "" : Protector(state).Protect(JsonSerializer.Serialize(starter, ContractJson.Options));

    /// <summary>False when the person was not sealed by us for this state. The person is null when the visitor was not signed in.</summary>
    public bool TryOpen(LoginVisit visit, out LoginStarter? starter)
    {
        starter = null;
        if (visit.Sealed.Length == 0)
            return true;

        try
        {
            starter = JsonSerializer.Deserialize<LoginStarter>(Protector(visit.State).Unprotect(visit.Sealed), ContractJson.Options);
            return starter is not null;
        }
        catch (CryptographicException)
        {
            // Sealed for another state, or not by us: the login is refused.
            return false;
        }
    }

    private IDataProtector Protector(string state) => protection.CreateProtector(Name, state);

    /// <summary>Over https, a name that browsers take from this host alone, and from no other one of its domain.</summary>
    private static string NameIn(HttpRequest request) => request.IsHttps ? $"__Host-{Name}" : Name;

    private static CookieOptions Settings(HttpRequest request, TimeSpan? lasting) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lasting, IsEssential = true };
}

/// <summary>One browser's way to the login.</summary>
/// <param name="State">Of <see cref="LoginState.New"/>; empty for a browser that was not sent.</param>
/// <param name="To">Where it comes back to.</param>
/// <param name="Sealed">The person who went; empty for nobody.</param>
internal sealed record LoginVisit(string State, string To, string Sealed);

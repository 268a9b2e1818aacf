using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Api.Persons.Login;

/// <summary>Handles a browser's return from the login, and decides whose ticket it gets.</summary>
internal sealed class LoginReturn(OpenIdProvider provider, LoginState states, LoginCookie cookie, LoginPersons logins, PersonSignIn persons, PersonTickets tickets)
{
    private const int LongestState = 100;

    /// <param name="visit">What the browser was sent with.</param>
    /// <param name="code">The provider's, as the browser brings it.</param>
    /// <param name="state">The state that came with it.</param>
    /// <param name="returnsTo">The address that the provider was given.</param>
    /// <param name="cancellation">Ends the wait for provider and database.</param>
    public async Task<Result<PersonTicket>> TakeAsync(LoginVisit visit, string? code, string? state, string returnsTo, CancellationToken cancellation)
    {
        // Only the browser that was sent to the login has the cookie.
        if (code is not { Length: > 0 } || state is not { Length: > 0 and <= LongestState } || !IsSame(state, visit.State) || !states.IsYoung(state)
            || !cookie.TryOpen(visit, out var starter)
            || await provider.RedeemAsync(code, returnsTo, state, states, cancellation) is not { } login)
            return ViewerErrors.Code;

        var before = starter?.ToCaller();
        // The person may have signed out while the browser was at the login.
        if (before is not null && await persons.HasEndedAsync(before, cancellation))
            return AccessErrors.Required;
        var person = await logins.FindOrMakeAsync(login, starter?.Person, cancellation);
        if (person.Failed)
            return person.Error;
        if (before is not { Session: not null, SiteSession: null })
            return tickets.Begin(person.Value, Proof.Issuer);
        return tickets.Continue(person.Value, before, Proof.Issuer) is { } ticket ? ticket : AccessErrors.Required;
    }

    private static bool IsSame(string given, string known) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(known));
}

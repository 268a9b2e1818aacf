using Broadcast.Chat.Errors;

namespace Broadcast.Api.Accounts;

internal static class AccountErrors
{
    /// <summary>The same words for a wrong name and a wrong password: neither tells which accounts exist.</summary>
    public static readonly Error Refused = new("account.refused", "The name or the password is wrong.", ErrorKind.Unauthenticated);

    public static readonly Error Locked = new("account.locked", "Too many wrong passwords. The account is locked for some minutes.", ErrorKind.TooFast);

    public static readonly Error TooMany = new("account.too_many", "Too many sign-ins from this address. Try again in a minute.", ErrorKind.TooFast);

    public static readonly Error NotASession = new("account.no_session", "This token is no staff sign-in.", ErrorKind.Invalid);

    public static readonly Error Unknown = new("account.unknown", "There is no such account.", ErrorKind.Unknown);

    public static readonly Error Stages = Invalid("'stages' must be ids of stages.");

    public static readonly Error Own = new("account.own", "Nobody removes the account that they are signed in with.", ErrorKind.Conflict);

    public static Error Exists(string email) => new("account.exists", $"An account '{email}' exists.", ErrorKind.Conflict);

    public static Error Invalid(string what) => new("account.invalid", what, ErrorKind.Invalid);
}

using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Accounts;

internal static class AccountErrors
{
    /// <summary>One text for a wrong name, a wrong password and too many tries, so that it does not reveal which accounts exist.</summary>
    public static readonly Error Refused = new(
        "account.refused", "The name or the password is wrong. After many tries, the right one is refused too for some minutes.", ErrorKind.Unauthenticated,
        "Check both. After many tries, wait ten minutes.");

    public static readonly Error TooMany = new("account.too_many", "Too many sign-ins from this address. Try again in a minute.", ErrorKind.TooFast, "Try again in a minute.");

    public static readonly Error NotASession = new("account.no_session", "This token does not belong to a staff sign-in.", ErrorKind.Invalid, "Send the token of a staff sign-in.");

    public static readonly Error Unknown = new("account.unknown", "There is no such account.", ErrorKind.Unknown, "List the accounts to find the id.");

    public static readonly Error Own = new("account.own", "You cannot remove the account that you are signed in with.", ErrorKind.Conflict, "Ask another operator to remove it.");

    public static readonly Error Taken = new("account.exists", "An account with this e-mail address already exists.", ErrorKind.Conflict, "Use another e-mail address, or remove that account first.");

    public static Error Exists(string email) => Taken.With($"An account with the e-mail address '{email}' already exists.");

    public static readonly Error Malformed = new("account.invalid", "The account is not valid.", ErrorKind.Invalid, "Correct what the message names.");
    public static readonly Error Stages = Invalid("'stages' must be a list of stage ids.");

    public static Error Invalid(string message) => Malformed.With(message);
}

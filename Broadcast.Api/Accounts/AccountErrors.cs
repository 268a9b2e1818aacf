using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Accounts;

internal static class AccountErrors
{
    /// <summary>One text for a wrong name, a wrong password and too many tries, so that it does not reveal which accounts exist.</summary>
    public static readonly Error Refused = new(
        "account.refused", "The name or the password is wrong. After many tries, the right one is refused too for some minutes.", ErrorKind.Unauthenticated,
        "Check both. After many tries, wait ten minutes.");

    public static readonly Error SecondFactor = new(
        "account.second_factor", "The password is right. Signing in to this account takes a code too.", ErrorKind.Unauthenticated, "Send `code` beside it: six digits of the authenticator app, or a recovery code.");

    /// <summary>One text for a wrong code, one that was used, and too many tries.</summary>
    public static readonly Error Code = new(
        "account.code", "The code is wrong or was used already. After many wrong ones, only recovery codes are good for an hour.", ErrorKind.Unauthenticated, "Send the next code of the app, or a recovery code.");

    public static readonly Error SecondFactorNeeded = new(
        "account.second_factor_needed", "Operators of this festival must have a second factor.", ErrorKind.Forbidden, "Keep it; to change the app, ask another operator to remove it.");

    public static readonly Error SecondFactorOn = new("account.second_factor_on", "This account has a second factor already.", ErrorKind.Conflict, "Turn it off first.");

    public static readonly Error SecondFactorOff = new("account.second_factor_off", "This account has no second factor.", ErrorKind.Conflict, "Set one up first.");

    public static readonly Error Password = new(
        "account.password", "The present password is wrong. After many tries, the right one is refused too for some minutes.", ErrorKind.Forbidden, "Check it. After many tries, wait ten minutes.");

    public static readonly Error TooMany = new("account.too_many", "Too many sign-ins from this address. Try again in a minute.", ErrorKind.TooFast, "Try again in a minute.");

    public static readonly Error NotASession = new("account.no_session", "This token does not belong to a staff sign-in.", ErrorKind.Invalid, "Send the token of a staff sign-in.");

    public static readonly Error SessionUnknown = new("account.session_unknown", "There is no such sign-in.", ErrorKind.Unknown, "List the sign-ins to find the id.");

    public static readonly Error Unknown = new("account.unknown", "There is no such account.", ErrorKind.Unknown, "List the accounts to find the id.");

    public static readonly Error Own = new("account.own", "You cannot remove the account that you are signed in with.", ErrorKind.Conflict, "Ask another operator to remove it.");

    public static readonly Error LastOperator = new(
        "account.last_operator", "This is the last operator: without one, nobody could make another.", ErrorKind.Conflict, "Make somebody else an operator first.");

    public static readonly Error Changed = new(
        "account.conflict", "Somebody else has changed this account.", ErrorKind.Conflict, "Look at `account`, the present state, and send the change again with its revision.");

    public static readonly Error Taken = new("account.exists", "An account with this e-mail address already exists.", ErrorKind.Conflict, "Use another e-mail address, or remove that account first.");

    public static Error Exists(string email) => Taken.With($"An account with the e-mail address '{email}' already exists.") with
    {
        Fields = [new FieldFault("email", Faults.Taken, "'email' is the address of another account.")],
    };

    public static readonly Error Malformed = new("account.invalid", "The account is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static Error Invalid(string message) => Malformed.With(message);
}

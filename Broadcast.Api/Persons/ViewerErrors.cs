using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Persons;

/// <summary>Why somebody is not signed in.</summary>
internal static class ViewerErrors
{
    public static readonly Error Via = new("viewer.via", "'via' must be sms or email.", ErrorKind.Invalid, "Send 'via' as sms or email.");
    public static readonly Error To = new("viewer.to", "'to' must be a mobile telephone number or an e-mail address.", ErrorKind.Invalid, "Send a mobile number, outside China with its country code, or an e-mail address.");
    public static readonly Error Code = new("viewer.code", "This code is wrong, used, or no longer valid.", ErrorKind.Unauthenticated, "Type the newest code that you were sent, or ask for another one.");
    public static readonly Error TooMany = new("viewer.too_many", "Too many codes were asked for. Try again later.", ErrorKind.TooFast, "Try again after Retry-After.");
    public static readonly Error Unavailable = new("viewer.unavailable", "Codes cannot be sent now.", ErrorKind.Unavailable, "Try again later, or ask the organisers.");
    public static readonly Error NoLogin = new("viewer.no_login", "This site has no login for viewers.", ErrorKind.Unknown, "Sign in with a code.");
    public static readonly Error Taken = new("viewer.contact_taken", "This telephone, mailbox or login belongs to another person here.", ErrorKind.Conflict, "Sign out, and sign in with it.");
    public static readonly Error Weak = new("viewer.weak", "This takes a stronger sign-in of this person.", ErrorKind.Forbidden, "Sign in with the person's telephone or login, and try again.");
    public static readonly Error NoSession = new("viewer.no_session", "This is no ticket of a person who signed in here.", ErrorKind.Invalid, "Send the ticket that signing in gave you.");

    /// <summary>As <see cref="Unavailable"/>, when nobody knows whether the code was sent. It counts as sent.</summary>
    public static Error Unsure => Unavailable.With("The sender of codes has not answered. The code may come all the same.");
}

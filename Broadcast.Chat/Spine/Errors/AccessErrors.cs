using System.Security.Claims;

namespace Broadcast.Chat.Spine.Errors;

/// <summary>Refusals because a token or a right is missing, in every service.</summary>
internal static class AccessErrors
{
    public static readonly Error Required = new("auth.required", "A valid token is needed.", ErrorKind.Unauthenticated, "Sign in, or get a ticket, and send it as a bearer token.");
    public static readonly Error Forbidden = new("auth.forbidden", "You do not have the right to do this.", ErrorKind.Forbidden, "Ask somebody whose role allows it.");
    public static readonly Error PersonRequired = new("person.required", "Only a person can have this: a viewer who has signed in.", ErrorKind.Forbidden, "Sign in, and send that token.");
    public static readonly Error OtherPerson = new("auth.other", "This token belongs to another person.", ErrorKind.Forbidden, "Renew with a token of the person who is connected.");

    /// <summary>The refusal of a caller who is neither a viewer nor staff: nobody at all, or a machine, whose key is good for other calls.</summary>
    public static Error Of(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true } ? Forbidden : Required;
}

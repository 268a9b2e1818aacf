using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Guests;

internal static class GuestErrors
{
    public static readonly Error Malformed = new("guests.invalid", "What guests may do is not valid.", ErrorKind.Invalid, "Correct what the message names.");
}

using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Guests;

internal static class GuestErrors
{
    public static readonly Error Malformed = new("guests.invalid", "What guests may do is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Changed = new(
        "guests.conflict", "What guests may do was decided anew meanwhile.", ErrorKind.Conflict, "Look at `guests`, the present state, and send the decision again with its revision.");
}

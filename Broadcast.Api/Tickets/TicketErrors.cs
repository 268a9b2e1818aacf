using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Tickets;

/// <summary>Why a guest gets no ticket.</summary>
internal static class TicketErrors
{
    public static readonly Error TooMany = new("ticket.too_many", "Too many tickets for this address. Try again in a minute.", ErrorKind.TooFast, "Try again in a minute.");
    public static readonly Error Name = new("ticket.name", "'name' must have 1-20 visible characters.", ErrorKind.Invalid, "Choose a name of 1 to 20 visible characters.");
    public static readonly Error Reserved = new("ticket.reserved", "This name belongs to staff or to the festival.", ErrorKind.Invalid, "Choose another name.");
}

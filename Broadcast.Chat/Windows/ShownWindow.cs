using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Windows;

/// <summary>A window that a room shows.</summary>
/// <param name="Ref">Its room, kind and id; in its own stage's slot, also when a relay's room shows it.</param>
/// <param name="Event">The event that opened it, or, of one that is not open yet, scheduled it, as that room has it.</param>
/// <param name="Opened">What the event says.</param>
/// <param name="Result">The event that showed its result; null before that.</param>
internal sealed record ShownWindow(WindowRef Ref, RoomEvent Event, IWindowEvent Opened, RoomEvent? Result)
{
    /// <summary>True when its result was shown.</summary>
    public bool Heard => Result is not null;
}

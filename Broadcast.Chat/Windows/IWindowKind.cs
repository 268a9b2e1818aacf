using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Windows;

/// <summary>A kind of windows, such as questions: what happens when a window's next step is due.</summary>
internal interface IWindowKind
{
    /// <summary>Letters only. Also the kind of its outcomes.</summary>
    string Name { get; }

    /// <summary>
    /// Takes the step that is due: a scheduled window opens or is voided, an open one is closed, a closed one that only Redis keeps is settled. Every node calls
    /// it, and may call it too late: the scripts decide.
    /// </summary>
    Task StepAsync(WindowRef window, CancellationToken cancellation);

    /// <summary>
    /// Decides what becomes of a window that a room showed and whose log is gone, and tells that room where it must be told. Every node that
    /// follows the room calls it. False when it must be tried again.
    /// </summary>
    /// <param name="room">The room that showed it; the window's own, or a relay's.</param>
    /// <param name="shown">What it showed.</param>
    Task<bool> RecoverAsync(RoomId room, ShownWindow shown);
}

namespace Broadcast.Chat.Windows;

/// <summary>A window as one server held it at one moment. What was collected from its entries counts only if two of these agree around it.</summary>
/// <param name="Window">The window.</param>
/// <param name="History">The history (master_replid) of the server that was asked: another after a restart and after a promotion.</param>
/// <param name="Root">The root of the room's log; empty when the log has expired as a whole and nobody has begun a new one: the window and its
/// entries have lives of their own, and lost nothing.</param>
/// <param name="Renewed">The epoch in which the root was renewed last: what was opened in it came after the loss. Empty when it never was.</param>
internal sealed record WholeWindow(Window Window, string History, string Root, string Renewed)
{
    /// <summary>False when the log in which it was opened is gone, or is known to have lost events.</summary>
    public bool InItsLog => Root.Length == 0 || Root == Window.Root || (Renewed.Length > 0 && Renewed == Window.Epoch);

    /// <summary>True when nothing happened in between: the same server, the same log, the same entries, and closed both times.</summary>
    public bool Agrees(WholeWindow? later) =>
        later is not null && later.History == History && later.Root == Root && later.Window.IsComplete && Window.IsComplete
        && later.Window.Root == Window.Root && later.Window.Counts.SequenceEqual(Window.Counts);
}

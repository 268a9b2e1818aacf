using Broadcast.Chat.Spine.Windows;

namespace Broadcast.Chat.Windows;

/// <summary>
/// The states of a window: scheduled → open ⇄ paused → closed → sealed → settled. One of which a part may be lost is doubtful in place of closed.
/// One that gets no result ends as voided.
/// </summary>
internal static class WindowState
{
    /// <summary>It opens later. Of what it asks nothing is shown.</summary>
    public const string Scheduled = WindowLife.Scheduled;

    /// <summary>It takes entries.</summary>
    public const string Open = WindowLife.Open;

    /// <summary>Its time stands still. What viewers see with a delay they may still answer.</summary>
    public const string Paused = WindowLife.Paused;

    /// <summary>It takes no more entries; all that it took are there.</summary>
    public const string Closed = WindowLife.Closed;

    /// <summary>It takes no more entries, and a part of them may be lost: the database is asked whether it has the result.</summary>
    public const string Doubtful = WindowLife.Doubtful;

    /// <summary>The result is final, and nobody has been shown it.</summary>
    public const string Sealed = WindowLife.Sealed;

    /// <summary>The result has been shown.</summary>
    public const string Settled = WindowLife.Settled;

    /// <summary>It has no result, for good.</summary>
    public const string Voided = WindowLife.Voided;

    /// <summary>What scripts reply when Redis does not have the window.</summary>
    public const string Unknown = "unknown";
}

namespace Broadcast.Chat.Windows;

/// <summary>
/// The states of a window: scheduled → open ⇄ paused → closed → sealed → settled. One of which a part may be lost is doubtful in place of closed.
/// One that gets no result ends as voided.
/// </summary>
internal static class WindowState
{
    /// <summary>It opens later. Of what it asks nothing is shown.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>It takes entries.</summary>
    public const string Open = "open";

    /// <summary>Its time stands still. What viewers see with a delay they may still answer.</summary>
    public const string Paused = "paused";

    /// <summary>It takes no more entries; all that it took are there.</summary>
    public const string Closed = "closed";

    /// <summary>It takes no more entries, and a part of them may be lost: the database is asked whether it has the result.</summary>
    public const string Doubtful = "doubtful";

    /// <summary>The result is final, and nobody has been shown it.</summary>
    public const string Sealed = "sealed";

    /// <summary>The result has been shown.</summary>
    public const string Settled = "settled";

    /// <summary>It has no result, for good.</summary>
    public const string Voided = "voided";

    /// <summary>What scripts reply when Redis does not have the window.</summary>
    public const string Unknown = "unknown";
}

using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Windows;

/// <summary>What one person sends to a window.</summary>
/// <param name="Person">Whose first entry counts.</param>
/// <param name="Value">From 0, such as the index of an option.</param>
/// <param name="Detail">What the kind keeps with it.</param>
/// <param name="ReceivedAt">When this node received it, Unix milliseconds: the time by which it is judged while the window takes entries.</param>
internal sealed record Entry(ViewerId Person, int Value, string Detail, long ReceivedAt);

/// <summary>What became of an entry.</summary>
internal static class EntryResult
{
    /// <summary>It is stored.</summary>
    public const string Ok = "ok";

    public const string Unknown = WindowState.Unknown;

    /// <summary>The person is banned on the stage.</summary>
    public const string Banned = "banned";

    /// <summary>The window takes no entries any more, or it came too late.</summary>
    public const string Closed = "closed";

    /// <summary>It came in time, and the window had closed by itself when it was to be stored. Whoever sent it is told that it is closed.</summary>
    public const string Late = "late";

    /// <summary>The window's time stands still.</summary>
    public const string Paused = WindowState.Paused;

    /// <summary>The window has no such value.</summary>
    public const string Value = "value";

    /// <summary>The person has one already.</summary>
    public const string Known = "known";

    /// <summary>Too many wait to be stored.</summary>
    public const string Busy = "busy";
}

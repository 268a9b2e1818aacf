namespace Broadcast.Chat.Spine.Processes;

/// <summary>How a child is ended; the values are those of <c>signal(7)</c>.</summary>
internal enum ChildSignal
{
    /// <summary>Ends at once. For FFmpeg, which may ignore milder signals while it waits in a read.</summary>
    Kill = 9,

    /// <summary>Leaves time to save. For redis-server.</summary>
    Term = 15,
}

namespace Broadcast.Ingest.Processes;

/// <summary>How a child is ended; the values are those of <c>signal(7)</c>.</summary>
internal enum ChildSignal
{
    /// <summary>At once. FFmpeg: it may ignore the milder ones while it waits in a read.</summary>
    Kill = 9,

    /// <summary>With time to save. redis-server.</summary>
    Term = 15,
}

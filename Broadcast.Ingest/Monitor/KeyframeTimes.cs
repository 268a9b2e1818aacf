using System.Collections.Concurrent;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// The channel time of each decoded picture. FFmpeg returns one picture per keyframe, in order, but its decoder holds back two or three
/// when the source has B-frames: so pictures are matched by count, not by time. The feed's loop writes, the output's loop reads.
/// </summary>
internal sealed class KeyframeTimes
{
    /// <summary>A decoder holds back fewer (H.264 allows 16 pictures); beyond that, a picture was never returned.</summary>
    private const int MaxPending = 20;

    private readonly ConcurrentQueue<DateTimeOffset> _written = new();
    private DateTimeOffset _newest;

    /// <summary>Records the channel time of a keyframe that is about to be written to FFmpeg.</summary>
    public void Written(DateTimeOffset start)
    {
        _written.Enqueue(start);
        while (_written.Count > MaxPending)
            _written.TryDequeue(out _);
    }

    /// <summary>The channel time of the next picture that FFmpeg returns; the last one again when none is pending.</summary>
    public DateTimeOffset Next()
    {
        if (_written.TryDequeue(out var start))
            _newest = start;
        return _newest;
    }

    /// <summary>Forgets all pending times, for a new child.</summary>
    public void Begin() => _written.Clear();
}

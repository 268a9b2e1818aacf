using System.Collections.Concurrent;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// Which channel time each decoded picture has. FFmpeg returns one picture a keyframe, in order, but a source with B-frames makes its
/// decoder hold back two or three: so they are counted, not timed. The feed's loop writes, the reader takes.
/// </summary>
internal sealed class KeyframeTimes
{
    /// <summary>A decoder holds back fewer (H.264 allows 16 pictures); more is a picture that was never returned.</summary>
    private const int Most = 20;

    private readonly ConcurrentQueue<DateTimeOffset> _written = new();
    private DateTimeOffset _newest;

    /// <summary>FFmpeg is given a keyframe of that time.</summary>
    public void Written(DateTimeOffset start)
    {
        _written.Enqueue(start);
        while (_written.Count > Most)
            _written.TryDequeue(out _);
    }

    /// <summary>The time of the next picture that comes back.</summary>
    public DateTimeOffset Next()
    {
        if (_written.TryDequeue(out var start))
            _newest = start;
        return _newest;
    }

    /// <summary>Another child begins.</summary>
    public void Begin() => _written.Clear();
}

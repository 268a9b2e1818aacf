using System.Collections.Concurrent;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// Which channel time each decoded picture has. FFmpeg returns one picture a keyframe, in order, but a source with B-frames makes its
/// decoder hold back two or three: so they are counted, not timed. The stage's loop notes, the feed's loop writes, the reader takes.
/// </summary>
internal sealed class KeyframeTimes
{
    /// <summary>A decoder holds back fewer (H.264 allows 16 pictures); more is a picture that was never returned.</summary>
    private const int Most = 20;

    private readonly ConcurrentQueue<(ReadOnlyMemory<byte> Bytes, DateTimeOffset Start)> _noted = new();
    private readonly ConcurrentQueue<DateTimeOffset> _written = new();
    private DateTimeOffset _newest;

    /// <summary>A keyframe goes to the feed, which may drop it.</summary>
    public void Note(ReadOnlyMemory<byte> bytes, DateTimeOffset start)
    {
        _noted.Enqueue((bytes, start));
        // The feed holds fewer fragments than this many keyframes of any sane source.
        while (_noted.Count > 400)
            _noted.TryDequeue(out _);
    }

    /// <summary>The feed writes; the keyframes noted before this one were dropped.</summary>
    public void Wrote(ReadOnlyMemory<byte> bytes)
    {
        if (!_noted.Any(noted => noted.Bytes.Equals(bytes)))
            return;

        while (_noted.TryDequeue(out var noted))
        {
            if (!noted.Bytes.Equals(bytes))
                continue;

            _written.Enqueue(noted.Start);
            while (_written.Count > Most)
                _written.TryDequeue(out _);
            return;
        }
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

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// A rendition's media by name: all that is listed, and what left the playlist a while ago. When that is more than a number of bytes, what
/// has left the playlist goes at once; the owner then lists less. Written under its owner's lock, read by anyone.
/// </summary>
/// <param name="kept">How long media stays after it left the playlist.</param>
/// <param name="budget">Bytes that media may have.</param>
internal sealed class MediaShelf(TimeSpan kept, long budget)
{
    private readonly ConcurrentDictionary<long, Part> _parts = new();
    private readonly ConcurrentDictionary<long, Segment> _segments = new();
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _inits = new(StringComparer.Ordinal);
    private readonly Queue<(Segment Segment, DateTimeOffset Left)> _expiring = new();
    private string _initInUse = "";
    private long _bytes;
    private long _early;

    /// <summary>Bytes of the media. Media that other shelves share counts here too.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Segments that left earlier than they should, because there were too many bytes.</summary>
    public long Early => Volatile.Read(ref _early);

    /// <summary>True while there are more bytes than there should be, though only listed media is left.</summary>
    public bool IsFull => Bytes > budget && _expiring.Count == 0;

    public bool TryPart(long number, [NotNullWhen(true)] out Part? part) => _parts.TryGetValue(number, out part);

    public bool TrySegment(long number, [NotNullWhen(true)] out Segment? segment) => _segments.TryGetValue(number, out segment);

    public bool TryInit(string name, out ReadOnlyMemory<byte> init) => _inits.TryGetValue(name, out init);

    public void Put(Part part)
    {
        _parts[part.Number] = part;
        Interlocked.Add(ref _bytes, part.Length);
        Expire(null);
    }

    public void Put(Segment segment) => _segments[segment.Number] = segment;

    public void Put(string init, ReadOnlyMemory<byte> bytes) => _inits[init] = bytes;

    /// <summary>
    /// Notes that the segment left the playlist at <paramref name="now"/> (channel time), and removes the segments that left it longer ago
    /// than media is kept. The initialisation segment in use always stays.
    /// </summary>
    public void Expire(Segment segment, DateTimeOffset now, string initInUse)
    {
        _expiring.Enqueue((segment, now));
        _initInUse = initInUse;
        Expire(now);
    }

    private void Expire(DateTimeOffset? now)
    {
        while (_expiring.TryPeek(out var oldest))
        {
            var inTime = now - oldest.Left > kept;
            if (!inTime && Bytes <= budget)
                return;

            if (!inTime)
                Interlocked.Increment(ref _early);
            _expiring.Dequeue();
            _segments.TryRemove(oldest.Segment.Number, out _);
            foreach (var part in oldest.Segment.Parts)
            {
                if (_parts.TryRemove(part.Number, out var known))
                    Interlocked.Add(ref _bytes, -known.Length);
            }

            var init = oldest.Segment.Init;
            if (init != _initInUse && _segments.Values.All(other => other.Init != init))
                _inits.TryRemove(init, out _);
        }
    }
}

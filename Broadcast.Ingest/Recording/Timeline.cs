using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Recording;

/// <summary>One entry of a playlist that spans several lives of a channel: a segment, or a gap in the place of one.</summary>
/// <param name="Epoch">The life of the channel, which its URI names.</param>
/// <param name="Number">Media sequence number within that life, which its URI names.</param>
/// <param name="Start">Program date-time.</param>
/// <param name="Duration">As listed.</param>
/// <param name="Discontinuity">True when another run begins.</param>
/// <param name="Init">Names its initialisation segment.</param>
/// <param name="Gap">True when it was not recorded.</param>
internal readonly record struct TimelineEntry(string Epoch, long Number, DateTimeOffset Start, TimeSpan Duration, bool Discontinuity, string Init, bool Gap = false);

/// <summary>
/// Joins recorded segments and listed ones, in order. Numbers that are missing within a life become gaps. Another life begins with a
/// discontinuity.
/// </summary>
internal sealed class Timeline
{
    private readonly List<TimelineEntry> _entries = [];
    private long _discontinuities;

    public IReadOnlyList<TimelineEntry> Entries => _entries;

    /// <summary>How many entries begin another run.</summary>
    public int Discontinuities => _entries.Count(entry => entry.Discontinuity);

    /// <summary>True when the entry has a date-time in every playlist that lists it.</summary>
    public static bool IsDated(TimelineEntry entry) => entry.Number % TimelineWriter.DatedEvery == 0 || entry.Discontinuity || entry.Gap;

    /// <summary>
    /// Removes the entries before the last dated one that does not begin after <paramref name="start"/>, so that the first tags of a
    /// playlist are the same in every reload. Removes nothing when there is no such entry.
    /// </summary>
    public void BeginAt(DateTimeOffset start)
    {
        var first = _entries.FindLastIndex(entry => entry.Start <= start && IsDated(entry));
        if (first > 0)
            _entries.RemoveRange(0, first);
    }

    public void Add(RecordedSegment segment)
    {
        Fill(segment.Epoch, segment.Number, segment.Start, segment.Init, segment.Discontinuities - (segment.Discontinuity ? 1 : 0));
        Put(new TimelineEntry(segment.Epoch, segment.Number, segment.Start, segment.Duration, segment.Discontinuity, segment.Init));
        _discontinuities = segment.Discontinuities;
    }

    /// <summary>Adds the segments of a listing that are not there yet.</summary>
    public void Add(Listing listing)
    {
        var discontinuities = listing.DiscontinuitySequence;
        foreach (var segment in listing.Segments)
        {
            var before = discontinuities;
            if (segment.Discontinuity)
                discontinuities++;
            if (_entries is [.., var last] && last.Epoch == listing.Epoch && last.Number >= segment.Number)
                continue;
            Fill(listing.Epoch, segment.Number, segment.Start, segment.Init, before);
            Put(new TimelineEntry(listing.Epoch, segment.Number, segment.Start, segment.Duration, segment.Discontinuity, segment.Init));
            _discontinuities = discontinuities;
        }
    }

    private void Put(TimelineEntry entry) =>
        _entries.Add(_entries is [.., var last] && last.Epoch != entry.Epoch ? entry with { Discontinuity = true } : entry);

    /// <summary>
    /// Adds a gap for each number that is missing before this one; the gaps share the duration of the hole. Discontinuities that were
    /// missed go to the first of them.
    /// </summary>
    private void Fill(string epoch, long number, DateTimeOffset start, string init, long discontinuities)
    {
        if (_entries is not [.., var last] || last.Epoch != epoch || number <= last.Number + 1)
            return;

        var count = number - last.Number - 1;
        var from = last.Start + last.Duration;
        var each = (start - from) / count;
        if (each > ChannelTimes.TargetDuration)
            each = ChannelTimes.TargetDuration;
        else if (each < TimeSpan.FromMilliseconds(1))
            each = TimeSpan.FromMilliseconds(1);
        var missed = discontinuities - _discontinuities;
        for (var i = 0; i < count; i++)
            _entries.Add(new TimelineEntry(epoch, last.Number + 1 + i, from + each * i, each, i < missed, init, Gap: true));
    }
}

using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Recording;

/// <summary>One line of a playlist that goes over several lives of a channel: a segment, or a gap in their place.</summary>
/// <param name="Epoch">Of its name.</param>
/// <param name="Number">Of its name.</param>
/// <param name="Start">Program date-time.</param>
/// <param name="Duration">As listed.</param>
/// <param name="Discontinuity">Another run begins.</param>
/// <param name="Init">Names its initialisation segment.</param>
/// <param name="Gap">It was not recorded.</param>
internal readonly record struct TimelineEntry(string Epoch, long Number, DateTimeOffset Start, TimeSpan Duration, bool Discontinuity, string Init, bool Gap = false);

/// <summary>
/// Puts recorded segments and listed ones into one order. Numbers that are missing within a life are gaps. Another life begins with a
/// discontinuity.
/// </summary>
internal sealed class Timeline
{
    private readonly List<TimelineEntry> _entries = [];
    private long _discontinuities;

    public IReadOnlyList<TimelineEntry> Entries => _entries;

    /// <summary>How many entries begin another run.</summary>
    public int Discontinuities => _entries.Count(entry => entry.Discontinuity);

    /// <summary>True when a date-time stands with it wherever it is listed.</summary>
    public static bool IsDated(TimelineEntry entry) => entry.Number % TimelineWriter.DatedEvery == 0 || entry.Discontinuity || entry.Gap;

    /// <summary>
    /// Lets it begin with the last dated entry that does not begin after <paramref name="start"/>, so that its first tags never change. Where
    /// there is none, its oldest stays its first until it leaves.
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

    /// <summary>Of the listing, those that are not there yet.</summary>
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

    /// <summary>One gap for each number up to this one, as long as the hole divides; the discontinuities of the hole stand before its first ones.</summary>
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

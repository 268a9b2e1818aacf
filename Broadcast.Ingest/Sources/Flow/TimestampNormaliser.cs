using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Turns a publisher's timestamps into a run's: 0 at the first picture, and never backwards within a track. Small steps back are pushed
/// forward, a track with a clock of its own is aligned with the other, and any other leap needs a new run. One run, one caller.
/// </summary>
/// <param name="first">The publisher's timestamp of the run's first picture.</param>
/// <param name="jump">How far forward a run may leap, in milliseconds.</param>
internal sealed class TimestampNormaliser(long first, long jump)
{
    /// <summary>Milliseconds. A step back up to this is encoder jitter; a longer one is another clock.</summary>
    private const long MaxStepBack = 500;

    /// <summary>All FLV readers agree on 31 bits of milliseconds; a new run begins a day before their end.</summary>
    private const long MaxTime = int.MaxValue - 86_400_000L;

    private long _newest;
    private Track _video = new() { Offset = first, Begun = true, Last = -1 };
    private Track _audio = new() { Offset = first, Last = -1 };

    /// <summary>Milliseconds since the run began, negative for sound before the first picture; null when a new run must begin.</summary>
    public long? Map(MediaKind kind, long timestamp)
    {
        ref var track = ref kind == MediaKind.Video ? ref _video : ref _audio;
        var time = timestamp - track.Offset;
        if (!track.Begun)
        {
            // Audio may begin a little before or after the first picture. A larger distance means that it has a clock of its own.
            if (Math.Abs(time - _newest) > jump)
            {
                track.Offset = timestamp - _newest;
                time = _newest;
            }

            // Sound from before the first picture is not used.
            if (time < 0)
                return time;
            track.Begun = true;
        }

        if (time > _newest + jump || time < track.Last - MaxStepBack || time > MaxTime)
            return null;

        // Each picture needs its own time; frames of sound may share one, because their length puts them in order.
        time = Math.Max(time, kind == MediaKind.Video ? track.Last + 1 : Math.Max(track.Last, 0));
        track.Last = time;
        _newest = Math.Max(_newest, time);
        return time;
    }

    private struct Track
    {
        public long Offset;
        public long Last;
        public bool Begun;
    }
}

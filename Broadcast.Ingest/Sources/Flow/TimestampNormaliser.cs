namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Turns a publisher's timestamps into a run's: from 0 at the first picture, per track only forward. Small steps back are pushed forward,
/// a track whose clock begins elsewhere is laid beside the other, and what cannot be mended asks for a new run. One run, one caller.
/// </summary>
/// <param name="first">The publisher's timestamp of the run's first picture.</param>
/// <param name="jump">How far forward a run may leap, in milliseconds.</param>
internal sealed class TimestampNormaliser(long first, long jump)
{
    /// <summary>A step back up to this is an encoder's untidiness; a longer one is another clock.</summary>
    private const long MaxStepBack = 500;

    /// <summary>FLV has 31 bits of milliseconds that everyone agrees on; a day before their end a new run begins.</summary>
    private const long MaxTime = int.MaxValue - 86_400_000L;

    private long _newest;
    private Track _video = new() { Offset = first, Begun = true, Last = -1 };
    private Track _audio = new() { Offset = first, Last = -1 };

    /// <summary>Milliseconds since the run began; null when a new run must begin.</summary>
    public long? Map(MediaKind kind, long timestamp)
    {
        ref var track = ref kind == MediaKind.Video ? ref _video : ref _audio;
        var time = timestamp - track.Offset;
        if (!track.Begun)
        {
            // Audio may begin before or after the first picture, but not by a leap: that is a clock of its own.
            if (Math.Abs(time - _newest) > jump)
            {
                track.Offset = timestamp - _newest;
                time = _newest;
            }

            // Sound from before the first picture has no place.
            if (time < 0)
                return time;
            track.Begun = true;
        }

        if (time > _newest + jump || time < track.Last - MaxStepBack || time > MaxTime)
            return null;

        // Pictures need times of their own; frames of sound are put in line by their length.
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

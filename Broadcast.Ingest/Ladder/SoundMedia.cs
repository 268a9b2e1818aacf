using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Packaging.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>The sound alone, taken out of what the channel sends: it is there as soon as the channel's part is, slate included.</summary>
internal sealed class SoundMedia : IRenditionMedia
{
    private MediaRun? _run;
    private SoundTrack? _track;
    private RenditionFormat? _format;

    public bool SourceStandsIn => false;

    public bool Expects(Segment segment, Part first, bool following) => true;

    public RenditionTake Take(Segment segment, Part part)
    {
        if (!ReferenceEquals(segment.Run, _run))
            Open(segment.Run);
        if (_track is null)
            return RenditionTake.Never;

        try
        {
            var sound = _track.Extract(part.Bytes);
            return sound.Count == 0 ? RenditionTake.Never : new RenditionTake(new RenditionPiece { Format = _format!, Bytes = sound }, Lost: false);
        }
        catch (Fmp4Exception)
        {
            // The channel plays on: it is this rendition that has a gap, which is counted.
            return RenditionTake.Never;
        }
    }

    private void Open(MediaRun run)
    {
        (_run, _track, _format) = (run, null, null);
        try
        {
            _track = SoundTrack.Of(run.Init.Span);
            _format = _track is null ? null : new RenditionFormat { Name = InitName.Of(_track.Init.Span), Init = _track.Init, Codecs = _track.Codec };
        }
        catch (Fmp4Exception)
        {
            // The same: nothing can be taken out of this run.
            _track = null;
        }
    }
}

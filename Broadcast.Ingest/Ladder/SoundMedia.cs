using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>The sound alone, extracted from the channel's own parts: it is there as soon as the part is, slate included.</summary>
internal sealed class SoundMedia : IRenditionMedia
{
    private MediaRun? _run;
    private SoundTrack? _track;
    private RenditionFormat? _format;

    public bool SourceStandsIn => false;

    public bool Expects(Segment segment, Part first, bool following) => true;

    public PartMedia Read(Segment segment, Part part)
    {
        if (!ReferenceEquals(segment.Run, _run))
            Open(segment.Run);
        if (_track is null)
            return PartMedia.Never;

        try
        {
            var sound = _track.Extract(part.Bytes);
            return sound.Count == 0 ? PartMedia.Never : new PartMedia(new RenditionPiece { Format = _format!, Bytes = sound }, Lost: false);
        }
        catch (Fmp4Exception)
        {
            // Only this rendition has a gap, which is counted; the channel plays on.
            return PartMedia.Never;
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
            // Every part of this run is a gap: its sound cannot be extracted.
            _track = null;
        }
    }
}

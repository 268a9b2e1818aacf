using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Packaging.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// Puts one encoder output on its shelf: sound goes with the picture before it, and each picture is let go when the next one tells how
/// long it stands. Encoded pictures come in the order in which they are shown; counted back by the source's delay, their times are those
/// at which the source's keyframes are decoded, so that both are cut at the same places.
/// </summary>
internal sealed class EncodedPictures(EncodedShelf shelf, EncodedRun target, byte[] initBytes, MediaRun source)
{
    private readonly Fmp4Init _init = Fmp4Init.Parse(initBytes);
    private readonly RenditionFormat _format = Format(initBytes, source);
    private readonly List<byte[]> _pieces = [];
    private EncodedPicture? _held;

    /// <exception cref="Fmp4Exception">Not a fragment of this output.</exception>
    public void Add(byte[] fragment)
    {
        if (Fmp4Moof.Parse(fragment, _init).Video is { } video)
        {
            var start = Time(video.DecodeTime + video.FirstOffset) - source.PictureDelay;
            Release(start);
            _held = new EncodedPicture { Format = _format, Start = start, End = start + Time(video.Duration), Independent = video.Sync, Bytes = default };
        }

        if (_held is not null)
            _pieces.Add(fragment);
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        if (_held is not null)
            Release(_held.End);
    }

    private void Release(TimeSpan end)
    {
        if (_held is null)
            return;

        shelf.Add(target, _held with { End = end, Bytes = _pieces.Count == 1 ? _pieces[0] : _pieces.SelectMany(piece => piece).ToArray() });
        _held = null;
        _pieces.Clear();
    }

    private TimeSpan Time(long ticks) => TimeSpan.FromTicks((long)((Int128)ticks * TimeSpan.TicksPerSecond / _init.Video.Timescale));

    private static RenditionFormat Format(byte[] bytes, MediaRun source)
    {
        var init = Fmp4Init.Parse(bytes);
        return new RenditionFormat { Name = InitName.Of(bytes), Init = bytes, Codecs = init.Codecs, Width = init.Width, Height = init.Height, FrameRate = source.FrameRate };
    }
}

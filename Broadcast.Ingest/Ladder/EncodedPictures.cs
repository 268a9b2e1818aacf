using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// Splits one encoder output into pictures and puts them on a shelf. Sound goes with the picture before it; a picture is put there once
/// the next one shows how long it lasts. Encoded pictures come in display order; less the source's <see cref="MediaRun.PictureDelay"/>,
/// their times are those of the source's decode timeline, so that both are cut at the same times.
/// </summary>
internal sealed class EncodedPictures(EncodedShelf shelf, EncodedRun target, byte[] initBytes, MediaRun source)
{
    private readonly Fmp4Init _init = Fmp4Init.Parse(initBytes);
    private readonly RenditionFormat _format = Format(initBytes, source);
    private readonly List<byte[]> _pieces = [];
    private EncodedPicture? _held;

    /// <exception cref="Fmp4Exception">The bytes are no fragment of this output.</exception>
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

    /// <summary>Puts the last picture on the shelf. Call once the output has ended.</summary>
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

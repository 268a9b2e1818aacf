using System.Globalization;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// What a playlist must declare of one rendition: the highest H.264 profile and level, the largest picture and the highest bandwidth of
/// all that it has shown. An immutable snapshot; each next one covers the one before it, but for <see cref="Sized"/>.
/// </summary>
internal sealed record RenditionCover
{
    /// <summary>H.264 profiles (profile_idc), the least demanding for a decoder first.</summary>
    private static readonly int[] Profiles = [0x42, 0x4d, 0x58, 0x64, 0x6e, 0x7a, 0xf4];

    public string Video { get; private init; } = "";

    public string Audio { get; private init; } = "";

    public string Codecs => Audio.Length == 0 ? Video : Video.Length == 0 ? Audio : $"{Video},{Audio}";

    public int Width { get; private init; }

    public int Height { get; private init; }

    public double FrameRate { get; private init; }

    /// <summary>Bits a second of the heaviest segment.</summary>
    public long PeakBandwidth { get; private init; } = 1;

    /// <summary>Bits a second over the listed window, the highest so far.</summary>
    public long AverageBandwidth { get; private init; } = 1;

    /// <summary>What to declare of a rung of a ladder before it has shown anything.</summary>
    /// <param name="width">0 for sound alone.</param>
    /// <param name="height">0 for sound alone.</param>
    /// <param name="bitrate">Bits a second.</param>
    public static RenditionCover Planned(int width, int height, long bitrate) =>
        new() { Width = width, Height = height, PeakBandwidth = bitrate, AverageBandwidth = bitrate };

    /// <summary>Replaces the planned size and frame rate by those that the rung really has.</summary>
    public RenditionCover Sized(int width, int height, double frameRate) =>
        (Width, Height, FrameRate) == (width, height, frameRate) ? this : this with { Width = width, Height = height, FrameRate = frameRate };

    /// <summary>Raises the bandwidths to at least these, in bits a second.</summary>
    public RenditionCover Weighing(long peak, long average) =>
        peak <= PeakBandwidth && average <= AverageBandwidth
            ? this
            : this with { PeakBandwidth = Math.Max(PeakBandwidth, Math.Max(peak, average)), AverageBandwidth = Math.Max(AverageBandwidth, average) };

    public RenditionCover With(MediaRun run)
    {
        var larger = (long)run.Width * run.Height > (long)Width * Height;
        return WithCodecs(run.Codecs) with
        {
            Width = larger ? run.Width : Width,
            Height = larger ? run.Height : Height,
            FrameRate = Math.Max(FrameRate, run.FrameRate),
        };
    }

    /// <summary>Widens the codecs to this list (RFC 6381): one video codec, one audio codec, or both.</summary>
    public RenditionCover WithCodecs(string list)
    {
        var codecs = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var video = codecs.FirstOrDefault(codec => codec.StartsWith("avc1.", StringComparison.Ordinal)) ?? "";
        var audio = codecs.FirstOrDefault(codec => codec.StartsWith("mp4a.", StringComparison.Ordinal)) ?? "";
        return this with
        {
            Video = Wider(Video, video),
            // HE-AAC (.5, .29) decoders play AAC-LC (.2) too.
            Audio = audio.Length == 0 || (Audio.Length > 0 && audio.EndsWith(".2", StringComparison.Ordinal)) ? Audio : audio,
        };
    }

    public RenditionCover With(Listing listing)
    {
        var heaviest = 0L;
        var bytes = 0L;
        var duration = TimeSpan.Zero;
        foreach (var segment in listing.Segments)
        {
            var length = segment.Length;
            bytes += length;
            duration += segment.Duration;
            // A segment of a few frames is too short to measure a bit rate.
            if (segment.Duration >= ChannelTimes.PartTarget)
                heaviest = Math.Max(heaviest, (long)(length * 8 / segment.Duration.TotalSeconds));
        }

        var average = duration > TimeSpan.Zero ? (long)(bytes * 8 / duration.TotalSeconds) : 0;
        return Weighing(heaviest, average);
    }

    private static string Wider(string known, string other)
    {
        if (other.Length != 11 || !int.TryParse(other.AsSpan(5), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var added))
            return known;
        if (known.Length == 0 || !int.TryParse(known.AsSpan(5), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var had))
            return other;

        var profile = Rank(added >> 16) > Rank(had >> 16) ? added >> 16 : had >> 16;
        // A constraint holds for the whole only if both keep it.
        var constraints = (added >> 8) & (had >> 8) & 0xff;
        var level = Math.Max(added & 0xff, had & 0xff);
        return string.Create(CultureInfo.InvariantCulture, $"avc1.{profile:x2}{constraints:x2}{level:x2}");
    }

    private static int Rank(int profile) => Array.IndexOf(Profiles, profile);
}

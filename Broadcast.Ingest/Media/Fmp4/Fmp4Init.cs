namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>The tracks of an initialisation segment (ftyp+moov): one H.264 track, and at most one AAC track.</summary>
internal sealed record Fmp4Init
{
    public required Fmp4Track Video { get; init; }

    public Fmp4Track? Audio { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>The codecs after RFC 6381, video first.</summary>
    public string Codecs => Audio is null ? Video.Codec : $"{Video.Codec},{Audio.Codec}";

    /// <exception cref="Fmp4Exception">Not an initialisation segment with H.264.</exception>
    public static Fmp4Init Parse(ReadOnlySpan<byte> bytes)
    {
        var moov = new BoxReader(bytes).Child(BoxType.Moov);
        Fmp4Track? video = null;
        Fmp4Track? audio = null;
        var (width, height) = (0, 0);
        var boxes = moov;
        while (boxes.NextBox(out var type, out var body))
        {
            if (type != BoxType.Trak)
                continue;

            var media = body.Child(BoxType.Mdia);
            var entries = media.Child(BoxType.Minf).Child(BoxType.Stbl).Child(BoxType.Stsd);
            var handler = Handler(media.Child(BoxType.Hdlr));
            if (handler == BoxType.Vide && video is null)
                video = Track(body, media, SampleEntries.Avc(entries, out width, out height, out var config), config);
            else if (handler == BoxType.Soun && audio is null)
                audio = Track(body, media, SampleEntries.Aac(entries, out var config), config);
        }

        if (video is null)
            throw new Fmp4Exception("The initialisation segment has no video track.");

        boxes = moov;
        while (boxes.NextBox(out var type, out var body))
        {
            if (type == BoxType.Mvex)
                ReadDefaults(body, ref video, ref audio);
        }

        return new Fmp4Init { Video = video, Audio = audio, Width = width, Height = height };
    }

    private static Fmp4Track Track(BoxReader trak, BoxReader media, string codec, byte[] config) =>
        new() { Id = TrackId(trak.Child(BoxType.Tkhd)), Timescale = Timescale(media.Child(BoxType.Mdhd)), Codec = codec, Config = config };

    private static uint TrackId(BoxReader tkhd)
    {
        var (version, _) = tkhd.FullBox();
        tkhd.Skip(version == 1 ? 16 : 8);
        return tkhd.UInt32();
    }

    private static uint Timescale(BoxReader mdhd)
    {
        var (version, _) = mdhd.FullBox();
        mdhd.Skip(version == 1 ? 16 : 8);
        var timescale = mdhd.UInt32();
        return timescale > 0 ? timescale : throw new Fmp4Exception("A track's timescale is 0.");
    }

    private static uint Handler(BoxReader hdlr)
    {
        hdlr.FullBox();
        hdlr.Skip(4);
        return hdlr.UInt32();
    }

    private static void ReadDefaults(BoxReader mvex, ref Fmp4Track video, ref Fmp4Track? audio)
    {
        while (mvex.NextBox(out var type, out var trex))
        {
            if (type != BoxType.Trex)
                continue;

            trex.FullBox();
            var track = trex.UInt32();
            trex.Skip(4);
            var duration = trex.UInt32();
            var size = trex.UInt32();
            var flags = trex.UInt32();
            if (track == video.Id)
                video = video with { DefaultDuration = duration, DefaultSize = size, DefaultFlags = flags };
            else if (audio is not null && track == audio.Id)
                audio = audio with { DefaultDuration = duration, DefaultSize = size, DefaultFlags = flags };
        }
    }
}

/// <summary>One track of an initialisation segment.</summary>
internal sealed record Fmp4Track
{
    public required uint Id { get; init; }

    /// <summary>Ticks per second.</summary>
    public required uint Timescale { get; init; }

    /// <summary>RFC 6381, such as <c>avc1.64001f</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>The decoder's configuration: AVCDecoderConfigurationRecord or AudioSpecificConfig.</summary>
    public ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>trex: a sample's duration where the fragment says none, in ticks.</summary>
    public uint DefaultDuration { get; init; }

    /// <summary>trex: a sample's bytes where the fragment says none.</summary>
    public uint DefaultSize { get; init; }

    /// <summary>trex: a sample's flags where the fragment says none.</summary>
    public uint DefaultFlags { get; init; }
}

namespace Broadcast.Ingest.Media.Aac;

/// <summary>The fields of an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1).</summary>
internal sealed record AacFormat
{
    private static readonly int[] Rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

    /// <summary>The AudioSpecificConfig for sources without audio: AAC-LC, 48 kHz, stereo.</summary>
    public static ReadOnlyMemory<byte> Stereo48Config { get; } = new byte[] { 0x11, 0x90 };

    /// <summary>2 is AAC-LC; 5 and 29 carry AAC-LC with SBR and PS.</summary>
    public required int ObjectType { get; init; }

    /// <summary>Rate of the AAC-LC core in Hz; with SBR it is half of the rate that is played.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Channel configuration, 1–7; 0 when the stream describes its channels itself.</summary>
    public required int Channels { get; init; }

    /// <summary>1024, or 960 where the config says so.</summary>
    public required int SamplesPerFrame { get; init; }

    /// <summary>Milliseconds.</summary>
    public double FrameDuration => SamplesPerFrame * 1000.0 / SampleRate;

    /// <summary>Null when it is not an AAC-LC based format.</summary>
    public static AacFormat? Parse(ReadOnlySpan<byte> config)
    {
        var bits = new BitReader(config);
        var objectType = ObjectTypeOf(ref bits);
        var rate = RateOf(ref bits);
        var channels = bits.Read(4);
        var core = objectType;
        if (objectType is 5 or 29)
        {
            RateOf(ref bits);
            core = ObjectTypeOf(ref bits);
        }

        var samples = bits.Read(1) == 1 ? 960 : 1024;
        if (bits.Overrun || core != 2 || rate is < 7350 or > 96000 || channels > 7)
            return null;

        return new AacFormat { ObjectType = objectType, SampleRate = rate, Channels = channels, SamplesPerFrame = samples };
    }

    /// <summary>True when the config names an object type, a rate and channels, of whatever kind.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> config)
    {
        var bits = new BitReader(config);
        var objectType = ObjectTypeOf(ref bits);
        var rate = RateOf(ref bits);
        bits.Read(4);
        return !bits.Overrun && objectType > 0 && rate is >= 7350 and <= 96000;
    }

    private static int ObjectTypeOf(ref BitReader bits)
    {
        var type = bits.Read(5);
        return type == 31 ? 32 + bits.Read(6) : type;
    }

    private static int RateOf(ref BitReader bits)
    {
        var index = bits.Read(4);
        return index == 15 ? bits.Read(24) : index < Rates.Length ? Rates[index] : 0;
    }

    private ref struct BitReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _position;

        public readonly bool Overrun => _position > _bytes.Length * 8;

        public int Read(int count)
        {
            var value = 0;
            for (var i = 0; i < count; i++, _position++)
                value = (value << 1) | (_position < _bytes.Length * 8 ? (_bytes[_position >> 3] >> (7 - (_position & 7))) & 1 : 0);
            return value;
        }
    }
}

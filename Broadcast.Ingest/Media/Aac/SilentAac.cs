namespace Broadcast.Ingest.Media.Aac;

/// <summary>
/// Writes a raw AAC-LC frame of silence (ISO/IEC 14496-3, 4.4.2). No channel has any scale factor band (max_sfb 0), so that the frame is
/// the same few bytes at every sample rate.
/// </summary>
internal static class SilentAac
{
    private const int SingleChannel = 0;
    private const int ChannelPair = 1;
    private const int LowFrequency = 3;
    private const int End = 7;

    /// <summary>The order of elements for each channel configuration (table 1.19).</summary>
    private static readonly int[][] Elements =
    [
        [],
        [SingleChannel],
        [ChannelPair],
        [SingleChannel, ChannelPair],
        [SingleChannel, ChannelPair, SingleChannel],
        [SingleChannel, ChannelPair, ChannelPair],
        [SingleChannel, ChannelPair, ChannelPair, LowFrequency],
        [SingleChannel, ChannelPair, ChannelPair, ChannelPair, LowFrequency],
    ];

    /// <summary>The frame for channel configurations 1–7; null for any other (0: the stream describes its channels itself).</summary>
    public static byte[]? Frame(int channels)
    {
        if (channels is < 1 or > 7)
            return null;

        var bits = new BitWriter();
        var instances = new int[4];
        foreach (var element in Elements[channels])
        {
            bits.Write(element, 3);
            bits.Write(instances[element]++, 4);
            if (element == ChannelPair)
                WritePair(bits);
            else
                WriteChannel(bits, ownWindow: true);
        }

        bits.Write(End, 3);
        return bits.ToArray();
    }

    private static void WritePair(BitWriter bits)
    {
        bits.Write(1, 1); // common_window
        WriteWindow(bits);
        bits.Write(0, 2); // ms_mask_present
        WriteChannel(bits, ownWindow: false);
        WriteChannel(bits, ownWindow: false);
    }

    private static void WriteChannel(BitWriter bits, bool ownWindow)
    {
        bits.Write(100, 8); // global_gain
        if (ownWindow)
            WriteWindow(bits);
        bits.Write(0, 3); // no pulses, no temporal noise shaping, no gain control
    }

    /// <summary>ics_info of a long window.</summary>
    private static void WriteWindow(BitWriter bits)
    {
        bits.Write(0, 1); // reserved
        bits.Write(0, 2); // window_sequence: ONLY_LONG_SEQUENCE
        bits.Write(0, 1); // window_shape: sine
        bits.Write(0, 6); // max_sfb
        bits.Write(0, 1); // predictor_data_present
    }

    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _free;

        public void Write(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--)
            {
                if (_free == 0)
                {
                    _bytes.Add(0);
                    _free = 8;
                }

                _bytes[^1] |= (byte)(((value >> i) & 1) << --_free);
            }
        }

        public byte[] ToArray() => [.. _bytes];
    }
}

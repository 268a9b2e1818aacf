namespace Broadcast.Ingest.Media.Avc;

/// <summary>What a sequence parameter set says about the picture's form (ISO/IEC 14496-10, 7.3.2.1.1).</summary>
internal sealed record AvcFormat
{
    private const int Sps = 7;

    /// <summary>Most entries of a cycle of picture order counts (7.4.2.1.1).</summary>
    private const uint MaxCycle = 255;

    /// <summary>profile_idc: 66 Baseline, 77 Main, 100 High, 110 High 10, 122 High 4:2:2, 244 High 4:4:4.</summary>
    public required int Profile { get; init; }

    /// <summary>Bits of a sample, the larger of luma and chroma: 8 wherever phones must play it.</summary>
    public required int BitDepth { get; init; }

    /// <summary>chroma_format_idc: 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4.</summary>
    public required int Chroma { get; init; }

    /// <summary>True when pictures may be made of fields.</summary>
    public required bool Interlaced { get; init; }

    /// <summary>Reads the first sequence parameter set; null when there is none that can be read.</summary>
    /// <param name="avcC">AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1).</param>
    public static AvcFormat? Parse(ReadOnlySpan<byte> avcC)
    {
        if (AvcFrame.LengthSize(avcC) is null || avcC.Length < 8 || (avcC[5] & 0x1F) == 0)
            return null;

        var length = (avcC[6] << 8) | avcC[7];
        var unit = avcC[8..];
        return length >= 4 && length <= unit.Length && (unit[0] & 0x1F) == Sps ? Read(unit[1..length]) : null;
    }

    private static AvcFormat? Read(ReadOnlySpan<byte> sps)
    {
        var bits = new AvcBits(sps);
        var profile = (int)bits.Bits(8);
        bits.Bits(16); // constraints, level_idc
        bits.Number(); // seq_parameter_set_id
        var (chroma, depth) = (1u, 8u);
        if (profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135)
        {
            chroma = bits.Number();
            if (chroma == 3)
                bits.Bits(1); // separate_colour_plane_flag
            depth = 8 + Math.Max(bits.Number(), bits.Number());
            bits.Bits(1); // qpprime_y_zero_transform_bypass_flag
            if (bits.Bits(1) == 1)
                SkipScalingLists(ref bits, chroma == 3 ? 12 : 8);
        }

        bits.Number(); // log2_max_frame_num_minus4
        SkipOrderCounts(ref bits);
        bits.Number(); // max_num_ref_frames
        bits.Bits(1); // gaps_in_frame_num_value_allowed_flag
        bits.Number(); // width
        bits.Number(); // height
        var framesOnly = bits.Bits(1) == 1;
        return bits.Overrun || chroma > 3 || depth > 14
            ? null
            : new AvcFormat { Profile = profile, BitDepth = (int)depth, Chroma = (int)chroma, Interlaced = !framesOnly };
    }

    private static void SkipOrderCounts(ref AvcBits bits)
    {
        var type = bits.Number();
        if (type == 0)
        {
            bits.Number(); // log2_max_pic_order_cnt_lsb_minus4
        }
        else if (type == 1)
        {
            bits.Bits(1); // delta_pic_order_always_zero_flag
            bits.Number(); // offset_for_non_ref_pic
            bits.Number(); // offset_for_top_to_bottom_field
            for (var left = Math.Min(bits.Number(), MaxCycle); left > 0; left--)
                bits.Number();
        }
    }

    /// <summary>7.3.2.1.1.1: a list ends early when the next scale is 0.</summary>
    private static void SkipScalingLists(ref AvcBits bits, int lists)
    {
        for (var list = 0; list < lists; list++)
        {
            if (bits.Bits(1) == 0)
                continue;

            var (last, next) = (8, 8);
            for (var entry = 0; entry < (list < 6 ? 16 : 64); entry++)
            {
                if (next != 0)
                    next = (last + bits.Signed() + 256) & 0xFF;
                last = next == 0 ? last : next;
            }
        }
    }
}

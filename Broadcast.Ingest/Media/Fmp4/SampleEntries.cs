namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>Reads the sample entries of H.264 (ISO/IEC 14496-15, avc1) and AAC (ISO/IEC 14496-14, mp4a).</summary>
internal static class SampleEntries
{
    private const byte EsDescriptor = 3;
    private const byte DecoderConfigDescriptor = 4;
    private const byte DecoderSpecificInfo = 5;

    /// <summary>The codec of an H.264 track after RFC 6381: profile, constraints and level of avcC.</summary>
    /// <param name="stsd">The track's sample descriptions.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="config">AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1).</param>
    public static string Avc(BoxReader stsd, out int width, out int height, out byte[] config)
    {
        var entry = Entry(stsd, BoxType.Avc1);
        entry.Skip(24);
        width = entry.UInt16();
        height = entry.UInt16();
        entry.Skip(50);
        var avcC = entry.Child(BoxType.AvcC);
        config = avcC.Rest.ToArray();
        avcC.Skip(1);
        return $"avc1.{Convert.ToHexStringLower(avcC.ReadBytes(3))}";
    }

    /// <summary>The codec of an AAC track after RFC 6381: object type indication of esds, object type of AudioSpecificConfig.</summary>
    /// <param name="stsd">The track's sample descriptions.</param>
    /// <param name="specificConfig">AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1).</param>
    public static string Aac(BoxReader stsd, out byte[] specificConfig)
    {
        var entry = Entry(stsd, BoxType.Mp4a);
        entry.Skip(28);
        var esds = entry.Child(BoxType.Esds);
        esds.FullBox();
        var es = Descriptor(ref esds, EsDescriptor);
        es.Skip(2);
        var flags = es.Byte();
        es.Skip((flags & 0x80) != 0 ? 2 : 0);
        if ((flags & 0x40) != 0)
            es.Skip(es.Byte());
        es.Skip((flags & 0x20) != 0 ? 2 : 0);
        var config = Descriptor(ref es, DecoderConfigDescriptor);
        var indication = config.Byte();
        config.Skip(12);
        var specific = Descriptor(ref config, DecoderSpecificInfo);
        specificConfig = specific.Rest.ToArray();
        var first = specific.Byte();
        var objectType = first >> 3;
        if (objectType == 31)
            objectType = 32 + ((first & 7) << 3) + (specific.Byte() >> 5);
        return $"mp4a.{indication:x2}.{objectType}";
    }

    private static BoxReader Entry(BoxReader stsd, uint wanted)
    {
        stsd.FullBox();
        stsd.Skip(4);
        return stsd.Child(wanted);
    }

    /// <summary>An MPEG-4 descriptor (ISO/IEC 14496-1, 8.3.3): a tag and a length of one to four bytes of seven bits.</summary>
    private static BoxReader Descriptor(ref BoxReader reader, byte wanted)
    {
        var tag = reader.Byte();
        if (tag != wanted)
            throw new Fmp4Exception($"An MPEG-4 descriptor {tag} came where {wanted} was expected.");

        var length = 0;
        for (var i = 0; i < 4; i++)
        {
            var value = reader.Byte();
            length = (length << 7) | (value & 0x7F);
            if ((value & 0x80) == 0)
                break;
        }

        return new BoxReader(reader.ReadBytes(length));
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>Makes an initialisation segment of the sound alone: all boxes except the picture's trak and trex.</summary>
internal static class SoundInit
{
    /// <exception cref="Fmp4Exception">A box is longer than the box that holds it.</exception>
    public static byte[] Of(ReadOnlySpan<byte> init, uint videoTrack)
    {
        var output = new List<byte>(init.Length);
        Copy(output, init, videoTrack);
        return [.. output];
    }

    private static void Copy(List<byte> output, ReadOnlySpan<byte> boxes, uint videoTrack)
    {
        while (!boxes.IsEmpty)
        {
            if (!BoxHeader.TryParse(boxes, out var header) || header.HeaderSize != 8 || header.Size > boxes.Length)
                throw new Fmp4Exception("A box is longer than the box that holds it.");

            var box = boxes[..(int)header.Size];
            boxes = boxes[box.Length..];
            if (header.Type is BoxType.Moov or BoxType.Mvex)
            {
                var start = output.Count;
                output.AddRange(box[..8]);
                Copy(output, box[8..], videoTrack);
                BinaryPrimitives.WriteUInt32BigEndian(CollectionsMarshal.AsSpan(output)[start..], (uint)(output.Count - start));
            }
            else if (TrackOf(header.Type, box) != videoTrack)
            {
                output.AddRange(box);
            }
        }
    }

    /// <summary>The id of the track that a trak or trex describes; 0, which no track has, for other boxes.</summary>
    private static uint TrackOf(uint type, ReadOnlySpan<byte> box)
    {
        var body = new BoxReader(box[8..]);
        if (type == BoxType.Trex)
        {
            body.FullBox();
            return body.UInt32();
        }

        if (type != BoxType.Trak)
            return 0;
        var tkhd = body.Child(BoxType.Tkhd);
        var (version, _) = tkhd.FullBox();
        tkhd.Skip(version == 1 ? 16 : 8);
        return tkhd.UInt32();
    }
}

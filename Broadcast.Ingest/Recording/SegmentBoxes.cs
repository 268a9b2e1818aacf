using Broadcast.Ingest.Media.Fmp4;
using Microsoft.Win32.SafeHandles;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Checks that the headers of a segment's boxes were written: a file that a loss of power has cut short often has its length, and zeros
/// where the last bytes should be. Zeros inside a box are not seen.
/// </summary>
internal static class SegmentBoxes
{
    /// <summary>True when boxes (ISO/IEC 14496-12, 4.2) fill the range from end to end. Reads their headers only.</summary>
    public static bool AreWhole(SafeFileHandle media, long offset, long length)
    {
        Span<byte> bytes = stackalloc byte[BoxHeader.MaxSize];
        try
        {
            var end = offset + length;
            while (offset < end)
            {
                var read = RandomAccess.Read(media, bytes[..(int)Math.Min(bytes.Length, end - offset)], offset);
                if (!BoxHeader.TryParse(bytes[..read], out var header) || header.Size > end - offset)
                    return false;
                offset += header.Size;
            }

            return offset == end;
        }
        catch (Fmp4Exception)
        {
            return false;
        }
    }
}

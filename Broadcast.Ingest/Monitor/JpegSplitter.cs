using System.Buffers;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// Cuts a stream of JPEG pictures (ITU-T T.81) into pictures. Inside coded data each FF is followed by 00 or a restart marker, so that the
/// end marker FF D9 occurs only at a picture's end; FFmpeg's encoder writes no segment that could hold another. One caller.
/// </summary>
internal sealed class JpegSplitter(int largest = 1 << 20)
{
    private readonly ArrayBufferWriter<byte> _picture = new(64 * 1024);
    private byte _last;
    private bool _inside;

    /// <summary>Pictures that were given up because they were too large.</summary>
    public int Oversized { get; private set; }

    /// <summary>Appends bytes of the stream and returns the pictures that end in them.</summary>
    public IReadOnlyList<byte[]> Accept(ReadOnlySpan<byte> bytes)
    {
        List<byte[]>? pictures = null;
        foreach (var one in bytes)
        {
            if (!_inside)
            {
                _inside = _last == 0xFF && one == 0xD8;
                if (_inside)
                {
                    _picture.ResetWrittenCount();
                    _picture.Write<byte>([0xFF, 0xD8]);
                }
            }
            else
            {
                _picture.Write<byte>([one]);
                if (_last == 0xFF && one == 0xD9)
                {
                    (pictures ??= []).Add(_picture.WrittenSpan.ToArray());
                    _inside = false;
                }
                else if (_picture.WrittenCount >= largest)
                {
                    Oversized++;
                    _inside = false;
                }
            }

            // A marker's second byte does not begin another marker.
            _last = _last == 0xFF && one != 0xFF ? (byte)0 : one;
        }

        return pictures ?? (IReadOnlyList<byte[]>)[];
    }
}

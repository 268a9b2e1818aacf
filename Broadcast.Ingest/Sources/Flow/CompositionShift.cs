namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// How far a source's pictures must be shifted so that none is shown before it is decoded. Composition times are signed in FLV, and some
/// encoders make them negative; FFmpeg then writes impossible decode times. One source, one caller.
/// </summary>
internal sealed class CompositionShift
{
    /// <summary>Milliseconds: sixteen pictures, as many as may be reordered, at 8 a second. More is a fault, and is not followed.</summary>
    private const int Most = 2000;

    /// <summary>Milliseconds; grows with the least composition time of the source, and never shrinks.</summary>
    public int Needed { get; private set; }

    /// <param name="body">An FLV video body with a picture.</param>
    public void Learn(ReadOnlySpan<byte> body)
    {
        if (-Of(body) <= Most)
            Needed = Math.Max(Needed, -Of(body));
    }

    /// <summary>CompositionTime of a picture: 24 bits with a sign (Adobe FLV 10.1, E.4.3.1), in milliseconds.</summary>
    public static int Of(ReadOnlySpan<byte> body) => (body[2] << 24 | body[3] << 16 | body[4] << 8) >> 8;
}

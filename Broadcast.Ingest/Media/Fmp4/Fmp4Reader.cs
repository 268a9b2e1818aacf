using System.Buffers;
using System.IO.Pipelines;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>
/// Cuts a stream of fragmented MP4 into its initialisation segment and its moof+mdat pairs. Skips other boxes at the top (free, styp, sidx,
/// mfra, …). One caller at a time.
/// </summary>
internal sealed class Fmp4Reader(PipeReader pipe)
{
    /// <summary>Longest box other than mdat, in bytes: ours have some hundred.</summary>
    private const int MaxBox = 1 << 20;

    /// <summary>Longest mdat, in bytes: one frame at 40 Mb/s and 1 frame a second would be 5 MB.</summary>
    private const int MaxMedia = 32 << 20;

    /// <summary>Reads ftyp and moov, in one array.</summary>
    /// <exception cref="Fmp4Exception">Something else came, or the stream ended.</exception>
    public async ValueTask<byte[]> ReadInitAsync(CancellationToken cancellation)
    {
        byte[]? ftyp = null;
        while (await PeekHeaderAsync(cancellation) is { } header)
        {
            switch (header.Type)
            {
                case BoxType.Ftyp when ftyp is null:
                    ftyp = await ReadBoxAsync(header, MaxBox, cancellation);
                    break;
                case BoxType.Moov when ftyp is not null:
                    return [.. ftyp, .. await ReadBoxAsync(header, MaxBox, cancellation)];
                case BoxType.Ftyp or BoxType.Moov or BoxType.Moof or BoxType.Mdat:
                    throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' came where ftyp and moov were expected.");
                default:
                    await SkipAsync(header, cancellation);
                    break;
            }
        }

        throw new Fmp4Exception("The stream ended before its first fragment.");
    }

    /// <summary>Reads the next moof+mdat, in one array; null at the end, also when the stream ends within a pair.</summary>
    /// <exception cref="Fmp4Exception">Something else came.</exception>
    public async ValueTask<byte[]?> ReadFragmentAsync(CancellationToken cancellation)
    {
        byte[]? moof = null;
        while (await PeekHeaderAsync(cancellation) is { } header)
        {
            switch (header.Type)
            {
                case BoxType.Moof when moof is null:
                    moof = await ReadBoxAsync(header, MaxBox, cancellation);
                    if (moof.Length == 0)
                        return null;
                    break;
                case BoxType.Mdat when moof is not null:
                    var fragment = await ReadBoxAsync(header, MaxMedia, cancellation, moof);
                    return fragment.Length == 0 ? null : fragment;
                case BoxType.Ftyp or BoxType.Moov or BoxType.Moof or BoxType.Mdat:
                    throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' came where moof and mdat were expected.");
                default:
                    // Between a moof and its mdat a box would move the media that the moof points at.
                    if (moof is not null)
                        throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' came between a moof and its mdat.");
                    await SkipAsync(header, cancellation);
                    break;
            }
        }

        return null;
    }

    /// <summary>Reads the next box's header without consuming it; null at the end.</summary>
    private async ValueTask<BoxHeader?> PeekHeaderAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var found = TryHeader(read.Buffer, out var header);
            pipe.AdvanceTo(read.Buffer.Start, found ? read.Buffer.Start : read.Buffer.End);
            if (found)
                return header;
            if (read.IsCompleted)
                return null;
        }
    }

    private static bool TryHeader(in ReadOnlySequence<byte> buffer, out BoxHeader header)
    {
        Span<byte> head = stackalloc byte[BoxHeader.MaxSize];
        var length = (int)Math.Min(buffer.Length, head.Length);
        buffer.Slice(0, length).CopyTo(head);
        return BoxHeader.TryParse(head[..length], out header);
    }

    /// <summary>Reads the whole box, after the bytes of <paramref name="before"/>; empty when the stream ends within the box.</summary>
    private async ValueTask<byte[]> ReadBoxAsync(BoxHeader header, int limit, CancellationToken cancellation, byte[]? before = null)
    {
        if (header.Size > limit)
            throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' of {header.Size} bytes is longer than {limit}.");

        var start = before?.Length ?? 0;
        var box = new byte[start + (int)header.Size];
        before?.CopyTo(box, 0);
        return await CopyAsync(box, start, cancellation) ? box : [];
    }

    /// <summary>
    /// Fills <paramref name="target"/> from <paramref name="start"/> on, piece by piece, so that the pipe never holds a whole frame. False
    /// when the stream ends first.
    /// </summary>
    private async ValueTask<bool> CopyAsync(byte[] target, int start, CancellationToken cancellation)
    {
        while (start < target.Length)
        {
            var read = await pipe.ReadAsync(cancellation);
            var piece = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, target.Length - start));
            piece.CopyTo(target.AsSpan(start));
            start += (int)piece.Length;
            pipe.AdvanceTo(piece.End);
            if (read.IsCompleted && piece.Length == 0)
                return false;
        }

        return true;
    }

    private async ValueTask SkipAsync(BoxHeader header, CancellationToken cancellation)
    {
        if (header.Size > MaxBox)
            throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' of {header.Size} bytes is longer than {MaxBox}.");

        await CopyAsync(new byte[header.Size], 0, cancellation);
    }
}

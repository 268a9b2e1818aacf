using System.Buffers;
using System.IO.Pipelines;

namespace Broadcast.Ingest.Packaging.Fmp4;

/// <summary>
/// Cuts a stream of fragmented MP4 into its initialisation segment and its moof+mdat pairs. Other boxes at the top (free, styp, sidx,
/// mfra, …) are passed over. One caller at a time.
/// </summary>
internal sealed class Fmp4Reader(PipeReader pipe)
{
    /// <summary>Of everything but mdat: ours has some hundred bytes.</summary>
    private const int MaxBox = 1 << 20;

    /// <summary>One frame at 40 Mb/s and 1 frame a second would be 5 MB.</summary>
    private const int MaxMedia = 32 << 20;

    /// <summary>ftyp+moov.</summary>
    /// <exception cref="Fmp4Exception">Something else came, or the end.</exception>
    public async ValueTask<byte[]> ReadInitAsync(CancellationToken cancellation)
    {
        byte[]? ftyp = null;
        while (await NextAsync(cancellation) is { } header)
        {
            switch (header.Type)
            {
                case BoxType.Ftyp when ftyp is null:
                    ftyp = await TakeAsync(header, MaxBox, cancellation);
                    break;
                case BoxType.Moov when ftyp is not null:
                    return [.. ftyp, .. await TakeAsync(header, MaxBox, cancellation)];
                case BoxType.Ftyp or BoxType.Moov or BoxType.Moof or BoxType.Mdat:
                    throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' before its turn.");
                default:
                    await PassAsync(header, cancellation);
                    break;
            }
        }

        throw new Fmp4Exception("The stream ended before its first fragment.");
    }

    /// <summary>The next moof+mdat in one array; null at the end, also where the end cuts through a pair.</summary>
    /// <exception cref="Fmp4Exception">Something else came.</exception>
    public async ValueTask<byte[]?> ReadFragmentAsync(CancellationToken cancellation)
    {
        byte[]? moof = null;
        while (await NextAsync(cancellation) is { } header)
        {
            switch (header.Type)
            {
                case BoxType.Moof when moof is null:
                    moof = await TakeAsync(header, MaxBox, cancellation);
                    if (moof.Length == 0)
                        return null;
                    break;
                case BoxType.Mdat when moof is not null:
                    var fragment = await TakeAsync(header, MaxMedia, cancellation, moof);
                    return fragment.Length == 0 ? null : fragment;
                case BoxType.Ftyp or BoxType.Moov or BoxType.Moof or BoxType.Mdat:
                    throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' out of its place.");
                default:
                    // Between a moof and its mdat a box would move the media that the moof points at.
                    if (moof is not null)
                        throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' between a moof and its mdat.");
                    await PassAsync(header, cancellation);
                    break;
            }
        }

        return null;
    }

    /// <summary>Looks at the next box's head without taking it; null at the end.</summary>
    private async ValueTask<BoxHeader?> NextAsync(CancellationToken cancellation)
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

    /// <summary>The whole box behind <paramref name="before"/>; empty when the stream ends inside it.</summary>
    private async ValueTask<byte[]> TakeAsync(BoxHeader header, int limit, CancellationToken cancellation, byte[]? before = null)
    {
        if (header.Size > limit)
            throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' of {header.Size} bytes.");

        var start = before?.Length ?? 0;
        var box = new byte[start + (int)header.Size];
        before?.CopyTo(box, 0);
        return await CopyAsync(box, start, cancellation) ? box : [];
    }

    /// <summary>Fills <paramref name="target"/> from <paramref name="start"/> on, piece by piece, so that the pipe never holds a whole frame.</summary>
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

    private async ValueTask PassAsync(BoxHeader header, CancellationToken cancellation)
    {
        if (header.Size > MaxBox)
            throw new Fmp4Exception($"A box '{BoxType.Name(header.Type)}' of {header.Size} bytes.");

        await CopyAsync(new byte[header.Size], 0, cancellation);
    }
}

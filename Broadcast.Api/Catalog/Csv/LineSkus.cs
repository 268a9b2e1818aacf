using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Broadcast.Api.Catalog.Csv;

/// <summary>
/// The SKUs of lines that name none: made of the file's bytes and the line's number, so that a file that is sent again, after a part of it was done or
/// its answer was lost, finds what it has made.
/// </summary>
internal sealed class LineSkus(byte[] file)
{
    /// <summary>Bytes of the digest that make a SKU.</summary>
    private const int Kept = 8;

    private readonly byte[] _file = SHA256.HashData(file);

    public string Of(int line)
    {
        Span<byte> named = stackalloc byte[SHA256.HashSizeInBytes + sizeof(int)];
        _file.CopyTo(named);
        BinaryPrimitives.WriteInt32BigEndian(named[SHA256.HashSizeInBytes..], line);
        return $"p-{Convert.ToHexStringLower(SHA256.HashData(named).AsSpan(0, Kept))}";
    }
}

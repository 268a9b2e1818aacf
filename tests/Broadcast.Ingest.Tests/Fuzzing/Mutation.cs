using System.Buffers.Binary;

namespace Broadcast.Ingest.Tests.Fuzzing;

/// <summary>Damages real input in ways that break parsers; one input in 16 is pure noise.</summary>
internal static class Mutation
{
    private static readonly uint[] Edges = [0, 1, 2, 7, 8, 9, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0xFFFFFE, 0xFFFFFF, 0x1000000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    /// <param name="random">Makes every choice.</param>
    /// <param name="seed">Real input.</param>
    /// <param name="longest">At most so many bytes of the seed are used, from its beginning.</param>
    public static byte[] Of(Random random, byte[] seed, int longest = int.MaxValue)
    {
        if (random.Next(16) == 0)
        {
            var noise = new byte[random.Next(0, 3000)];
            random.NextBytes(noise);
            return noise;
        }

        var bytes = new List<byte>(seed[..random.Next(Math.Min(seed.Length, longest) + 1)]);
        if (random.Next(4) > 0)
            bytes = [.. seed[..Math.Min(seed.Length, longest)]];
        for (var left = random.Next(1, 9); left > 0 && bytes.Count > 0; left--)
            Damage(random, bytes);
        return [.. bytes];
    }

    private static void Damage(Random random, List<byte> bytes)
    {
        // Half of the damage falls into the first 1000 bytes, where most headers are.
        var at = random.Next(random.Next(2) == 0 ? bytes.Count : Math.Min(bytes.Count, 1000));
        var length = Math.Min(random.Next(1, 65), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 or 3:
                Span<byte> edge = stackalloc byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(edge, Edges[random.Next(Edges.Length)]);
                edge = edge[(4 - random.Next(1, 5))..];
                for (var i = 0; i < edge.Length && at + i < bytes.Count; i++)
                    bytes[at + i] = edge[i];
                break;
            case 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            default:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
        }
    }
}

namespace Broadcast.Api.Demo.Drawing;

/// <summary>Places that look as if by chance and are the same each time. Pure.</summary>
internal static class Scatter
{
    /// <summary>From 0 to below 1.</summary>
    public static float At(int seed, int index)
    {
        // The finaliser of MurmurHash3 spreads neighbouring numbers over the whole range.
        var hash = ((uint)seed * 0x9E3779B9u) ^ ((uint)index * 0x85EBCA6Bu);
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return ((hash ^ (hash >> 16)) >> 8) / 16_777_216f;
    }

    public static float Between(int seed, int index, float low, float high) => low + (high - low) * At(seed, index);
}

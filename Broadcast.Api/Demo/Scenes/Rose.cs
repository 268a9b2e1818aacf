using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A rose seen a little from above, and its leaves. Drawn around the origin with a radius of about 30.</summary>
internal static class Rose
{
    private static readonly uint[] Pinks = [0x9C1F47, 0xB82F5B, 0xD0507A, 0xE27896, 0xF0A3B4];
    private static readonly SKPath Leaf = Outline.Petal(34, 15);

    /// <param name="brush">Where to draw it.</param>
    /// <param name="shade">Shifts its colour: 0 is pink, 1 darker, -1 paler.</param>
    public static void Bloom(Brush brush, int shade = 0)
    {
        for (var ring = 0; ring < 4; ring++)
        {
            var petals = 7 - ring;
            var reach = 19f - ring * 5.4f;
            for (var i = 0; i < petals; i++)
            {
                using var scope = brush.At(0, 0, i * 360f / petals + ring * 31);
                var color = Pinks[Math.Clamp(4 - ring - shade, 0, 4)];
                brush.Oval(0, -reach + 1.4f, 13.4f - ring * 2.2f, 11.6f - ring * 1.8f, Pinks[Math.Clamp(3 - ring - shade, 0, 4)]);
                brush.Oval(0, -reach - 0.6f, 12.4f - ring * 2.2f, 10.2f - ring * 1.8f, color);
            }
        }

        brush.Dot(0, 0, 5.4f, Pinks[0]);
        brush.Bend(-3, 1, 0, -5, 3, 0, Pinks[3], 1.4f);
        brush.Bend(-1.6f, 2.4f, 2, 4, 2.6f, 0.6f, Pinks[2], 1.2f);
    }

    public static void Bud(Brush brush)
    {
        using var petal = Outline.Petal(26, 22, 0.25f);
        using var side = Outline.Petal(22, 15, 0.2f);
        brush.Fill(petal, Pinks[1]);
        using (brush.At(-3, 0, -16))
            brush.Fill(side, Pinks[2]);
        using (brush.At(3, 0, 16))
            brush.Fill(side, Pinks[3]);
        using (brush.At(0, 3, -35))
            brush.Fill(side, 0x3F7A52);
        using (brush.At(0, 3, 35))
            brush.Fill(side, 0x2F6B4F);
    }

    /// <summary>A bush of leaves with roses on it, 240 wide, growing up from the origin.</summary>
    public static void Bush(Brush brush, int seed, int blooms)
    {
        for (var i = 0; i < 70; i++)
        {
            var across = Scatter.Between(seed, i, -1, 1);
            var up = Scatter.At(seed + 1, i) * (1 - across * across * 0.75f);
            using var scope = brush.At(across * 112, 26 - up * 128, Scatter.Between(seed + 2, i, -80, 80), 1 + 0.5f * Scatter.At(seed + 3, i), 1.1f);
            brush.Fill(Leaf, i < 25 ? 0x1F4D39u : i % 3 == 0 ? 0x4F8F5Cu : i % 3 == 1 ? 0x2F6B4Fu : 0x3B7D56u);
            brush.Line(0, -3, 0, -28, 0xA8CFA0, 1, 0.35f);
        }

        for (var i = 0; i < blooms; i++)
        {
            var across = (i + 0.5f) / blooms * 2 - 1;
            var up = 0.35f + 0.6f * Scatter.At(seed + 4, i);
            using var scope = brush.At(across * 92, 6 - up * 112 * (1 - across * across * 0.5f), 40 * Scatter.Between(seed + 5, i, -1, 1), 0.72f, 0.66f);
            brush.Dot(2, 5, 30, 0x163526, 0.35f);
            Bloom(brush, i % 3 - 1);
        }
    }
}

using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A bough full of leaves, about 280 wide.</summary>
internal static class Bough
{
    private static readonly SKPath Shape = Outline.Petal(34, 19, 0.3f);

    public static void Draw(Brush brush, int seed)
    {
        for (var i = 0; i < 120; i++)
        {
            var turn = Scatter.At(seed, i) * MathF.Tau;
            var far = MathF.Sqrt(Scatter.At(seed + 1, i)) * (1 - i / 400f);
            var (x, y) = (MathF.Cos(turn) * far * 118, MathF.Sin(turn) * far * 78);
            using var scope = brush.At(x, y + 14, 180 + Scatter.Between(seed + 2, i, -75, 75), 1, 1);
            // The lower leaves are in the shade of the upper ones, and are drawn first.
            var color = i < 40 ? 0x4F6B2Eu : i % 5 == 0 ? 0xD9A93Cu : y < -20 ? 0x9DB650u : i % 2 == 0 ? 0x7A9A40u : 0x688A38u;
            brush.Fill(Shape, color);
            brush.Line(0, -4, 0, -27, 0xD9E3A6, 1.1f, 0.4f);
        }
    }

    public static void Leaf(Brush brush)
    {
        using var leaf = Outline.Petal(20, 12, 0.3f);
        brush.Fill(leaf, 0xD9A93C);
        brush.Line(0, 0, 0, -15, 0x8A5A00, 1.2f, 0.7f);
    }
}

using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A duck that swims to the right, or a duckling. Its origin is the water line below its body.</summary>
internal static class Duck
{
    private static readonly SKPath Body = Outline.Svg("M-58 -26C-50 -20 -44 -22 -34 -26C-16 -34 14 -34 32 -24C44 -16 42 -2 30 4C8 12 -30 12 -46 0C-54 -8 -60 -16 -58 -26Z");
    private static readonly SKPath Wing = Outline.Svg("M-40 -20C-24 -30 6 -30 18 -18C12 -4 -16 0 -34 -8C-42 -12 -46 -16 -40 -20Z");
    private static readonly SKPath Neck = Outline.Svg("M-12 4C-6 -10 -10 -24 -4 -34L12 -30C12 -18 14 -6 12 6Z");
    private static readonly SKPath Bill = Outline.Svg("M8 -40C18 -40 26 -36 30 -32C24 -29 14 -30 8 -31Z");

    /// <param name="brush">Where to draw it.</param>
    /// <param name="at">When.</param>
    /// <param name="x">In the middle of the body.</param>
    /// <param name="y">The water line.</param>
    /// <param name="size">1 is 100 long; below 0.5 it is a duckling.</param>
    /// <param name="drake">Whether it has the green head.</param>
    /// <param name="phase">Shifts its bobbing.</param>
    public static void Draw(Brush brush, LoopTime at, float x, float y, float size, bool drake, double phase)
    {
        Wake(brush, at, x, y, size, phase);
        var little = size < 0.5f;
        var (back, wing, head) = little ? (0xF2C94Cu, 0xE0AE34u, 0xF5D565u) : drake ? (0xE9E2D3u, 0x8E7B66u, 0x1F6B4Fu) : (0xC79C66u, 0x9A7142u, 0xA97C4Bu);
        using (brush.At(x, y + 3, 0, size, -0.35f * size))
            brush.Fill(Body, back, 0.25f);
        using var scope = brush.At(x, y + 1.6f * at.Wave(11, phase), 1.6f * at.Wave(11, phase + 0.2), size, size);
        brush.Fill(Body, back);
        if (drake)
            brush.Oval(28, -14, 17, 15, 0x7A4B2D);
        brush.Fill(Wing, wing);
        brush.Bend(-34, -10, -12, -2, 12, -14, 0xFFFDF8, 2, 0.55f);
        // The neck moves to and fro, as a duck's does when it paddles.
        using var neck = brush.At(28, -18, 5 * at.Wave(16, phase) - 2);
        brush.Fill(Neck, drake ? 0x1F6B4Fu : head);
        brush.Dot(4, -36, little ? 15 : 13.5f, head);
        if (drake)
            brush.Bend(-10, -8, 2, -4, 13, -8, 0xFFFDF8, 3.6f);
        brush.Fill(Bill, drake ? 0xE5B03Au : 0xE08A2Eu);
        brush.Dot(8, -40, 2.4f, 0x1B120C);
        brush.Dot(8.8f, -40.8f, 0.8f, 0xFFFDF8);
    }

    private static void Wake(Brush brush, LoopTime at, float x, float y, float size, double phase)
    {
        for (var i = 0; i < 4; i++)
        {
            var age = at.Run(16, phase + i / 4.0);
            var (back, spread) = (x - (44 + age * 120) * size, (6 + age * 26) * size);
            var alpha = 0.5f * (1 - age);
            brush.Bend(x + 20 * size, y + 2, back + 40 * size, y + 4 + spread * 0.4f, back, y + 2 + spread, 0xF3FAF4, 2 * size, alpha);
            brush.Bend(back - 30 * size, y + 3, back, y + 7, back + 34 * size, y + 3, 0xF3FAF4, 1.6f * size, alpha * 0.7f);
        }
    }
}

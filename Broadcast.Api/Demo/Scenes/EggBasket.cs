using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A flat basket of eggs on straw.</summary>
internal static class EggBasket
{
    private static readonly SKPath Body = Outline.Svg("M-96 -10C-96 -10 -84 48 -62 56C-30 64 30 64 62 56C84 48 96 -10 96 -10Z");

    public static void Draw(Brush brush)
    {
        brush.Oval(0, 58, 96, 14, 0x2A2019, 0.28f);
        brush.Ring(0, -12, 78, 60, 0x8A5A00, 7);
        brush.Oval(0, -10, 96, 22, 0x6E470C);
        for (var i = 0; i < 24; i++)
            brush.Bend(-88 + i * 7, -6, -86 + i * 7.2f, -26 - i % 3 * 5, -80 + i * 7, -14 - i % 4 * 5, i % 2 == 0 ? 0xEBCB76u : 0xCFA548u, 2.6f);
        foreach (var (x, y, color) in ((float, float, uint)[])[
            (-52, -28, 0xE9C9A2), (-18, -36, 0xF6E6CC), (18, -36, 0xE2B98A), (52, -28, 0xF3DFC2), (-66, -12, 0xF6E6CC), (-34, -12, 0xE2B98A), (0, -14, 0xF3DFC2), (34, -12, 0xEFD2AC), (66, -12, 0xE9C9A2)])
        {
            brush.Oval(x, y, 16, 21, color);
            brush.Oval(x - 5, y - 8, 5, 7, 0xFFFDF8, 0.55f);
        }

        brush.Shade(Body, -10, 60, 0xD9AE68, 0x9A6A22);
        for (var line = 0; line < 4; line++)
            for (var i = -6; i < 6; i++)
            {
                var half = 90 - line * 8f;
                brush.Bend(half * i / 6, line * 15, half * (i + 0.5f) / 6, line * 15 + (i + line) % 2 * 9 - 4, half * (i + 1) / 6, line * 15, 0x6E470C, 2.4f, 0.55f);
            }

        brush.Bend(-96, -10, 0, 16, 96, -10, 0xEBC888, 7);
    }
}

using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A woven basket that is heaped with flowers.</summary>
internal static class Basket
{
    private static readonly SKPath Body = Outline.Svg("M-92 -30L92 -30L70 62C40 74 -40 74 -70 62Z");

    public static void Draw(Brush brush, float x, float y, Sprite flower)
    {
        using var scope = brush.At(x, y);
        brush.Oval(0, 64, 96, 18, 0x1B120C, 0.3f);
        brush.Oval(0, -30, 92, 24, 0x5F3F12);
        for (var i = 0; i < 17; i++)
        {
            var row = i / 7;
            var across = (i % 7 - 3 + (row == 1 ? 0.5f : 0)) / 3.4f;
            flower.Draw(brush, across * (84 - row * 16), -32 - row * 18 + MathF.Abs(across) * 9, i * 77, 0.86f, 0.8f);
        }

        brush.Shade(Body, -30, 70, 0xD9AE68, 0xB98A3E, 0x8A5A00);
        for (var line = 0; line < 5; line++)
        {
            var half = 90 - line * 4.6f;
            for (var i = -6; i < 6; i++)
                brush.Bend(half * i / 6, -20 + line * 18, half * (i + 0.5f) / 6, -20 + line * 18 + (i + line) % 2 * 10 - 5, half * (i + 1) / 6, -20 + line * 18, 0x6E470C, 2.6f, 0.55f);
        }

        brush.Bend(-92, -30, 0, -8, 92, -30, 0xEBC888, 8);
        brush.Bend(-92, -26, 0, -3, 92, -26, 0x8A5A00, 2, 0.6f);
    }
}

using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>The hen house with its ramp, its nests full of eggs, and what dries under its eaves.</summary>
internal static class HenHouse
{
    private static readonly SKPath Roof = Outline.Svg("M-40 262L88 168C130 148 214 148 258 168L386 262C372 274 360 274 350 266L-4 266C-14 274 -28 274 -40 262Z");

    public static void Draw(Brush brush)
    {
        brush.Oval(180, 512, 220, 16, 0x2A2019, 0.2f);
        foreach (var x in (float[])[20, 316])
            brush.Box(x, 430, 14, 84, 0x5F4129);
        brush.Shade(new SKRect(4, 262, 346, 458), 0xC08A50, 0xA9703A);
        for (var y = 284f; y < 458; y += 22)
            brush.Line(4, y, 346, y, 0x7A4B2D, 1.8f, 0.6f);
        Door(brush);
        Nest(brush, 236, 336, 3);
        Nest(brush, 236, 416, 4);
        Nest(brush, 300, 336, 2);
        Nest(brush, 300, 416, 3);
        Window(brush);
        brush.Shade(Roof, 160, 270, 0x8A8378, 0x5F5A54);
        for (var row = 0; row < 6; row++)
        {
            var (y, half) = (176 + row * 16f, 100 + row * 22f);
            for (var i = -7; i < 7; i++)
                brush.Bend(173 + half * i / 7, y, 173 + half * (i + 0.5f) / 7, y + 11, 173 + half * (i + 1) / 7, y, 0x3F3B37, 2, 0.6f);
        }

        brush.Line(88, 166, 258, 166, 0x3F3B37, 8);
        Ramp(brush);
    }

    /// <summary>A string of maize or of chillies; hangs from the origin.</summary>
    public static void Drying(Brush brush, bool maize)
    {
        brush.Line(0, 0, 0, 84, 0x8A5A00, 2);
        for (var i = 0; i < 8; i++)
            foreach (var side in (float[])[-1, 1])
                using (brush.At(0, 8 + i * 10, side * 34))
                {
                    brush.Oval(0, 11, maize ? 5.4f : 3.6f, 11, maize ? (i % 2 == 0 ? 0xF2B134u : 0xE09A22u) : (i % 2 == 0 ? 0xC9302Au : 0xA62B24u));
                    if (maize)
                        brush.Line(-1.6f, 5, -1.6f, 17, 0xFBD978, 1.4f, 0.8f);
                }
    }

    private static void Door(Brush brush)
    {
        using var hole = Outline.Svg("M92 458V366C92 336 152 336 152 366V458Z");
        brush.Fill(hole, 0x3A2415);
        brush.Line(hole, 0x7A4B2D, 5);
    }

    private static void Window(Brush brush)
    {
        brush.Box(22, 318, 52, 52, 0x3A2415, 1, 4);
        for (var i = 0; i < 4; i++)
            brush.Line(28 + i * 13.5f, 318, 28 + i * 13.5f, 370, 0x8F693D, 4);
    }

    private static void Nest(Brush brush, float x, float y, int eggs)
    {
        brush.Box(x - 28, y - 34, 56, 54, 0x4B301C, 1, 5);
        for (var i = 0; i < eggs; i++)
            brush.Oval(x - (eggs - 1) * 6 + i * 12, y + 2 - i % 2 * 3, 7.4f, 9.6f, i % 2 == 0 ? 0xF3DFC2u : 0xE5C39Bu);
        for (var i = 0; i < 11; i++)
            brush.Bend(x - 27 + i * 3, y + 12 + i % 3 * 2, x - 14 + i * 3, y + 6 + i % 2 * 6, x - 4 + i * 3, y + 15 - i % 3 * 4, i % 2 == 0 ? 0xE5C26Au : 0xC99E40u, 2);
    }

    private static void Ramp(Brush brush)
    {
        using var board = Outline.Corners(96, 456, 150, 456, 206, 540, 138, 540);
        brush.Fill(board, 0x9A6A3A);
        for (var i = 0; i < 5; i++)
            brush.Line(102 + i * 9, 466 + i * 16, 156 + i * 11.4f, 466 + i * 16, 0x5F4129, 4);
    }
}

using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>
/// A small clock in the corner: the film's own position, because a film that is repeated without encoding cannot show the time of day. Its
/// digits are strokes, so that no font is needed.
/// </summary>
internal static class FilmClock
{
    /// <summary>Of a box of 10 by 16.</summary>
    private static readonly SKPath[] Digits =
    [
        Outline.Svg("M5 1C8 1 9 4 9 8C9 12 8 15 5 15C2 15 1 12 1 8C1 4 2 1 5 1Z"),
        Outline.Svg("M2.5 4L5.5 1V15"),
        Outline.Svg("M1.3 4.5C1.5 2 3 1 5 1C7.5 1 9 2.6 9 4.8C9 7.5 5 10 1 15H9"),
        Outline.Svg("M1.5 2.8C2.3 1.6 3.5 1 5 1C7.3 1 8.7 2.3 8.7 4.3C8.7 6.5 7 7.6 4.5 7.6C7.3 7.6 9 8.9 9 11.2C9 13.6 7.3 15 4.9 15C3.2 15 1.8 14.2 1 12.8"),
        Outline.Svg("M7 15V1L1 10.8H9.5"),
        Outline.Svg("M8.3 1H2.4L1.8 7.2C2.6 6.4 3.7 6 4.9 6C7.4 6 9 7.8 9 10.4C9 13.2 7.2 15 4.7 15C3.1 15 1.8 14.3 1 13.2"),
        Outline.Svg("M7.8 1.8C4 1.2 1 5 1 10C1 13.2 2.7 15 5 15C7.4 15 9 13.2 9 10.8C9 8.4 7.4 6.8 5.2 6.8C3 6.8 1.3 8.3 1 10.3"),
        Outline.Svg("M1 1H9C6.2 5.5 4.5 10 4 15"),
        Outline.Svg("M5 7.6C2.9 7.6 1.5 6.2 1.5 4.3C1.5 2.3 2.9 1 5 1C7.1 1 8.5 2.3 8.5 4.3C8.5 6.2 7.1 7.6 5 7.6C2.6 7.6 1 9.1 1 11.3C1 13.5 2.6 15 5 15C7.4 15 9 13.5 9 11.3C9 9.1 7.4 7.6 5 7.6Z"),
        Outline.Svg("M2.2 14.2C6 14.8 9 11 9 6C9 2.8 7.3 1 5 1C2.6 1 1 2.8 1 5.2C1 7.6 2.6 9.2 4.8 9.2C7 9.2 8.7 7.7 9 5.7"),
    ];

    public static void Draw(Brush brush, LoopTime at)
    {
        var position = at.Run(1);
        using var scope = brush.At(1130, 30);
        brush.Box(0, 0, 120, 38, 0x2A2019, 0.42f, round: 19);
        brush.Ring(21, 19, 10, 10, 0xFFFDF8, 2, 0.9f);
        var (sine, cosine) = MathF.SinCos(position * MathF.Tau);
        brush.Line(21, 19, 21 + 7 * sine, 19 - 7 * cosine, 0xF7D488, 2.4f);

        var seconds = (int)(position * Loop.Seconds + 0.001f) % Loop.Seconds;
        Digit(brush, 42, seconds / 600 % 6);
        Digit(brush, 57, seconds / 60 % 10);
        brush.Dot(73.5f, 15, 1.6f, 0xFFFDF8);
        brush.Dot(73.5f, 23, 1.6f, 0xFFFDF8);
        Digit(brush, 80, seconds / 10 % 6);
        Digit(brush, 95, seconds % 10);
    }

    private static void Digit(Brush brush, float x, int digit)
    {
        using var scope = brush.At(x, 11);
        brush.Line(Digits[digit], 0xFFFDF8, 2);
    }
}

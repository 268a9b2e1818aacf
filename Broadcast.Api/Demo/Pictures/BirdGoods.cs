using Broadcast.Api.Demo.Drawing;
using Broadcast.Api.Demo.Scenes;

namespace Broadcast.Api.Demo.Pictures;

/// <summary>The birds of Gushi.</summary>
internal static class BirdGoods
{
    private static readonly LoopTime Still = new(0);

    public static void Chicken(Brush brush)
    {
        Meadow(brush, 0xC9A96B, 0xA57A45);
        Hen.Draw(brush, Still, new Stroll(370, 1, 1, 0), 650, 4.3f, Plumage.Golden);
        Hen.Chick(brush, Still, new Stroll(620, 1, 1, 0), 690, 3);
        Hen.Chick(brush, Still, new Stroll(170, 1, 1, 0.5), 706, 2.6f);
        for (var i = 0; i < 24; i++)
            brush.Oval(Scatter.Between(1, i, 380, 580), Scatter.Between(2, i, 690, 728), 6, 4, 0xF2C94C);
    }

    public static void WaterFowl(Brush brush)
    {
        Pond(brush);
        brush.Bend(236, 250, 206, 400, 220, 540, 0x2C6B4A, 10);
        using (brush.At(236, 250, -6, 1.5f, 1.5f))
            Lotus.Parasol(brush);
        Duck.Draw(brush, Still, 400, 590, 5, drake: true, 0);
        using (brush.At(600, 690, 0, 1.4f, 1.3f))
            Lotus.Pad(brush, pale: true);
    }

    public static void Goose(Brush brush)
    {
        Meadow(brush, 0x9DB968, 0x6E9648);
        brush.Oval(400, 690, 230, 26, 0x2A2019, 0.22f);
        foreach (var x in (float[])[360f, 440f])
        {
            brush.Line(x, 590, x + 6, 680, 0xE8922A, 17);
            using var foot = Outline.Svg(FormattableString.Invariant($"M{x - 14} 676L{x + 66} 690L{x + 40} 700L{x - 20} 700Z"));
            brush.Fill(foot, 0xE8922A);
        }

        using var body = Outline.Svg("M150 420C140 388 156 384 188 404C260 380 400 372 500 400C580 424 600 500 540 560C470 624 320 628 240 570C180 524 160 470 150 420Z");
        using var neck = Outline.Svg("M438 470C470 420 470 340 452 270C436 200 470 140 530 142C590 146 604 196 588 236C570 226 548 222 540 236C532 300 566 400 566 470C560 540 470 540 438 470Z");
        brush.Shade(body, 380, 620, 0xFFFEFA, 0xF3EEE2, 0xCFC7B4);
        brush.Shade(neck, 140, 530, 0xFFFEFA, 0xF6F1E6);
        using var wing = Outline.Svg("M196 430C280 396 420 404 480 450C460 530 340 566 260 530C220 508 196 470 196 430Z");
        brush.Shade(wing, 400, 560, 0xF3EEE2, 0xD9D1BF);
        for (var i = 0; i < 4; i++)
            brush.Bend(220 + i * 14, 456 + i * 22, 320, 540 + i * 6, 454 - i * 14, 470 + i * 14, 0xB9AF9A, 5, 0.7f);
        using var bill = Outline.Svg("M572 176C604 174 656 190 668 206C640 222 600 226 576 222Z");
        brush.Fill(bill, 0xE8922A);
        brush.Oval(574, 166, 24, 23, 0xE0801E);
        brush.Bend(584, 204, 620, 208, 658, 206, 0x8A4A14, 3);
        brush.Dot(540, 178, 9, 0x1B120C);
        brush.Dot(543, 175, 3, 0xFFFFFF);
    }

    private static void Meadow(Brush brush, uint upper, uint lower)
    {
        using var ground = Outline.Svg("M60 520C200 480 600 480 740 520C760 640 640 752 400 752C160 752 40 640 60 520Z");
        brush.Shade(ground, 490, 752, upper, lower);
        for (var i = 0; i < 20; i++)
            HenYardLand.Grass(brush, Scatter.Between(5, i, 90, 710), Scatter.Between(6, i, 508, 540), 1.5f);
    }

    private static void Pond(Brush brush)
    {
        using var water = Outline.Svg("M52 500C200 470 600 470 748 500C764 640 640 752 400 752C160 752 36 640 52 500Z");
        brush.Shade(water, 480, 752, 0xA6D3C6, 0x4E978A);
        for (var i = 0; i < 18; i++)
        {
            var (x, y) = (Scatter.Between(7, i, 130, 600), Scatter.Between(8, i, 520, 730));
            brush.Line(x, y, x + Scatter.Between(9, i, 30, 90), y, 0xF3FAF4, 4, 0.5f);
        }
    }
}

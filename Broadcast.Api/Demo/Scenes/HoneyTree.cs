using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Suning: an old tree at dusk with honey in its hollow; bees come home, petals fall, and lanterns are lit.</summary>
internal sealed class HoneyTree : IScene
{
    private readonly Layer _sky;
    private readonly Layer _hills;
    private readonly Layer _village;
    private readonly Layer _meadow;
    private readonly Layer _tree;
    private readonly Sprite _blossom;
    private readonly Sprite _petal;
    private readonly Sprite _lantern;
    private readonly Sprite _glow;
    private readonly Sprite _jar;
    private readonly Sprite _bee;

    public HoneyTree(float scale)
    {
        _sky = new Layer(new SKRect(0, 0, 1280, 520), scale, HoneyTreeLand.Sky);
        _hills = new Layer(new SKRect(-30, 370, 1310, 562), scale, HoneyTreeLand.Hills);
        _village = new Layer(new SKRect(600, 450, 1260, 544), scale, HoneyTreeLand.Village);
        _meadow = new Layer(new SKRect(-60, 510, 1340, 722), scale, HoneyTreeLand.Meadow);
        _tree = new Layer(new SKRect(-62, -12, 694, 722), scale, HoneyTreeLand.Tree);
        _blossom = new Sprite(new SKRect(-110, -80, 110, 80), scale, DrawBlossom);
        _petal = new Sprite(new SKRect(-8, -14, 8, 3), scale * 1.5f, DrawPetal);
        _lantern = new Sprite(new SKRect(-40, -8, 40, 150), scale * 1.2f, Lantern.Draw);
        _glow = new Sprite(new SKRect(-150, -150, 150, 150), scale / 4, brush => brush.Glow(0, 0, 150, 0xFFB35C, 0.6f));
        _jar = new Sprite(new SKRect(-70, -90, 70, 60), scale, HoneyJar.Draw);
        _bee = new Sprite(new SKRect(-16, -14, 16, 12), scale * 2, Bee.Draw);
    }

    public void Draw(Brush brush, LoopTime at)
    {
        var sway = at.Wave(1);
        _sky.Draw(brush, 0, 0);
        for (var i = 0; i < 46; i++)
            brush.Dot(Scatter.Between(51, i, 0, 1280), Scatter.Between(52, i, 6, 250), 1 + 1.3f * Scatter.At(53, i), 0xFFF6DC, 0.35f + 0.35f * at.Wave(2 + i % 4, Scatter.At(54, i)));
        _hills.Draw(brush, sway * 7, 0);
        _village.Draw(brush, sway * 11, 0);
        _meadow.Draw(brush, sway * 17, 0);
        PipaPlayer.Draw(brush, at, 806 + sway * 20, 626, _glow);
        DrawFireflies(brush, at, sway * 20);
        _tree.Draw(brush, -14 + sway * 26, 0);
        using (brush.At(-14 + sway * 26, 0))
        {
            _glow.Draw(brush, HoneyTreeLand.HollowX, HoneyTreeLand.HollowY, 0, 1.15f, 1.15f, 0.75f + 0.14f * at.Wave(5));
            DrawHoney(brush, at);
            foreach (var (x, y, size) in ((float, float, float)[])[
                (30, 60, 1.2f), (150, 20, 1.3f), (300, 40, 1.25f), (420, 66, 1.2f), (540, 74, 1.1f), (640, 92, 0.9f), (-10, 160, 1.1f), (110, 120, 1), (470, 226, 0.7f), (230, 130, 0.9f)])
                _blossom.Draw(brush, x + 3 * at.Wave(3, x / 640), y + 2 * at.Wave(3, x / 500), 1.6f * at.Wave(3, x / 640), size, size);
            DrawBees(brush, at);
        }

        DrawLanterns(brush, at, sway * 32);
        _jar.Draw(brush, 566 + sway * 40, 656);
        _jar.Draw(brush, 684 + sway * 42, 676, 0, 0.8f, 0.8f);
        for (var i = 0; i < 22; i++)
            DrawFallingPetal(brush, at, i, sway * 40);
    }

    public void Dispose()
    {
        foreach (var drawing in (IEnumerable<IDisposable>)[_sky, _hills, _village, _meadow, _tree, _blossom, _petal, _lantern, _glow, _jar, _bee])
            drawing.Dispose();
    }

    private static void DrawBlossom(Brush brush)
    {
        for (var i = 0; i < 34; i++)
        {
            var (x, y) = (Scatter.Between(41, i, -88, 88), Scatter.Between(42, i, -58, 58));
            if (x * x / 7800 + y * y / 3500 > 1)
                continue;
            if (i < 10)
                brush.Oval(x, y, 22, 9, 0x2F4A3E, 0.9f);
            using var scope = brush.At(x, y, i * 40, 0.85f, 0.85f);
            for (var petal = 0; petal < 5; petal++)
                using (brush.At(0, 0, petal * 72))
                    brush.Oval(0, -9, 6.6f, 8.2f, i % 3 == 0 ? 0xF0B7BEu : i % 3 == 1 ? 0xF9DAD9u : 0xE596A6u);
            brush.Dot(0, 0, 3.2f, 0xD9742E);
        }
    }

    private static void DrawPetal(Brush brush)
    {
        using var petal = Outline.Petal(13, 11);
        brush.Fill(petal, 0xF6C9CD);
    }

    /// <summary>A drop gathers at the edge of the hollow, stretches and falls.</summary>
    private static void DrawHoney(Brush brush, LoopTime at)
    {
        var age = at.Run(3, 0.2);
        var grown = MathF.Min(1, age / 0.7f);
        brush.Bend(300, 488, 304, 500 + 14 * grown, 303, 506 + 22 * grown, 0xF2A51E, 7 - 2 * grown);
        brush.Bend(334, 486, 336, 500, 335, 514, 0xE0931A, 6);
        var fall = MathF.Max(0, (age - 0.7f) / 0.3f);
        brush.Oval(303, 510 + 22 * grown + fall * fall * 170, 4 + 2 * grown, 5 + 4 * grown, 0xFFC545, 1 - fall * fall);
        brush.Dot(301.5f, 508 + 22 * grown + fall * fall * 170, 1.6f, 0xFFF3D6, 1 - fall);
    }

    private void DrawBees(Brush brush, LoopTime at)
    {
        for (var i = 0; i < 14; i++)
        {
            var phase = Scatter.At(81, i);
            var (reachX, reachY) = (Scatter.Between(82, i, 50, 250), Scatter.Between(83, i, 40, 150));
            var times = 1 + i % 3;
            var x = HoneyTreeLand.HollowX + 20 + reachX * at.Wave(times, phase) + 16 * at.Wave(7 + i % 4, phase);
            var y = HoneyTreeLand.HollowY - 6 + reachY * at.Wave(times + 1, phase * 2) + 12 * at.Wave(9, phase * 3);
            var right = at.Wave(times, phase + 0.25) >= 0;
            using var scope = brush.At(x, y, 14 * at.Wave(times + 1, phase * 2 + 0.25), right ? 0.95f : -0.95f, 0.95f);
            Bee.Wings(brush, at, phase);
            _bee.Draw(brush, 0, 0);
        }
    }

    private static void DrawFireflies(Brush brush, LoopTime at, float shift)
    {
        for (var i = 0; i < 18; i++)
        {
            var x = Scatter.Between(91, i, 480, 1270) + 50 * at.Wave(1 + i % 2, Scatter.At(92, i)) + shift;
            var y = Scatter.Between(93, i, 500, 690) + 22 * at.Wave(1 + i % 2, Scatter.At(94, i));
            var shine = MathF.Max(0, at.Wave(3 + i % 3, Scatter.At(95, i)));
            brush.Dot(x, y, 7, 0xE8F08A, 0.2f * shine);
            brush.Dot(x, y, 2.6f, 0xFBFFC4, shine);
        }
    }

    private void DrawLanterns(Brush brush, LoopTime at, float shift)
    {
        using var rope = Outline.Svg(FormattableString.Invariant($"M{560 + shift} 106C{740 + shift} 300 {1040 + shift} 300 {1330 + shift} 96"));
        brush.Line(rope, 0x1E1520, 3);
        foreach (var (x, y, size) in ((float, float, float)[])[(664, 186, 0.8f), (784, 232, 0.95f), (914, 250, 1.05f), (1048, 236, 1.1f), (1178, 188, 1.15f)])
        {
            _glow.Draw(brush, x + shift, y + 56 * size, 0, size, size, 0.85f + 0.13f * at.Wave(6, x / 300));
            _lantern.Draw(brush, x + shift, y, 4.5f * at.Wave(3, x / 900) + 1.2f * at.Wave(7, x / 400), size, size);
        }
    }

    private void DrawFallingPetal(Brush brush, LoopTime at, int i, float shift)
    {
        var age = at.Run(1, Scatter.At(101, i));
        var x = Scatter.Between(102, i, -20, 900) + age * 190 + 30 * MathF.Sin(age * 10 + i) + shift;
        _petal.Draw(brush, x, 60 + age * 680, age * 620 + i * 40, 1, 0.45f + 0.55f * MathF.Abs(MathF.Sin(age * 9 + i)), MathF.Min(1, 4 * MathF.Sin(age * MathF.PI)));
    }
}

using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Zhanyi: a rose field in the morning, below hills in the mist, with pickers who fill their baskets.</summary>
internal sealed class RoseField : IScene
{
    private readonly Layer _sky;
    private readonly Layer _hills;
    private readonly Layer _village;
    private readonly Layer _rows;
    private readonly Sprite _mist;
    private readonly Sprite[] _bushes;
    private readonly Sprite _bloom;
    private readonly Sprite _petals;

    public RoseField(float scale)
    {
        _sky = new Layer(new SKRect(0, 0, 1280, 460), scale, RoseFieldLand.Sky);
        _hills = new Layer(new SKRect(-30, 150, 1310, 480), scale, RoseFieldLand.Hills);
        _village = new Layer(new SKRect(-40, 260, 1320, 470), scale, RoseFieldLand.Village);
        _rows = new Layer(new SKRect(-50, 400, 1330, 722), scale, RoseFieldLand.Rows);
        _mist = new Sprite(new SKRect(-330, -70, 330, 70), scale / 4, RoseFieldLand.Mist);
        _bushes = [.. Enumerable.Range(0, 3).Select(i => new Sprite(new SKRect(-170, -150, 170, 80), scale, brush => Rose.Bush(brush, 40 + i * 10, 7 - i)))];
        _bloom = new Sprite(new SKRect(-36, -36, 36, 36), scale * 1.5f, brush => Rose.Bloom(brush));
        _petals = new Sprite(new SKRect(-12, -14, 12, 4), scale, DrawPetal);
    }

    public void Draw(Brush brush, LoopTime at)
    {
        var sway = at.Wave(1);
        _sky.Draw(brush, 0, 0);
        RoseFieldLand.Birds(brush, at);
        _hills.Draw(brush, sway * 7, 0);
        DrawMist(brush, at, 0, 330, 5);
        _village.Draw(brush, sway * 12, 0);
        DrawSmoke(brush, at, 236 + sway * 12, 338);
        DrawMist(brush, at, 9, 418, 4);
        _rows.Draw(brush, sway * 19, 0);

        Picker.Draw(brush, at, 388 + sway * 21, 520, 0.74f, 0.1, 0x2F4C7E);
        Picker.Draw(brush, at, 610 + sway * 25, 560, 0.92f, 0.55, 0xA62B24);
        Picker.Draw(brush, at, 985 + sway * 29, 600, 1.16f, 0.3, 0x23694D);

        for (var i = 0; i < 9; i++)
        {
            var x = i * 172 - 60 + sway * 40;
            _bushes[i % 3].Draw(brush, x, 694 + 18 * MathF.Sin(i * 2.1f), at.Wave(4, i * 0.17) * 1.6f, 1, 1 + 0.012f * at.Wave(6, i * 0.31));
        }

        Basket.Draw(brush, 1122 + sway * 46, 664, _bloom);
        for (var i = 0; i < 16; i++)
            DrawPetalInWind(brush, at, i);
        Butterfly.Draw(brush, at, 300 + sway * 46, 560, 0, 0xF2B134);
        Butterfly.Draw(brush, at, 800 + sway * 46, 590, 0.4, 0xFFFDF8);
        Butterfly.Draw(brush, at, 1010 + sway * 46, 500, 0.7, 0xE4886B);
    }

    public void Dispose()
    {
        foreach (var drawing in (IEnumerable<IDisposable>)[_sky, _hills, _village, _rows, _mist, .. _bushes, _bloom, _petals])
            drawing.Dispose();
    }

    private static void DrawPetal(Brush brush)
    {
        using var petal = Outline.Petal(13, 12);
        brush.Fill(petal, 0xE27896);
        brush.Line(0, -2, 0, -9, 0xB82F5B, 1, 0.4f);
    }

    private static void DrawSmoke(Brush brush, LoopTime at, float x, float y)
    {
        for (var i = 0; i < 9; i++)
        {
            var age = at.Run(3, i / 9.0);
            brush.Dot(x + age * 54 + 7 * MathF.Sin(age * 7), y - age * 92, 3 + age * 15, 0xFFFDF8, 0.34f * MathF.Sin(age * MathF.PI));
        }
    }

    private void DrawMist(Brush brush, LoopTime at, int seed, float y, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var age = at.Run(1, Scatter.At(seed, i));
            _mist.Draw(brush, 1280f * (i + 0.5f) / count + (age - 0.5f) * 260, y + Scatter.Between(seed + 1, i, -16, 16), 0, 1.1f, 0.8f, 0.85f * MathF.Sin(age * MathF.PI));
        }
    }

    private void DrawPetalInWind(Brush brush, LoopTime at, int i)
    {
        var age = at.Run(1 + i % 2, Scatter.At(7, i));
        var x = Scatter.Between(8, i, -80, 1120) + age * 300 + 26 * MathF.Sin(age * 11 + i);
        var y = Scatter.Between(9, i, 360, 560) + age * 170 + 18 * MathF.Sin(age * 8 + i * 2);
        _petals.Draw(brush, x, y, age * 540 + i * 50, 1, 0.5f + 0.5f * MathF.Abs(MathF.Sin(age * 9 + i)), MathF.Min(1, 3 * MathF.Sin(age * MathF.PI)));
    }
}

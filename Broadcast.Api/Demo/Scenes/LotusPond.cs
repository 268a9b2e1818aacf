using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Tongxiang: a pond before a water town, with ducks that cross it and lotus that nods in the wind.</summary>
internal sealed class LotusPond : IScene
{
    private readonly Layer _sky;
    private readonly Layer _hills;
    private readonly Layer _town;
    private readonly Layer _water;
    private readonly Sprite _flower;
    private readonly Sprite _bud;
    private readonly Sprite _pod;
    private readonly Sprite _pad;
    private readonly Sprite _palePad;
    private readonly Sprite _parasol;
    private readonly Sprite _willow;

    public LotusPond(float scale)
    {
        _sky = new Layer(new SKRect(0, 0, 1280, 330), scale, LotusPondLand.Sky);
        _hills = new Layer(new SKRect(-30, 160, 1310, 334), scale, LotusPondLand.Hills);
        _town = new Layer(new SKRect(-40, 230, 1320, 334), scale, LotusPondLand.Town);
        _water = new Layer(new SKRect(-40, 324, 1320, 730), scale, LotusPondLand.Water);
        _flower = new Sprite(new SKRect(-72, -72, 72, 40), scale * 1.3f, Lotus.Flower);
        _bud = new Sprite(new SKRect(-30, -70, 30, 10), scale * 1.2f, Lotus.Bud);
        _pod = new Sprite(new SKRect(-32, -40, 32, 10), scale * 1.2f, Lotus.Pod);
        _pad = new Sprite(new SKRect(-90, -40, 90, 50), scale * 1.2f, brush => Lotus.Pad(brush, pale: false));
        _palePad = new Sprite(new SKRect(-90, -40, 90, 50), scale * 1.2f, brush => Lotus.Pad(brush, pale: true));
        _parasol = new Sprite(new SKRect(-96, -50, 96, 40), scale * 1.3f, Lotus.Parasol);
        _willow = new Sprite(new SKRect(-16, 0, 16, 300), scale, DrawWillow);
    }

    public void Draw(Brush brush, LoopTime at)
    {
        var sway = at.Wave(1);
        _sky.Draw(brush, 0, 0);
        _hills.Draw(brush, sway * 6, 0);
        _town.Draw(brush, sway * 11, 0);
        _water.Draw(brush, sway * 14, 0);
        DrawGlitter(brush, at, sway * 16);

        // Two families cross the pond, one each way, and leave it before the film begins anew.
        var left = 1420 - at.Run(1, 0.32) * 1720;
        DrawMirrored(brush, left, b => Duck.Draw(b, at, 0, 420, 0.62f, drake: false, 0.2));
        DrawMirrored(brush, left + 76, b => Duck.Draw(b, at, 0, 430, 0.58f, drake: true, 0.6));
        DrawPads(brush, at, 0, 9, 400, 520, 0.75f, sway * 20);
        PunterBoat.Draw(brush, at, 986 + sway * 20 + 60 * at.Wave(1, 0.3), 486);
        var right = -330 + at.Run(1, 0.55) * 2000;
        Duck.Draw(brush, at, right + 150, 566, 1.08f, drake: true, 0);
        Duck.Draw(brush, at, right, 578, 1, drake: false, 0.4);
        for (var i = 0; i < 4; i++)
            Duck.Draw(brush, at, right - 88 - i * 52, 582 + 9 * MathF.Sin(i * 1.7f), 0.42f, drake: false, i * 0.27);
        DrawPads(brush, at, 30, 8, 600, 720, 1.25f, sway * 34);
        DrawStems(brush, at, sway * 46);
        Dragonfly.Draw(brush, at, 520 + sway * 40, 380, 0, 0xA62B24);
        Dragonfly.Draw(brush, at, 930 + sway * 40, 330, 0.45, 0x23694D);
        DrawBranches(brush, at, sway * 56);
    }

    public void Dispose()
    {
        foreach (var drawing in (IEnumerable<IDisposable>)[_sky, _hills, _town, _water, _flower, _bud, _pod, _pad, _palePad, _parasol, _willow])
            drawing.Dispose();
    }

    private static void DrawMirrored(Brush brush, float x, Action<Brush> draw)
    {
        using var scope = brush.At(x, 0, 0, -1);
        draw(brush);
    }

    private static void DrawWillow(Brush brush)
    {
        using var leaf = Outline.Petal(24, 7);
        brush.Bend(0, 0, 4, 150, 0, 296, 0x6E8F4E, 2);
        for (var i = 0; i < 26; i++)
            using (brush.At(MathF.Sin(i / 8f) * 1.6f, 14 + i * 11, i % 2 == 0 ? 152 : -152))
                brush.Fill(leaf, i % 3 == 0 ? 0x8DB565u : 0x6FA05Au);
    }

    private static void DrawGlitter(Brush brush, LoopTime at, float shift)
    {
        for (var i = 0; i < 70; i++)
        {
            var y = 338 + 370 * MathF.Pow(Scatter.At(21, i), 1.3f);
            var shine = at.Wave(3 + i % 3, Scatter.At(22, i));
            if (shine <= 0)
                continue;
            var (x, width) = (Scatter.Between(23, i, -20, 1300) + shift, (10 + (y - 330) * 0.16f) * shine);
            brush.Line(x - width, y, x + width, y, 0xFFFDF8, 1.2f + (y - 330) / 200, 0.55f * shine);
        }
    }

    private void DrawPads(Brush brush, LoopTime at, int seed, int count, float from, float to, float size, float shift)
    {
        for (var i = 0; i < count; i++)
        {
            var y = from + (to - from) * (i + 0.5f) / count;
            var x = Scatter.Between(seed + 31, i, 0, 1280) + shift;
            var rock = at.Wave(3, Scatter.At(seed + 32, i));
            (i % 3 == 0 ? _palePad : _pad).Draw(brush, x, y + 1.5f * rock, 1.4f * rock, size * (i % 2 == 0 ? 1 : -1), size * 0.9f);
            if (i % 4 == 1)
                _flower.Draw(brush, x + 20 * size, y - 4 + 1.5f * rock, 2.5f * rock, size * 0.6f, size * 0.6f);
        }
    }

    private void DrawStems(Brush brush, LoopTime at, float shift)
    {
        (float X, float Y, Sprite Top, float Size)[] stems =
        [
            (70, 470, _parasol, 1.25f), (196, 560, _flower, 1.3f), (300, 612, _palePad, 0.1f), (356, 640, _parasol, 0.9f), (470, 676, _bud, 0.9f),
            (806, 668, _pod, 1), (900, 650, _bud, 1.1f), (1010, 590, _flower, 1.15f), (1130, 500, _parasol, 1.3f), (1216, 430, _flower, 1.45f), (1250, 620, _parasol, 1.1f),
        ];
        for (var i = 0; i < stems.Length; i++)
        {
            var (x, y, top, size) = stems[i];
            var nod = at.Wave(3, i * 0.13) + 0.4f * at.Wave(6, i * 0.29);
            var (headX, headY) = (x + shift + nod * 11, y + MathF.Abs(nod) * 2);
            brush.Bend(x + shift - 14, 730, x + shift - 20, (y + 730) / 2, headX, headY, 0x2C6B4A, 6 * size);
            brush.Bend(x + shift - 15, 730, x + shift - 21, (y + 730) / 2, headX - 1.5f, headY, 0x7DB37C, 1.6f * size, 0.7f);
            top.Draw(brush, headX, headY, nod * 6, size, size);
        }
    }

    private void DrawBranches(Brush brush, LoopTime at, float shift)
    {
        for (var i = 0; i < 13; i++)
        {
            var x = i < 8 ? 20 + i * 44 : 1010 + (i - 8) * 52;
            var length = i < 8 ? 1 - i * 0.09f : 0.3f + (i - 8) * 0.13f;
            _willow.Draw(brush, x + shift, -14, 4.5f * at.Wave(2, i * 0.06) + 1.6f * at.Wave(5, i * 0.11), 1, length);
        }
    }
}

using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Gushi: a yard on a warm afternoon, with hens that walk and peck under a tree, and chicks that run after them.</summary>
internal sealed class HenYard : IScene
{
    private static readonly (float Y, float Size, Stroll Stroll, Plumage Plumage)[] Flock =
    [
        (508, 0.62f, new Stroll(520, 90, 1, 0.1), Plumage.Russet),
        (520, 0.66f, new Stroll(800, 70, 2, 0.6), Plumage.Cream),
        (560, 0.86f, new Stroll(640, 120, 1, 0.35), Plumage.Rooster),
        (598, 0.94f, new Stroll(930, 130, 1, 0.85), Plumage.Golden),
        (640, 1.12f, new Stroll(360, 150, 1, 0.72), Plumage.Golden),
        (668, 1.16f, new Stroll(760, 110, 1, 0.22), Plumage.Dark),
    ];

    private readonly Layer _sky;
    private readonly Sprite _cloud;
    private readonly Layer _fields;
    private readonly Layer _yard;
    private readonly Layer _house;
    private readonly Sprite _maize;
    private readonly Sprite _chillies;
    private readonly Layer _trunk;
    private readonly Sprite[] _boughs;
    private readonly Sprite _leaf;
    private readonly Sprite _grass;
    private readonly Sprite _eggs;

    public HenYard(float scale)
    {
        _sky = new Layer(new SKRect(0, 0, 1280, 400), scale, HenYardLand.Sky);
        _cloud = new Sprite(new SKRect(-140, -60, 140, 44), scale, HenYardLand.Cloud);
        _fields = new Layer(new SKRect(-30, 240, 1310, 482), scale, HenYardLand.Fields);
        _yard = new Layer(new SKRect(-50, 390, 1330, 722), scale, HenYardLand.Yard);
        _house = new Layer(new SKRect(-50, 140, 400, 560), scale, HenHouse.Draw);
        _maize = new Sprite(new SKRect(-22, 0, 22, 110), scale, brush => HenHouse.Drying(brush, maize: true));
        _chillies = new Sprite(new SKRect(-22, 0, 22, 110), scale, brush => HenHouse.Drying(brush, maize: false));
        _trunk = new Layer(new SKRect(880, 40, 1270, 660), scale, HenYardLand.Trunk);
        _boughs = [.. Enumerable.Range(0, 3).Select(i => new Sprite(new SKRect(-150, -110, 150, 120), scale, brush => Bough.Draw(brush, i * 5 + 3)))];
        _leaf = new Sprite(new SKRect(-9, -22, 9, 4), scale, Bough.Leaf);
        _grass = new Sprite(new SKRect(-50, -50, 50, 6), scale, brush => HenYardLand.Grass(brush, 0, 0, 2));
        _eggs = new Sprite(new SKRect(-110, -80, 110, 80), scale, EggBasket.Draw);
    }

    public void Draw(Brush brush, LoopTime at)
    {
        var sway = at.Wave(1);
        _sky.Draw(brush, 0, 0);
        for (var i = 0; i < 5; i++)
        {
            var age = at.Run(1, Scatter.At(4, i));
            _cloud.Draw(brush, 140 + i * 270 + (age - 0.5f) * 220, 70 + 54 * Scatter.At(5, i), 0, 0.9f, 0.75f, MathF.Sin(age * MathF.PI) * 0.9f);
        }

        _fields.Draw(brush, sway * 8, 0);
        _yard.Draw(brush, sway * 16, 0);
        _house.Draw(brush, 6 + sway * 18, 0);
        for (var i = 0; i < 6; i++)
            (i % 2 == 0 ? _maize : _chillies).Draw(brush, 30 + i * 62 + sway * 18, 264, at.Wave(5, i * 0.16) * 3.4f, 0.62f, 0.62f);

        using (brush.At(sway * 22, 0))
        {
            foreach (var (y, size, stroll, plumage) in Flock.AsSpan(0, 3))
                Hen.Draw(brush, at, stroll, y, size, plumage);
            brush.Oval(1060, 640, 230, 34, 0x3A2A16, 0.2f);
            _trunk.Draw(brush, 0, 0);
            Swing(brush, at);
        }

        using (brush.At(sway * 28, 0))
        {
            Hen.Draw(brush, at, Flock[3].Stroll, Flock[3].Y, Flock[3].Size, Flock[3].Plumage);
            for (var i = 0; i < 5; i++)
                Hen.Chick(brush, at, Flock[4].Stroll.Behind(70 + i * 34), 646 + 12 * MathF.Sin(i * 2.3f), 1.05f);
            Hen.Draw(brush, at, Flock[4].Stroll, Flock[4].Y, Flock[4].Size, Flock[4].Plumage);
            Hen.Draw(brush, at, Flock[5].Stroll, Flock[5].Y, Flock[5].Size, Flock[5].Plumage);
        }

        DrawCanopy(brush, at, sway * 26);
        _eggs.Draw(brush, 1130 + sway * 40, 664);
        for (var i = 0; i < 15; i++)
            _grass.Draw(brush, Scatter.Between(31, i, -20, 1300) + sway * 48, 732, at.Wave(3, i * 0.19) * 5, 1.1f, 0.9f + 0.5f * Scatter.At(32, i));
    }

    public void Dispose()
    {
        foreach (var drawing in (IEnumerable<IDisposable>)[_sky, _cloud, _fields, _yard, _house, _maize, _chillies, _trunk, .. _boughs, _leaf, _grass, _eggs])
            drawing.Dispose();
    }

    private static void Swing(Brush brush, LoopTime at)
    {
        using var scope = brush.At(940, 226, 7 * at.Wave(5));
        brush.Line(-22, 0, -22, 196, 0xC9A56A, 3);
        brush.Line(22, 0, 22, 196, 0xC9A56A, 3);
        brush.Box(-32, 194, 64, 9, 0x7A4B2D, 1, 3);
    }

    private void DrawCanopy(Brush brush, LoopTime at, float shift)
    {
        for (var i = 0; i < 17; i++)
        {
            var (x, y) = (Scatter.Between(21, i, 820, 1300), Scatter.Between(22, i, -10, 190));
            var nod = at.Wave(3, i * 0.11) + 0.5f * at.Wave(6, i * 0.23);
            _boughs[i % 3].Draw(brush, x + shift + nod * 4, y + nod * 2, nod * 1.6f, 1 + 0.25f * Scatter.At(23, i), 1);
        }

        for (var i = 0; i < 12; i++)
        {
            var age = at.Run(1, Scatter.At(24, i));
            var x = Scatter.Between(25, i, 780, 1240) - age * 150 + 34 * MathF.Sin(age * 12 + i);
            _leaf.Draw(brush, x + shift, 150 + age * 470, 60 * MathF.Sin(age * 15 + i), 1, 0.6f + 0.4f * MathF.Sin(age * 10), MathF.Min(1, 4 * MathF.Sin(age * MathF.PI)));
        }
    }
}

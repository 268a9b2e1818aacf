using System.Collections.Frozen;
using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Pictures;

/// <summary>The pictures of the demo's products: each is drawn when it is asked for first, and kept in memory. Any thread may ask.</summary>
internal static class DemoPictures
{
    private const int Size = 800;
    private const int Quality = 84;

    private static readonly FrozenDictionary<string, Lazy<byte[]>> All = new Dictionary<string, (uint Tint, Action<Brush> Draw)>(StringComparer.Ordinal)
    {
        ["flower-cake"] = (0xAD2A52, SweetGoods.FlowerCake),
        ["rose-sauce"] = (0xAD2A52, SweetGoods.RoseSauce),
        ["five-coloured-rice"] = (0xAD2A52, BowlGoods.FiveColouredRice),
        ["rice-noodles"] = (0xAD2A52, BowlGoods.RiceNoodles),
        ["spicy-chicken"] = (0xAD2A52, MeatGoods.SpicyChicken),
        ["lotus-seed-soup"] = (0x23694D, BowlGoods.LotusSeedSoup),
        ["sanzhenzhai-beef"] = (0x23694D, MeatGoods.Beef),
        ["chrysanthemum-tea"] = (0x23694D, BowlGoods.ChrysanthemumTea),
        ["gushi-chicken"] = (0xA6501A, BirdGoods.Chicken),
        ["gushi-duck"] = (0xA6501A, BirdGoods.WaterFowl),
        ["gushi-goose"] = (0xA6501A, BirdGoods.Goose),
        ["goose-skin"] = (0xA6501A, MeatGoods.GooseSkin),
        ["sesame-duck-eggs"] = (0xA6501A, MeatGoods.DuckEggs),
        ["tree-honey"] = (0x86600A, SweetGoods.TreeHoney),
    }.ToFrozenDictionary(picture => picture.Key, picture => new Lazy<byte[]>(() => Paint(picture.Value.Tint, picture.Value.Draw)), StringComparer.Ordinal);

    public static IEnumerable<string> Products => All.Keys;

    /// <summary>WebP, 800 by 800; null for a product that has no picture.</summary>
    public static byte[]? Of(string product) => All.TryGetValue(product, out var picture) ? picture.Value : null;

    private static byte[] Paint(uint tint, Action<Brush> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Size, Size, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var brush = new Brush(surface.Canvas);
        Tableware.Paper(brush, tint);
        draw(brush);
        using var image = surface.Snapshot();
        using var webp = image.Encode(SKEncodedImageFormat.Webp, Quality);
        return webp.ToArray();
    }
}

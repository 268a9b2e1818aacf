using Broadcast.Api.Demo;
using Broadcast.Api.Demo.Pictures;
using SkiaSharp;

namespace Broadcast.Api.Tests.Demo.Pictures;

public sealed class DemoPictureTests
{
    [Test]
    public void Every_product_of_the_demo_has_a_picture_of_its_own()
    {
        Assert.That(DemoPictures.Products, Is.EquivalentTo(DemoProgramme.Products.Select(product => product.Id)));
        Assert.That(DemoProgramme.Products.Select(product => Convert.ToHexString(DemoPictures.Of(product.Id)!)), Is.Unique);
    }

    [Test]
    public void A_picture_is_a_square_of_WebP_that_a_phone_loads_at_once()
    {
        foreach (var product in DemoPictures.Products)
        {
            var webp = DemoPictures.Of(product)!;
            using var codec = SKCodec.Create(new MemoryStream(webp));
            Assert.Multiple(() =>
            {
                Assert.That(codec.EncodedFormat, Is.EqualTo(SKEncodedImageFormat.Webp), product);
                Assert.That((codec.Info.Width, codec.Info.Height), Is.EqualTo((800, 800)), product);
                Assert.That(webp, Has.Length.InRange(5_000, 120_000), product);
            });
        }
    }

    [Test]
    public void Other_products_have_none() => Assert.That(DemoPictures.Of("TEA-250.g"), Is.Null);
}

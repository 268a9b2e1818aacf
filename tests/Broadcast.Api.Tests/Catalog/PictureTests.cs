using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SkiaSharp;
using TestKit;

namespace Broadcast.Api.Tests.Catalog;

/// <summary>Uploaded pictures of products: what is taken, how it is kept, and what is refused.</summary>
public sealed class PictureTests
{
    private const string Path = "/api/v1/products";
    private const int Largest = 2_000_000;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Pictures:AtOnce", "1", "--Pictures:Largest", $"{Largest}");
        await _host.CreateFestivalAsync();
        await MakeAsync("hat");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase(SKEncodedImageFormat.Jpeg)]
    [TestCase(SKEncodedImageFormat.Png)]
    [TestCase(SKEncodedImageFormat.Webp)]
    public async Task A_picture_is_kept_in_three_widths(SKEncodedImageFormat format)
    {
        await MakeAsync($"size-{format}");
        var product = await UploadAsync($"size-{format}", SamplePictures.Of(2000, 1000, format)).OkAsync();
        var url = product.GetProperty("image").GetString()!;
        var widths = new List<(int, int)>();
        foreach (var width in (int[])[320, 800, 1600])
            widths.Add(SizeOf(await _host.Anonymous.GetByteArrayAsync(url.Replace("/800.", $"/{width}.", StringComparison.Ordinal))));
        using var answer = await _host.Anonymous.GetAsync(url);
        using var known = new HttpRequestMessage(HttpMethod.Get, url);
        known.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await _host.Anonymous.SendAsync(known);

        Assert.Multiple(() =>
        {
            Assert.That(widths, Is.EqualTo(new[] { (320, 160), (800, 400), (1600, 800) }));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/webp"));
            Assert.That(answer.Headers.CacheControl?.ToString(), Is.EqualTo("public, max-age=31536000, immutable"));
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
            Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        });
        await Eventually.TrueAsync(() => _host.Facts.Products.Any(card => card.Image == url), "cards have it");
        await _host.Anonymous.GetAsync(url.Replace("/800.", "/801.", StringComparison.Ordinal)).RefusedAsync(HttpStatusCode.NotFound, "picture.unknown");
    }

    [Test]
    public async Task A_picture_is_upright_and_says_nothing_of_its_camera_and_is_never_enlarged()
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(SamplePictures.FromCamera()), "file", "IMG_0001.HEIC");
        var product = await _host.Operator.PostAsync($"{Path}/hat/pictures", form).OkAsync();
        var large = await _host.Anonymous.GetByteArrayAsync(LastOf(product).Replace("/800.", "/1600.", StringComparison.Ordinal));
        using var picture = SKBitmap.Decode(large);

        Assert.Multiple(() =>
        {
            Assert.That((picture.Width, picture.Height), Is.EqualTo((200, 400)));
            Assert.That((picture.GetPixel(100, 50).Red, picture.GetPixel(100, 350).Blue), Is.EqualTo(((byte)255, (byte)255)).Using<(byte, byte)>((a, b) => Math.Abs(a.Item1 - b.Item1) < 20 && Math.Abs(a.Item2 - b.Item2) < 20));
            Assert.That(Encoding.Latin1.GetString(large), Does.Not.Contain("HOME").And.Not.Contain("EXIF").And.Not.Contain("Exif"));
        });
    }

    [Test]
    public async Task Sixteen_bits_and_four_inks_are_read()
    {
        var bits = await ShownAsync(SamplePictures.SixteenBits());
        var inks = await ShownAsync(SamplePictures.Cmyk());

        Assert.Multiple(() =>
        {
            Assert.That((bits.Red < 60, bits.Green > 200, bits.Blue < 60), Is.EqualTo((true, true, true)), $"{bits}");
            Assert.That((inks.Red < 120, inks.Green > 120, inks.Blue > 150), Is.EqualTo((true, true, true)), $"{inks}");
        });
    }

    public static IEnumerable<TestCaseData> Refused() =>
    [
        Case("more pixels than a machine should decode", SamplePictures.Bomb(), "picture.pixels"),
        Case("longer than any screen", SamplePictures.Of(1, 12_001, SKEncodedImageFormat.Png), "picture.pixels"),
        Case("half a JPEG", Half(SamplePictures.Of(600, 400, SKEncodedImageFormat.Jpeg)), "picture.broken"),
        Case("half a PNG", Half(SamplePictures.Of(600, 400, SKEncodedImageFormat.Png)), "picture.broken"),
        Case("half a WebP", Half(SamplePictures.Of(600, 400, SKEncodedImageFormat.Webp)), "picture.broken"),
        Case("the beginning of a JPEG", [0xFF, 0xD8, 0xFF, 0xE0], "picture.broken"),
        Case("a GIF", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B], "picture.format"),
        Case("an SVG", [.. "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8], "picture.format"),
        Case("an animation", SamplePictures.AnimatedWebp(), "picture.format"),
        Case("nothing", [], "picture.format"),
    ];

    [TestCaseSource(nameof(Refused))]
    public Task What_is_no_welcome_picture_is_refused(byte[] content, string code) => UploadAsync("hat", content).RefusedAsync(HttpStatusCode.BadRequest, code);

    [Test]
    public Task A_file_that_is_too_large_is_refused() =>
        UploadAsync("hat", [0xFF, 0xD8, 0xFF, .. new byte[Largest]]).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "picture.too_large");

    [Test]
    public async Task Ten_pictures_are_ordered_and_removed()
    {
        await MakeAsync("ten");
        JsonElement product = default;
        for (byte i = 0; i < 10; i++)
            product = await UploadAsync("ten", SamplePictures.Of(20, 10, SKEncodedImageFormat.Png, i)).OkAsync();
        await UploadAsync("ten", SamplePictures.Of(20, 10, SKEncodedImageFormat.Png, 99)).RefusedAsync(HttpStatusCode.Conflict, "picture.many");
        using var twice = await UploadAsync("ten", SamplePictures.Of(20, 10, SKEncodedImageFormat.Png, 3));

        var ids = product.GetProperty("uploads").EnumerateArray().Select(upload => upload.GetProperty("id").GetString()!).Reverse().ToArray();
        var reversed = await _host.Operator.PutAsJsonAsync($"{Path}/ten/pictures", new { pictures = ids }).OkAsync();
        await _host.Operator.PutAsJsonAsync($"{Path}/ten/pictures", new { pictures = ids[1..] }).RefusedAsync(HttpStatusCode.Conflict, "picture.order");
        await _host.Operator.DeleteAsync($"{Path}/ten/pictures/{ids[0]}").OkAsync();
        var left = await _host.Anonymous.GetOkAsync($"{Path}/ten");

        Assert.Multiple(() =>
        {
            Assert.That(twice.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(reversed.GetProperty("image").GetString(), Does.Contain(ids[0]));
            Assert.That(left.GetProperty("image").GetString(), Does.Contain(ids[1]));
            Assert.That(left.GetProperty("pictures").GetArrayLength(), Is.EqualTo(9));
        });
        await _host.Anonymous.GetAsync($"/media/pictures/{ids[0]}/800.webp").RefusedAsync(HttpStatusCode.NotFound, "picture.unknown");
        await _host.Operator.DeleteAsync($"{Path}/ten/pictures/{ids[0]}").RefusedAsync(HttpStatusCode.NotFound, "picture.unknown");
    }

    [Test]
    public async Task A_put_leaves_uploads_and_does_not_take_their_links_for_others()
    {
        await MakeAsync("kept");
        var uploaded = await UploadAsync("kept", SamplePictures.Of(20, 10, SKEncodedImageFormat.Png, 50)).OkAsync();
        string[] links = [LastOf(uploaded), "https://shop.example/1.jpg"];

        var sent = await _host.Operator.PutAsJsonAsync($"{Path}/kept", new { name = "帽", price = 2, pictures = links, image = links[0] }).OkAsync();
        var bare = await _host.Operator.PutAsJsonAsync($"{Path}/kept", new { name = "帽", price = 3 }).OkAsync();

        Assert.That((PicturesOf(sent), PicturesOf(bare)), Is.EqualTo((string.Join(' ', links), links[0])));
    }

    [Test]
    public async Task More_uploads_at_once_than_are_taken_are_asked_to_come_again()
    {
        await MakeAsync("busy");
        var rest = new TaskCompletionSource();
        using var slow = new HeldContent(SamplePictures.Of(20, 10, SKEncodedImageFormat.Png, 77), rest.Task);
        var first = _host.Operator.PostAsync($"{Path}/busy/pictures", slow);
        var pause = "";
        await Eventually.TrueAsync(
            async () =>
            {
                using var second = await UploadAsync("busy", []);
                pause = second.Headers.RetryAfter?.ToString() ?? "";
                return second.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            "the only place is taken");
        rest.SetResult();

        await first.OkAsync();
        Assert.That(pause, Is.EqualTo("3"));
    }

    private static TestCaseData Case(string name, byte[] content, string code) => new(content, code) { TestName = name };

    private static byte[] Half(byte[] content) => content[..(content.Length / 2)];

    private Task<JsonElement> MakeAsync(string sku) => _host.Operator.PutAsJsonAsync($"{Path}/{sku}", new { name = "帽", price = 1 }).OkAsync();

    private async Task<HttpResponseMessage> UploadAsync(string sku, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        // As a page sends it; what it is, its content tells.
        body.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return await _host.Operator.PostAsync($"{Path}/{sku}/pictures", body);
    }

    private async Task<SKColor> ShownAsync(byte[] content)
    {
        using var picture = SKBitmap.Decode(await _host.Anonymous.GetByteArrayAsync(LastOf(await UploadAsync("hat", content).OkAsync())));
        return picture.GetPixel(4, 4);
    }

    private static string LastOf(JsonElement product) => product.GetProperty("uploads").EnumerateArray().Last().GetProperty("url").GetString()!;

    private static string PicturesOf(JsonElement product) => string.Join(' ', product.GetProperty("pictures").EnumerateArray().Select(picture => picture.GetString()));

    private static (int, int) SizeOf(byte[] webp)
    {
        using var picture = SKBitmap.Decode(webp);
        return (picture.Width, picture.Height);
    }

    /// <summary>A body of which the rest comes later.</summary>
    private sealed class HeldContent(byte[] content, Task rest) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(content.AsMemory(0, 8));
            await stream.FlushAsync();
            await rest;
            await stream.WriteAsync(content.AsMemory(8));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}

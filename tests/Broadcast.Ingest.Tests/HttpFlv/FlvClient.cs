using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using TestKit;

namespace Broadcast.Ingest.Tests.HttpFlv;

/// <summary>A client that reads an FLV stream tag by tag and keeps all of it.</summary>
internal sealed class FlvClient : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _stream;
    private readonly MemoryStream _all = new();
    private readonly List<ReceivedTag> _tags = [];

    private FlvClient(HttpResponseMessage response, Stream stream) => (_response, _stream) = (response, stream);

    public IReadOnlyList<ReceivedTag> Tags => _tags;

    public IEnumerable<ReceivedTag> Pictures => _tags.Where(tag => tag.IsPicture);

    public IEnumerable<ReceivedTag> Sounds => _tags.Where(tag => tag is { Type: 8, Body: [_, 1, ..] });

    /// <summary>AVC sequence headers: one for each run.</summary>
    public int Runs => _tags.Count(tag => tag is { Type: 9, Body: [_, 0, ..] });

    public byte[] All => _all.ToArray();

    public HttpResponseMessage Response => _response;

    public static async Task<FlvClient> OpenAsync(HttpClient client, string channel)
    {
        var response = await client.GetAsync(new Uri($"/live/{channel}.flv", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var flv = new FlvClient(response, await response.Content.ReadAsStreamAsync());
        var header = await flv.ReadBytesAsync(13);
        Assert.That(header[..5], Is.EqualTo((byte[])[(byte)'F', (byte)'L', (byte)'V', 1, 5]));
        return flv;
    }

    public async Task UntilAsync(Func<bool> condition, string what, TimeSpan? within = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.That(watch.Elapsed, Is.LessThan(within ?? Eventually.Patience), $"not in time: {what}");
            await ReadTagAsync();
        }
    }

    public async Task ReadTagAsync()
    {
        var head = await ReadBytesAsync(11);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head) & 0xFFFFFF;
        var time = (uint)(head[7] << 24 | head[4] << 16 | head[5] << 8 | head[6]);
        var body = await ReadBytesAsync((int)length);
        var back = await ReadBytesAsync(4);
        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(back), Is.EqualTo(length + 11));
        _tags.Add(new ReceivedTag(head[0], time, body, Stopwatch.GetTimestamp()));
    }

    public void Dispose()
    {
        _stream.Dispose();
        _response.Dispose();
        _all.Dispose();
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, limit.Token);
        _all.Write(bytes);
        return bytes;
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReceivedTag(byte Type, uint Time, byte[] Body, long At)
{
    public bool IsPicture => Type == 9 && Body is [_, 1, ..];

    public bool IsKey => IsPicture && Body[0] == 0x17;

    /// <summary>Composition time offset: 24 bits, signed.</summary>
    public int Offset => (Body[2] << 24 | Body[3] << 16 | Body[4] << 8) >> 8;
}

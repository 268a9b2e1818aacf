using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;

namespace Benchmarks.Soak;

/// <summary>
/// Publishes as encoders should not, several at a time, until stopped: garbage, early ends, reconnects, takeovers, odd headers, odd times,
/// slow links. The same seed gives the same order for each worker.
/// </summary>
/// <param name="port">The host's RTMP port.</param>
/// <param name="keys">Keys of the stages that the publishers share.</param>
/// <param name="clip">Sound and picture, headers first.</param>
/// <param name="seed">Of the random numbers.</param>
internal sealed class OddPublishers(int port, IReadOnlyList<string> keys, IReadOnlyList<FlvTag> clip, int seed)
{
    private readonly ConcurrentDictionary<string, int> _publishes = new(StringComparer.Ordinal);

    /// <summary>How often each kind has been tried.</summary>
    public IReadOnlyDictionary<string, int> Publishes => _publishes;

    private (string Name, Func<Random, CancellationToken, Task> Act)[] Kinds =>
    [
        ("garbage", GarbageAsync), ("broken chunks", BrokenChunksAsync), ("no publish", NoPublishAsync), ("wrong key", WrongKeyAsync),
        ("early end", EarlyEndAsync), ("reconnects", ReconnectsAsync), ("takeovers", TakeoversAsync), ("odd sound", OddSoundAsync),
        ("odd picture", OddPictureAsync), ("slow link", SlowLinkAsync), ("small chunks", SmallChunksAsync),
        ("times of 0", (random, stop) => PlayAsync(random, tag => tag with { Timestamp = 0 }, stop)),
        ("leaps", (random, stop) => PlayAsync(random, tag => tag with { Timestamp = tag.Timestamp + (tag.Timestamp / 1500 % 2 * 3_600_000) }, stop)),
        ("negative composition", (random, stop) => PlayAsync(random, tag => Composed(tag, -120), stop)),
        ("large keyframes", (random, stop) => PlayAsync(random, Enlarged, stop)),
        ("no sound", (random, stop) => PlayAsync(random, tag => tag.Kind == MediaKind.Audio ? null : tag, stop)),
        ("lost pictures", (random, stop) => PlayAsync(random, tag => tag.Kind == MediaKind.Video && !IsHeader(tag) && random.Next(5) == 0 ? null : tag, stop)),
    ];

    public Task RunAsync(int workers, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, workers).Select(worker => WorkAsync(new Random(seed + worker), stop)));

    private async Task WorkAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (name, act) = Kinds[random.Next(Kinds.Length)];
            _publishes.AddOrUpdate(name, 1, static (_, count) => count + 1);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TimeSpan.FromSeconds(2 + (random.NextDouble() * 20)));
            try
            {
                await act(random, limit.Token);
                await Task.Delay(random.Next(500), limit.Token);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
            {
                // The server has closed the connection, as it may, or the time is over.
            }
        }
    }

    private string Key(Random random) => keys[random.Next(keys.Count)];

    private async Task GarbageAsync(Random random, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.ConnectAsync(port, stop);
        await publisher.SendAsync(Bytes(random, random.Next(1, 20_000)), stop);
        await Task.Delay(random.Next(2000), stop);
    }

    private async Task BrokenChunksAsync(Random random, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.PublishAsync(port, Key(random), stop);
        await SendAsync(publisher, random.Next(10, 200), stop);
        await publisher.SendAsync(Bytes(random, random.Next(1, 20_000)), stop);
        await Task.Delay(random.Next(2000), stop);
    }

    /// <summary>Shakes hands and hangs.</summary>
    private async Task NoPublishAsync(Random _, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.GreetAsync(port, stop);
        await Task.Delay(TimeSpan.FromMinutes(1), stop);
    }

    private async Task WrongKeyAsync(Random random, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.PublishAsync(port, $"no-such-key-{random.Next()}", stop);
        await SendAsync(publisher, 50, stop);
    }

    /// <summary>Ends in the middle of a message.</summary>
    private async Task EarlyEndAsync(Random random, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.PublishAsync(port, Key(random), stop);
        await SendAsync(publisher, random.Next(clip.Count), stop);
        await publisher.TrickleAsync(clip[^1], Math.Max(1, clip[^1].Body.Length / 3), TimeSpan.FromMilliseconds(1), stop);
    }

    private async Task ReconnectsAsync(Random random, CancellationToken stop)
    {
        var key = Key(random);
        for (var i = 0; i < 10; i++)
        {
            await using var publisher = await RawPublisher.PublishAsync(port, key, stop);
            await SendAsync(publisher, random.Next(5, 80), stop);
        }
    }

    /// <summary>Comes again with its mark while the connection before is still there.</summary>
    private async Task TakeoversAsync(Random random, CancellationToken stop)
    {
        var key = $"{Key(random)}?session={random.Next()}";
        await using var first = await RawPublisher.PublishAsync(port, key, stop);
        await SendAsync(first, random.Next(20, 200), stop);
        await using var second = await RawPublisher.PublishAsync(port, key, stop);
        await SendAsync(second, random.Next(20, 200), stop);
        await using var third = await RawPublisher.PublishAsync(port, key, stop);
        await SendAsync(third, random.Next(20, 200), stop);
    }

    private Task OddSoundAsync(Random random, CancellationToken stop)
    {
        byte[][] headers = [[0xAF, 0, 0x11], [0xAF, 0, 0x09, 0x90], [0xAF, 0], [0xAF, 0, 0x2B, 0x92, 0x08, 0x00], [0x2F, 0, 0x11, 0x90]];
        var header = headers[random.Next(headers.Length)];
        return PlayAsync(random, tag => tag.Kind == MediaKind.Audio && IsHeader(tag) ? tag with { Body = header } : tag, stop);
    }

    /// <summary>A header that is damaged, or pictures that are.</summary>
    private Task OddPictureAsync(Random random, CancellationToken stop)
    {
        var damaged = random.Next(2) == 0;
        return PlayAsync(random, tag => tag.Kind == MediaKind.Video && damaged == IsHeader(tag) && (damaged || random.Next(10) == 0) ? Damaged(tag, random) : tag, stop);
    }

    private async Task SlowLinkAsync(Random random, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.PublishAsync(port, Key(random), stop);
        foreach (var tag in clip)
            await publisher.TrickleAsync(tag, random.Next(20, 2000), TimeSpan.FromMilliseconds(random.Next(1, 60)), stop);
    }

    private async Task SmallChunksAsync(Random random, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.PublishAsync(port, Key(random), stop, random.Next(1, 128));
        await SendAsync(publisher, clip.Count, stop);
    }

    private async Task PlayAsync(Random random, Func<FlvTag, FlvTag?> change, CancellationToken stop)
    {
        await using var publisher = await RawPublisher.PublishAsync(port, Key(random), stop);
        await SendAsync(publisher, clip.Count, stop, change);
    }

    /// <summary>Sends the clip's first tags in real time.</summary>
    private async Task SendAsync(RawPublisher publisher, int count, CancellationToken stop, Func<FlvTag, FlvTag?>? change = null)
    {
        var clock = Stopwatch.StartNew();
        foreach (var tag in clip.Take(count))
        {
            var due = TimeSpan.FromMilliseconds(tag.Timestamp) - clock.Elapsed;
            if (due > TimeSpan.FromMilliseconds(5))
                await Task.Delay(due, stop);
            if ((change is null ? tag : change(tag)) is { } sent)
                await publisher.SendAsync(sent, stop);
        }
    }

    /// <summary>True for a sequence header: packet type 0 (Adobe FLV 10.1, E.4.2.2, E.4.3.1).</summary>
    private static bool IsHeader(FlvTag tag) => tag.Body.Span[1] == 0;

    private static bool IsKeyframe(FlvTag tag) => tag.Kind == MediaKind.Video && !IsHeader(tag) && tag.Body.Span[0] >> 4 == 1;

    private static FlvTag Damaged(FlvTag tag, Random random)
    {
        var body = tag.Body.ToArray();
        for (var i = 0; i < 3; i++)
            body[random.Next(2, body.Length)] = (byte)random.Next(256);
        return tag with { Body = body };
    }

    private static FlvTag Composed(FlvTag tag, int milliseconds)
    {
        if (tag.Kind != MediaKind.Video || IsHeader(tag))
            return tag;

        var body = tag.Body.ToArray();
        (body[2], body[3], body[4]) = ((byte)(milliseconds >> 16), (byte)(milliseconds >> 8), (byte)milliseconds);
        return tag with { Body = body };
    }

    /// <summary>A keyframe with 800 kB of filler data in it (NAL unit type 12), as of a camera at 40 Mb/s.</summary>
    private static FlvTag? Enlarged(FlvTag tag)
    {
        if (!IsKeyframe(tag))
            return tag;

        const int filler = 800_000;
        var body = new byte[tag.Body.Length + 4 + filler];
        tag.Body.CopyTo(body);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(tag.Body.Length), filler);
        body.AsSpan(tag.Body.Length + 4).Fill(0xFF);
        body[tag.Body.Length + 4] = 12;
        body[^1] = 0x80;
        return tag with { Body = body };
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}

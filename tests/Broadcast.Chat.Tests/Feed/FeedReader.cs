using System.Net;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Feed;
using Broadcast.Chat.Contracts.Ids;
using TestKit;

namespace Broadcast.Chat.Tests.Feed;

/// <summary>
/// Reads the feed as its documentation says: the snapshot, then chunk after chunk, and the snapshot again when a chunk is gone. Keeps what
/// it read, and every fault.
/// </summary>
internal sealed class FeedReader : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 4096 }) { Timeout = TimeSpan.FromSeconds(30) };

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RoomEvent> _events = [];
    private readonly List<string> _faults = [];
    private readonly Func<Uri> _server;
    private readonly RoomId _room;
    private readonly TimeSpan _pause;
    private readonly Action<string, byte[]>? _onChunk;
    private readonly Task _reading;

    /// <param name="room">The room that is read.</param>
    /// <param name="server">Returns the server for the next request.</param>
    /// <param name="pause">The pause between two requests, for a slow reader.</param>
    /// <param name="onChunk">Called with the path and the bytes of each chunk.</param>
    public FeedReader(RoomId room, Func<Uri> server, TimeSpan pause = default, Action<string, byte[]>? onChunk = null)
    {
        (_room, _server, _pause, _onChunk) = (room, server, pause, onChunk);
        _reading = Task.Run(ReadAsync);
    }

    public Position? Position { get; private set; }

    /// <summary>The offset of the first snapshot.</summary>
    public long? Start { get; private set; }

    /// <summary>The newest snapshot.</summary>
    public FeedSnapshot? Snapshot { get; private set; }

    public int Snapshots { get; private set; }

    public long Skipped { get; private set; }

    /// <summary>What must never happen: holes, wrong order, wrong counts, a chunk of another epoch.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    /// <summary>The events of the chunks since the newest snapshot.</summary>
    public IReadOnlyList<RoomEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public static string Chunk(RoomId room, string epoch, long number) => $"/rooms/{room}/feed/{epoch}/{number}.json";

    public Task ReachesAsync(long offset, TimeSpan? within = null) =>
        Eventually.TrueAsync(() => Position?.Offset >= offset, $"the reader is at {offset}; it is at {Position}, {string.Join("; ", Faults)}", within);

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                if (await GetAsync($"/rooms/{_room}/feed/snapshot.json") is { } bytes)
                {
                    var snapshot = JsonSerializer.Deserialize<FeedSnapshot>(bytes, ContractJson.Options)!;
                    Enter(snapshot);
                    await FollowAsync(snapshot.Epoch, snapshot.Next);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task FollowAsync(string epoch, long number)
    {
        while (true)
        {
            await Task.Delay(_pause, _stop.Token);
            var path = Chunk(_room, epoch, number);
            if (await GetAsync(path) is not { } bytes)
                return;

            if (bytes.AsSpan().IndexOf("\"ended\":"u8) >= 0)
            {
                var moved = JsonSerializer.Deserialize<FeedMoved>(bytes, ContractJson.Options)!;
                if (moved.Ended < Position!.Offset)
                    return;
                (epoch, number) = (moved.Epoch, moved.Next);
                Position = Position with { Epoch = epoch };
                continue;
            }

            _onChunk?.Invoke(path, bytes);
            number = Accept(JsonSerializer.Deserialize<FeedChunk>(bytes, ContractJson.Options)!);
        }
    }

    private void Enter(FeedSnapshot snapshot)
    {
        lock (_gate)
        {
            _events.Clear();
            Snapshot = snapshot;
            Snapshots++;
            Start ??= snapshot.Offset;
            Position = new Position { Epoch = snapshot.Epoch, Offset = snapshot.Offset };
        }
    }

    private long Accept(FeedChunk chunk)
    {
        lock (_gate)
        {
            if (chunk.From > Position!.Offset)
                _faults.Add($"A chunk begins at {chunk.From}, and the reader is at {Position.Offset}.");
            if (chunk.Epoch != Position.Epoch)
                _faults.Add("A chunk of another epoch.");
            if (chunk.Skipped + chunk.Events.Count != chunk.To - chunk.From)
                _faults.Add($"A chunk from {chunk.From} to {chunk.To} has {chunk.Events.Count} events and says that {chunk.Skipped} are missing.");
            Skipped += chunk.Skipped;
            foreach (var item in chunk.Events.Where(item => item.Offset > Position.Offset))
            {
                if (_events.Count > 0 && _events[^1].Offset >= item.Offset)
                    _faults.Add($"Event {item.Offset} came after {_events[^1].Offset}.");
                _events.Add(item);
            }

            Position = Position with { Offset = Math.Max(Position.Offset, chunk.To) };
            return chunk.Next;
        }
    }

    /// <summary>Null for 404. Asks again while the server is away or too busy.</summary>
    private async Task<byte[]?> GetAsync(string path)
    {
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(_server(), path), _stop.Token);
                if (answer.IsSuccessStatusCode)
                    return await answer.Content.ReadAsByteArrayAsync(_stop.Token);
                if (answer.StatusCode == HttpStatusCode.NotFound)
                    return null;
            }
            catch (HttpRequestException)
            {
                // That node is gone: another one may answer.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), _stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }
}

using System.Net;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using TestKit;

namespace Broadcast.Chat.Tests.Feed;

/// <summary>
/// A reader of the feed as its description says: the snapshot, then chunk after chunk; the snapshot again when there is no such chunk. Keeps
/// what it learned and what must never happen.
/// </summary>
internal sealed class FeedReader : IAsyncDisposable
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 4096 }) { Timeout = TimeSpan.FromSeconds(30) };

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RoomEvent> _events = [];
    private readonly List<string> _faults = [];
    private readonly Func<Uri> _where;
    private readonly RoomId _room;
    private readonly TimeSpan _pause;
    private readonly Action<string, byte[]>? _seen;
    private readonly Task _reading;

    /// <param name="room">What is read.</param>
    /// <param name="where">The server for the next request.</param>
    /// <param name="pause">Between two requests: a reader that is slow.</param>
    /// <param name="seen">Told each chunk: its path and what it was.</param>
    public FeedReader(RoomId room, Func<Uri> where, TimeSpan pause = default, Action<string, byte[]>? seen = null)
    {
        (_room, _where, _pause, _seen) = (room, where, pause, seen);
        _reading = Task.Run(ReadAsync);
    }

    public Position? Position { get; private set; }

    /// <summary>The offset of its first snapshot.</summary>
    public long? Start { get; private set; }

    /// <summary>As the newest snapshot showed it.</summary>
    public FeedSnapshot? Snapshot { get; private set; }

    public int Snapshots { get; private set; }

    public int Chunks { get; private set; }

    public int Empty { get; private set; }

    public long Skipped { get; private set; }

    /// <summary>Repeats, holes, wrong order.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    /// <summary>What came in chunks.</summary>
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

            _seen?.Invoke(path, bytes);
            number = Take(JsonSerializer.Deserialize<FeedChunk>(bytes, ContractJson.Options)!);
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

    private long Take(FeedChunk chunk)
    {
        lock (_gate)
        {
            if (chunk.Events.Count == 0)
                Empty++;
            else
                Chunks++;
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

    /// <summary>Null when there is no such thing; asks again while the server is away or too busy.</summary>
    private async Task<byte[]?> GetAsync(string path)
    {
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(_where(), path), _stop.Token);
                if (answer.IsSuccessStatusCode)
                    return await answer.Content.ReadAsByteArrayAsync(_stop.Token);
                if (answer.StatusCode == HttpStatusCode.NotFound)
                    return null;
            }
            catch (HttpRequestException)
            {
                // That node is gone; another one answers.
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

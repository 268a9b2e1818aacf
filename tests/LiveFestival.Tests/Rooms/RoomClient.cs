using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace LiveFestival.Tests.Rooms;

/// <summary>A viewer or anchor without a browser: joins a room, keeps what it hears, and joins again with its position.</summary>
internal sealed class RoomClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly List<RoomEvent> _events = [];

    private RoomClient(Uri chat, string token, string viewer)
    {
        Viewer = viewer;
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(chat, "/hubs/room"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .AddJsonProtocol(options => ContractJson.Apply(options.PayloadSerializerOptions))
            .Build();
        _connection.On<EventBatch>("Events", Keep);
    }

    public string Viewer { get; }

    public Position? Position { get; private set; }

    /// <summary>Everything heard so far, in the order of arrival.</summary>
    public IReadOnlyList<RoomEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <summary>A guest with a ticket of its own.</summary>
    public static async Task<RoomClient> GuestAsync(HttpClient api, Uri chat, string name)
    {
        using var answer = await api.PostAsJsonAsync("/api/v1/tickets", new { name });
        answer.EnsureSuccessStatusCode();
        var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new RoomClient(chat, ticket.GetProperty("ticket").GetString()!, ticket.GetProperty("viewer").GetString()!);
    }

    public static RoomClient WithToken(Uri chat, string token) => new(chat, token, "");

    /// <summary>Connects if need be, and enters the room from where it was.</summary>
    public async Task<JoinResult> JoinAsync(string room)
    {
        if (_connection.State == HubConnectionState.Disconnected)
            await _connection.StartAsync();
        int before;
        lock (_events)
            before = _events.Count;
        var result = await _connection.InvokeAsync<JoinResult>("Join", room, Position);
        lock (_events)
        {
            // A batch may have overtaken the answer: what the answer brought stands before it.
            _events.InsertRange(before, result.Events);
            if (Position is null || Position.Epoch != result.Epoch || Position.Offset < result.Offset)
                Position = new Position { Epoch = result.Epoch, Offset = result.Offset };
        }

        return result;
    }

    /// <summary>Waits until the connection is lost.</summary>
    public Task LostAsync() => Eventually.TrueAsync(() => _connection.State == HubConnectionState.Disconnected, "the connection is lost");

    public Task SayAsync(string text) => _connection.InvokeAsync<Appended>("Say", text, null);

    public Task AnswerAsync(string question, int option) => _connection.InvokeAsync("Answer", question, option, null);

    public Task<Appended> PinAsync(string stage, string product) => _connection.InvokeAsync<Appended>("Pin", stage, product, null);

    /// <summary>Waits for an event of the type that <paramref name="match"/> accepts.</summary>
    public Task<RoomEvent> HearAsync(string type, Func<RoomEvent, bool>? match = null, TimeSpan? within = null) =>
        Eventually.ValueAsync(
            () => Task.FromResult(Events.FirstOrDefault(heard => heard.Type == type && (match is null || match(heard)))),
            $"the event {type}", within);

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private void Keep(EventBatch batch)
    {
        lock (_events)
        {
            foreach (var heard in batch.Events.Where(heard => Position is null || heard.Offset > Position.Offset || batch.Epoch != Position.Epoch))
                _events.Add(heard);
            if (Position is null || batch.To > Position.Offset || batch.Epoch != Position.Epoch)
                Position = new Position { Epoch = batch.Epoch, Offset = batch.To };
        }
    }
}

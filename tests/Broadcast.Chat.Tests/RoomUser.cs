using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Chat.Tests;

/// <summary>A real SignalR client that keeps the log as a page does: takes what follows its position, and joins again at a hole.</summary>
internal sealed class RoomUser : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RoomEvent> _events = [];
    private readonly List<string> _faults = [];
    private readonly List<EventBatch> _early = [];
    private bool _joining;
    private RoomId _room;

    private RoomUser(HubConnection connection) => Connection = connection;

    public HubConnection Connection { get; private set; }

    public Position? Position { get; private set; }

    /// <summary>As the newest answer to Join showed it.</summary>
    public RoomSnapshot? Snapshot { get; private set; }

    public RoomCounts? Counts { get; private set; }

    public bool Paused { get; private set; }

    public int Resyncs { get; private set; }

    public int Frames { get; private set; }

    public long Skipped { get; private set; }

    /// <summary>Raised for each frame, with its counts.</summary>
    public event Action<RoomCounts>? Told;

    /// <summary>What must never happen: repeats, wrong order, frames before the answer to Join.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    public IReadOnlyList<RoomEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>What was heard, but for the playout's announcements.</summary>
    public IReadOnlyList<RoomEvent> Copied => [.. Events.Where(item => item.Data is not StageOnAir)];

    public IEnumerable<T> Heard<T>() => Events.Select(item => item.Data).OfType<T>();

    /// <summary>What a page shows: what was heard, and what the newest snapshot said of questions before that.</summary>
    public IEnumerable<T> Learned<T>()
    {
        lock (_gate)
            return [.. _events.Concat(Snapshot?.Questions ?? []).DistinctBy(item => item.Offset).Select(item => item.Data).OfType<T>()];
    }

    public static async Task<RoomUser> ConnectAsync(Uri hub, string token)
    {
        var user = new RoomUser(Build(hub, token));
        user.Listen();
        await user.Connection.StartAsync();
        return user;
    }

    public static HubConnection Build(Uri hub, string token) =>
        new HubConnectionBuilder()
            .WithUrl(hub, options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(token);
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
            })
            .AddJsonProtocol(options => ContractJson.Apply(options.PayloadSerializerOptions))
            .Build();

    public async Task<JoinResult> JoinAsync(RoomId room)
    {
        lock (_gate)
            _joining = true;
        var joined = await Connection.InvokeAsync<JoinResult>("Join", room, room == _room ? Position : null);
        lock (_gate)
        {
            if (room != _room || joined.Resync)
                _events.Clear();
            if (joined.Resync)
                Resyncs++;
            _room = room;
            Skipped += joined.Skipped;
            foreach (var item in joined.Events)
                Keep(item);
            Position = new Position { Epoch = joined.Epoch, Offset = joined.Offset };
            Snapshot = joined.Snapshot;
            Counts = joined.Snapshot.Counts;
            _joining = false;
            // What ends where the answer ends, or before, was still told to the stay before this one.
            foreach (var batch in _early.Where(batch => batch.Epoch != joined.Epoch || batch.To > joined.Offset))
                Take(batch);
            _early.Clear();
        }

        return joined;
    }

    /// <summary>Cuts the connection without a goodbye, and comes back at <paramref name="hub"/>, maybe another node.</summary>
    public async Task ComeBackAsync(Uri hub, string token)
    {
        await CutAsync();
        Connection = Build(hub, token);
        Listen();
        await Connection.StartAsync();
        await JoinAsync(_room);
    }

    public Task CutAsync() => Connection.DisposeAsync().AsTask();

    public Task<Appended> SayAsync(string text, string? id = null) => Connection.InvokeAsync<Appended>("Say", text, id);

    public Task RemoveAsync(RoomId room, long offset) => Connection.InvokeAsync("RemoveMessage", room, offset, null);

    public Task RestrictAsync(RoomId room, ViewerId viewer, RestrictionDraft draft) => Connection.InvokeAsync("Restrict", room, viewer, draft);

    public Task LiftAsync(RoomId room, ViewerId viewer) => Connection.InvokeAsync("Lift", room, viewer);

    public Task SetModeAsync(RoomId room, RoomMode mode) => Connection.InvokeAsync("SetMode", room, mode);

    public Task ReviewAsync(RoomId room, string held, bool approve) => Connection.InvokeAsync("Review", room, held, approve);

    public Task<Appended> PinAsync(RoomId stage, ProductId product, string? id = null) => Connection.InvokeAsync<Appended>("Pin", stage, product, id);

    public Task UnpinAsync(RoomId stage) => Connection.InvokeAsync("Unpin", stage);

    public Task<QuestionOpenedReply> AskAsync(RoomId stage, QuestionDraft draft, string? id = null) =>
        Connection.InvokeAsync<QuestionOpenedReply>("OpenQuestion", stage, draft, id);

    public Task AnswerAsync(QuestionId question, int option) => Connection.InvokeAsync("Answer", question, option, null);

    public Task CloseAsync(QuestionId question) => Connection.InvokeAsync("CloseQuestion", question);

    public Task RevealAsync(QuestionId question) => Connection.InvokeAsync("Reveal", question);

    public Task HearsAsync<T>(Func<T, bool>? which = null) =>
        Eventually.TrueAsync(() => Heard<T>().Any(which ?? (_ => true)), $"a {typeof(T).Name} is heard");

    public Task LearnsAsync<T>(Func<T, bool>? which = null) =>
        Eventually.TrueAsync(() => Learned<T>().Any(which ?? (_ => true)), $"a {typeof(T).Name} is heard or shown");

    /// <summary>The code with which <paramref name="call"/> was refused; null when it was not.</summary>
    public static async Task<string?> CodeOfAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (HubException refused)
        {
            var text = refused.Message[(refused.Message.IndexOf("HubException: ", StringComparison.Ordinal) + "HubException: ".Length)..];
            return text[..text.IndexOf(':', StringComparison.Ordinal)];
        }
    }

    private void Listen() => Connection.On<EventBatch>("Events", batch =>
    {
        lock (_gate)
        {
            Frames++;
            if (_joining)
                _early.Add(batch);
            else
                Take(batch);
        }
    });

    private void Take(EventBatch batch)
    {
        if (Position is null)
        {
            _faults.Add("A frame came before the answer to Join.");
            return;
        }

        if (batch.Epoch != Position.Epoch || batch.From > Position.Offset)
        {
            _joining = true;
            _ = Task.Run(() => JoinAsync(_room));
            return;
        }

        if (batch.From < Position.Offset && batch.Events.Count > 0)
            _faults.Add($"A frame from {batch.From} came at {Position.Offset}.");
        foreach (var item in batch.Events)
            Keep(item);
        Skipped += batch.Skipped;
        Counts = batch.Counts;
        Told?.Invoke(batch.Counts);
        Paused = batch.Paused;
        Position = Position with { Offset = Math.Max(Position.Offset, batch.To) };
    }

    private void Keep(RoomEvent item)
    {
        if (_events.Count > 0 && item.Offset <= _events[^1].Offset)
            _faults.Add($"Event {item.Offset} came after {_events[^1].Offset}.");
        else
            _events.Add(item);
    }

    public async ValueTask DisposeAsync() => await Connection.DisposeAsync();
}

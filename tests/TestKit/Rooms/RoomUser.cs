using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TestKit.Rooms;

/// <summary>A real SignalR client in a room. It keeps the log as a page does, and joins again when events are missing.</summary>
public sealed class RoomUser : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HeardLog _log = new();
    private readonly List<EventBatch> _early = [];
    private bool _joining;
    private RoomId _room;

    private RoomUser(HubConnection connection) => Connection = connection;

    public HubConnection Connection { get; private set; }

    /// <summary>The viewer id of the guest's ticket; empty for a user who brought a token.</summary>
    public string Viewer { get; private init; } = "";

    /// <summary>The token with which the user connects.</summary>
    public string Token { get; private init; } = "";

    /// <inheritdoc cref="HeardLog.Position"/>
    public Position? Position => _log.Position;

    /// <summary>The room as the newest answer to Join showed it.</summary>
    public RoomSnapshot? Snapshot { get; private set; }

    public RoomCounts? Counts { get; private set; }

    public bool Paused { get; private set; }

    public int Resyncs { get; private set; }

    public int Frames { get; private set; }

    /// <inheritdoc cref="HeardLog.Skipped"/>
    public long Skipped => _log.Skipped;

    /// <summary>Raised for each frame, with its counts.</summary>
    public event Action<RoomCounts>? Counted;

    /// <inheritdoc cref="HeardLog.Faults"/>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _log.Faults];
        }
    }

    /// <inheritdoc cref="HeardLog.Events"/>
    public IReadOnlyList<RoomEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _log.Events];
        }
    }

    /// <summary>The events without the playout's announcements: in a relay's room, those copied from stages.</summary>
    public IReadOnlyList<RoomEvent> Copied => [.. Events.Where(item => item.Data is not StageOnAir)];

    public IEnumerable<T> Heard<T>() => Events.Select(item => item.Data).OfType<T>();

    /// <summary>The events that a page knows: those received, and the questions of the newest snapshot.</summary>
    public IEnumerable<T> Learned<T>()
    {
        lock (_gate)
            return [.. _log.Events.Concat(Snapshot?.Questions ?? []).Concat(Snapshot?.Polls ?? []).Concat(Snapshot?.Votes ?? []).DistinctBy(item => item.Offset).Select(item => item.Data).OfType<T>()];
    }

    /// <summary>Makes a connected user who is in no room yet.</summary>
    public static async Task<RoomUser> ConnectAsync(Uri hub, string token)
    {
        var user = WithToken(hub, token);
        await user.Connection.StartAsync();
        return user;
    }

    /// <summary>Makes a guest with a new ticket; the guest connects when it joins.</summary>
    /// <param name="api">A client of the host that issues tickets.</param>
    /// <param name="chat">The address of the host with the hub.</param>
    /// <param name="name">The name that others see.</param>
    public static async Task<RoomUser> GuestAsync(HttpClient api, Uri chat, string name)
    {
        using var answer = await api.PostAsJsonAsync("/api/v1/tickets", new { name });
        answer.EnsureSuccessStatusCode();
        var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return WithToken(new Uri(chat, "/hubs/room"), ticket.GetProperty("ticket").GetString()!, ticket.GetProperty("viewer").GetString()!);
    }

    /// <summary>Signs somebody in by telephone, with a code that the demo shows. The user connects when it joins.</summary>
    /// <param name="api">A client of the host that issues tickets; it runs the demo.</param>
    /// <param name="chat">The address of the host with the hub.</param>
    /// <param name="name">The name that others see.</param>
    /// <param name="number">A Chinese mobile number: the same one is the same person.</param>
    public static async Task<RoomUser> PersonAsync(HttpClient api, Uri chat, string name, string number)
    {
        using var sent = await api.PostAsJsonAsync("/api/v1/viewers/codes", new { to = number, via = "sms" });
        sent.EnsureSuccessStatusCode();
        var asked = await sent.Content.ReadFromJsonAsync<JsonElement>();
        using var answer = await api.PostAsJsonAsync(
            "/api/v1/viewers", new { challenge = asked.GetProperty("challenge").GetString(), code = asked.GetProperty("demoCode").GetString(), name });
        answer.EnsureSuccessStatusCode();
        var ticket = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return WithToken(new Uri(chat, "/hubs/room"), ticket.GetProperty("ticket").GetString()!, ticket.GetProperty("viewer").GetString()!);
    }

    /// <summary>Makes a user who connects when it joins.</summary>
    public static RoomUser WithToken(Uri hub, string token, string viewer = "")
    {
        var user = new RoomUser(Build(hub, token)) { Viewer = viewer, Token = token };
        user.Listen();
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

    /// <summary>Connects if needed, and joins the room; in the same room as before, with its last position.</summary>
    public async Task<JoinResult> JoinAsync(RoomId room)
    {
        var again = Connection.State != HubConnectionState.Disconnected && room == _room;
        if (Connection.State == HubConnectionState.Disconnected)
            await Connection.StartAsync();
        lock (_gate)
            _joining = true;
        var joined = await Connection.InvokeAsync<JoinResult>("Join", room, room == _room ? Position : null);
        lock (_gate)
        {
            if (room != _room)
                _log.Clear();
            if (joined.Resync)
                Resyncs++;
            _room = room;
            _log.Enter(joined, again);
            Snapshot = joined.Snapshot;
            Counts = joined.Snapshot.Counts;
            _joining = false;
            // After a frame that does not continue the log, the user joins again, and that answer brings the rest.
            foreach (var frame in _early.TakeWhile(_ => !_joining))
                Accept(frame);
            _early.Clear();
        }

        return joined;
    }

    public Task<JoinResult> JoinAsync(string room) => JoinAsync(RoomId.Parse(room));

    /// <summary>Drops the connection and joins again at <paramref name="hub"/>, which may be another node.</summary>
    public async Task ComeBackAsync(Uri hub, string token)
    {
        await CutAsync();
        Connection = Build(hub, token);
        Listen();
        await Connection.StartAsync();
        await JoinAsync(_room);
    }

    /// <summary>Waits until the server or the network has ended the connection.</summary>
    public Task LostAsync() => Eventually.TrueAsync(() => Connection.State == HubConnectionState.Disconnected, "the connection is lost");

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

    public Task<AnswerResult> AnswerAsync(QuestionId question, int option) => Connection.InvokeAsync<AnswerResult>("Answer", question, option);

    public Task<PollOpenedReply> PollAsync(RoomId stage, PollDraft poll, string? id = null) =>
        Connection.InvokeAsync<PollOpenedReply>("OpenPoll", stage, poll, id);

    public Task OpenNowAsync(QuestionId question) => Connection.InvokeAsync("OpenQuestionNow", question);

    public Task CancelAsync(QuestionId question) => Connection.InvokeAsync("CancelQuestion", question);

    public Task OpenNowAsync(PollId poll) => Connection.InvokeAsync("OpenPollNow", poll);

    public Task CancelAsync(PollId poll) => Connection.InvokeAsync("CancelPoll", poll);

    public Task VoteAsync(PollId poll, int option) => Connection.InvokeAsync("Vote", poll, option);

    public Task ClosePollAsync(PollId poll) => Connection.InvokeAsync("ClosePoll", poll);

    public Task MarkAsync(QuestionId question, int option) => Connection.InvokeAsync("MarkAnswer", question, option);

    public Task VoidAsync(QuestionId question) => Connection.InvokeAsync("VoidQuestion", question);

    public Task PauseAsync(QuestionId question) => Connection.InvokeAsync("PauseQuestion", question);

    public Task ResumeAsync(QuestionId question) => Connection.InvokeAsync("ResumeQuestion", question);

    public Task CloseAsync(QuestionId question) => Connection.InvokeAsync("CloseQuestion", question);

    public Task RevealAsync(QuestionId question) => Connection.InvokeAsync("Reveal", question);

    /// <summary>Waits until an event of that type has been received.</summary>
    public Task HearsAsync<T>(Func<T, bool>? which = null) =>
        Eventually.TrueAsync(() => Heard<T>().Any(which ?? (_ => true)), $"a {typeof(T).Name} is heard");

    /// <summary>Waits for an event of the type that <paramref name="match"/> accepts.</summary>
    public Task<RoomEvent> HearAsync(string type, Func<RoomEvent, bool>? match = null) =>
        Eventually.ValueAsync(
            () => Task.FromResult(Events.FirstOrDefault(heard => heard.Type == type && (match is null || match(heard)))), $"the event {type}");

    /// <summary>Waits until the user knows an event of that type, as in <see cref="Learned{T}"/>.</summary>
    public Task LearnsAsync<T>(Func<T, bool>? which = null) =>
        Eventually.TrueAsync(() => Learned<T>().Any(which ?? (_ => true)), $"a {typeof(T).Name} is heard or shown");

    /// <summary>The error code with which <paramref name="call"/> was refused; null when it succeeded.</summary>
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

    private void Listen() => Connection.On<EventBatch>("Events", frame =>
    {
        lock (_gate)
        {
            Frames++;
            if (_joining)
                _early.Add(frame);
            else
                Accept(frame);
        }
    });

    private void Accept(EventBatch frame)
    {
        if (!_log.Accept(frame))
        {
            _joining = true;
            _ = Task.Run(() => JoinAsync(_room));
            return;
        }

        Counts = frame.Counts;
        Counted?.Invoke(frame.Counts);
        Paused = frame.Paused;
    }

    public async ValueTask DisposeAsync() => await Connection.DisposeAsync();
}

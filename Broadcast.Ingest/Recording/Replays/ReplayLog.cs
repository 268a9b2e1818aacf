using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Ingest.Playout;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>
/// Keeps the replays: follows what relays show, writes each slot's file as it changes, and adds pins and questions from the room's log
/// for a while after the slot. One loop changes and writes; any thread reads the snapshots.
/// </summary>
internal sealed partial class ReplayLog : LoopService
{
    /// <summary>How many changes of relays may wait for the disk: more than a day has.</summary>
    private const int Capacity = 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long after a slot its marks are read again: its last question is closed, drawn and revealed by then.</summary>
    private static readonly TimeSpan MarksComeFor = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan ReadBefore = TimeSpan.FromMinutes(10);

    /// <summary>How long a room's log is kept: after a restart the marks of replays that are no older are read again.</summary>
    private static readonly TimeSpan LogKeptFor = TimeSpan.FromHours(36);

    private readonly RecordingStore _store;
    private readonly RecordingKeeper _keeper;
    private readonly ChannelNotices _notices;
    private readonly IRoomHistory _history;
    private readonly FactsReader _facts;
    private readonly TimeProvider _time;
    private readonly ILogger<ReplayLog> _logger;
    private readonly ConcurrentDictionary<(ChannelId Channel, SlotId Slot), Replay> _replays = new();
    private readonly Dictionary<ChannelId, RelayState> _shown = [];
    private readonly HashSet<(ChannelId, SlotId)> _filled = [];

    /// <summary>Replays that have changed since they were written.</summary>
    private readonly HashSet<(ChannelId, SlotId)> _unwritten = [];

    /// <summary>Channels with a replay that could not be read: all their media counts as a replay's.</summary>
    private readonly HashSet<ChannelId> _unread = [];
    private readonly Channel<RelayState> _changes;
    private readonly WakeUp _wakeUp = new();
    private readonly LoopGuard _guard;

    public ReplayLog(
        RecordingStore store, RecordingKeeper keeper, ChannelNotices notices, IRoomHistory history, FactsReader facts, RecordingMetrics metrics,
        TimeProvider time, ILogger<ReplayLog> logger)
    {
        (_store, _notices, _history, _facts, _time, _logger) = (store, notices, history, facts, time, logger);
        _changes = System.Threading.Channels.Channel.CreateBounded<RelayState>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            dropped => metrics.Dropped(dropped.Channel, "relay-state"));
        _keeper = keeper;
        _guard = new LoopGuard(logger, time);
    }

    /// <summary>A channel's replays that are over, the newest first.</summary>
    public IEnumerable<Replay> Of(ChannelId channel) =>
        _replays.Values.Where(replay => replay.Channel == channel && !replay.OnAir).OrderByDescending(replay => replay.Start);

    /// <summary>Null when there is none, or it is still on air.</summary>
    public Replay? Find(ChannelId channel, SlotId slot) => _replays.TryGetValue((channel, slot), out var replay) && !replay.OnAir ? replay : null;

    public string FolderOf(ChannelId channel) => Path.Combine(_store.Folder ?? "", channel.Value, "replays");

    /// <summary>The path of a replay's file. A slot's id may be <c>..</c>: the prefix keeps it from naming a folder.</summary>
    public string PathOf(ChannelId channel, SlotId slot, string ending) => Path.Combine(FolderOf(channel), $"slot-{slot}{ending}");

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first channel plays, so that none of its changes is missed.
        if (_store.Folder is not null)
            _notices.RelayChanged += OnRelay;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        if (_store.Folder is null)
            return;

        // A replay that is on air when the host stops gets its end at the next start.
        try
        {
            // Until the replays are read, all media may belong to one of them, and their files must not be overwritten.
            while (!await _guard.TryAsync("Reading the replays", () => LoadAsync(stoppingToken), stoppingToken))
                await Task.Delay(Interval, _time, stoppingToken);
            _keeper.BelongsToReplay = Covers;
            while (true)
            {
                await _guard.TryAsync("Bringing the replays up to date", () => KeepAsync(stoppingToken), stoppingToken);
                await _wakeUp.WaitAsync(Interval, stoppingToken);
            }
        }
        finally
        {
            _notices.RelayChanged -= OnRelay;
        }
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        try
        {
            Apply();
            NameStages();
            await WriteAsync(cancellation);
            await FillInAsync(cancellation);
            await WriteAsync(cancellation);
        }
        catch (Exception exception) when (RedisAway.Is(exception) || exception is IOException or UnauthorizedAccessException or JsonException)
        {
            NotKept(_logger, exception.Message);
        }
    }

    private void OnRelay(RelayState state)
    {
        _changes.Writer.TryWrite(state);
        _wakeUp.Set();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var (channel, file) in _store.OnDisk.SelectMany(channel => Files(channel).Select(file => (channel, file))))
        {
            try
            {
                await using var stream = File.OpenRead(file);
                var replay = (await JsonSerializer.DeserializeAsync<Replay>(stream, ContractJson.Options, cancellation))!;
                // A slot that was on air when the host ended is over. That its span ends now does no harm: a replay leaves out the slate.
                _replays[(replay.Channel, replay.Slot)] = replay.OnAir ? replay with { Spans = [.. replay.Spans.SkipLast(1), replay.Spans[^1] with { End = now }] } : replay;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // Whatever is wrong with the file, the others are read all the same.
                _unread.Add(channel);
                NotRead(_logger, file, exception.Message);
            }
        }
    }

    /// <summary>The files of a channel's replays; none when the folder cannot be read, so that it holds up no other channel.</summary>
    private string[] Files(ChannelId channel)
    {
        try
        {
            return Directory.Exists(FolderOf(channel)) ? Directory.GetFiles(FolderOf(channel), "*.json") : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unread.Add(channel);
            NotRead(_logger, FolderOf(channel), exception.Message);
            return [];
        }
    }

    private bool Covers(ChannelId channel, DateTimeOffset from, DateTimeOffset to) =>
        _unread.Contains(channel) || _replays.Values.Any(replay => replay.Channel == channel && replay.Covers(from, to));

    private void Apply()
    {
        while (_changes.Reader.TryRead(out var state))
        {
            var before = _shown.GetValueOrDefault(state.Channel);
            _shown[state.Channel] = state;
            if (before is not null && before.Slot == state.Slot && before.OnAir == state.OnAir)
                continue;

            // When the same stage goes on into another slot there is no cut, and the change counts from now.
            var at = before is null || state.Since > before.Since ? state.Since : _time.GetUtcNow().ToUnixTimeMilliseconds();
            if (before?.Slot is { } ended && ended != state.Slot && _replays.TryGetValue((state.Channel, ended), out var over) && over.OnAir)
                Keep(over with { Spans = [.. over.Spans.SkipLast(1), over.Spans[^1] with { End = at }] });
            if (state.Slot is { } slot)
                Keep(OnAir(state, slot, at));
        }
    }

    private Replay OnAir(RelayState state, SlotId slot, long at)
    {
        var cut = new ReplayCut(at, state.OnAir);
        if (!_replays.TryGetValue((state.Channel, slot), out var known))
        {
            var planned = _facts.Current.Relay(state.Channel)?.Slots.FirstOrDefault(planned => planned.Id == slot);
            return new Replay { Channel = state.Channel, Slot = slot, Title = planned?.Title ?? "", TitleEn = planned?.TitleEn, Spans = [new ReplaySpan(at, null)], Cuts = [cut] };
        }

        return known with { Spans = known.OnAir ? known.Spans : [.. known.Spans, new ReplaySpan(at, null)], Cuts = [.. known.Cuts, cut] };
    }

    /// <summary>Writes the names of stages into the cuts to them, once, while the facts know them.</summary>
    private void NameStages()
    {
        var facts = _facts.Current;
        foreach (var replay in _replays.Values.Where(replay => replay.Cuts.Any(cut => Unnamed(cut, facts) is not null)))
            Keep(replay with { Cuts = [.. replay.Cuts.Select(cut => Unnamed(cut, facts) is { } stage ? cut with { Name = stage.Name, NameEn = stage.NameEn } : cut)] });
    }

    private static StageFact? Unnamed(ReplayCut cut, FactsView facts) => cut is { Stage: { } stage, Name: null } ? facts.Stage(stage) : null;

    private async Task FillInAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        foreach (var replay in _replays.Values.Where(replay => !replay.OnAir))
        {
            var age = now - DateTimeOffset.FromUnixTimeMilliseconds(replay.End);
            var key = (replay.Channel, replay.Slot);
            if (age > LogKeptFor || (age > MarksComeFor && _filled.Contains(key)))
                continue;

            // A pin or question from before the cut is repeated in the relay's room with the cut.
            var events = await _history.ControlAsync(replay.Channel.Room, replay.Start - (long)ReadBefore.TotalMilliseconds, cancellation);
            var marks = ReplayMarks.Merge(replay.Marks, ReplayMarks.From(events, replay.Spans));
            if (JsonSerializer.Serialize(marks, ContractJson.Options) != JsonSerializer.Serialize(replay.Marks, ContractJson.Options) || !_filled.Contains(key))
                Keep(replay with { Marks = marks });
            _filled.Add(key);
        }
    }

    private void Keep(Replay replay)
    {
        _replays[(replay.Channel, replay.Slot)] = replay;
        _unwritten.Add((replay.Channel, replay.Slot));
    }

    /// <summary>Writes the replays that have changed. One that the disk does not take is written by a later round.</summary>
    private async Task WriteAsync(CancellationToken cancellation)
    {
        foreach (var (channel, slot) in _unwritten.ToList())
        {
            var replay = _replays[(channel, slot)];
            Directory.CreateDirectory(FolderOf(channel));
            var path = PathOf(channel, slot, ".json");
            var making = path + ".making";
            await File.WriteAllBytesAsync(making, JsonSerializer.SerializeToUtf8Bytes(replay, ContractJson.Options), cancellation);
            File.Move(making, path, overwrite: true);
            if (replay.OnAir)
                File.Delete(PathOf(channel, slot, ".mp4"));
            _unwritten.Remove((channel, slot));
        }
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "ReplayNotKept",
        Message = "Replays were not brought up to date, the next round tries again: {Reason}")]
    private static partial void NotKept(ILogger logger, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "ReplayNotRead",
        Message = "The replay {File} was not read, so its channel's media is kept as long as replays: {Reason}")]
    private static partial void NotRead(ILogger logger, string file, string reason);
}

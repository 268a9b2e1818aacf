using System.Collections.Concurrent;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Door;
using Broadcast.Chat.Live;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.State;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Control;

/// <summary>
/// Sends stage reports to the staff connections that watch: reads Ingest's reports once a second while anybody watches, and sends each
/// watcher what has changed since its last frame. A watcher with a frame in flight is skipped and gets the newest reports later. A stage whose
/// part of Redis does not answer keeps the report that was read last. Alarms of the festival as a whole stand on every stage.
/// </summary>
internal sealed partial class StageReportFeed : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>For how long the others wait, once, for a room whose part of Redis has fallen asleep.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Stands for no room: the alarms of the festival as a whole are read as those of a room are.</summary>
    private static readonly RoomId Whole = RoomId.Parse("festival-alarms");

    private readonly RoomLifetime _lifetime;
    private readonly FactsReader _facts;
    private readonly LiveState _live;
    private readonly ClockAlarm _clock;
    private readonly ChatMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<StageReportFeed> _logger;
    private readonly LoopGuard _guard;
    private readonly LatestReads<(byte[] Bytes, StageReport Report)?> _reports;
    private readonly LatestReads<StageAlarm?> _alarms;
    private readonly LatestReads<IReadOnlyList<StageAlarm>> _ofAll;
    private readonly ConcurrentDictionary<RoomId, bool> _away = new();
    private readonly Dictionary<StageId, (byte[] Bytes, IReadOnlyList<StageAlarm> Alarms, StageReport Report, long Version)> _known = [];
    private long _version;

    public StageReportFeed(
        RoomLifetime lifetime, FactsReader facts, LiveState live, OutcomeAlarms outcomes, FestivalAlarms alarms, ClockAlarm clock, ChatMetrics metrics, TimeProvider time, ILogger<StageReportFeed> logger)
    {
        (_lifetime, _facts, _live, _clock, _metrics, _time, _logger) = (lifetime, facts, live, clock, metrics, time, logger);
        _guard = new LoopGuard(logger, time);
        _reports = new(room => ReadReportAsync(StageId.Parse(room.Value)), Ended);
        _alarms = new(outcomes.OfAsync, Ended);
        _ofAll = new(_ => alarms.ReadAsync(), Ended);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await _guard.TryAsync("Reading the stages' reports", SendChangesAsync, stoppingToken);
    }

    private async Task SendChangesAsync()
    {
        var watching = _lifetime.Connections.Where(connection => connection.Watch is not null).ToList();
        if (watching.Count == 0)
            return;

        await RefreshAsync();
        foreach (var connection in watching)
            _guard.Try("Sending the stages' reports", () => SendChanges(connection));
    }

    private async Task RefreshAsync()
    {
        var view = _facts.Current;
        var stages = view.Facts.Stages.Select(stage => stage.Id).ToList();
        await Task.WhenAll(
            _reports.RefreshAsync([.. stages.Select(stage => stage.Room)], Patience, _time), _alarms.RefreshAsync([.. view.Rooms], Patience, _time),
            _ofAll.RefreshAsync([Whole], Patience, _time));

        foreach (var gone in _known.Keys.Except(stages).ToList())
            _known.Remove(gone);
        var (clock, ofAll) = (_clock.Now, _ofAll.TryGet(Whole, out var raised) ? raised : []);
        foreach (var stage in stages)
        {
            var (bytes, report) = (_reports.TryGet(stage.Room, out var read) ? read : null) ?? ([], new StageReport { Stage = stage, Known = false });
            IReadOnlyList<StageAlarm> alarms = [.. new[] { AlarmOf(stage, view), clock }.OfType<StageAlarm>(), .. ofAll];
            if (!_known.TryGetValue(stage, out var before) || !before.Bytes.AsSpan().SequenceEqual(bytes) || !before.Alarms.SequenceEqual(alarms))
                _known[stage] = (bytes, alarms, With(report, alarms), ++_version);
        }
    }

    /// <summary>
    /// The alarm of the stage's room or of a relay that shows it, the one that was raised first. A relay whose rundown names no stage may show
    /// any.
    /// </summary>
    private StageAlarm? AlarmOf(StageId stage, FactsView view)
    {
        var relays = view.Facts.Relays
            .Where(relay => relay.Slots.Any(slot => slot.Stage == stage) || relay.Slots.All(slot => view.Stage(slot.Stage) is null))
            .Select(relay => RoomId.Parse(relay.Channel.Value));
        return relays.Prepend(stage.Room)
            .Select(room => _alarms.TryGet(room, out var alarm) ? alarm : null)
            .OfType<StageAlarm>().MinBy(alarm => alarm.Since);
    }

    private void Ended(RoomId room, Exception? failure)
    {
        if (failure is null)
        {
            _away.TryRemove(room, out _);
            return;
        }

        _metrics.ReportsUnread.Add(1, new KeyValuePair<string, object?>("room", room.Value));
        if (_away.TryAdd(room, true))
            NotRead(_logger, room, failure.Message);
    }

    private static StageReport With(StageReport report, IReadOnlyList<StageAlarm> alarms) =>
        alarms.Count == 0 ? report : report with { Alarms = [.. report.Alarms.Concat(alarms).OrderByDescending(raised => raised.Severity)] };

    /// <summary>Null without a report. A report that this version cannot parse counts as none, so it does not stop the others.</summary>
    private async Task<(byte[] Bytes, StageReport Report)?> ReadReportAsync(StageId stage)
    {
        try
        {
            return await _live.ReportAsync(stage);
        }
        catch (JsonException exception)
        {
            NotUnderstood(_logger, stage, exception.Message);
            return null;
        }
    }

    private void SendChanges(RoomConnection connection)
    {
        if (connection.Watch is not { } watch)
            return;

        var news = _known.Values.Where(known => known.Version > watch.Sent && ControlRights.MayWatch(connection.Caller, known.Report.Stage)).ToList();
        if (news.Count == 0)
            return;

        var frame = new StageReports { At = _time.GetUtcNow().ToUnixTimeMilliseconds(), Stages = [.. news.Select(known => known.Report)] };
        if (connection.TryWrite(watch, new SerializedHubMessage(new InvocationMessage(nameof(IRoomClient.Stages), [frame])), _time.GetTimestamp()))
            watch.Sent = _version;
    }

    [LoggerMessage(EventName = nameof(NotUnderstood), Level = LogLevel.Debug,
        Message = "The report of stage {Stage} cannot be parsed by this version and counts as none: {Reason}")]
    private static partial void NotUnderstood(ILogger logger, StageId stage, string reason);

    [LoggerMessage(EventName = nameof(NotRead), Level = LogLevel.Warning,
        Message = "Room {Room}: its report and its waiting outcomes cannot be read for staff; retrying every second: {Reason}")]
    private static partial void NotRead(ILogger logger, RoomId room, string reason);
}

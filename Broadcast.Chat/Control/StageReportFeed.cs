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
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Control;

/// <summary>
/// Sends stage reports to the staff connections that watch: reads Ingest's reports once a second while anybody watches, and sends each
/// watcher what has changed since its last frame. A watcher with a frame in flight is skipped and gets the newest reports later.
/// </summary>
internal sealed partial class StageReportFeed(
    RoomLifetime lifetime, FactsReader facts, LiveState live, OutcomeAlarms outcomes, TimeProvider time, ILogger<StageReportFeed> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly Dictionary<StageId, (byte[] Bytes, StageAlarm? Alarm, StageReport Report, long Version)> _known = [];
    private long _version;
    private bool _away;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await _guard.TryAsync("Reading the stages' reports", SendChangesAsync, stoppingToken);
    }

    private async Task SendChangesAsync()
    {
        var watching = lifetime.Connections.Where(connection => connection.Watch is not null).ToList();
        if (watching.Count == 0 || !await RefreshAsync())
            return;

        foreach (var connection in watching)
            _guard.Try("Sending the stages' reports", () => SendChanges(connection));
    }

    /// <summary>Reads all reports. False when Redis is away: the reports sent last then stand.</summary>
    private async Task<bool> RefreshAsync()
    {
        try
        {
            var stages = facts.Current.Facts.Stages.Select(stage => stage.Id).ToList();
            var reports = await Task.WhenAll(stages.Select(ReadReportAsync));
            var alarms = await Task.WhenAll(stages.Select(outcomes.OfAsync));
            foreach (var gone in _known.Keys.Except(stages).ToList())
                _known.Remove(gone);
            foreach (var (stage, read, alarm) in stages.Zip(reports, alarms))
            {
                var (bytes, report) = read ?? ([], new StageReport { Stage = stage, Known = false });
                if (!_known.TryGetValue(stage, out var before) || !before.Bytes.AsSpan().SequenceEqual(bytes) || before.Alarm != alarm)
                    _known[stage] = (bytes, alarm, alarm is null ? report : With(report, alarm), ++_version);
            }

            _away = false;
            return true;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            if (!_away)
                NotRead(logger, exception.Message);
            _away = true;
            return false;
        }
    }

    private static StageReport With(StageReport report, StageAlarm alarm) =>
        report with { Alarms = [.. report.Alarms.Append(alarm).OrderByDescending(raised => raised.Severity)] };

    /// <summary>Null without a report. A report that this version cannot parse counts as none, so it does not stop the others.</summary>
    private async Task<(byte[] Bytes, StageReport Report)?> ReadReportAsync(StageId stage)
    {
        try
        {
            return await live.ReportAsync(stage);
        }
        catch (JsonException exception)
        {
            NotUnderstood(logger, stage, exception.Message);
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

        var frame = new StageReports { At = time.GetUtcNow().ToUnixTimeMilliseconds(), Stages = [.. news.Select(known => known.Report)] };
        if (connection.TryWrite(watch, new SerializedHubMessage(new InvocationMessage(nameof(IRoomClient.Stages), [frame])), time.GetTimestamp()))
            watch.Sent = _version;
    }

    [LoggerMessage(EventName = nameof(NotUnderstood), Level = LogLevel.Debug,
        Message = "The report of stage {Stage} cannot be parsed by this version and counts as none: {Reason}")]
    private static partial void NotUnderstood(ILogger logger, StageId stage, string reason);

    [LoggerMessage(EventName = nameof(NotRead), Level = LogLevel.Warning,
        Message = "The stages' reports were not read because Redis is away; retrying every second: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);
}

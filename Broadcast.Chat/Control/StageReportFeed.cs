using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Door;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.State;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Control;

/// <summary>
/// Tells staff who watch what the stages do: reads Ingest's reports once a second while anybody watches, and sends each what has changed
/// since its last frame. Nobody is waited for: who has a frame in flight gets the newest later, in one.
/// </summary>
internal sealed partial class StageReportFeed(RoomLifetime lifetime, FactsReader facts, LiveState live, TimeProvider time, ILogger<StageReportFeed> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly Dictionary<StageId, (byte[] Bytes, StageReport Report, long Version)> _known = [];
    private long _version;
    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await _guard.TryAsync("Reading the stages' reports", LookAsync, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node is stopping.
        }
    }

    private async Task LookAsync()
    {
        var watching = lifetime.Connections.Where(connection => connection.Watch is not null).ToList();
        if (watching.Count == 0 || !await ReadAsync())
            return;

        foreach (var connection in watching)
            _guard.Try("Telling what the stages do", () => Tell(connection));
    }

    /// <summary>False when Redis is away: what was told last may still be so.</summary>
    private async Task<bool> ReadAsync()
    {
        try
        {
            var stages = facts.Current.Facts.Stages.Select(stage => stage.Id).ToList();
            var reports = await Task.WhenAll(stages.Select(ReportAsync));
            foreach (var gone in _known.Keys.Except(stages).ToList())
                _known.Remove(gone);
            foreach (var (stage, read) in stages.Zip(reports))
            {
                var (bytes, report) = read ?? ([], new StageReport { Stage = stage, Known = false });
                if (!_known.TryGetValue(stage, out var before) || !before.Bytes.AsSpan().SequenceEqual(bytes))
                    _known[stage] = (bytes, report, ++_version);
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

    /// <summary>A report that this version cannot read counts as none: it stops neither the others nor the node.</summary>
    private async Task<(byte[] Bytes, StageReport Report)?> ReportAsync(StageId stage)
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

    private void Tell(RoomConnection connection)
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

    [LoggerMessage(EventName = nameof(NotUnderstood), Level = LogLevel.Debug, Message = "The report of {Stage} cannot be read here: {Reason}")]
    private static partial void NotUnderstood(ILogger logger, StageId stage, string reason);

    [LoggerMessage(EventName = nameof(NotRead), Level = LogLevel.Warning, Message = "The stages' reports were not read: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);
}

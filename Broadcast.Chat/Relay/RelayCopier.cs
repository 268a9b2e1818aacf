using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Relay;

/// <summary>
/// Makes a relay's room show what its stages do: pins and questions of the stage on air, and of earlier ones the questions that were shown, until
/// they have a result. Each round follows the stages' logs, compares what the stages show with what the relay's room shows, and appends what the
/// room lacks, also when Redis has lost events of the stages or of the room. A round writes in one step, and changes nothing when another node
/// has written since the round read.
/// </summary>
internal sealed class RelayCopier(ProjectionStore store, RoomLog log, IOptions<RoomOptions> options, ChatMetrics metrics)
{
    private const int PlaceKeptEvery = 1000;

    /// <summary>Returns how many events were copied.</summary>
    /// <param name="relay">The relay.</param>
    /// <param name="moment">Its room; its picture has the copies afterwards.</param>
    /// <param name="playing">What Ingest plays. Null when Redis has lost that: then what was on air still is, until Ingest says it again.</param>
    public async Task<int> RoundAsync(RelayFactRoom relay, RelayMoment moment, RelayState? playing)
    {
        var before = moment.Projection;
        var copying = new Copying(before, moment.Picture);
        if (playing is { OnAir: null })
        {
            copying.Shown = null;
            copying.EndPin(playing.Since);
        }
        else if ((playing?.OnAir ?? copying.Shown) is { } stage)
            await ShowAsync(copying, stage, playing?.Since ?? 0);

        foreach (var earlier in copying.Followed.Where(stage => stage != copying.Shown))
        {
            var view = await store.ViewAsync(earlier);
            await FollowLogAsync(copying, earlier, view, since: 0, whole: false);
            await CatchUpAsync(copying, earlier, view, since: 0);
        }

        var after = copying.After();
        if (copying.Copies.Count == 0 && Same(before, after))
            return 0;
        if (!await store.WriteAsync(relay.Room, moment, after, copying.Copies))
            return 0;

        metrics.Copies.Add(copying.Copies.Count);
        return copying.Copies.Count;
    }

    /// <summary>The stage on air: at a take what it shows, from then on whatever happens, and what it shows when that differs.</summary>
    private async Task ShowAsync(Copying copying, StageId stage, long since)
    {
        var view = await store.ViewAsync(stage);
        var goesOn = copying.Shown == stage;
        copying.Shown = stage;
        // In the log's order, then what the log does not tell; what became of a window comes behind what opened it.
        await FollowLogAsync(copying, stage, view, since, goesOn);
        if (view.Pin is not null)
            copying.Add(stage, view.Pin, since);
        else
            copying.EndPin(since);
        foreach (var open in view.Open.Where(open => !copying.Knows((open.Kind, open.Id))))
        {
            if (await store.OpenedAsync(open) is { } opened)
                copying.Add(stage, opened, since);
        }

        foreach (var later in view.Steps.Where(step => step.Name == WindowStep.Scheduled && !copying.Knows(step.Window)))
        {
            if (await store.ShownAsync(stage, later) is { } scheduled)
                copying.Add(stage, scheduled, since);
        }

        foreach (var opens in view.OpenInBook.Where(opens => !copying.Knows(opens.Window)))
        {
            if (await store.ShownAsync(stage, opens) is { } opened)
                copying.Add(stage, opened, since);
        }

        await CatchUpAsync(copying, stage, view, since);
    }

    /// <param name="copying">The round.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="view">What it shows.</param>
    /// <param name="since">When the relay cut to it, Unix milliseconds.</param>
    /// <param name="whole">True for all that happens; false for what becomes of windows that the room shows.</param>
    private async Task FollowLogAsync(Copying copying, StageId stage, StageView view, long since, bool whole)
    {
        // In a log that began anew, or has lost events, nothing tells what is new: there only what the room waits for is sought.
        var shared = view.SharedWith(copying.PlaceOf(stage));
        if (shared is not null || copying.Followed.Contains(stage))
        {
            foreach (var item in await log.ReadAsync(stage.Room, LogLane.Control, shared ?? 0, view.End.Offset, options.Value.ControlLength))
                await CopyAsync(copying, stage, item, since, whole && shared is not null);
        }

        copying.MoveTo(stage, view.End);
    }

    /// <summary>Copies what became of the windows that the room shows, where the room was not told of it.</summary>
    private async Task CatchUpAsync(Copying copying, StageId stage, StageView view, long since)
    {
        var lacking = await Task.WhenAll(view.Steps.Where(copying.Lacks).Select(step => store.ShownAsync(stage, step)));
        foreach (var item in lacking.OfType<RoomEvent>().OrderBy(item => item.Offset))
            copying.Add(stage, item, since);
    }

    private async Task CopyAsync(Copying copying, StageId stage, RoomEvent item, long since, bool whole)
    {
        var step = WindowStep.Of(item.Data);
        // Of what the room was told that it is scheduled, it is told that it opens, whichever stage is on air then.
        if (!whole && (step is null || (step is { Begins: true, Window: var begun } && !copying.Knows(begun))))
            return;

        // A window that was opened before the take and has its result while on air comes with what it says.
        if (whole && step is { Begins: false, Window: var window } && !copying.Knows(window) && await store.OpenedAsync(new WindowRef(stage.Room, window.Kind, window.Id)) is { } opened)
            copying.Add(stage, opened, since);
        copying.Add(stage, item, since);
    }

    /// <summary>Chat moves a log's end as well: the place is kept now and then, and reading from an older one finds nothing more to copy.</summary>
    private static bool Same(Projection before, Projection after) =>
        before.Shown == after.Shown && before.Places.Count == after.Places.Count
        && after.Places.All(place => before.Places.TryGetValue(place.Key, out var known)
            && known.Epoch == place.Value.Epoch && place.Value.Offset - known.Offset is >= 0 and < PlaceKeptEvery);
}

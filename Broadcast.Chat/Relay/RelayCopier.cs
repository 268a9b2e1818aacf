using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.State;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Relay;

/// <summary>
/// Makes a relay's room show what its stages do: pins and questions of the stage on air, and of earlier ones the questions that were shown, until
/// they have a result. One round reads, decides and writes in one step; a round that lost to another node changes nothing.
/// </summary>
internal sealed class RelayCopier(ProjectionStore store, RoomLog log, LiveState state, IOptions<RoomOptions> options, ChatMetrics metrics)
{
    private const int PlaceKeptEvery = 1000;

    /// <summary>Returns how many events were copied.</summary>
    public async Task<int> RoundAsync(RelayFactRoom relay)
    {
        var before = await store.ReadAsync(relay.Room);
        var onAir = await state.RelayAsync(relay.Channel);
        var copying = new Copying(before);
        if (onAir?.OnAir is { } stage)
            await ShowAsync(copying, stage, onAir.Since);
        else
            ShowNothing(copying, onAir?.Since);

        foreach (var earlier in copying.Followed.Where(followed => followed != copying.Shown))
            await FollowAsync(copying, earlier, since: 0);
        copying.ForgetSettled();

        var after = copying.After();
        if (copying.Copies.Count == 0 && Same(before, after))
            return 0;
        if (!await store.WriteAsync(relay.Room, after, copying.Copies))
            return 0;

        metrics.Copies.Add(copying.Copies.Count);
        return copying.Copies.Count;
    }

    /// <summary>The stage on air: at a take, or when its log began anew, what it shows now; from then on, whatever happens.</summary>
    private async Task ShowAsync(Copying copying, StageId stage, long since)
    {
        var view = await store.ViewAsync(stage);
        if (copying.Shown == stage && copying.PositionOf(stage) is { } known && known.Epoch == view.End.Epoch)
        {
            await FollowAsync(copying, stage, since, view.End);
            return;
        }

        copying.Shown = stage;
        if (copying.PositionOf(stage) is not null)
            await FollowAsync(copying, stage, since, view.End, questionsOnly: true);
        copying.MoveTo(stage, view.End);

        if (view.Pin is not { Data: ProductPinned pinned })
            copying.EndPin(since);
        else if (copying.Pin?.Pin != pinned.Pin)
            copying.Add(stage, view.Pin, since);
        if (view.Open is { } open && !copying.Follows(stage, open) && await store.OpenedAsync(open, stage) is { } opened)
            copying.Add(stage, opened, since);
    }

    private static void ShowNothing(Copying copying, long? since)
    {
        copying.EndPin(since);
        copying.Shown = null;
    }

    private async Task FollowAsync(Copying copying, StageId stage, long since) =>
        await FollowAsync(copying, stage, since, (await store.ViewAsync(stage)).End, questionsOnly: true);

    private async Task FollowAsync(Copying copying, StageId stage, long since, Position end, bool questionsOnly = false)
    {
        var from = copying.PositionOf(stage)!;
        if (from == end)
            return;

        // A log that began anew is read from its start: that is where its lost questions are voided.
        var after = from.Epoch == end.Epoch ? from.Offset : 0;
        foreach (var item in await log.ReadAsync(stage.Room, LogLane.Control, after, end.Offset, options.Value.ControlLength))
        {
            switch (item.Data)
            {
                case ProductPinned or ProductUnpinned when !questionsOnly:
                    copying.Add(stage, item, since);
                    break;
                case QuestionOpened opened when !questionsOnly && !copying.Follows(stage, opened.Id):
                    copying.Add(stage, item, since);
                    break;
                case QuestionClosed closed:
                    await ResultAsync(copying, stage, closed.Id, item, since, questionsOnly);
                    break;
                case QuestionRevealed revealed:
                    await ResultAsync(copying, stage, revealed.Id, item, since, questionsOnly);
                    break;
                case QuestionVoided voided:
                    await ResultAsync(copying, stage, voided.Id, item, since, questionsOnly);
                    break;
            }
        }

        copying.MoveTo(stage, end);
    }

    /// <summary>A question that was asked before the take and has its result while on air comes with its text.</summary>
    private async Task ResultAsync(Copying copying, StageId stage, QuestionId id, RoomEvent item, long since, bool questionsOnly)
    {
        if (!copying.Follows(stage, id))
        {
            if (questionsOnly || await store.OpenedAsync(id, stage) is not { } opened)
                return;
            copying.Add(stage, opened, since);
        }

        copying.Add(stage, item, since);
    }

    /// <summary>Chat moves a log's end as well: the place is kept now and then, and reading from an older one finds nothing more to copy.</summary>
    private static bool Same(Projection before, Projection after) =>
        before.Shown == after.Shown && before.Stages.Count == after.Stages.Count
        && after.Stages.All(stage => before.Stages.TryGetValue(stage.Key, out var known)
            && known.Position.Epoch == stage.Value.Position.Epoch && stage.Value.Position.Offset - known.Position.Offset < PlaceKeptEvery);
}

using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Votes;

/// <summary>Makes votes, and moves them on, for whoever may act for the stage: its anchors, and the rundown by a cue.</summary>
internal sealed class VoteDesk(FestivalDb database, BookKernel kernel, StepNotice notice, AfterCommit committed, IBookRooms rooms, TimeProvider time)
{
    /// <summary>Votes of a stage that are not over: a room shows as many.</summary>
    private const int Most = 8;

    public async Task<Result<BookWindow>> MakeAsync(string stage, NewVote body, Actor by, CancellationToken cancellation)
    {
        var acting = Acting(stage, by);
        if (acting.Failed)
            return acting.Error;
        // A stage keeps its festival, so this may be read before the turn.
        if (await database.Stages.AsNoTracking().Where(known => known.Id == acting.Value).Select(known => known.FestivalId).ToListAsync(cancellation) is not [var festival])
            return UnknownErrors.Stage;
        var read = body.Read(acting.Value, time.GetUtcNow(), rooms.PictureDelay);
        if (read.Failed)
            return read.Error;

        // In the turn in which stages are retired: no vote is made for one that is being retired.
        await using var transaction = await database.BeginTurnAsync(Festival.TurnOf(festival), cancellation);
        if (!await database.OfferedStages.AnyAsync(known => known.Id == acting.Value, cancellation))
            return UnknownErrors.Stage;
        if (await database.BookWindows.CountAsync(
                vote => vote.StageId == acting.Value && vote.Kind == BookKinds.Vote
                    && (vote.State == WindowLife.Scheduled || vote.State == WindowLife.Open || vote.State == WindowLife.Paused), cancellation) >= Most)
            return VoteErrors.Full;

        await kernel.ScheduleAsync(database, read.Value, by.Author, cancellation);
        await transaction.CommitAsync(cancellation);
        await TellAsync(cancellation);
        return read.Value;
    }

    /// <summary>Takes a step of a vote. A vote that is already in the state that the step leads to is left as it is, and that is no failure.</summary>
    /// <param name="id">The vote.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="step">The step.</param>
    /// <param name="reached">The states in which it is taken already.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(Error? Refusal, BookWindow? Window)> StepAsync(string id, Actor by, VoteStep step, string[] reached, CancellationToken cancellation)
    {
        var acting = Acting(id.Split('.')[0], by);
        if (acting.Failed)
            return (acting.Error, null);
        if (!await database.BookWindows.AnyAsync(known => known.Id == id && known.Kind == BookKinds.Vote, cancellation))
            return (VoteErrors.Unknown, null);

        var (window, taken) = await step(database, id, by.Author, cancellation);
        if (!taken && !reached.Contains(window!.State, StringComparer.Ordinal))
            return (VoteErrors.State, window);

        await TellAsync(cancellation);
        return (null, window);
    }

    private Task TellAsync(CancellationToken cancellation) => committed.RunAsync(
        _ =>
        {
            notice.Raise();
            return Task.CompletedTask;
        },
        cancellation);

    /// <summary>The stage, when the actor may act for it.</summary>
    private static Result<StageId> Acting(string stage, Actor by)
    {
        if (!StageId.TryParse(stage, null, out var id))
            return UnknownErrors.Stage;
        return by.MayActFor(id) ? id : AccessErrors.Forbidden;
    }
}

/// <summary>A step of <see cref="BookKernel"/>.</summary>
internal delegate Task<BookMove> VoteStep(FestivalDb database, string id, EventAuthor by, CancellationToken cancellation);

using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Windows;

/// <summary>
/// Takes the steps of the windows that the database keeps. Each is one transaction (or part of the caller's): it locks the window's row, decides by
/// what is in it, and writes the state and its outcome (<see cref="BookStep"/>) together. So any process may take any step, and one does. A step
/// that the state does not allow, or that was taken already, changes nothing.
/// </summary>
internal sealed class BookKernel(TimeProvider time)
{
    /// <summary>Names this process in the steps that it takes: 8 random bytes, lower-case hex, new at each start.</summary>
    public string Run { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Adds a new window. Needs the caller's transaction, or saves by itself.</summary>
    public async Task ScheduleAsync(FestivalDb database, BookWindow window, EventAuthor by, CancellationToken cancellation)
    {
        window.Schedule(time.NowFor(window));
        database.Add(window);
        await NoteAsync(database, window, by, cancellation);
    }

    public Task<BookMove> OpenAsync(FestivalDb database, string id, EventAuthor by, CancellationToken cancellation) =>
        StepAsync(database, id, by, (window, now) => window.State == WindowLife.Scheduled && !window.IsMissed(now) && Do(() => window.Open(now)), cancellation);

    /// <summary>Stops the time of an open window.</summary>
    public Task<BookMove> PauseAsync(FestivalDb database, string id, EventAuthor by, CancellationToken cancellation) =>
        StepAsync(database, id, by, (window, now) => window.State == WindowLife.Open && Do(() => window.Pause(now)), cancellation);

    public Task<BookMove> ResumeAsync(FestivalDb database, string id, EventAuthor by, CancellationToken cancellation) =>
        StepAsync(database, id, by, (window, now) => window.State == WindowLife.Paused && Do(() => window.Resume(now)), cancellation);

    /// <summary>Closes a window whose time is over, or at once.</summary>
    public Task<BookMove> CloseAsync(FestivalDb database, string id, EventAuthor by, bool atOnce, CancellationToken cancellation) =>
        StepAsync(database, id, by, (window, now) => window.Takes && (atOnce || window.IsOver(now)) && Do(() => window.Close(now)), cancellation);

    /// <summary>Fixes the result of a closed window: the count must be that of its entries.</summary>
    /// <exception cref="InvalidOperationException">It is not, or the entries cannot be read in ordinal order: somebody has changed the database.</exception>
    public async Task<BookMove> SealAsync(FestivalDb database, string id, EventAuthor by, CancellationToken cancellation)
    {
        await using var transaction = await database.JoinAsync(cancellation);
        if (await database.LockAsync(id, cancellation) is not { State: WindowLife.Closed } window)
            return await TakenAsync(database, id, transaction, cancellation);

        var (root, counts) = await EntryRoot.ReadAsync(database, window, cancellation);
        if (!counts.SequenceEqual(window.CountList))
            throw new InvalidOperationException($"The {window.Kind} {id} has other entries than were counted. It is not sealed.");
        window.Seal(time.NowFor(window), root);
        return await KeepAsync(database, window, by, transaction, cancellation);
    }

    /// <summary>Shows the result of a sealed window.</summary>
    public Task<BookMove> SettleAsync(FestivalDb database, string id, EventAuthor by, CancellationToken cancellation) =>
        StepAsync(database, id, by, (window, now) => window.State == WindowLife.Sealed && Do(() => window.Settle(now)), cancellation);

    /// <summary>Ends a window that is not sealed, without a result.</summary>
    public Task<BookMove> VoidAsync(FestivalDb database, string id, EventAuthor by, CancellationToken cancellation) =>
        StepAsync(database, id, by, (window, now) => window.MayBecome(WindowLife.Voided) && Do(() => window.Void(now)), cancellation);

    /// <summary>
    /// Takes the step that is due, if it still is. One whose end has passed before it could open is voided. So is one that takes entries, or is
    /// closed, and was so in an earlier life of the database: what came in between the backup and the restore is lost, and a result is never made
    /// of a part.
    /// </summary>
    public async Task<BookMove> TakeDueAsync(FestivalDb database, BookWindow seen, CancellationToken cancellation)
    {
        await using var transaction = await database.JoinAsync(cancellation);
        var move = await TakeDueAsync(database, seen, Actor.Rule(Rules.WindowEnd, seen.StageId).Author, cancellation);
        await transaction.CommitAsync(cancellation);
        return move;
    }

    private async Task<BookMove> TakeDueAsync(FestivalDb database, BookWindow seen, EventAuthor clock, CancellationToken cancellation) => seen.State switch
    {
        WindowLife.Open or WindowLife.Paused or WindowLife.Closed when await IsOfEarlierLifeAsync(database, seen, cancellation) =>
            await VoidAsync(database, seen.Id, Actor.Rule(Rules.WindowLost, seen.StageId).Author, cancellation),
        WindowLife.Scheduled when seen.IsMissed(time.NowFor(seen)) => await VoidAsync(database, seen.Id, Actor.Rule(Rules.WindowMissed, seen.StageId).Author, cancellation),
        WindowLife.Scheduled => await OpenAsync(database, seen.Id, clock, cancellation),
        WindowLife.Open => await CloseAsync(database, seen.Id, clock, atOnce: false, cancellation),
        WindowLife.Closed => await SealAsync(database, seen.Id, clock, cancellation),
        WindowLife.Sealed => await SettleAsync(database, seen.Id, clock, cancellation),
        _ => new BookMove(seen, Taken: false),
    };

    /// <summary>The windows of <see cref="IsOfEarlierLifeAsync"/>: no time makes those that are paused due.</summary>
    public static IQueryable<BookWindow> OfEarlierLife(FestivalDb database) => database.Set<BookWindow>().AsNoTracking().Where(window =>
        (window.State == WindowLife.Open || window.State == WindowLife.Paused || window.State == WindowLife.Closed)
        && database.Set<BookStep>().Any(step => step.Window == window.Id && step.Revision == window.Revision && !database.FactsStates.Any(state => state.Epoch == step.Root)));

    private static async Task<bool> IsOfEarlierLifeAsync(FestivalDb database, BookWindow seen, CancellationToken cancellation) =>
        await database.LockAsync(seen.Id, cancellation) is not null && await OfEarlierLife(database).AnyAsync(window => window.Id == seen.Id, cancellation);

    private async Task<BookMove> StepAsync(FestivalDb database, string id, EventAuthor by, Func<BookWindow, long, bool> take, CancellationToken cancellation)
    {
        await using var transaction = await database.JoinAsync(cancellation);
        if (await database.LockAsync(id, cancellation) is { } window && take(window, time.NowFor(window)))
            return await KeepAsync(database, window, by, transaction, cancellation);
        return await TakenAsync(database, id, transaction, cancellation);
    }

    private async Task<BookMove> KeepAsync(FestivalDb database, BookWindow window, EventAuthor by, JoinedTransaction transaction, CancellationToken cancellation)
    {
        await NoteAsync(database, window, by, cancellation);
        await transaction.CommitAsync(cancellation);
        return new BookMove(window, Taken: true);
    }

    /// <summary>Saves the window with the outcome of its step.</summary>
    private async Task NoteAsync(FestivalDb database, BookWindow window, EventAuthor by, CancellationToken cancellation)
    {
        var root = await database.FactsStates.Select(state => state.Epoch).SingleAsync(cancellation);
        database.Add(BookStep.Of(window, by, root, Run));
        await database.SaveChangesAsync(cancellation);
    }

    private static async Task<BookMove> TakenAsync(FestivalDb database, string id, JoinedTransaction transaction, CancellationToken cancellation)
    {
        await transaction.CommitAsync(cancellation);
        return new BookMove(await database.BookWindows.FindAsync([id], cancellation), Taken: false);
    }

    private static bool Do(Action step)
    {
        step();
        return true;
    }
}

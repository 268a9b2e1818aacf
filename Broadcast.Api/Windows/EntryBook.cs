using System.Text.Json;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Moderation;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Spine.Time;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Windows;

/// <summary>
/// Takes entries of persons into windows, many in one transaction. It locks the windows in the order of their ids, so an entry is judged by the
/// window's state at its commit: what was acknowledged is counted, and nothing comes in behind a close.
/// </summary>
internal sealed class EntryBook(DisciplinedClock clock, TimeProvider time) : IGroupBook<EntryRequest, EntryAnswer>
{
    private static readonly EntryAnswer Unknown = new(EntryVerdict.Unknown, "", "", null);

    public async Task<GroupAnswers<EntryRequest, EntryAnswer>> WriteAsync(FestivalDb database, IReadOnlyList<EntryRequest> requests, CancellationToken cancellation)
    {
        var windows = new Dictionary<string, BookWindow?>(StringComparer.Ordinal);
        foreach (var id in requests.Select(request => request.Window).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            windows[id] = await database.LockAsync(id, cancellation);

        var known = await KnownAsync(database, requests, cancellation);
        var banned = await BannedAsync(database, requests, cancellation);
        var answers = new List<EntryAnswer>(requests.Count);
        var taken = new List<BookEntry>();
        EntryRequest? written = null;
        foreach (var request in requests)
        {
            var answer = Decide(request, windows[request.Window], known, banned);
            answers.Add(answer);
            if (answer is not { Verdict: EntryVerdict.Ok, Entry: { } entry })
                continue;

            known.Add((entry.Window, entry.Person), entry);
            taken.Add(entry);
            written = request;
        }

        await database.InsertManyAsync(taken, cancellation);
        foreach (var entries in taken.GroupBy(entry => entry.Window, StringComparer.Ordinal))
            await CountAsync(database, windows[entries.Key]!, entries, cancellation);
        return new GroupAnswers<EntryRequest, EntryAnswer>([.. answers], written);
    }

    public async Task<bool> HoldsAsync(FestivalDb database, EntryRequest request, CancellationToken cancellation)
    {
        await database.LockAsync(request.Window, cancellation);
        var digest = request.Digest;
        return await database.BookEntries.AnyAsync(entry => entry.Window == request.Window && entry.Person == request.Person && entry.Digest == digest, cancellation);
    }

    private EntryAnswer Decide(EntryRequest request, BookWindow? window, Dictionary<(string Window, ViewerId Person), BookEntry> known, ILookup<ViewerId, Ban> banned)
    {
        if (window is null || window.Kind != request.Kind)
            return Unknown;
        if (known.TryGetValue((request.Window, request.Person), out var first))
            return Answer(request.Key is null || request.Key != first.Key ? EntryVerdict.Known : request.Value == first.Value ? EntryVerdict.Repeated : EntryVerdict.Mismatch, first);

        var now = time.NowFor(window);
        var isBanned = banned[request.Person].Any(ban => (ban.Room == StandingRestriction.AllRooms || ban.Room == window.StageId.Value) && (ban.Until is not { } until || until > now));
        var verdict = new EntryJudge(now, (long)clock.Uncertainty.TotalMilliseconds).Judge(window, request, isBanned);
        return Answer(verdict, verdict == EntryVerdict.Ok ? request.ToEntry() : null);

        EntryAnswer Answer(string said, BookEntry? entry) => new(said, window.State, window.Strength, entry);
    }

    private Task<int> CountAsync(FestivalDb database, BookWindow window, IEnumerable<BookEntry> entries, CancellationToken cancellation)
    {
        var counts = window.CountList.ToArray();
        foreach (var entry in entries)
            counts[entry.Value]++;
        var (text, now) = (JsonSerializer.Serialize(counts), time.NowFor(window));
        // Past the tracked row: entries are no step, and do not change the revision.
        return database.BookWindows.Where(row => row.Id == window.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(kept => kept.Counts, text).SetProperty(kept => kept.At, now), cancellation);
    }

    private static async Task<Dictionary<(string Window, ViewerId Person), BookEntry>> KnownAsync(
        FestivalDb database, IReadOnlyList<EntryRequest> requests, CancellationToken cancellation)
    {
        var windows = requests.Select(request => request.Window).Distinct(StringComparer.Ordinal).ToList();
        var persons = requests.Select(request => request.Person).Distinct().ToList();
        var found = await database.BookEntries.AsNoTracking()
            .Where(entry => EF.Parameter(windows).Contains(entry.Window) && EF.Parameter(persons).Contains(entry.Person)).ToListAsync(cancellation);
        return found.ToDictionary(entry => (entry.Window, entry.Person));
    }

    /// <summary>Where these persons are banned.</summary>
    private static async Task<ILookup<ViewerId, Ban>> BannedAsync(FestivalDb database, IReadOnlyList<EntryRequest> requests, CancellationToken cancellation)
    {
        var persons = requests.Select(request => request.Person).Distinct().ToList();
        var found = await database.StandingRestrictions.AsNoTracking()
            .Where(one => EF.Parameter(persons).Contains(one.Viewer) && one.Kind == RestrictionKinds.Ban).ToListAsync(cancellation);
        return found.ToLookup(one => one.Viewer, one => new Ban(one.Room, one.Until?.ToUnixTimeMilliseconds()));
    }

    /// <param name="Room">A room's id, or <see cref="StandingRestriction.AllRooms"/>.</param>
    /// <param name="Until">Unix milliseconds; null when it holds until it is lifted.</param>
    private readonly record struct Ban(string Room, long? Until);
}

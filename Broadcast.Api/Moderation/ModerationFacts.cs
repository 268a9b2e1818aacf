using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <summary>Adds the moderated words, the bans and shadows in force, the lifts of the last day, and the modes of rooms.</summary>
internal sealed class ModerationFacts : IFactsPart
{
    /// <summary>Longer than any room is away.</summary>
    private static readonly TimeSpan LiftsKept = TimeSpan.FromDays(1);

    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var words = await database.ModeratedWords.AsNoTracking().ToListAsync(cancellation);
        // Newest first, as FactsView reads them; those of one moment in ordinal order, whatever the database calls an order. A person may have one
        // for all rooms and one for a single room: both hold.
        var restrictions = await database.StandingRestrictions.AsNoTracking()
            .Where(held => held.Until == null || held.Until > now).OrderByDescending(held => held.Since).ThenBy(held => held.Viewer).ThenBy(held => held.Room).Take(FestivalFacts.MostRestrictions).ToListAsync(cancellation);
        var since = now - LiftsKept;
        var lifts = await database.ModerationRecords.AsNoTracking()
            .Where(record => record.At > since && record.Action == ModerationActions.Lift && record.Everywhere && record.Viewer != null)
            .OrderByDescending(record => record.At).ThenBy(record => record.Id).Take(FestivalFacts.MostLifts).ToListAsync(cancellation);
        var modes = await database.StandingModes.AsNoTracking().ToListAsync(cancellation);
        return facts with
        {
            Words = [.. words.OrderBy(word => word.Folded, StringComparer.Ordinal).Select(word => word.ToFact())],
            Restrictions =
            [
                .. restrictions.OrderByDescending(held => held.Since).ThenBy(held => held.Viewer.Value, StringComparer.Ordinal).ThenBy(held => held.Room, StringComparer.Ordinal)
                    .Select(held => held.ToFact()),
            ],
            Lifts = [.. lifts.OrderByDescending(record => record.At).ThenBy(record => record.Id, StringComparer.Ordinal).Select(record => new LiftFact { Viewer = record.Viewer!.Value, At = record.At.ToUnixTimeMilliseconds() })],
            Modes = [.. modes.OrderBy(mode => mode.Room.Value, StringComparer.Ordinal).Select(mode => mode.ToFact())],
        };
    }
}

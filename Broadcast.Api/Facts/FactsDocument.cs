using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Facts;

/// <summary>Reads the facts out of the database.</summary>
internal static class FactsDocument
{
    /// <summary>Restrictions that travel in the document: every service holds all of it. Beyond that, the rooms' own memory is what is left.</summary>
    private const int MostRestrictions = 10_000;

    public static Task<long> RevisionAsync(FestivalDb database, CancellationToken cancellation) =>
        database.FactsStates.Select(state => state.Revision).SingleAsync(cancellation);

    /// <summary>The whole document, of one moment.</summary>
    public static async Task<FestivalFacts> ReadAsync(FestivalDb database, DateTimeOffset now, CancellationToken cancellation)
    {
        // The transaction makes the reads one: what they see belongs to the revision beside it.
        await using var moment = await database.Database.BeginTransactionAsync(cancellation);
        var state = await database.FactsStates.AsNoTracking().SingleAsync(cancellation);
        var stages = await database.Stages.AsNoTracking().OrderBy(stage => stage.FestivalId).ThenBy(stage => stage.Order).ToListAsync(cancellation);
        var festivals = await database.Festivals.AsNoTracking().OrderBy(festival => festival.Id).ToListAsync(cancellation);
        var slots = await database.Slots.AsNoTracking().OrderBy(slot => slot.Start).ToListAsync(cancellation);
        var products = await database.Products.AsNoTracking().OrderBy(product => product.Id).ToListAsync(cancellation);
        var ended = await database.StaffSessions.AsNoTracking()
            .Where(session => session.EndedAt != null && session.ExpiresAt > now).Select(session => session.Id).ToListAsync(cancellation);
        ended.AddRange(await database.EndedSiteKeys.AsNoTracking().Where(key => key.ExpiresAt > now).Select(key => key.Id).ToListAsync(cancellation));
        var words = await database.ModeratedWords.AsNoTracking().OrderBy(word => word.Folded).ToListAsync(cancellation);
        // The newest first: where two hold, in all rooms and in one, readers go by the first.
        var restrictions = await database.StandingRestrictions.AsNoTracking()
            .Where(held => held.Until == null || held.Until > now).OrderByDescending(held => held.Since).Take(MostRestrictions).ToListAsync(cancellation);
        return new FestivalFacts
        {
            Revision = state.Revision,
            Epoch = state.Epoch,
            Stages = [.. stages.Select(stage => stage.ToFact())],
            Relays =
            [
                .. festivals.Select(festival => new RelayFact
                {
                    Channel = ChannelId.Parse(festival.Id.Value),
                    Name = festival.Name,
                    NameEn = festival.NameEn,
                    RundownRevision = festival.RundownRevision,
                    Slots = [.. slots.Where(slot => slot.FestivalId == festival.Id).Select(slot => slot.ToFact())],
                }),
            ],
            Products = [.. products.Select(product => product.ToCard())],
            RevokedSessions = ended,
            Words = [.. words.Select(word => word.ToFact())],
            Restrictions = [.. restrictions.Select(held => held.ToFact())],
        };
    }
}

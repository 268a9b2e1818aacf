using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <summary>
/// Writes moderators' acts into the audit trail, each once however often it is delivered, and with it, in the same transaction, what they
/// change of the bans and shadows in force. Acts of one room come in order, those of different rooms may not: what was done later holds,
/// whatever comes first.
/// </summary>
internal sealed class ModerationBook(IDbContextFactory<FestivalDb> databases)
{
    /// <summary>The acts that end what held against a person where they are done; two of them put something in its place that is kept here.</summary>
    private static readonly IReadOnlyList<string> OnRestrictions =
        [ModerationActions.Timeout, ModerationActions.Ban, ModerationActions.Shadow, ModerationActions.Lift];

    public async Task KeepAsync(ModeratorActed outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        if (await database.ModerationRecords.AnyAsync(record => record.Id == outcome.Id, cancellation))
            return;

        var record = ModerationRecord.Of(outcome);
        if (record.Viewer is { } viewer && OnRestrictions.Contains(record.Action, StringComparer.Ordinal))
            await RestrictAsync(database, record, viewer, cancellation);
        database.Add(record);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task RestrictAsync(FestivalDb database, ModerationRecord act, ViewerId viewer, CancellationToken cancellation)
    {
        var place = act.Everywhere ? StandingRestriction.AllRooms : act.Room!.Value.Value;
        var before = await database.StandingRestrictions
            .Where(held => held.Viewer == viewer && held.Since <= act.At && (act.Everywhere || held.Room == place)).ToListAsync(cancellation);
        var own = before.Find(held => held.Room == place);
        var restricts = act.Action is ModerationActions.Ban or ModerationActions.Shadow && !await IsOverAsync(database, act, viewer, cancellation);
        if (!restricts)
            database.RemoveRange(before);
        else if (own is null)
            database.Add(new StandingRestriction { Viewer = viewer, Room = place, Kind = act.Action, Until = act.Until, Since = act.At });
        else
            (own.Kind, own.Until, own.Since) = (act.Action, act.Until, act.At);

        if (restricts)
            database.RemoveRange(before.Where(held => held != own));
    }

    /// <summary>Whether something later was done to the same person in all of the act's rooms: the trail knows it, also when it left nothing in force.</summary>
    private static Task<bool> IsOverAsync(FestivalDb database, ModerationRecord act, ViewerId viewer, CancellationToken cancellation) =>
        database.ModerationRecords.AnyAsync(
            later => later.Viewer == viewer && later.At > act.At && OnRestrictions.Contains(later.Action)
                && (later.Everywhere || (!act.Everywhere && later.Room == act.Room)),
            cancellation);
}

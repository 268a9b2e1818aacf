using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <summary>
/// Writes moderators' acts into the audit trail, each once, however often it is delivered. The same transaction updates the bans and
/// shadows in force, and the rooms' modes. Acts of one room arrive in order, acts of different rooms may not: the later act wins, whichever arrives first.
/// </summary>
internal sealed class ModerationBook(IDbContextFactory<FestivalDb> databases)
{
    /// <summary>
    /// Acts that end what was imposed on a person in as many rooms; a lift of all rooms ends everything. Of these, only bans and shadows store a
    /// new restriction.
    /// </summary>
    private static readonly IReadOnlyList<string> OnRestrictions =
        [ModerationActions.Timeout, ModerationActions.Ban, ModerationActions.Shadow, ModerationActions.Lift];

    public async Task KeepAsync(ModeratorActed outcome, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.BeginTurnAsync($"moderation:{outcome.Viewer?.Value ?? outcome.Room.Value}", cancellation);
        if (await database.ModerationRecords.AnyAsync(record => record.Id == outcome.Id, cancellation))
            return;

        var record = ModerationRecord.Of(outcome);
        if (record.Viewer is { } viewer && OnRestrictions.Contains(record.Action, StringComparer.Ordinal))
            await RestrictAsync(database, record, viewer, cancellation);
        if (record is { Action: ModerationActions.Mode, Room: { } room, Text.Length: > 0 })
            await SetModeAsync(database, record, outcome.By, room, cancellation);
        database.Add(record);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task RestrictAsync(FestivalDb database, ModerationRecord act, ViewerId viewer, CancellationToken cancellation)
    {
        var room = act.Everywhere ? StandingRestriction.AllRooms : act.Room!.Value.Value;
        var before = await database.StandingRestrictions
            .Where(held => held.Viewer == viewer && held.Since <= act.At && (act.IsLiftOfAllRooms || held.Room == room)).ToListAsync(cancellation);
        var restricts = act.Action is ModerationActions.Ban or ModerationActions.Shadow && !await IsOverAsync(database, act, viewer, cancellation);
        if (!restricts)
            database.RemoveRange(before);
        else if (before is [var own])
            (own.Kind, own.Until, own.Since) = (act.Action, act.Until, act.At);
        else
            database.Add(new StandingRestriction { Viewer = viewer, Room = room, Kind = act.Action, Until = act.Until, Since = act.At });
    }

    private static async Task SetModeAsync(FestivalDb database, ModerationRecord act, EventAuthor by, RoomId room, CancellationToken cancellation)
    {
        var mode = JsonSerializer.Deserialize<RoomMode>(act.Text, ContractJson.Options)!;
        var standing = await database.StandingModes.SingleOrDefaultAsync(held => held.Room == room, cancellation);
        if (standing is null)
            database.Add(new StandingMode
            {
                Room = room,
                Chat = mode.Chat,
                SlowSeconds = mode.SlowSeconds,
                FollowedMinutes = mode.FollowedMinutes,
                Review = mode.Review,
                Since = act.At,
                By = by,
            });
        else if (standing.Since < act.At)
            (standing.Chat, standing.SlowSeconds, standing.FollowedMinutes, standing.Review, standing.Since, standing.By)
                = (mode.Chat, mode.SlowSeconds, mode.FollowedMinutes, mode.Review, act.At, by);
    }

    /// <summary>
    /// Whether a later act on the same person has ended this one. The trail is asked, because a later act may have left nothing in force.
    /// </summary>
    private static Task<bool> IsOverAsync(FestivalDb database, ModerationRecord act, ViewerId viewer, CancellationToken cancellation) =>
        database.ModerationRecords.AnyAsync(
            later => later.Viewer == viewer && later.At > act.At && OnRestrictions.Contains(later.Action)
                && (later.Everywhere ? act.Everywhere || later.Action == ModerationActions.Lift : !act.Everywhere && later.Room == act.Room),
            cancellation);
}

using System.Text.Json.Serialization;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Api.Rundown;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Calendar;

/// <summary>
/// The festivals in the order in which they concern people: those that are on, the one with a slot on first; those that come, the next one
/// first, and those without a day behind them; those that are over, the last one first; those that are retired. Pages without a festival of their
/// own show the first.
/// </summary>
internal sealed class FestivalCalendar(FestivalDb database, TimeProvider time)
{
    /// <param name="retired">Whether those that are retired are among them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<FestivalEntry>> ReadAsync(bool retired, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // Slots of one festival do not overlap: the one that begins last ends last. Set<Slot>(), because an expression cannot use the extension Slots.
        var rows = await database.Festivals.AsNoTracking().Where(festival => retired || festival.RetiredAt == null)
            .Select(festival => new
            {
                Festival = festival,
                First = database.Set<Slot>().Where(slot => slot.FestivalId == festival.Id).OrderBy(slot => slot.Start)
                    .Select(slot => new SlotTime(slot.Start, slot.Duration)).FirstOrDefault(),
                Last = database.Set<Slot>().Where(slot => slot.FestivalId == festival.Id).OrderByDescending(slot => slot.Start)
                    .Select(slot => new SlotTime(slot.Start, slot.Duration)).FirstOrDefault(),
                Begun = database.Set<Slot>().Where(slot => slot.FestivalId == festival.Id && slot.Start <= now).OrderByDescending(slot => slot.Start)
                    .Select(slot => new SlotTime(slot.Start, slot.Duration)).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return [.. rows
            .Select(row => (row.Festival, Times: FestivalTimes.Of(row.Festival, row.First, row.Last, row.Begun, now)))
            .Select(row => (row.Festival, row.Times, Standing: row.Festival.RetiredAt is null ? row.Times.At(now) : FestivalStanding.Retired))
            .OrderBy(row => row.Standing)
            .ThenBy(row => row.Standing == FestivalStanding.Present && !row.Times.IsOn)
            .ThenBy(row => row.Standing == FestivalStanding.Past ? -row.Times.Until!.Value.ToUnixTimeMilliseconds() : row.Times.From?.ToUnixTimeMilliseconds() ?? long.MaxValue)
            .ThenBy(row => row.Festival.Id.Value, StringComparer.Ordinal)
            .Select(row => FestivalEntry.Of(row.Festival, row.Standing))];
    }
}

/// <summary>A festival in a list. Days are <c>yyyy-MM-dd</c> in its zone. <c>state</c> is <c>present</c>, <c>upcoming</c>, <c>past</c> or <c>retired</c>.</summary>
internal sealed record FestivalEntry(FestivalId Id, string Name, string NameEn, DateOnly? FirstDay, DateOnly? LastDay, string TimeZone, string State)
{
    /// <inheritdoc cref="Programme.RetiredAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }

    public static FestivalEntry Of(Festival festival, FestivalStanding standing) =>
        new(festival.Id, festival.Name, festival.NameEn, festival.FirstDay, festival.LastDay, festival.TimeZone, Word(standing)) { RetiredAt = festival.RetiredAt };

    private static string Word(FestivalStanding standing) => standing switch
    {
        FestivalStanding.Present => "present",
        FestivalStanding.Upcoming => "upcoming",
        FestivalStanding.Past => "past",
        _ => "retired",
    };
}

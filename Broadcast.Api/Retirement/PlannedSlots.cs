using System.Linq.Expressions;
using Broadcast.Api.Data;
using Broadcast.Api.Rundown;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Retirement;

internal static class PlannedSlots
{
    /// <summary>Those of the slots that are not over, in the order of their start.</summary>
    public static async Task<IReadOnlyList<Slot>> FromAsync(FestivalDb database, Expression<Func<Slot, bool>> which, DateTimeOffset now, CancellationToken cancellation)
    {
        // The end is no column: no slot that began earlier can be on still.
        var earliest = now - RundownPlan.Longest;
        var slots = await database.Slots.AsNoTracking().Where(which).Where(slot => slot.Start > earliest).OrderBy(slot => slot.Start).ToListAsync(cancellation);
        return slots.FindAll(slot => slot.Start + slot.Duration > now);
    }
}

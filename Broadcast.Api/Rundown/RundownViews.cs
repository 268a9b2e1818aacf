using System.ComponentModel;
using System.Text.Json.Serialization;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Rundown;

/// <summary>A festival's plan, slots in the order of their start.</summary>
internal sealed record RundownView(
    [property: Description("Grows with every change. Send it back to replace the plan.")] long Revision,
    IReadOnlyList<SlotView> Slots)
{
    [JsonIgnore]
    public IReadOnlyDictionary<string, SlotView> ById => Slots.ToDictionary(slot => slot.Id.Value, StringComparer.Ordinal);

    public static async Task<RundownView?> ReadAsync(FestivalDb database, FestivalId festival, CancellationToken cancellation)
    {
        // One query, so that the revision belongs to these slots. Set<Slot>(), because an expression cannot use the extension Slots.
        var plan = await database.Festivals.AsNoTracking().Where(known => known.Id == festival)
            .Select(known => new
            {
                known.RundownRevision,
                Slots = database.Set<Slot>().Where(slot => slot.FestivalId == known.Id).OrderBy(slot => slot.Start).ToList(),
            })
            .SingleOrDefaultAsync(cancellation);
        return plan is null ? null : new RundownView(plan.RundownRevision, plan.Slots.ConvertAll(SlotView.Of));
    }
}

/// <summary>One slot.</summary>
internal sealed record SlotView(
    SlotId Id, StageId Stage, string Title,
    [property: Description("Planned start, ISO 8601 in UTC.")] DateTimeOffset Start,
    [property: Description("Seconds.")] double Duration,
    [property: Description("The rundown's revision in which this slot last changed.")] long Revision,
    [property: Description("The title in English; absent where there is none."), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TitleEn = null)
{
    public static SlotView Of(Slot slot) => new(slot.Id, slot.StageId, slot.Title, slot.Start, slot.Duration.TotalSeconds, slot.Revision, slot.TitleEn);
}

/// <summary>A new plan, which replaces the old one.</summary>
internal sealed record RundownDraft(
    [property: Description("The revision that the change was made from.")] long? Revision,
    IReadOnlyList<SlotDraft?>? Slots);

/// <summary>A slot of a new plan; without an id it is a new slot.</summary>
internal sealed record SlotDraft(
    string? Id, string? Stage, string? Title,
    [property: Description("ISO 8601 with an offset or Z.")] DateTimeOffset? Start,
    [property: Description("Seconds, 5 to 86400.")] double? Duration,
    [property: Description("The title in English, if there is one: 1 to 80 characters.")] string? TitleEn = null);

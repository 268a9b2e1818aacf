using System.ComponentModel;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

/// <summary>A festival as it shall be, whole. What is left out is empty, but for the order of the stages.</summary>
internal sealed record FestivalPut(
    string? Name, string? NameEn, string? Theme, string? ThemeEn,
    [property: Description("IANA name; Asia/Shanghai if left out.")] string? TimeZone,
    [property: Description("yyyy-MM-dd")] string? FirstDay,
    [property: Description("yyyy-MM-dd")] string? LastDay,
    [property: Description("All chapters in their order. One that is left out is retired; one that was retired comes back.")] IReadOnlyList<NewChapter?>? Chapters,
    [property: Description("Ids of stages in their new order; those that are not named come behind them. The order stays if left out.")] IReadOnlyList<string?>? Stages,
    [property: Description("The revision that the change was made from.")] long? Revision)
{
    /// <param name="id">The festival.</param>
    /// <param name="own">The festival's stages, the retired ones too: one that was retired meanwhile is no fault of a list that names it.</param>
    public Result<FestivalChange> Read(FestivalId id, IReadOnlySet<StageId> own)
    {
        var faults = new FieldFaults();
        var texts = FestivalTexts.Read(faults, Name, NameEn, Theme, ThemeEn, TimeZone, FirstDay, LastDay);
        if (Chapters is null)
            faults.Add("chapters", Faults.Form, "'chapters' must be the list of all chapters.");
        var chapters = NewChapter.ReadAll(faults, Chapters ?? [], id);
        var stages = new List<StageId>();
        foreach (var (i, named) in (Stages ?? []).Take(own.Count + 1).Index())
        {
            if (!StageId.TryParse(named, null, out var stage) || !own.Contains(stage))
                faults.Add($"stages[{i}]", Faults.Unknown, $"'stages[{i}]' must be a stage of the festival.");
            else if (stages.Contains(stage))
                faults.Add($"stages[{i}]", Faults.Taken, $"'stages[{i}]' is named twice.");
            else
                stages.Add(stage);
        }

        if (Revision is null)
            faults.Add("revision", Faults.Form, "'revision' is missing. Send the revision that the change was made from.");
        return faults.Any ? faults.On(FestivalErrors.Malformed) : new FestivalChange(texts, chapters, stages, Revision!.Value);
    }
}

/// <param name="Texts">What people read of it.</param>
/// <param name="Chapters">All that shall be offered, in their order.</param>
/// <param name="Stages">Those that come first, in their order.</param>
/// <param name="Revision">The revision that the change was made from.</param>
internal sealed record FestivalChange(FestivalTexts Texts, IReadOnlyList<Chapter> Chapters, IReadOnlyList<StageId> Stages, long Revision);

using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

/// <summary>What people read of a stage, as an operator sends it.</summary>
internal sealed record StageTexts(TwoLanguages Name, TwoLanguages Place, TwoLanguages Shown)
{
    public static StageTexts Read(FieldFaults faults, string? name, string? nameEn, string? place, string? placeEn, string? shown, string? shownEn) => new(
        TwoLanguages.Read(faults, "name", name, nameEn, 80),
        TwoLanguages.ReadOptional(faults, "place", place, placeEn, 80),
        TwoLanguages.ReadOptional(faults, "shown", shown, shownEn, 300));
}

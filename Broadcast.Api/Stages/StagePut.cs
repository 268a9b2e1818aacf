using System.ComponentModel;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Stages;

/// <summary>A stage's texts as they shall be, whole: what is left out is empty, an English text then equals the other one.</summary>
internal sealed record StagePut(
    string? Name, string? NameEn, string? Place, string? PlaceEn, string? Shown, string? ShownEn,
    [property: Description("The revision that the change was made from.")] long? Revision)
{
    public Result<(StageTexts Texts, long Revision)> Read()
    {
        var faults = new FieldFaults();
        var texts = StageTexts.Read(faults, Name, NameEn, Place, PlaceEn, Shown, ShownEn);
        if (Revision is null)
            faults.Add("revision", Faults.Form, "'revision' is missing. Send the revision that the change was made from.");
        return faults.Any ? faults.On(StageErrors.Malformed) : (texts, Revision!.Value);
    }
}

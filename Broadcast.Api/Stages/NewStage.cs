using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Stages;

/// <summary>A new stage as an operator sends it. English texts may be left out.</summary>
internal sealed record NewStage(string? Id, string? Name, string? NameEn, string? Place, string? PlaceEn, string? Shown, string? ShownEn)
{
    public Result<Stage> Read(FestivalId festival, int order, StreamKey key, DateTimeOffset now)
    {
        var faults = new FieldFaults();
        if (!StageId.TryParse(Id, null, out var id))
            faults.Add("id", Faults.Form, "'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
        var texts = StageTexts.Read(faults, Name, NameEn, Place, PlaceEn, Shown, ShownEn);
        if (faults.Any)
            return faults.On(StageErrors.Malformed);

        var stage = new Stage
        {
            Id = id,
            FestivalId = festival,
            Order = order,
            Name = texts.Name.Text,
            NameEn = texts.Name.English,
            KeyDigest = key.Digest,
            KeyMadeAt = now,
        };
        stage.Take(texts);
        return stage;
    }
}

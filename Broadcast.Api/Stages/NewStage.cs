using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Stages;

/// <summary>A new stage as an operator sends it. English texts may be left out.</summary>
internal sealed record NewStage(string? Id, string? Name, string? NameEn, string? Place, string? PlaceEn, string? Shown, string? ShownEn)
{
    public Result<Stage> Read(FestivalId festival, int order, StreamKey key, DateTimeOffset now)
    {
        if (!StageId.TryParse(Id, null, out var id))
            return StageErrors.Invalid("'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
        if (TwoLanguages.Read(Name, NameEn, 80) is not { } name)
            return StageErrors.Invalid("'name' must have 1-80 characters, 'nameEn' at most 80.");
        if (TwoLanguages.ReadOptional(Place, PlaceEn, 80) is not { } place)
            return StageErrors.Invalid("'place' and 'placeEn' must have at most 80 characters.");
        if (TwoLanguages.ReadOptional(Shown, ShownEn, 300) is not { } shown)
            return StageErrors.Invalid("'shown' and 'shownEn' must have at most 300 characters.");

        return new Stage
        {
            Id = id,
            FestivalId = festival,
            Order = order,
            Name = name.Text,
            NameEn = name.English,
            Place = place.Text,
            PlaceEn = place.English,
            Shown = shown.Text,
            ShownEn = shown.English,
            KeyDigest = key.Digest,
            KeyMadeAt = now,
        };
    }
}

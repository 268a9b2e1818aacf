using Broadcast.Chat.Text;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;

namespace Broadcast.Api.Stages;

/// <summary>A stage as an operator writes it. English texts may be left out.</summary>
internal sealed record NewStage(string? Id, string? Name, string? NameEn, string? Place, string? PlaceEn, string? Shown, string? ShownEn)
{
    public Result<Stage> Read(FestivalId festival, int order, StreamKey key, DateTimeOffset now)
    {
        if (!StageId.TryParse(Id, null, out var id))
            return StageErrors.Invalid("'id' must be 1-40 of a-z, 0-9 and '-', and must not begin with '-'.");
        if (PlainLine.Read(Name, 80) is not { } name || PlainLine.ReadOptional(NameEn, 80) is not { } nameEn)
            return StageErrors.Invalid("'name' must have 1-80 characters, 'nameEn' at most 80.");
        if (PlainLine.ReadOptional(Place, 80) is not { } place || PlainLine.ReadOptional(PlaceEn, 80) is not { } placeEn)
            return StageErrors.Invalid("'place' and 'placeEn' must have at most 80 characters.");
        if (PlainLine.ReadOptional(Shown, 300) is not { } shown || PlainLine.ReadOptional(ShownEn, 300) is not { } shownEn)
            return StageErrors.Invalid("'shown' and 'shownEn' must have at most 300 characters.");

        return new Stage
        {
            Id = id,
            FestivalId = festival,
            Order = order,
            Name = name,
            NameEn = nameEn.Length > 0 ? nameEn : name,
            Place = place,
            PlaceEn = placeEn.Length > 0 ? placeEn : place,
            Shown = shown,
            ShownEn = shownEn.Length > 0 ? shownEn : shown,
            KeyDigest = key.Digest,
            KeyMadeAt = now,
        };
    }
}

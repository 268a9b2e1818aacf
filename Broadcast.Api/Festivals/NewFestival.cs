using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

/// <summary>A new festival as an operator sends it. English texts may be left out; <c>timeZone</c> is an IANA name, days are <c>yyyy-MM-dd</c>.</summary>
internal sealed record NewFestival(
    string? Id, string? Name, string? NameEn, string? Theme, string? ThemeEn, string? TimeZone, string? FirstDay, string? LastDay,
    IReadOnlyList<NewChapter?>? Chapters)
{
    public Result<(Festival Festival, List<Chapter> Chapters)> Read()
    {
        var faults = new FieldFaults();
        if (!FestivalId.TryParse(Id, null, out var id))
            faults.Add("id", Faults.Form, "'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
        var texts = FestivalTexts.Read(faults, Name, NameEn, Theme, ThemeEn, TimeZone, FirstDay, LastDay);
        var chapters = NewChapter.ReadAll(faults, Chapters ?? [], id);
        if (faults.Any)
            return faults.On(FestivalErrors.Malformed);

        var festival = new Festival { Id = id, Name = texts.Name.Text, NameEn = texts.Name.English };
        festival.Take(texts);
        return (festival, chapters);
    }
}

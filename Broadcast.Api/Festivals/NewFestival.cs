using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

/// <summary>A new festival as an operator sends it. English texts may be left out; <c>timeZone</c> is an IANA name.</summary>
internal sealed record NewFestival(
    string? Id, string? Name, string? NameEn, string? Theme, string? ThemeEn, string? TimeZone, IReadOnlyList<NewChapter?>? Chapters)
{
    private const int MostChapters = 30;

    public Result<(Festival Festival, List<Chapter> Chapters)> Read()
    {
        if (!FestivalId.TryParse(Id, null, out var id))
            return FestivalErrors.Invalid("'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
        if (TwoLanguages.Read(Name, NameEn, 80) is not { } name)
            return FestivalErrors.Invalid("'name' must have 1-80 characters, 'nameEn' at most 80.");
        if (TwoLanguages.ReadOptional(Theme, ThemeEn, 200) is not { } theme)
            return FestivalErrors.Invalid("'theme' and 'themeEn' must have at most 200 characters.");
        var zone = string.IsNullOrWhiteSpace(TimeZone) ? "Asia/Shanghai" : TimeZone.Trim();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return FestivalErrors.Invalid("'timeZone' must be an IANA time zone, such as Asia/Shanghai.");

        var festival = new Festival
        {
            Id = id,
            Name = name.Text,
            NameEn = name.English,
            Theme = theme.Text,
            ThemeEn = theme.English,
            TimeZone = zone,
        };
        var chapters = new List<Chapter>();
        foreach (var chapter in Chapters ?? [])
        {
            if (chapter is null)
                return FestivalErrors.Invalid($"'chapters[{chapters.Count}]' must be a chapter.");
            var read = chapter.Read(id, chapters.Count);
            if (read.Failed)
                return read.Error;
            chapters.Add(read.Value);
        }

        if (chapters.Count > MostChapters || chapters.DistinctBy(chapter => chapter.Id, StringComparer.Ordinal).Count() != chapters.Count)
            return FestivalErrors.Invalid($"'chapters' must have at most {MostChapters} entries, each with a different id.");
        return (festival, chapters);
    }
}

/// <summary>A chapter of a new festival; its id is a slug.</summary>
internal sealed record NewChapter(string? Id, string? Name, string? NameEn, string? Text, string? TextEn)
{
    public Result<Chapter> Read(FestivalId festival, int order)
    {
        if (!FestivalId.TryParse(Id, null, out _))
            return FestivalErrors.Invalid("A chapter's 'id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
        if (TwoLanguages.Read(Name, NameEn, 80) is not { } name)
            return FestivalErrors.Invalid("A chapter's 'name' must have 1-80 characters, its 'nameEn' at most 80.");
        if (TwoLanguages.ReadOptional(Text, TextEn, 500) is not { } text)
            return FestivalErrors.Invalid("A chapter's 'text' and 'textEn' must have at most 500 characters.");

        return new Chapter
        {
            FestivalId = festival,
            Id = Id,
            Order = order,
            Name = name.Text,
            NameEn = name.English,
            Text = text.Text,
            TextEn = text.English,
        };
    }
}

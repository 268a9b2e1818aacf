using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Festivals;

/// <summary>A chapter as an operator sends it; its id is a slug.</summary>
internal sealed record NewChapter(string? Id, string? Name, string? NameEn, string? Text, string? TextEn)
{
    private const int Most = 30;

    /// <summary>The chapters of a festival in their order; what is wrong goes to the faults.</summary>
    public static List<Chapter> ReadAll(FieldFaults faults, IReadOnlyList<NewChapter?> chapters, FestivalId festival)
    {
        if (chapters.Count > Most)
            faults.Add("chapters", Faults.Range, $"'chapters' must have at most {Most} entries.", 0, Most);
        var read = new List<Chapter>();
        foreach (var (i, chapter) in chapters.Take(Most).Index())
        {
            var field = $"chapters[{i}]";
            if (chapter is null)
                faults.Add(field, Faults.Form, $"'{field}' must be a chapter.");
            else if (!FestivalId.TryParse(chapter.Id, null, out _))
                faults.Add($"{field}.id", Faults.Form, $"'{field}.id' must have 1-40 characters of a-z, 0-9 and '-', and must not begin with '-'.");
            else if (read.Exists(other => other.Id == chapter.Id))
                faults.Add($"{field}.id", Faults.Taken, $"'{field}.id' is the id of another of the 'chapters'.");
            else
                read.Add(chapter.Read(faults, field, festival, i));
        }

        return read;
    }

    private Chapter Read(FieldFaults faults, string field, FestivalId festival, int order)
    {
        var name = TwoLanguages.Read(faults, $"{field}.name", Name, NameEn, 80);
        var text = TwoLanguages.ReadOptional(faults, $"{field}.text", Text, TextEn, 500);
        return new Chapter
        {
            FestivalId = festival,
            Id = Id!,
            Order = order,
            Name = name.Text,
            NameEn = name.English,
            Text = text.Text,
            TextEn = text.English,
        };
    }
}

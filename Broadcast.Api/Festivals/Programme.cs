using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Festivals;

/// <summary>
/// A festival with its chapters and stages in their order. <c>channel</c> is its relay; the rundown has a call of its own. Days are
/// <c>yyyy-MM-dd</c> in the festival's zone, null while they are not said. <c>revision</c> is sent back with a change.
/// </summary>
internal sealed record Programme(
    FestivalId Id, ChannelId Channel, string Name, string NameEn, string Theme, string ThemeEn, string TimeZone, DateOnly? FirstDay, DateOnly? LastDay,
    long Revision, IReadOnlyList<ChapterView> Chapters, IReadOnlyList<StageView> Stages)
{
    /// <summary>Since when it is not offered any more; left out while it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }
}

internal sealed record ChapterView(string Id, string Name, string NameEn, string Text, string TextEn)
{
    /// <inheritdoc cref="Programme.RetiredAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }

    public static ChapterView Of(Chapter chapter) => new(chapter.Id, chapter.Name, chapter.NameEn, chapter.Text, chapter.TextEn) { RetiredAt = chapter.RetiredAt };
}

/// <summary>A stage. Its channel and its room have the same id. <c>revision</c> is sent back with a change.</summary>
internal sealed record StageView(StageId Id, string Name, string NameEn, string Place, string PlaceEn, string Shown, string ShownEn, long Revision)
{
    /// <inheritdoc cref="Programme.RetiredAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RetiredAt { get; init; }

    public static StageView Of(Stage stage) =>
        new(stage.Id, stage.Name, stage.NameEn, stage.Place, stage.PlaceEn, stage.Shown, stage.ShownEn, stage.Revision) { RetiredAt = stage.RetiredAt };
}

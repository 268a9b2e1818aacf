using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Festivals;

/// <summary>A festival in a list.</summary>
internal sealed record FestivalEntry(FestivalId Id, string Name, string NameEn);

/// <summary>A festival with its chapters and stages. <c>channel</c> is its relay; the rundown has a call of its own.</summary>
internal sealed record Programme(
    FestivalId Id, ChannelId Channel, string Name, string NameEn, string Theme, string ThemeEn, string TimeZone,
    IReadOnlyList<ChapterView> Chapters, IReadOnlyList<StageView> Stages);

internal sealed record ChapterView(string Id, string Name, string NameEn, string Text, string TextEn);

/// <summary>A stage. Its channel and its room have the same id.</summary>
internal sealed record StageView(StageId Id, string Name, string NameEn, string Place, string PlaceEn, string Shown, string ShownEn);

using Broadcast.Chat.Contracts;

namespace Broadcast.Api.Festivals;

/// <summary>A festival in a list.</summary>
internal sealed record FestivalEntry(FestivalId Id, string Name, string NameEn);

/// <summary>What a festival is about. <c>channel</c> is its relay; the rundown is a call of its own.</summary>
internal sealed record Programme(
    FestivalId Id, ChannelId Channel, string Name, string NameEn, string Theme, string ThemeEn, string TimeZone,
    IReadOnlyList<ChapterView> Chapters, IReadOnlyList<StageView> Stages);

internal sealed record ChapterView(string Id, string Name, string NameEn, string Text, string TextEn);

/// <summary>A stage; the channel and the room of the same id belong to it.</summary>
internal sealed record StageView(StageId Id, string Name, string NameEn, string Place, string PlaceEn, string Shown, string ShownEn);

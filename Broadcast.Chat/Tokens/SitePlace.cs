namespace Broadcast.Chat.Tokens;

/// <summary>Where a village site lies, from the largest to the smallest.</summary>
internal sealed record SitePlace(string Province, string County, string Village);

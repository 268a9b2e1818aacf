namespace Broadcast.Chat.Spine.Tokens;

/// <summary>Where a village site lies, from the largest unit to the smallest.</summary>
internal sealed record SiteLocation(string Province, string County, string Village);

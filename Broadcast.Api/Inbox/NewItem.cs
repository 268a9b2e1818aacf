using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;

namespace Broadcast.Api.Inbox;

/// <summary>What a feature puts into a person's inbox.</summary>
/// <param name="Viewer">The person.</param>
/// <param name="Key">What it is about, such as <c>prize:gushi.7:1</c>: at most 200 characters. A second entry with the same key is not added.</param>
/// <param name="Data">The data; its type is the entry's.</param>
internal sealed record NewItem(ViewerId Viewer, string Key, IYoursData Data);

using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms.Log;
using StackExchange.Redis;

namespace Broadcast.Chat.Moderation;

/// <summary>Reads the audit record of a moderator's act.</summary>
internal sealed class ModerationOutcomes : IOutcomeSource<ModeratorActed>
{
    public string Kind => "moderation";

    public Task<ModeratorActed?> ReadAsync(RoomId room, StreamEntry entry)
    {
        var action = (string)entry["act"]!;
        var text = (string)entry["text"]!;
        // For a message the text is its JSON from the log, which names its author; for a mode it is the mode's JSON.
        var message = text.Length > 0 && action != ModerationActions.Mode ? LogEntry.Parse("0", "0", text) : null;
        return Task.FromResult<ModeratorActed?>(new ModeratorActed
        {
            Id = $"moderation:{room}:{entry.Id}",
            At = (long)entry["at"],
            Room = room,
            Action = action,
            By = JsonSerializer.Deserialize<EventAuthor>((string)entry["by"]!, ContractJson.Options)!,
            Viewer = message?.By?.Id ?? (ViewerId.TryParse(entry["viewer"], null, out var viewer) ? viewer : null),
            ViewerName = message?.By?.Name ?? (string)entry["name"]!,
            Text = message is { Data: ChatSaid said } ? said.Text : text,
            Reason = (string)entry["reason"]!,
            Until = (long)entry["until"] is var until and > 0 ? until : null,
            Everywhere = entry["everywhere"] == "1",
        });
    }
}

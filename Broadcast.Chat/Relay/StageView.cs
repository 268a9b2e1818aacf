using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Relay;

/// <summary>What a stage shows, at one place of its log; an empty epoch when it has none yet.</summary>
internal sealed record StageView(Position End, RoomEvent? Pin, QuestionId? Open);

using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Relay;

/// <summary>A relay channel and its room.</summary>
internal readonly record struct RelayFactRoom(ChannelId Channel)
{
    public RoomId Room => RoomId.Parse(Channel.Value);
}

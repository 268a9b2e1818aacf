using System.Security.Cryptography;

namespace Broadcast.Chat.Rooms.Live;

/// <summary>This process, made anew at each start, so that a restarted node is never taken for its dead self.</summary>
internal sealed class NodeName
{
    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
}

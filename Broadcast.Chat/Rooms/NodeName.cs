using System.Security.Cryptography;

namespace Broadcast.Chat.Rooms;

/// <summary>The name of this process, new at each start, so that a restarted node is never mistaken for its earlier run.</summary>
internal sealed class NodeName
{
    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
}

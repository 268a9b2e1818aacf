using System.Security.Cryptography;
using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Rooms;

/// <summary>Makes the ids that carry their stage.</summary>
internal static class Unique
{
    public static PinId Pin(StageId stage) => PinId.Parse($"{stage}.{Chance()}");

    public static QuestionId Question(StageId stage) => QuestionId.Parse($"{stage}.{Chance()}");

    private static string Chance() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

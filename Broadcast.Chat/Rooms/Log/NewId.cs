using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>Makes random ids that begin with their stage.</summary>
internal static class NewId
{
    public static PinId Pin(StageId stage) => PinId.Parse($"{stage}.{RandomHex()}");

    public static QuestionId Question(StageId stage) => QuestionId.Parse($"{stage}.{RandomHex()}");

    public static PollId Poll(StageId stage) => PollId.Parse($"{stage}.{RandomHex()}");

    private static string RandomHex() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

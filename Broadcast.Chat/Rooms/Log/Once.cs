using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// A command's id, made by the client and scoped to the sender and the command: the same id of another command is another one. A command
/// with a known id has no further effect.
/// </summary>
internal readonly record struct Once(string? Id)
{
    private const int Longest = 64;

    public const string Say = "say";
    public const string Pin = "pin";
    public const string Ask = "ask";
    public const string Poll = "poll";

    /// <summary>The id of a service's announcement.</summary>
    public static string Announcement(string id) => $"system:{id}";

    public static Result<Once> Of(ViewerId sender, string command, string? id) =>
        id is null ? new Once(null)
        : id.Length is 0 or > Longest || id.AsSpan().ContainsAnyExcept(Allowed) ? RequestErrors.BadId with { Message = "The id of a command must have 1-64 letters, digits or -_.:@|+~=." }
        : new Once($"{command}:{sender}:{id}");

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:@|+~=");
}

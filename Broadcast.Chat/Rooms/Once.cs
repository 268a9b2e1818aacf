using Broadcast.Chat.Errors;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Rooms;

/// <summary>A command's id made by the client, scoped to who sent it.</summary>
internal readonly record struct Once(string? Id)
{
    private const int Longest = 64;

    public static Result<Once> Of(Caller caller, string? id) =>
        id is null ? new Once(null)
        : id.Length is 0 or > Longest || id.AsSpan().ContainsAnyExcept(Allowed) ? RoomErrors.BadId
        : new Once($"{caller.Id}:{id}");

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:@|+~=");
}

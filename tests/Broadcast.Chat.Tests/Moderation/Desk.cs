using System.Net.Http.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Moderation;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Moderation;

/// <summary>Reads what moderators see, and the codes that people get who try to talk.</summary>
internal static class Desk
{
    public static Uri Path(string path) => new($"/api/v1/rooms/{ChatFestival.Gushi.Room}/{path}", UriKind.Relative);

    public static async Task<ModerationView> ViewAsync(ChatFestival festival, string token)
    {
        using var http = festival.Http(token);
        return (await http.GetFromJsonAsync<ModerationView>(Path("moderation"), ContractJson.Options))!;
    }

    public static async Task<string?[]> CodesAsync(params RoomUser[] users)
    {
        var codes = new List<string?>();
        foreach (var user in users)
            codes.Add(await RoomUser.CodeOfAsync(user.SayAsync("hello")));
        return [.. codes];
    }
}

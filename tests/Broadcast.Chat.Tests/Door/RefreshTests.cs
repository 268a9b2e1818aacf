using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Door;

[Parallelizable(ParallelScope.Self)]
public sealed class RefreshTests
{
    [Test]
    public async Task A_connection_outlives_its_first_token_once_it_has_sent_a_new_one()
    {
        await using var festival = await ChatFestival.StartAsync();
        var renewed = await festival.UserAsync(Short(festival, "ann"));
        var lapsed = await festival.UserAsync(Short(festival, "bob"));
        await renewed.JoinAsync(ChatFestival.Gushi.Room);

        var answer = await renewed.Connection.InvokeAsync<Renewed>("Refresh", festival.GuestToken("ann"));
        await Eventually.TrueAsync(() => lapsed.Connection.State != HubConnectionState.Connected, "the other token has ended, and so has its connection");
        await renewed.SayAsync("still here");

        Assert.That(
            DateTimeOffset.FromUnixTimeMilliseconds(answer.ExpiresAt!.Value), Is.EqualTo(DateTimeOffset.UtcNow.AddHours(1)).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Only_a_valid_token_of_the_same_person_is_accepted()
    {
        await using var festival = await ChatFestival.StartAsync();
        var ann = await festival.UserAsync(festival.GuestToken("ann"));

        var other = await RoomUser.CodeOfAsync(ann.Connection.InvokeAsync<Renewed>("Refresh", festival.GuestToken("bob")));
        var none = await RoomUser.CodeOfAsync(ann.Connection.InvokeAsync<Renewed>("Refresh", "no token at all"));
        var nothing = await RoomUser.CodeOfAsync(ann.Connection.InvokeAsync<Renewed>("Refresh", null));

        Assert.That(new[] { other, none, nothing }, Is.EqualTo(new[] { "auth.other", "auth.required", "auth.required" }));
    }

    private static string Short(ChatFestival festival, string name) => festival.Services.GetRequiredService<TokenSigner>()
        .Sign(new TokenSubject($"guest:{name}", name, [], [], "guest"), TimeSpan.FromSeconds(4));
}

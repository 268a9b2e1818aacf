using Broadcast.Chat.Contracts.Events;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Chat.Tests.Spine.Tokens;

public sealed class TicketScriptTests
{
    private const string Issuer = "https://shop.example";
    private static readonly string Key = Convert.ToBase64String(Enumerable.Range(200, 40).Select(i => (byte)i).ToArray());

    [Test]
    public async Task A_ticket_of_the_script_joins_as_the_person_that_the_script_names()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Tokens:Issuers:0:Issuer", Issuer), ("Tokens:Issuers:0:SharedKey", Key), ("Rooms:Guests", "read")]);
        var (ticket, viewer) = await TicketAsync(Issuer, Key, "customer \"7\" of \\ the shop", "李 Mei");
        await using var person = await festival.UserAsync(ticket);
        await person.JoinAsync(ChatFestival.Gushi.Room);

        await person.SayAsync("hello");

        await person.HearsAsync<ChatSaid>();
        var by = person.Events.Single(item => item.Data is ChatSaid).By!;
        Assert.That((by.Id.Value, by.Name), Is.EqualTo((viewer, "李 Mei")));
    }

    private static async Task<(string Ticket, string Viewer)> TicketAsync(params string[] arguments)
    {
        await using var script = TestProcess.Start("bash", [Path.Combine(Repository.Root, "deploy/ticket.sh"), .. arguments]);
        await script.WaitForExitAsync();
        var lines = script.Lines.Where(line => line.Length > 0).ToList();
        return (lines.Single(line => line.StartsWith("ey", StringComparison.Ordinal)), lines.Single(line => line.StartsWith("viewer ", StringComparison.Ordinal))["viewer ".Length..]);
    }
}

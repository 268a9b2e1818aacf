using System.Net;
using TestKit;

namespace Broadcast.Api.Tests.Tickets;

/// <summary>Names that only staff and the festival have.</summary>
public sealed class ReservedNameTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Tickets:PerAddress", "1000");
        await _host.CreateFestivalAsync();
        await Eventually.TrueAsync(() => _host.Facts.Relays.Count > 0, "the festival is known");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase("导播 Operator")]
    [TestCase("导播")]
    [TestCase("导 播")]
    [TestCase("OPERATOR")]
    [TestCase("o p e r a t o r")]
    [TestCase("Ｏｐｅｒａｔｏｒ")]
    [TestCase("小林 (moderator)")]
    [TestCase("管理员小林")]
    [TestCase("官方客服")]
    [TestCase("admin_1")]
    [TestCase("乡村文化节")]
    [TestCase("乡村文化节 播报")]
    [TestCase("RuralCultureFestival")]
    public Task A_guest_does_not_get_it(string name) =>
        _host.Anonymous.PostAsync("/api/v1/tickets", new { name }).RefusedAsync(HttpStatusCode.BadRequest, "ticket.reserved");

    [TestCase("小林")]
    [TestCase("badminton")]
    [TestCase("Anchorage")]
    [TestCase("cooperator")]
    [TestCase("播放器")]
    [TestCase("文化迷")]
    public Task Others_are_free(string name) => _host.Anonymous.PostAsync("/api/v1/tickets", new { name }).OkAsync();
}

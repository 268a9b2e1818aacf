using System.Net;

namespace Broadcast.Api.Tests.Tickets;

/// <summary>What happens when an issuer changes the keys of its key set.</summary>
public sealed class RotatedKeyTests
{
    private PersonLogin _login = null!;
    private ApiHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(["--Roles", "api,chat", .. _login.Settings]);
        await _host.CreateFestivalAsync();
        await _host.KnowsAsync(PersonLogin.Sign(PersonLogin.Login, _login.Rs256));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _login.DisposeAsync();
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3, Description = "strangers make up keys that nobody has")]
    public async Task The_first_token_with_the_new_key_is_accepted(int madeUp)
    {
        for (var i = 0; i < madeUp; i++)
            await AskAsync($"made-up-{i}");
        _login.Rotate();

        await _host.KnowsAsync(PersonLogin.Sign(PersonLogin.Login, _login.Rs256));
    }

    [Test]
    public async Task Made_up_keys_do_not_make_the_host_ask_the_issuer_without_end()
    {
        var before = _login.Asked;

        for (var i = 0; i < 200; i++)
            await AskAsync($"made-up-{i}");

        Assert.That(_login.Asked - before, Is.LessThan(100));
        await _host.KnowsAsync(PersonLogin.Sign(PersonLogin.Login, _login.Es256));
    }

    /// <summary>A token in the issuer's name with a key that it does not have.</summary>
    private async Task AskAsync(string keyId)
    {
        using var client = _host.Client(PersonLogin.Sign(PersonLogin.Login, PersonLogin.Hmac(_login.PublishedSecret, keyId)));
        await client.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }
}

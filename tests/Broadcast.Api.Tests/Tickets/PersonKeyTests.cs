using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Api.Tests.Tickets;

/// <summary>Which keys and algorithms prove a person. RFC 8725, sections 2.1 and 3.1: a key is used for its own algorithm only.</summary>
public sealed class PersonKeyTests
{
    private PersonLogin _login = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _login = await PersonLogin.StartAsync();
        _host = await ApiHost.StartAsync(["--Roles", "api,chat", .. _login.Settings]);
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _login.DisposeAsync();
    }

    [Test]
    public Task A_shared_key_signs_with_HS256() => _host.KnowsAsync(_login.OfShop());

    [Test]
    public Task A_key_set_signs_with_RS256() => _host.KnowsAsync(PersonLogin.Sign(PersonLogin.Login, _login.Rs256));

    [Test]
    public Task A_key_set_signs_with_ES256() => _host.KnowsAsync(PersonLogin.Sign(PersonLogin.Login, _login.Es256));

    [Test]
    public Task The_public_RSA_key_is_no_secret_for_HS256()
    {
        byte[][] known =
        [
            Encoding.ASCII.GetBytes(_login.Rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(_login.Rsa.ExportSubjectPublicKeyInfoPem() + "\n"),
            _login.Rsa.ExportSubjectPublicKeyInfo(), _login.Rsa.ExportRSAPublicKey(), _login.Rsa.ExportParameters(false).Modulus!,
        ];
        return Task.WhenAll(known.SelectMany(key => new[] { "rsa-1", null }.Select(id => _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Login, PersonLogin.Hmac(key, id))))));
    }

    [TestCase("oct-1")]
    [TestCase(null)]
    public Task A_secret_in_a_public_key_set_signs_nothing(string? id) =>
        _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Login, PersonLogin.Hmac(_login.PublishedSecret, id)));

    [Test]
    public async Task A_key_does_not_sign_in_the_name_of_one_of_another_kind()
    {
        await _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Login, _login.Named(_login.Rs256)));
        await _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Login, _login.Named(_login.Es256)));
    }

    [Test]
    public async Task Other_algorithms_of_the_same_keys_are_refused()
    {
        await _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Login, new SigningCredentials(_login.Rs256.Key, SecurityAlgorithms.RsaSsaPssSha256)));
        await _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Login, new SigningCredentials(_login.Rs256.Key, SecurityAlgorithms.RsaSha512)));
        await _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Shop, _login.Rs256));
        await _host.RefusesAsync(PersonLogin.Sign(PersonLogin.Login, _login.Shared));
    }

    [Test]
    public async Task A_token_that_is_not_signed_is_refused()
    {
        var payload = new JsonObject
        {
            ["iss"] = PersonLogin.Login,
            ["aud"] = "livefestival",
            ["sub"] = "person-7",
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
        };
        foreach (var algorithm in new[] { "none", "None", "HS256", "RS256", "ES256" })
        {
            var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = "rsa-1" };
            await _host.RefusesAsync($"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.");
        }
    }
}

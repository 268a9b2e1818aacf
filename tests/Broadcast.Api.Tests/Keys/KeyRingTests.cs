using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Keys;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Broadcast.Api.Tests.Keys;

/// <summary>Signing keys that Api processes on one database share (two on PostgreSQL, one on SQLite), with a clock that the test sets.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class KeyRingTests(Engine engine)
{
    private static readonly TimeSpan Lead = new KeysOptions().Lead;
    private TestDatabase _database = null!;
    private FakeTimeProvider _time = null!;
    private KeyNode _one = null!;
    private KeyNode _other = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _database = await KeyNode.DatabaseAsync(engine);
        _time = new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 2, 0, 0, TimeSpan.Zero));
        _one = await KeyNode.StartAsync(_database, _time);
        _other = engine == Engine.Postgres ? await KeyNode.StartAsync(_database, _time) : _one;
    }

    [TearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task What_one_process_signs_the_other_verifies()
    {
        var jws = await _one.SignAsync("goose");

        var token = new JsonWebToken(jws);
        var kid = (await _one.KeysAsync()).Single().Id;
        Assert.That(await _other.VerifyAsync(jws), Is.EqualTo("goose"));
        Assert.Multiple(() =>
        {
            Assert.That((token.Alg, token.Typ, token.Kid), Is.EqualTo(("ES256", "receipt+jwt", kid)));
            Assert.That(token.Claims.Select(claim => claim.Type), Is.EqualTo(["about"]), "nothing is added to what is signed");
        });
    }

    [Test]
    public async Task Nothing_else_verifies()
    {
        var jws = await _one.SignAsync("goose");
        var parts = jws.Split('.');
        var forged = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"about":"duck"}""")).TrimEnd('=');
        var letter = await _one.Ring.SignAsync(KeyNode.Letters, new { About = "goose" }, CancellationToken.None);

        string[] wrong = [$"{parts[0]}.{forged}.{parts[2]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", "", "letter", letter];
        foreach (var jwt in wrong)
            Assert.That(await _other.VerifyAsync(jwt), Is.Null, jwt);
        Assert.That(await _other.VerifyAsync(letter, KeyNode.Letters), Is.EqualTo("goose"));
        Assert.That(await _other.VerifyAsync(jws, KeyNode.Letters), Is.Null);
    }

    [Test]
    public async Task A_new_key_is_published_before_it_signs_and_the_old_one_verifies_until_its_end()
    {
        var old = await _other.SignAsync("before");
        var rotated = await _one.RotateAsync();
        var next = rotated.Value!.Id;

        Assert.That((await _one.KeysAsync()).Select(key => key.Id), Does.Contain(next), "published");
        _time.Advance(Lead - TimeSpan.FromSeconds(1));
        Assert.That(Kid(await _one.SignAsync("x")), Is.EqualTo(Kid(old)));
        Assert.That(Kid(await _other.SignAsync("x")), Is.EqualTo(Kid(old)));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Kid(await _one.SignAsync("x")), Is.EqualTo(next));
        var last = await _other.SignAsync("x");
        Assert.That(Kid(last), Is.EqualTo(next));

        _time.Advance(KeyNode.Receipts.Lasting);
        await _one.Keeper.KeepAsync(CancellationToken.None);
        Assert.That(await _other.VerifyAsync(old), Is.EqualTo("before"), "until what it signed has lost its meaning");
        Assert.That((await _one.KeysAsync())[0].Private, Is.Null, "it cannot sign any more");

        _time.Advance(KeyRotation.Slack);
        await _one.Keeper.KeepAsync(CancellationToken.None);
        Assert.That(await _other.VerifyAsync(old), Is.Null);
        Assert.That(await _other.VerifyAsync(last), Is.EqualTo("x"));
        Assert.That((await _one.KeysAsync()).Select(key => key.Id), Is.EqualTo([next]));
    }

    [Test]
    public async Task Of_processes_that_rotate_at_once_one_does_and_there_is_no_further_one_before_it_signs()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? _one : _other).RotateAsync())));

        Assert.That(all.Count(rotated => !rotated.Failed), Is.EqualTo(1));
        Assert.That(all.Where(rotated => rotated.Failed).Select(rotated => rotated.Error!.Code), Has.All.EqualTo("key.pending"));
        Assert.That((await _one.KeysAsync()).Select(key => key.Serial), Is.EqualTo([1, 2]));
    }

    [Test]
    public async Task An_old_key_is_replaced_by_itself()
    {
        await _one.Keeper.KeepAsync(CancellationToken.None);
        Assert.That(await _one.KeysAsync(), Has.Count.EqualTo(1), "it is young");

        _time.Advance(new KeysOptions().Age);
        await Task.WhenAll(_one.Keeper.KeepAsync(CancellationToken.None), _other.Keeper.KeepAsync(CancellationToken.None));

        Assert.That((await _one.KeysAsync()).Select(key => key.SignsFrom), Is.EqualTo([_time.GetUtcNow() - new KeysOptions().Age, _time.GetUtcNow() + Lead]));
    }

    [Test]
    public void Another_root_key_is_refused_at_the_start_in_plain_words()
    {
        if (engine == Engine.Sqlite)
            _one.End();

        Assert.That(
            () => KeyNode.StartAsync(_database, _time, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            Throws.TypeOf<StartFailure>().With.Message.Contains("Keys:Root").And.Message.Contains("root-key"));
    }

    [Test]
    public async Task A_private_key_opens_only_with_the_root_key_and_in_its_own_row()
    {
        var key = (await _one.KeysAsync()).Single();
        var root = Convert.FromBase64String(KeyNode.RootKey);

        Assert.That(() => AesSeal.Open(root, SigningKey.PlaceOf(key.Id), key.Private), Throws.InstanceOf<CryptographicException>(), "the root key itself seals nothing");
        Assert.That(() => Root(_one).Open(SigningKey.PlaceOf("another"), key.Private), Throws.InstanceOf<CryptographicException>());
        Assert.That(Root(_other).Open(SigningKey.PlaceOf(key.Id), key.Private), Has.Length.EqualTo(32));
    }

    private static RootKey Root(KeyNode node) => (RootKey)node.Services.GetService(typeof(RootKey))!;

    private static string Kid(string jws) => new JsonWebToken(jws).Kid;
}

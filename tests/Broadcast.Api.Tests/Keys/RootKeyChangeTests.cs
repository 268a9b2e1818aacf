using System.Security.Cryptography;
using Broadcast.Api.Keys;
using Broadcast.Api.Sealed;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Keys;

/// <summary>The root key is replaced, because somebody may have seen it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class RootKeyChangeTests(Engine engine)
{
    [Test]
    public async Task A_new_root_key_takes_over_everything_and_the_former_one_is_needed_no_more()
    {
        await using var shared = await KeyNode.DatabaseAsync(engine);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var before = await KeyNode.StartAsync(shared, time);
        var jws = await before.SignAsync("goose");
        var closed = Protector(before).Protect("goose");
        await using (var database = before.Open())
        {
            before.Services.GetRequiredService<SealedBox>().Add(database, "letter", "one", new Letter("goose"));
            await database.SaveChangesAsync();
        }

        var former = before.Services.GetRequiredService<RootKey>();
        before.End();
        var root = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        Assert.That(() => KeyNode.StartAsync(shared, time, root), Throws.TypeOf<StartFailure>().With.Message.Contains("Keys:Root"), "not by mistake");
        (await KeyNode.StartAsync(shared, time, root, former: KeyNode.RootKey)).End();
        var after = await KeyNode.StartAsync(shared, time, root);

        await using var opened = after.Open();
        Assert.That(await after.VerifyAsync(jws), Is.EqualTo("goose"));
        Assert.That(await after.VerifyAsync(await after.SignAsync("duck")), Is.EqualTo("duck"), "the private keys open");
        Assert.That(Protector(after).Unprotect(closed), Is.EqualTo("goose"));
        Assert.That(await after.Services.GetRequiredService<SealedBox>().OpenAsync<Letter>(opened, "letter", "one", CancellationToken.None), Is.EqualTo(new Letter("goose")));
        var key = (await after.KeysAsync()).Single();
        Assert.That(() => former.Open(SigningKey.PlaceOf(key.Id), key.Private), Throws.InstanceOf<CryptographicException>());
        after.End();
        Assert.That(() => KeyNode.StartAsync(shared, time), Throws.TypeOf<StartFailure>().With.Message.Contains("Keys:Root"), "the former one is over");
    }

    private static IDataProtector Protector(KeyNode node) => node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private sealed record Letter(string Text);
}

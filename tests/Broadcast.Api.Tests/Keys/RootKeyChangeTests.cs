using System.Security.Cryptography;
using Broadcast.Api.Accounts;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Festivals;
using Broadcast.Api.Keys;
using Broadcast.Api.Sealed;
using Broadcast.Api.Shops;
using Broadcast.Api.Simulcast;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Keys;

/// <summary>The root key is replaced, because somebody may have seen it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class RootKeyChangeTests(Engine engine)
{
    private const string Xml = "DataProtectionKey.Xml";

    /// <summary>Columns with what the root key has sealed, and who seals them again.</summary>
    private static readonly (string Column, Type By)[] SealedAgain =
    [
        (Xml, typeof(SealedDataProtection)),
        ("Authenticator.Secret", typeof(SealedAuthenticators)),
        ("DataKey.Wrapped", typeof(SealedDataKeys)),
        ("PushTarget.Key", typeof(PushTargetKeys)),
        ("Shop.OldSecret", typeof(ShopSecrets)),
        ("Shop.Secret", typeof(ShopSecrets)),
        ("SigningKey.Private", typeof(SealedSigningKeys)),
    ];

    /// <summary>Answers as they were sent, what is sealed with a key of its own, and what everybody may see.</summary>
    private static readonly string[] NotSealed =
        ["IdempotencyRecord.Body", "SealedRecord.Closed", "ProductPicture.Large", "ProductPicture.Medium", "ProductPicture.Small"];

    [Test]
    public async Task A_new_root_key_takes_over_everything_and_the_former_one_is_needed_no_more()
    {
        await using var shared = await KeyNode.DatabaseAsync(engine);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var before = await KeyNode.StartAsync(shared, time);
        var jws = await before.SignAsync("goose");
        var closed = Protector(before).Protect("goose");
        var shop = Shop(before, time);
        var secrets = Secrets(before).KeysOf(shop);
        await using (var database = before.Open())
        {
            database.Add(shop);
            database.Add(new StaffAccount { Id = "ann", Name = "Ann" });
            database.Add(new Authenticator { AccountId = "ann", Secret = Authenticators(before).Seal("ann", "of an app"u8.ToArray()), TriedSince = time.GetUtcNow() });
            database.Add(new Channel { Id = ChannelId.Parse("stage") });
            database.Add(Target(before, time));
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
        Assert.That((secrets.Count, secrets.Distinct().Count()), Is.EqualTo((2, 2)));
        Assert.That(Secrets(after).KeysOf(await opened.Shops.SingleAsync()), Is.EqualTo(secrets), "the present secret of a shop and the one before it");
        Assert.That(Authenticators(after).Open(await opened.Authenticators.SingleAsync()), Is.EqualTo("of an app"u8.ToArray()));
        Assert.That(PlatformKeys(after).Open(await opened.PushTargets.SingleAsync()), Is.EqualTo("of a platform"));
        var key = (await after.KeysAsync()).Single();
        Assert.That(() => former.Open(SigningKey.PlaceOf(key.Id), key.Private), Throws.InstanceOf<CryptographicException>());
        after.End();
        Assert.That(() => KeyNode.StartAsync(shared, time), Throws.TypeOf<StartFailure>().With.Message.Contains("Keys:Root"), "the former one is over");
    }

    [Test]
    public async Task All_that_the_root_key_has_sealed_is_sealed_again()
    {
        await using var shared = await KeyNode.DatabaseAsync(engine);
        var node = await KeyNode.StartAsync(shared, new FakeTimeProvider(DateTimeOffset.UtcNow));
        await using var database = node.Open();
        var bytes = database.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.ClrType == typeof(byte[]))
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}");

        var known = SealedAgain.Select(column => column.Column);

        Assert.That(bytes.Except(NotSealed, StringComparer.Ordinal), Is.EquivalentTo(known.Where(column => column != Xml)), "bytes of the database that nobody seals again");
        Assert.That(node.Services.GetServices<IRootSealed>().Select(table => table.GetType()), Is.EquivalentTo(SealedAgain.Select(column => column.By).Distinct()));
        Assert.That(typeof(ApiModule).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IRootSealed))), Is.EquivalentTo(SealedAgain.Select(column => column.By).Distinct()));
    }

    /// <summary>A shop whose secret was replaced a moment ago.</summary>
    private static Shop Shop(KeyNode node, TimeProvider time)
    {
        var shop = new Shop { Id = "farm", Name = "Farm", Connector = ShopConnectors.Signed, Secret = Secrets(node).Seal("farm", WebhookSecret.Make()), MadeAt = time.GetUtcNow(), MadeBy = "test" };
        Secrets(node).Rotate(shop, ShopSecrets.Overlap);
        return shop;
    }

    private static PushTarget Target(KeyNode node, TimeProvider time) => new()
    {
        Id = "t-1",
        Channel = ChannelId.Parse("stage"),
        Name = "Platform",
        Server = "rtmp://platform.example/live",
        Key = PlatformKeys(node).Seal("t-1", "of a platform"),
        KeySetAt = time.GetUtcNow(),
    };

    private static PushTargetKeys PlatformKeys(KeyNode node) => node.Services.GetRequiredService<PushTargetKeys>();

    private static SealedAuthenticators Authenticators(KeyNode node) => node.Services.GetRequiredService<SealedAuthenticators>();

    private static ShopSecrets Secrets(KeyNode node) => node.Services.GetRequiredService<ShopSecrets>();

    private static IDataProtector Protector(KeyNode node) => node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private sealed record Letter(string Text);
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Keys;

/// <summary>The keys of ASP.NET Core's data protection, which all Api processes of a database have.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class DataProtectionKeyTests(Engine engine)
{
    [Test]
    public async Task What_one_process_protects_another_opens_and_the_database_has_no_key_in_the_open()
    {
        await using var shared = await KeyNode.DatabaseAsync(engine);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var one = await KeyNode.StartAsync(shared, time);
        var closed = Protector(one).Protect("goose");
        if (engine == Engine.Sqlite)
            one.End();
        var other = await KeyNode.StartAsync(shared, time);
        var opened = Protector(other).Unprotect(closed);

        await using var database = other.Open();
        var rows = await database.DataProtectionKeys.AsNoTracking().ToListAsync();
        Assert.Multiple(() =>
        {
            Assert.That(opened, Is.EqualTo("goose"));
            Assert.That(rows.Select(row => row.Xml), Is.Not.Empty.And.All.Contains("RootXmlDecryptor").And.All.Not.Contains("masterKey"));
            Assert.That(() => other.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("else").Unprotect(closed), Throws.InstanceOf<CryptographicException>());
        });
    }

    private static IDataProtector Protector(KeyNode node) => node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}

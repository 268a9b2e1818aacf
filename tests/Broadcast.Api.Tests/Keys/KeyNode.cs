using System.Security.Cryptography;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Data;
using Broadcast.Api.Keys;
using Broadcast.Api.Sealed;
using Broadcast.Api.Shops;
using Broadcast.Api.Simulcast;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Keys;

/// <summary>The keys of one Api process, on a database that others share; nothing else of it runs, and its loops stand still.</summary>
internal sealed class KeyNode(DataHost host)
{
    public static readonly SigningPurpose Receipts = new("receipts", "receipt+jwt", TimeSpan.FromDays(10));
    public static readonly SigningPurpose Letters = new("letters", "letter+jwt", TimeSpan.FromDays(1));

    public static string RootKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public IServiceProvider Services => host.Services;

    public KeyRing Ring => Services.GetRequiredService<KeyRing>();

    public KeyKeeper Keeper => Services.GetRequiredService<KeyKeeper>();

    /// <summary>With tables, and no keys yet.</summary>
    public static async Task<TestDatabase> DatabaseAsync(Engine engine) =>
        engine == Engine.Postgres ? new TestDatabase(engine, await RunPostgres.DatabaseAsync()) : await TestDatabase.MakeAsync(engine);

    public static async Task<KeyNode> StartAsync(TestDatabase shared, FakeTimeProvider time, string? root = null, string former = "")
    {
        var host = shared.Host(time, add: builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Keys:Root", root ?? RootKey), new("Keys:FormerRoot", former)]);
            builder.Services.AddMetrics();
            builder.Services.AddSingleton<ApiMeter>();
            builder.AddKeys();
            builder.AddSealedRecords();
            builder.AddShops();
            builder.AddSealedAuthenticators();
            builder.AddPushTargets();
            builder.AddSigningPurpose(Receipts);
            builder.AddSigningPurpose(Letters);
        });
        try
        {
            await host.StartAsync();
            await host.Services.GetServices<IHostedService>().OfType<KeysStart>().Single().StartingAsync(CancellationToken.None);
        }
        catch
        {
            host.End();
            throw;
        }

        return new KeyNode(host);
    }

    public async Task<Result<SigningKey>> RotateAsync()
    {
        await using var database = host.Open();
        return await Services.GetRequiredService<KeyRotation>().RotateAsync(database, Receipts, CancellationToken.None);
    }

    /// <summary>Ends it, so that another may start on a SQLite file.</summary>
    public void End() => host.End();

    public Task<string> SignAsync(string about) => Ring.SignAsync(Receipts, new { About = about }, CancellationToken.None);

    /// <summary>What the receipt is about; null when it does not verify.</summary>
    public async Task<string?> VerifyAsync(string jws, SigningPurpose? purpose = null) =>
        (await Ring.VerifyAsync(purpose ?? Receipts, jws, CancellationToken.None))?.GetProperty("about").GetString();

    public async Task<List<SigningKey>> KeysAsync()
    {
        await using var database = host.Open();
        return await database.SigningKeys.AsNoTracking().Where(key => key.Purpose == Receipts.Name).OrderBy(key => key.Serial).ToListAsync();
    }

    public FestivalDb Open() => host.Open();
}

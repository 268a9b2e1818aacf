using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Api.Keys;

internal static class KeysModule
{
    /// <summary>Must come after the database, which is set up before the keys are.</summary>
    public static void AddKeys(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<KeysOptions, KeysOptionsValidator>();
        builder.Services.AddSingleton<RootKey>();
        builder.Services.AddSingleton<KeyRotation>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<IRootSealed, SealedSigningKeys>();
        builder.Services.AddSingleton<IRootSealed, SealedDataProtection>();
        builder.Services.AddHostedService<KeysStart>();
        builder.Services.AddSingleton<KeyKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeyKeeper>());
        builder.AddSharedDataProtection();
    }

    /// <summary>Lets a feature sign: the first key is made at the start.</summary>
    public static void AddSigningPurpose(this IHostApplicationBuilder builder, SigningPurpose purpose) => builder.Services.AddSingleton(purpose);

    /// <summary>What one Api process protects, every other can open, also after a restart.</summary>
    private static void AddSharedDataProtection(this IHostApplicationBuilder builder)
    {
        // Processes without a database protect with keys in memory; that provider would hide the key ring.
        builder.Services.RemoveAll<IDataProtectionProvider>();
        builder.Services.AddDataProtection().SetApplicationName("LiveFestival").PersistKeysToDbContext<FestivalDb>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<RootKey>((options, root) => options.XmlEncryptor = new RootXmlEncryptor(root));
    }
}

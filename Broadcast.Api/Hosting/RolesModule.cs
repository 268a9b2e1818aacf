using Broadcast.Api.Data;
using Broadcast.Api.Embedded;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.Configuration.Memory;

namespace Broadcast.Api.Hosting;

/// <summary>
/// Reads the roles of the process. A host with all roles gets defaults for what is not configured: a locked data directory, keys, a private
/// Redis and a database file; one with the role <c>api</c> gets a root key. Every other source of configuration overrides these defaults.
/// </summary>
internal static class RolesModule
{
    public static HostRoles AddRoles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<ProcessOptions, ProcessOptionsValidator>();
        var options = builder.Configuration.Get<ProcessOptions>() ?? new ProcessOptions();
        var faults = new List<string>();
        var roles = HostRoles.Read(options, faults);
        if (faults.Count > 0 || string.IsNullOrWhiteSpace(options.DataDirectory))
            return roles;

        builder.Services.AddSingleton(roles);
        var directory = new DataDirectory(options.DataDirectory);
        builder.Services.AddSingleton(_ => directory);
        if (roles.All)
            builder.AddDefaultsOfAll(roles, directory);
        if (roles.Demo)
            builder.AddDefaultsOfDemo();
        if (roles.Api && string.IsNullOrWhiteSpace(builder.Configuration["Keys:Root"]))
        {
            // A second process that makes another one in another directory is refused by the database.
            directory.Make();
            builder.AddDefault("Keys:Root", RootKeyFile.ReadOrMake(directory.File("root-key")));
        }

        if ((roles.All || roles.Demo) && string.IsNullOrWhiteSpace(builder.Configuration["Persons:ContactKey"]))
        {
            directory.Make();
            builder.AddDefault("Persons:ContactKey", ContactKeyFile.ReadOrMake(directory.File("contact-key")));
        }

        return roles;
    }

    private static void AddDefaultsOfAll(this WebApplicationBuilder builder, HostRoles roles, DataDirectory directory)
    {
        directory.Lock();
        MachineNeeds.Check(roles, directory);
        // Every part reads the path from this key, so the key must be set even if nobody configured it.
        builder.AddDefault(nameof(ProcessOptions.DataDirectory), directory.Path);
        if (!builder.Configuration.GetSection("Tokens:Keys").GetChildren().Any())
        {
            var key = TokenKeyFile.ReadOrMake(directory.File("token-key.json"));
            builder.AddDefault("Tokens:Keys:0:Id", key.Id);
            builder.AddDefault("Tokens:Keys:0:Secret", key.Secret);
        }

        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(DatabaseModule.Name)))
            builder.AddDefault($"ConnectionStrings:{DatabaseModule.Name}", $"Data Source={directory.File("livefestival.db")}");
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString("Redis")))
        {
            builder.AddDefault("ConnectionStrings:Redis", builder.AddEmbeddedRedis(directory).ConnectionString);
            builder.AddDefault("Redis:Durable", "true");
        }
    }

    private static void AddDefaultsOfDemo(this WebApplicationBuilder builder)
    {
        builder.AddDefault("Rooms:Guests", "read,like,chat,answer");
        builder.AddDefault("Shops:AllowLocal", "true");
        if (string.IsNullOrWhiteSpace(builder.Configuration["Persons:SenderUrl"]))
            builder.AddDefault("Persons:ShowCodes", "true");
    }

    private static void AddDefault(this WebApplicationBuilder builder, string key, string value) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new(key, value)] });
}

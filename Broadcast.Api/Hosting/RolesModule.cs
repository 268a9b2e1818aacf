using Broadcast.Api.Data;
using Broadcast.Api.Embedded;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Hosting;

/// <summary>
/// Reads what the process shall be, and gives a host with all roles what it lacks: a locked data directory with token keys, a private
/// Redis and a database file. The defaults go in below every other configuration, so that any of them can be given instead.
/// </summary>
internal static class RolesModule
{
    public static HostRoles AddRoles(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<HostOptions>().Bind(builder.Configuration).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<HostOptions>, HostOptionsValidator>();
        var options = builder.Configuration.Get<HostOptions>() ?? new HostOptions();
        var faults = new List<string>();
        var roles = HostRoles.Read(options, faults);
        if (faults.Count > 0 || string.IsNullOrWhiteSpace(options.DataDirectory))
            return roles;

        builder.Services.AddSingleton(roles);
        var directory = new DataDirectory(options.DataDirectory);
        builder.Services.AddSingleton(_ => directory);
        if (roles.All)
            builder.AddDefaultsOfAll(directory);
        if (roles.Demo)
            builder.AddDefault("Rooms:Guests", "read,like,chat,answer");
        return roles;
    }

    private static void AddDefaultsOfAll(this WebApplicationBuilder builder, DataDirectory directory)
    {
        directory.Lock();
        // Every part reads the directory's place by this key, also when nobody gave it.
        builder.AddDefault(nameof(HostOptions.DataDirectory), directory.Path);
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

    private static void AddDefault(this WebApplicationBuilder builder, string key, string value) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new(key, value)] });
}
